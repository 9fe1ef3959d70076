"""The objective after every step of a run that has one; of k-means and its family it never rises."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray
from kmanim.errors import need
from kmanim.plot.axes.plane import Box, Plane, tick_style, title_drop
from kmanim.plot.labels.free_room import FreeRoom
from kmanim.plot.labels.labels import Label, draw_labels
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.notes import note_lines
from kmanim.plot.pages.sheet import LINE, Sheet
from kmanim.plot.panels.magnified import inset_of, room_of, round_numbers
from kmanim.plot.panels.objective import objective_axis
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width, widest
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import Theme
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.parameters._objective import Objective
from kmanim.simulate.trace import Trace
from kmanim.story.contract import facts_of
from kmanim.story.figures import objective as words
from kmanim.story.text.sums import objectives
from kmanim.story.text.words import sentence_case

_HEIGHT, _KEY = 300.0, 30.0
_MARK, _TINY = 9.0, 5.0
_MARKED = 150  # of more values the line and its ends alone
_DOING = {"update": "updating", "swap": "swapping"}


@as_figure
def objective(trace: Trace, *, look: Look | None = None) -> Sheet:
    """Draw the objective after each step: of k-means W, the within-cluster sum of squares, after each half-step.

    Parameters
    ----------
    trace : Trace
        The run.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide and some 390 px high.

    Returns
    -------
    Figure
        One axes labelled ``W``, or as the objective is called; its ``curves`` hold the line, called as tables call the
        objective (``inertia``), against the number of the value. Filled circles mark values; of runs with centroids
        those of assignments, and hollow squares those of updates or swaps. The first value, the last and the largest
        step are named. Where the rest of the curve lies flat, an axes ``magnified`` shows it again, with an axis that
        begins below its least value.

    Raises
    ------
    InputError
        If the algorithm has no objective.
    """
    need("objective", trace, Trace, "kmanim.run")
    aim = words.objective_of(trace)
    look = look or Look()
    head = heading(look, words.finding(trace), facts_of(trace).subject)
    notes = note_lines([words.notes(trace)], look.style)
    foot = LINE * len(notes)
    sheet = Sheet(head.height + _KEY + _HEIGHT + foot - LINE, look)
    head.draw(sheet)
    sheet.notes(notes)
    theme = sheet.theme
    steps = trace.valued
    values = trace.objective[steps]
    kinds = [trace.unlabelled[i].step for i in steps]
    rounds = [trace.unlabelled[i].iteration for i in steps]
    moved = trace.terms.step if isinstance(trace, CentroidTrace) else None
    curve = _Curve(
        values=values,
        rounds=rounds,
        assigned=np.array([moved is None or kind == "assign" for kind in kinds], np.bool_),
    )
    plane = _plane(sheet, curve, aim, foot, sheet.height - head.height - _KEY, trace.turn[0])
    plot = sheet.plot(plane, aim.symbol)
    x = np.arange(1.0, values.size + 1)
    plot.line(x, values, theme.ink, theme.line, (), aim.key)
    inset = inset_of(plane, values, rounds, theme)
    drop = words.largest_drop(trace)
    places = plane.to_px(np.column_stack([x, values]))
    texts = objectives(values[[0, -1]].tolist()) if values.size else ()
    written = _written(sheet, plane, places, texts, drop, inset)

    def paint(pen: Pen) -> None:
        with pen.role("largest step"):
            if drop is not None:
                pen.line(places[drop.place - 1 : drop.place + 1], theme.ink, theme.line + 2.5)
        _marks(pen, places, curve.assigned, theme)
        draw_labels(pen, written, theme, "values")
        if moved is not None:
            _key(pen, sheet, plane, f"after {_DOING[moved]}")

    sheet.paint(paint)
    if inset is not None:
        _magnify(sheet, inset, curve, aim, trace.turn[0])
    return sheet.with_alt(words.describe(trace).alt)


class _Curve(NamedTuple):
    """All values, the iteration of each, and whether it comes after an assignment."""

    values: FloatArray
    rounds: list[int]
    assigned: NDArray[np.bool_]


def _plane(sheet: Sheet, curve: _Curve, objective: Objective, foot: float, top: float, each: str) -> Plane:
    """Lay out, above the foot, an axis for the values, from where none can lie below, and rounds along the other."""
    theme, values = sheet.theme, curve.values
    low, high, y = objective_axis(values, objective, 1.15, 5)
    left = 8 + theme.title_size + 6 + widest(y.labels, tick_style(theme)) + 8
    bottom = title_drop(theme) + 18 + foot
    return Plane(
        box=Box(left, bottom, sheet.width - left - 30, top - bottom),
        low=np.array([0.4, low]),
        high=np.array([max(values.size, 2) + 0.6, high]),
        x=round_numbers(curve.rounds, 0, 10, even=each != "round"),
        y=y,
        titles=(sentence_case(each), objective.symbol),
    )


def _magnify(sheet: Sheet, plane: Plane, curve: _Curve, objective: Objective, each: str) -> None:
    """Draw the flat rest of the curve again, with its own axis."""
    theme, box = sheet.theme, plane.box
    start = int(plane.low[0])
    x = np.arange(start + 1.0, curve.values.size + 1)
    around = room_of(plane, theme)
    sheet.paint(lambda pen: pen.rectangle(*around, theme.paper), zorder=-1)
    plot = sheet.plot(plane, "magnified")
    plot.line(x, curve.values[start:], theme.ink, theme.line, (), objective.key)
    places = plane.to_px(np.column_stack([x, curve.values[start:]]))
    quiet = sheet.style("tick", quiet=True)

    def paint(pen: Pen) -> None:
        _marks(pen, places, curve.assigned[start:], theme)
        with pen.role("magnified"):
            whole = f"From {each} {curve.rounds[start]} on, magnified"
            told = whole if text_width(whole, quiet) <= box.width + 8 else whole.removesuffix(", magnified")
            pen.text(box.left, box.top + 7, fitted(told, quiet, box.width + 8), quiet)

    sheet.paint(paint)


def _marks(pen: Pen, places: FloatArray, assigned: NDArray[np.bool_], theme: Theme) -> None:
    if len(places) > _MARKED:  # marks side by side would be a band of their rims
        places, assigned = places[[0, -1]], assigned[[0, -1]]
    size = _MARK if len(places) <= 40 else _TINY
    with pen.role("assignments"):
        pen.markers("circle", places[assigned], size, theme.ink, theme.paper, 1)
    with pen.role("updates"):
        pen.markers("square", places[~assigned], size, theme.paper, theme.ink, theme.line)


def _written(
    sheet: Sheet,
    plane: Plane,
    places: FloatArray,
    texts: tuple[str, ...],
    drop: words.Drop | None,
    inset: Plane | None,
) -> list[Label]:
    """Find room for the first value, the last, and the largest step."""
    if not texts:
        return []
    style = sheet.style("name", halo=2.5)
    bold = replace(style, bold=True)
    roomy = Box(plane.box.left, plane.box.bottom, sheet.width - 6 - plane.box.left, plane.box.height + 20)
    free = FreeRoom(roomy, Obstacles(places, roomy), _MARK / 2)
    free.take_line(places)
    if inset is not None:
        free.take_box(room_of(inset, sheet.theme))
    ends = ((places[0], texts[0]), (places[-1], texts[-1]))[: len(places)]
    found = [free.name(place, _MARK / 2 + 1, text, style) for place, text in ends]
    if drop is not None:
        middle = (places[drop.place - 1] + places[drop.place]) / 2
        found.append(free.name(middle, 4, drop.name, bold))
    return found


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
