"""Pages as matplotlib figures, made only when somebody asks: figures are a third of what matplotlib loads."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from importlib.util import find_spec
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, cast

from kmanim.errors import InputError, only_known
from kmanim.plot.pages.page import Page

if TYPE_CHECKING:
    from kmanim.plot.pages.page_figure import PageFigure


def figure_of(page: Page) -> PageFigure:
    """Make a matplotlib figure of a page, of exactly the same pixels, to be saved as PNG, SVG or PDF."""
    from kmanim.plot.pages.page_figure import page_figure  # noqa: PLC0415 - heavy

    return page_figure(page)


_P = ParamSpec("_P")
_ARTISTS = "kmanim.plot.figures.on_axes"


class Figured(Protocol[_P]):
    """A function that returns a figure, and the page it is made of as `page`.

    With ``ax=`` it draws artists there, and returns that, if the shelf of artists has a file of its name.
    """

    page: Callable[_P, Page]

    def __call__(self, *args: _P.args, **kwargs: _P.kwargs) -> PageFigure:
        """Draw the figure."""


def as_figure(draw: Callable[_P, Page]) -> Figured[_P]:
    """Let a function that draws a page return a matplotlib figure of it."""
    draw = only_known(draw)

    on_axes = find_spec(f"{_ARTISTS}.{draw.__name__}") is not None

    @wraps(draw)
    def figure(*args: _P.args, **kwargs: _P.kwargs) -> PageFigure:
        ax = kwargs.pop("ax", None)
        if ax is not None:
            drawn: PageFigure = _artists(draw.__name__, on_axes=on_axes)(ax, *args, **kwargs)
            return drawn
        page = draw(*args, **kwargs)
        page.recipe = figure, args, kwargs
        return figure_of(page)

    wrapped: Any = figure
    shape = signature(draw).replace(return_annotation="Figure")
    if on_axes:
        ax = Parameter("ax", Parameter.KEYWORD_ONLY, default=None, annotation="Any")
        shape = shape.replace(parameters=[*shape.parameters.values(), ax], return_annotation="Any")
    wrapped.__signature__ = shape
    wrapped.page = draw
    return cast("Figured[_P]", wrapped)


def _artists(name: str, *, on_axes: bool) -> Callable[..., Any]:
    """Find what draws a figure on somebody's axes."""
    if not on_axes:
        raise InputError(
            f"{name} is a page of its own and cannot be drawn on axes; scatter, density, elbow, silhouette and "
            "dendrogram can"
        )
    found: Callable[..., Any] = getattr(import_module(f"{_ARTISTS}.{name}"), name)
    return found


def figure_in(module: str) -> Figured[Any]:
    """Find the one figure that a module draws, by the module's full name.

    Raises
    ------
    TypeError
        If there is none.
    """
    for value in vars(import_module(module)).values():
        if hasattr(value, "page") and getattr(value, "__module__", "") == module:
            return cast("Figured[Any]", value)
    raise TypeError(f"{module} draws no figure")
