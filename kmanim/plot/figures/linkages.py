"""The trees that all linkages make of a handful of rows, side by side on one axis of heights."""

from __future__ import annotations

from functools import partial

from kmanim.plot.axes.plane import Box
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.sheet import MARGIN, Sheet
from kmanim.plot.panels.trees import draw_trees
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import cluster_styles
from kmanim.simulate.machines.linkage.trace import MergeTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.figures import linkages as words
from kmanim.story.hierarchical.facts import MergeFacts
from kmanim.story.hierarchical.others import other_trees

_HEIGHT = 350.0


@as_figure
def linkages(trace: MergeTrace, *, look: Look | None = None) -> Sheet:
    """Draw the trees of all linkages, each cut into as many clusters as the run's own.

    Parameters
    ----------
    trace : MergeTrace
        A run of hierarchical clustering of at most 60 rows.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide and some 410 px high.

    Returns
    -------
    Figure

    Raises
    ------
    InputError
        If the run is of another algorithm, or of more rows.
    """
    facts = MergeFacts(need_trace("linkages", trace, MergeTrace))
    trees = other_trees(trace, "linkages")
    look = look or Look()
    head = heading(look, words.finding(facts, trees), facts.subject)
    sheet = Sheet(_HEIGHT + head.height, look)
    head.draw(sheet)
    styles = cluster_styles(trace.k, sheet.theme)
    room = Box(0, 62, sheet.width - MARGIN, _HEIGHT - 62)
    sheet.paint(partial(draw_trees, facts=facts, trees=trees, room=room, theme=sheet.theme, styles=styles))
    sheet.notes(["Colours: clusters of the cut. Underlined: this run."])
    return sheet.with_alt(words.describe(trace).alt)
