"""The plans that a dozen random starts of the toy came to, side by side."""

from __future__ import annotations

from kmanim.plot.axes.plane import Box
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.notes import note_lines
from kmanim.plot.pages.sheet import LINE, MARGIN, Sheet
from kmanim.plot.scenes.floor_plan.starts_grid import draw_starts
from kmanim.plot.style.look import Look
from kmanim.simulate.machines.floor_plans.trace import PlanTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.figures import plan_starts as words
from kmanim.story.floor_plan.facts import PlanFacts

_HEIGHT = 420.0


@as_figure
def plan_starts(trace: PlanTrace, *, look: Look | None = None) -> Sheet:
    """Draw the plans that the same toy comes to from seeds 0 to 11; the shortest have a frame and a bold title.

    Parameters
    ----------
    trace : PlanTrace
        A run of the toy of floor plans.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide and some 510 px high.

    Returns
    -------
    Figure
        Without axes: a lattice of four by three plans.
    """
    need_trace("plan_starts", trace, PlanTrace)
    look = look or Look()
    notes = note_lines([words.notes(trace)], look.style)
    head = heading(look, words.finding(trace), PlanFacts(trace).subject)
    foot = LINE * len(notes) + 14
    sheet = Sheet(head.height + _HEIGHT + foot, look)
    head.draw(sheet)
    sheet.notes(notes)
    box = Box(MARGIN, foot + 4, sheet.width - 2 * MARGIN, _HEIGHT - 8)
    sheet.paint(lambda pen: draw_starts(pen, PlanFacts(trace), box, sheet.theme))
    return sheet.with_alt(words.describe(trace).alt)
