"""Pages as matplotlib figures, made only when somebody asks: figures are a third of what matplotlib loads."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from inspect import signature
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, cast

from kmanim.errors import only_known
from kmanim.plot.pages.page import Page

if TYPE_CHECKING:
    from kmanim.plot.pages.page_figure import PageFigure


def figure_of(page: Page) -> PageFigure:
    """Make a matplotlib figure of a page, of exactly the same pixels, to be saved as PNG, SVG or PDF."""
    from kmanim.plot.pages.page_figure import page_figure  # noqa: PLC0415 - heavy

    return page_figure(page)


_P = ParamSpec("_P")


class Figured(Protocol[_P]):
    """A function that returns a figure, and the page it is made of as `page`."""

    page: Callable[_P, Page]

    def __call__(self, *args: _P.args, **kwargs: _P.kwargs) -> PageFigure:
        """Draw the figure."""


def as_figure(draw: Callable[_P, Page]) -> Figured[_P]:
    """Let a function that draws a page return a matplotlib figure of it."""
    draw = only_known(draw)

    @wraps(draw)
    def figure(*args: _P.args, **kwargs: _P.kwargs) -> PageFigure:
        page = draw(*args, **kwargs)
        page.recipe = figure, args, kwargs
        return figure_of(page)

    wrapped: Any = figure
    wrapped.__signature__ = signature(draw).replace(return_annotation="Figure")
    wrapped.page = draw
    return cast("Figured[_P]", wrapped)


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
