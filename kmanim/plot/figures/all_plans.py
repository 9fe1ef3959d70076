"""All plans of the toy as a histogram of their walks, with this one marked."""

from __future__ import annotations

import numpy as np

from kmanim.plot.axes.plane import Box
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.notes import note_lines
from kmanim.plot.pages.sheet import LINE, Sheet
from kmanim.plot.scenes.floor_plan.histogram import Histogram
from kmanim.plot.style.look import Look
from kmanim.simulate.machines.floor_plans.trace import PlanTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.figures import all_plans as words
from kmanim.story.floor_plan.facts import PlanFacts

_HEIGHT, _NOTES = 300.0, 14.0


@as_figure
def all_plans(trace: PlanTrace, *, look: Look | None = None) -> Sheet:
    """Draw how many plans of the toy have which walk, with the last plan of a run and its first one marked.

    Parameters
    ----------
    trace : PlanTrace
        A run of the toy of floor plans, with up to nine rooms on nine cells.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide and some 390 px high.

    Returns
    -------
    Figure
        One axes labelled ``plans``; its ``curves`` hold the bars: the middle of each, and how many plans are in it.

    Raises
    ------
    InputError
        If there are too many plans to try all.
    """
    need_trace("all_plans", trace, PlanTrace)
    every, look = words.tried(trace), look or Look()
    head = heading(look, words.finding(trace), PlanFacts(trace).subject)
    notes = note_lines([words.notes(trace)], look.style)
    foot = LINE * len(notes) + _NOTES
    sheet = Sheet(head.height + _HEIGHT + foot, look)
    head.draw(sheet)
    sheet.notes(notes)
    histogram = Histogram(PlanFacts(trace), every, Box(0, foot, sheet.width, _HEIGHT), sheet.theme)
    plot = sheet.plot(histogram.plane, "plans")
    edges = histogram.bars.edges
    # The bars are drawn as such; who asks for their numbers finds them with the plot.
    plot.curves["plans"] = np.column_stack([(edges[:-1] + edges[1:]) / 2, histogram.bars.counts])
    sheet.paint(lambda pen: histogram.draw(pen, axes=False))
    return sheet.with_alt(words.describe(trace).alt)
