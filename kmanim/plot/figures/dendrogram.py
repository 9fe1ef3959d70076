"""The dendrogram of a run: standing, or lying where the names of many leaves must be read."""

from __future__ import annotations

from functools import partial

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box, tick_style, title_drop
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.sheet import LINE, MARGIN, WIDTH, Sheet
from kmanim.plot.panels.dendrogram import TreePlane, draw_cut, draw_leaves, lying_plane, tree_plane
from kmanim.plot.panels.trees import cut_height, draw_cut_brackets, leaf_labels, leaf_names
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, widest
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import cluster_styles
from kmanim.plot.style.theme import Theme
from kmanim.simulate.machines.linkage.dendrogram import Dendrogram
from kmanim.simulate.machines.linkage.dendrogram import dendrogram as placed
from kmanim.simulate.machines.linkage.trace import MergeTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.figures import dendrogram as words
from kmanim.story.hierarchical.facts import MergeFacts

HEIGHT = 350.0
"""Of a standing tree, below its heading."""
NAMED = 60
"""Up to so many leaves have a line each, where their names do not fit below."""
_LINE = 15.0
_LONGEST = 30  # columns of a name that has a line of its own


@as_figure
def dendrogram(trace: MergeTrace, *, look: Look | None = None) -> Sheet:
    """Draw the tree of a run, and the line that cuts it; clusters of the cut have their colours.

    A band marks the widest gap between the heights of merges.

    Parameters
    ----------
    trace : MergeTrace
        A run of hierarchical clustering.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide and some 420 px high; up to 60 leaves whose names do not fit
        below have a line each, and the tree lies. Of more than 200 leaves the last 30 merges are drawn, over subtrees
        with their sizes.
    ax : Axes, optional
        Axes of yours, that get a `Line2D` a bracket; then they are returned.

    Returns
    -------
    Figure
        One axes labelled ``dendrogram``.

    Raises
    ------
    InputError
        If the run is of another algorithm.
    """
    facts = MergeFacts(need_trace("dendrogram", trace, MergeTrace))
    look = look or Look()
    tree = placed(trace.merges, trace.dataset.n)
    names = leaf_names(facts, tree)
    head = heading(look, words.finding(facts), facts.subject)
    gap = words.widest_gap(trace)
    notes = ["Dashed: the cut. Band: the widest gap between merges."] if gap is not None else []
    foot = LINE * len(notes) + (6 if notes else 0)
    on = _standing(facts, tree, names, look.style, foot)
    height = HEIGHT + foot
    if not on.names and len(names) <= NAMED:
        if len(tree.steps) < facts.n - 1:
            notes = [f"The last {len(tree.steps)} merges; numbers count rows.", *notes]
            foot += LINE
        height = _LINE * len(names) + title_drop(look.style) + 24 + foot
        on = _lying(facts, tree, leaf_names(facts, tree, _LONGEST), look.style, height, foot)
    sheet = Sheet(head.height + height, look)
    head.draw(sheet)
    sheet.notes(notes)
    styles = cluster_styles(trace.k, sheet.theme)
    if gap is not None:
        band = on.level(gap.below)[0], on.level(gap.above)[1]
        sheet.paint(partial(_band, corners=np.array(band), colour=sheet.theme.caption_bar), zorder=-2)
    sheet.plot(on.plane, "dendrogram")
    level = cut_height(facts, trace.k, trace.merges, trace.parameters.height)

    def paint(pen: Pen) -> None:
        draw_cut_brackets(pen, on, facts, trace.labels, styles, sheet.theme)
        if level is not None:
            draw_cut(pen, on, level, sheet.theme)
        draw_leaves(pen, on, leaf_labels(facts, tree, trace.labels), styles, sheet.theme)

    sheet.paint(paint)
    return sheet.with_alt(words.describe(trace).alt)


def _band(pen: Pen, corners: FloatArray, colour: str) -> None:
    """Fill the rectangle between two corners."""
    (left, bottom), (right, top) = corners.min(axis=0), corners.max(axis=0)
    with pen.role("widest gap"):
        pen.rectangle(left, bottom, right - left, top - bottom, colour)


def _standing(
    facts: MergeFacts, tree: Dendrogram, names: tuple[str, ...], theme: Theme, foot: float
) -> TreePlane:
    bottom = title_drop(theme) + 12 + foot
    room = Box(0, bottom, WIDTH, HEIGHT + foot - bottom)
    shown = len(tree.steps)
    below = f"the last {shown} merges; numbers count rows" if shown < facts.n - 1 else ""
    return tree_plane(theme, room, tree, facts.axis, names, margin=MARGIN, below=below)


def _lying(
    facts: MergeFacts, tree: Dendrogram, names: tuple[str, ...], theme: Theme, height: float, foot: float
) -> TreePlane:
    style = tick_style(theme)
    short = tuple(fitted(name, style, 200) for name in names)
    left = MARGIN + widest(short, style) + 20
    bottom = title_drop(theme) + 18 + foot
    room = Box(left, bottom, WIDTH - left - MARGIN - 8, height - bottom)
    return lying_plane(theme, room, tree, facts.axis, short)
