"""A sweep in one figure: the curve over all values, and the clusters of some of them side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kmanim.errors import need
from kmanim.plot.axes.places import extent_of
from kmanim.plot.axes.plane import Box, Plane
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.notes import note_lines
from kmanim.plot.pages.sheet import LINE, MARGIN, WIDTH, Sheet
from kmanim.plot.panels.sweep_curve import SweepCurve, left_of
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted
from kmanim.plot.scene import scene_of
from kmanim.plot.small_multiples import Cloud, draw_axis_titles, lattice, muted, small
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import as_others
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.simulate.sweeps.sweep import Sweep
from kmanim.story.comparisons.sweeps.facts import SweepFacts
from kmanim.story.comparisons.sweeps.findings import finding
from kmanim.story.figures import sweep_grid as words

_CURVE, _SECOND = 190.0, 120.0
_HEAD, _ROW_HEAD = 42.0, 28.0
_ROWS = {1: 200.0, 2: 200.0, 3: 175.0, 4: 160.0, 5: 140.0}


@as_figure
def sweep_grid(sweep: Sweep, *, look: Look | None = None) -> Sheet:
    """Draw what a sweep measures over all values, and below it the clusters of some values, which keep their colours.

    Of one parameter up to eight values are shown small, one for each stretch with as many clusters as far as there is
    room; of two parameters a grid, the first across and the second down.

    Parameters
    ----------
    sweep : Sweep
        What `kmanim.sweep` returned.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide.

    Returns
    -------
    Figure
        One axes a value that is shown, labelled with it, all with the same limits.
    """
    need("sweep_grid", sweep, Sweep, "kmanim.sweep")
    look = look or Look()
    facts, places = SweepFacts(sweep), words.chosen(sweep)
    told = finding(facts)
    head = heading(look, *words.heading_of(sweep))
    columns = _columns(sweep, places)
    rows = -(-len(places) // columns)
    notes = note_lines(words.notes(facts), look.style)
    foot = 24.0 + LINE * len(notes) + (4 if notes else 0)
    measures = [facts.main, *([facts.second] if facts.second else [])]
    curves = _CURVE + (_SECOND if len(measures) > 1 else 0.0)
    grid = rows * (_ROWS[columns] + _row_head(sweep)) + 22
    sheet = Sheet(foot + grid + curves + head.height, look)
    head.draw(sheet)
    _draw_curves(sheet, facts, measures, Box(0, foot + grid + 8, WIDTH, curves - 8), told.place)
    theme = replace(small(sheet.theme, 5.5 if columns > 3 else 6.5, 12), tick_size=sheet.theme.tick_size)
    _draw_panels(sheet, facts, places, columns, Box(0, foot, WIDTH, grid), theme, told.place)
    sheet.notes(notes)
    return sheet.with_alt(words.describe(sweep).alt)


def _columns(sweep: Sweep, places: list[int]) -> int:
    if len(sweep.swept) > 1:
        step = len(sweep.swept[0])
        return len({place % step for place in places})
    return len(places) if len(places) <= 2 else 2 if len(places) == 4 else 3


def _row_head(sweep: Sweep) -> float:
    """Give the room above a row for the value of the second parameter, where there is one."""
    return _ROW_HEAD if len(sweep.swept) > 1 else 0.0


def _draw_curves(sheet: Sheet, facts: SweepFacts, measures: list[str], room: Box, place: int) -> None:
    theme = sheet.theme
    left = MARGIN + left_of(facts, measures, 80.0, theme)
    inner = Box(room.left, room.bottom, room.width - MARGIN, room.height)
    if len(measures) == 1:
        drawn = [SweepCurve(facts, measures[0], inner, theme, left=left)]
    else:
        lower = Box(inner.left, inner.bottom, inner.width, _SECOND)
        upper = Box(inner.left, inner.bottom + _SECOND + 6, inner.width, inner.height - _SECOND - 6)
        drawn = [
            SweepCurve(facts, measures[0], upper, theme, left=left, named=False),
            SweepCurve(facts, measures[1], lower, theme, left=left),
        ]

    def paint(pen: Pen) -> None:
        for curve in drawn:
            curve.draw_stage(pen)
            curve.draw(pen, len(facts.sweep), place)

    sheet.paint(paint)


def _draw_panels(
    sheet: Sheet,
    facts: SweepFacts,
    places: list[int],
    columns: int,
    area: Box,
    theme: Theme,
    told: int,
) -> None:
    sweep = facts.sweep
    traces = [one.trace for one in sweep if one.trace is not None]
    scene = scene_of(traces[0]) if traces else None
    drawn = scene.drawn(traces[0]) if scene is not None else sweep.dataset
    view = drawn.view
    shown = (
        np.vstack([scene.extent_of_end(trace) for trace in traces]) if scene is not None else extent_of(drawn)
    )
    equal = scene is not None and any(scene.has_equal_axes(trace) for trace in traces)
    rows = -(-len(places) // columns)
    planes = lattice(
        area, columns, rows, theme, view.titles, shown, head=_HEAD + _row_head(sweep), equal=equal
    )
    first = Cloud(drawn, planes[0], theme)
    title, quiet = sheet.style("title"), sheet.style("tick", quiet=True)
    room = planes[0].box.width + 2
    lines = [_that_fits(words.below(facts, place), quiet, room) for place in places]
    titles = [_that_fits((facts.at(place), facts.value(place)), title, room) for place in places]
    heads = (
        [(planes[row * columns].box, facts.at(places[row * columns], 1)) for row in range(rows)]
        if len(sweep.swept) > 1
        else []
    )
    for number, (place, plane) in enumerate(zip(places, planes, strict=False)):
        kept = muted(plane, theme, x=number + columns >= len(places), y=number % columns == 0)
        kept = scene.plane_of_small(kept, traces[0]) if scene is not None else kept
        sheet.plot(kept, facts.everywhere(place))
        bold = replace(title, bold=place == told)
        _draw_panel(sheet, facts, place, kept, first, theme, (titles[number], bold), (lines[number], quiet))
    for box, text in heads:
        sheet.text(box.left, box.top + _HEAD + 8, text, replace(title, bold=True))
    last = planes[len(places) - 1].box
    sheet.paint(
        lambda pen: draw_axis_titles(
            pen, planes, view.titles, sheet.theme, baseline=area.bottom - 12, lowest=4,
            across=sheet.width - 2 * MARGIN, up=planes[0].box.top - last.bottom + 40,
        )
    )  # fmt: skip


def _that_fits(texts: Sequence[str], style: TextStyle, room: float) -> str:
    """Choose the first text that has room, or the last one."""
    return next((text for text in texts if fitted(text, style, room) == text), texts[-1])


def _draw_panel(
    sheet: Sheet,
    facts: SweepFacts,
    place: int,
    plane: Plane,
    first: Cloud,
    theme: Theme,
    title: tuple[str, TextStyle],
    below: tuple[str, TextStyle],
) -> None:
    one, box = facts.sweep[place], plane.box

    def paint(pen: Pen) -> None:
        with pen.clipped(*box):
            if one.trace is None or one.failure:
                Cloud(first.dataset, plane, theme, first).draw(pen, None, ())
            else:
                own = as_others(theme, facts.sweep.numbers[place])
                scene_of(one.trace).draw_end(pen, one.trace, Cloud(first.dataset, plane, own, first))
        if one.failure:
            middle = np.array([(box.left + box.width / 2, box.bottom + box.height / 2)])
            with pen.role("sweep failed"):
                pen.markers("cross", middle, 0.5 * box.height, None, theme.ink, 2)
        with pen.role("panel title"):
            text, style = title
            pen.text(box.left, box.top + 10 + style.size, fitted(text, style, box.width + 2), style)
            text, style = below
            pen.text(box.left, box.top + 7, fitted(text, style, box.width + 2), style)

    sheet.paint(paint)
