"""The dendrogram of a run: standing, or lying where the names of many leaves must be read."""

from __future__ import annotations

from kmanim.plot.axes.plane import Box, tick_style, title_drop
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.sheet import MARGIN, WIDTH, Sheet
from kmanim.plot.panels.dendrogram import TreePlane, draw_cut, draw_leaves, lying_plane, tree_plane
from kmanim.plot.panels.trees import cut_height, draw_cut_brackets, leaf_labels, leaf_names
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, widest
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import cluster_styles
from kmanim.plot.style.theme import Theme
from kmanim.simulate.linkage.dendrogram import Dendrogram
from kmanim.simulate.linkage.dendrogram import dendrogram as placed
from kmanim.simulate.linkage.trace import MergeTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.figures import dendrogram as words
from kmanim.story.hierarchical.facts import MergeFacts

HEIGHT, _HEAD = 400.0, 52.0
NAMED = 60
"""Up to so many leaves have a line each, where their names do not fit below."""
_LINE = 15.0


@as_figure
def dendrogram(trace: MergeTrace, *, look: Look | None = None) -> Sheet:
    """Draw the tree of a run, and the line that cuts it; clusters of the cut have their colours.

    Parameters
    ----------
    trace : MergeTrace
        A run of hierarchical clustering.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide and 400 px high; up to 60 leaves whose names do not fit below
        have a line each, and the tree lies. Of more than 200 leaves the last 30 merges are drawn, over subtrees with
        their sizes.

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
    on = _standing(facts, tree, names, look.style)
    height = HEIGHT
    if not on.names and len(names) <= NAMED:
        height = _HEAD + _LINE * len(names) + title_drop(look.style) + 20 + 20 * (facts.n > len(names))
        on = _lying(facts, tree, names, look.style, height)
    sheet = Sheet(height, look)
    styles = cluster_styles(trace.k, sheet.theme)
    sheet.heading(f"{words.title(facts)}", facts.clusters(trace.k))
    sheet.plot(on.plane, "dendrogram")
    level = cut_height(facts, trace.k, trace.merges, trace.parameters.height)

    def paint(pen: Pen) -> None:
        draw_cut_brackets(pen, on, facts, trace.labels, styles, sheet.theme)
        if level is not None:
            draw_cut(pen, on, level, sheet.theme)
        draw_leaves(pen, on, leaf_labels(facts, tree, trace.labels), styles, sheet.theme)

    sheet.paint(paint)
    if on.lying and len(tree.steps) < facts.n - 1:
        sheet.notes([f"The last {len(tree.steps)} merges; numbers count rows."])
    return sheet.with_alt(words.describe(trace).alt)


def _standing(facts: MergeFacts, tree: Dendrogram, names: tuple[str, ...], theme: Theme) -> TreePlane:
    bottom = title_drop(theme) + 12
    room = Box(0, bottom, WIDTH, HEIGHT - _HEAD - bottom)
    shown = len(tree.steps)
    below = f"the last {shown} merges; numbers count rows" if shown < facts.n - 1 else ""
    return tree_plane(theme, room, tree, facts.axis, names, margin=MARGIN, below=below)


def _lying(
    facts: MergeFacts, tree: Dendrogram, names: tuple[str, ...], theme: Theme, height: float
) -> TreePlane:
    style = tick_style(theme)
    short = tuple(fitted(name, style, 200) for name in names)
    left = MARGIN + widest(short, style) + 20
    bottom = title_drop(theme) + 12 + 20 * (facts.n > len(names))
    room = Box(left, bottom, WIDTH - left - MARGIN - 8, height - _HEAD - bottom)
    return lying_plane(theme, room, tree, facts.axis, short)
