"""What artists on somebody's axes share: a theme that suits the axes, markers, words that are shown literally."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgba

from kmanim.errors import InputError, shown
from kmanim.plot.pages.shown_figure import ShownFigure
from kmanim.plot.render.pen import SHAPES
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import Theme

POINT = 6.0  # diameter of a point, in points; of a centroid twice that
LINE = 1.5
_LETTER = 0.55  # how wide letters are, as a share of their size


def own_axes(ax: Axes | None) -> Axes:
    """Give the axes that somebody has, or those of a new figure, which pyplot does not know and a notebook shows.

    Raises
    ------
    InputError
        If it is something else.
    """
    if ax is None:
        figure = ShownFigure(layout="constrained")
        FigureCanvasAgg(figure)
        return figure.add_subplot()
    if not isinstance(ax, Axes):
        raise InputError(
            f"ax must be one Axes of matplotlib, got {shown(type(ax).__name__)}; of plt.subplots(2, 2) take axes[0, 0]"
        )
    return ax


def theme_for(ax: Axes, look: Look | None) -> Theme:
    """Give the look's theme; without one, one for the paper that the axes have."""
    if look is not None:
        return look.style
    figure: Any = ax.get_figure(root=True)
    papers = (ax.get_facecolor(), figure.get_facecolor(), "white")
    return Theme(paper=next(to_hex(paper) for paper in papers if to_rgba(paper)[3] == 1))


def marker(shape: str, size: float) -> tuple[str, float]:
    """Give matplotlib's letter for a shape, and the area at which all shapes are about equally large."""
    letter, factor = SHAPES[shape]
    return letter, (size * factor) ** 2


def literal(text: str) -> str:
    """Give a label that a legend shows as it is written; one that begins with a line is hidden by legends."""
    text = text.replace("$", r"\$") if text.count("$") > 1 else text
    return f"\N{ZERO WIDTH SPACE}{text}" if text.startswith("_") else text


def title(ax: Axes, text: str, look: Look | None) -> None:
    """Write a title, if the axes have none: the look's, or this one, in as many lines as it needs."""
    if not ax.get_title():
        wish = look.title if look is not None else ""
        words = ax.set_title("", parse_math=False)
        figure: Any = ax.get_figure(root=True)
        width = ax.get_position().width * float(figure.get_figwidth()) * 72
        room = max(10, round(width / (_LETTER * float(words.get_fontsize()))))
        words.set_text(wish or "\n".join(wrap(text, room)))


def name_axes(ax: Axes, x: str, y: str) -> None:
    """Name both axes."""
    ax.set_xlabel(x, parse_math=False)
    ax.set_ylabel(y, parse_math=False)
