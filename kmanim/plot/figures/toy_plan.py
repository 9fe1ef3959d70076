"""The last plan of the toy, with lines as thick as the walks between its rooms."""

from __future__ import annotations

from kmanim.plot.axes.plane import Box
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.notes import note_lines
from kmanim.plot.pages.sheet import LINE, MARGIN, Sheet
from kmanim.plot.render.pen import Pen
from kmanim.plot.scenes.floor_plan.floor import Floor
from kmanim.plot.scenes.floor_plan.names import LONGEST, distinct
from kmanim.plot.scenes.floor_plan.rooms import Rooms, draw_cells
from kmanim.plot.style.look import Look
from kmanim.simulate.machines.floor_plans.trace import PlanTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.figures import toy_plan as words
from kmanim.story.floor_plan.facts import PlanFacts

_HEIGHT = 360.0


@as_figure
def toy_plan(trace: PlanTrace, *, look: Look | None = None) -> Sheet:
    """Draw the last plan of a run of the toy: rooms as boxes, and a line for the walks between every two of them.

    Parameters
    ----------
    trace : PlanTrace
        A run of the toy of floor plans.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide and some 450 px high.

    Returns
    -------
    Figure
        Without axes: a picture of the plan.
    """
    need_trace("toy_plan", trace, PlanTrace)
    facts, look = PlanFacts(trace), look or Look()
    head = heading(look, words.finding(trace), facts.subject)
    notes = note_lines([words.notes(trace)], look.style)
    foot = LINE * len(notes) + 14
    sheet = Sheet(head.height + _HEIGHT + foot, look)
    head.draw(sheet)
    sheet.notes(notes)
    floor = Floor(trace.grid, Box(MARGIN, foot + 4, sheet.width - 2 * MARGIN, _HEIGHT - 8))
    names = [facts.name(row, LONGEST) for row in range(trace.dataset.n)]
    rooms = Rooms.of(distinct(names, floor.room, sheet.theme), trace.walks, floor.room, sheet.theme)
    places = floor.of(trace.labels)

    def paint(pen: Pen) -> None:
        draw_cells(pen, floor, sheet.theme)
        rooms.draw_walks(pen, places)
        rooms.draw(pen, places, floor.room)

    sheet.paint(paint)
    return sheet.with_alt(words.describe(trace).alt)
