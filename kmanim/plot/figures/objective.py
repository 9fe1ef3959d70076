"""The objective after every step of a run that has one; of k-means and its family it never rises."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.errors import need
from kmanim.plot.axes.plane import Box, Plane, tick_style, title_drop
from kmanim.plot.axes.ticks import NO_TICKS, Ticks
from kmanim.plot.labels.free_room import FreeRoom
from kmanim.plot.labels.labels import Label, draw_labels
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.sheet import Sheet
from kmanim.plot.panels.objective import objective_axis
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import text_width, widest
from kmanim.plot.style.look import Look
from kmanim.simulate.centroids.trace import CentroidTrace
from kmanim.simulate.parameters._objective import Objective
from kmanim.simulate.trace import Trace
from kmanim.story.figures import objective as words
from kmanim.story.text.numbers import objectives

_VALUES = 12  # up to so many values are written beside their marks
_MARK = 9.0
_DOING = {"update": "updating", "swap": "swapping"}


@as_figure
def objective(trace: Trace, *, look: Look | None = None) -> Sheet:
    """Draw the objective after each step: of k-means W, the within-cluster sum of squares, after each half-step.

    Parameters
    ----------
    trace : Trace
        The run.
    look : Look, optional
        Theme and sharpness. The figure is 600 x 340 px.

    Returns
    -------
    Figure
        One axes labelled ``W``, or as the objective is called; its ``curves`` hold the line, called as tables call the
        objective (``inertia``), against the number of the value. Filled circles mark values; of runs with centroids
        those of assignments, and hollow squares those of updates or swaps. Of up to 12 all values are written, else
        the first and the last.

    Raises
    ------
    InputError
        If the algorithm has no objective.
    """
    need("objective", trace, Trace, "kmanim.run")
    aim = words.objective_of(trace)
    look = look or Look()
    sheet = Sheet(340, look)
    theme = sheet.theme
    steps = [i for i, value in enumerate(trace.objective) if np.isfinite(value)]
    values = trace.objective[steps]
    kinds = [trace.unlabelled[i].step for i in steps]
    rounds = [trace.unlabelled[i].iteration for i in steps]
    symbol = aim.symbol
    plane = _plane(sheet, values, rounds, aim)
    plot = sheet.plot(plane, symbol)
    x = np.arange(1.0, values.size + 1)
    plot.line(x, values, theme.ink, theme.line, (), aim.key)
    never = f"{symbol} never {'rises' if aim.direction == 'falls' else 'falls'}"
    sheet.heading(f"{symbol} after each {aim.steps}", never if words.never_worse(trace) else "")
    places = plane.to_px(np.column_stack([x, values]))
    written = _written(sheet, plane, places, objectives(list(values)))
    moved = trace.terms.step if isinstance(trace, CentroidTrace) else None
    assigned = np.array([moved is None or kind == "assign" for kind in kinds], np.bool_)
    size = _MARK if values.size <= 40 else 5.0

    def paint(pen: Pen) -> None:
        with pen.role("assignments"):
            pen.markers("circle", places[assigned], size, theme.ink, theme.paper, 1)
        with pen.role("updates"):
            pen.markers("square", places[~assigned], size, theme.paper, theme.ink, theme.line)
        draw_labels(pen, written, theme, "values")
        if moved is not None:
            _key(pen, sheet, plane, f"after {_DOING[moved]}")

    sheet.paint(paint)
    return sheet.with_alt(words.describe(trace).alt)


def _plane(sheet: Sheet, values: FloatArray, rounds: list[int], objective: Objective) -> Plane:
    """Lay out an axis for the values, from where none can lie below, and rounds along the other."""
    theme = sheet.theme
    low, top, y = objective_axis(values, objective, 1.15, 5)
    left = 8 + theme.title_size + 6 + widest(y.labels, tick_style(theme)) + 8
    bottom = title_drop(theme) + 12
    box = Box(left, bottom, sheet.width - left - 30, sheet.height - 76 - bottom)
    first = {r: i + 1.0 for i, r in reversed(list(enumerate(rounds)))}
    every = max(1, -(-len(first) // 10))
    shown = [r for r in first if (r - 1) % every == 0]
    x = Ticks(np.array([first[r] for r in shown]), tuple(str(r) for r in shown)) if shown else NO_TICKS
    return Plane(
        box=box,
        low=np.array([0.4, low]),
        high=np.array([max(values.size, 2) + 0.6, top]),
        x=x,
        y=y,
        titles=("Round", objective.symbol),
    )


def _written(sheet: Sheet, plane: Plane, places: FloatArray, texts: tuple[str, ...]) -> list[Label]:
    """Find room for the values beside their marks."""
    style = sheet.style("tick", halo=2.5)
    roomy = Box(plane.box.left, plane.box.bottom, sheet.width - 6 - plane.box.left, plane.box.height + 20)
    free = FreeRoom(roomy, Obstacles(places, roomy), _MARK / 2)
    free.take_line(places)
    rows = range(len(places)) if len(places) <= _VALUES else (0, len(places) - 1)
    return [free.name(places[i], _MARK / 2 + 1, texts[i], style) for i in rows]


def _key(pen: Pen, sheet: Sheet, plane: Plane, moved: str) -> None:
    theme, style = sheet.theme, sheet.style("tick")
    words = ("after assigning", moved)
    x = plane.box.right - sum(text_width(word, style) for word in words) - 62
    y = plane.box.top + 16
    with pen.role("key"):
        pen.markers("circle", np.array([(x, y)]), _MARK, theme.ink, theme.paper, 1)
        pen.text(x + 11, y - style.size * 0.365, words[0], style)
        x += 11 + text_width(words[0], style) + 26
        pen.markers("square", np.array([(x, y)]), _MARK, theme.paper, theme.ink, theme.line)
        pen.text(x + 11, y - style.size * 0.365, words[1], style)
