"""The tree of a run, on somebody's axes."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from kmanim.plot.figures.on_axes.own_axes import LINE, name_axes, own_axes, theme_for, title
from kmanim.plot.panels.trees import cut_height, labels_of_brackets, leaf_names
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import cluster_styles
from kmanim.simulate.machines.linkage.dendrogram import dendrogram as placed
from kmanim.simulate.machines.linkage.trace import MergeTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.figures import dendrogram as words
from kmanim.story.hierarchical.facts import MergeFacts


def dendrogram(ax: Axes, trace: MergeTrace, *, look: Look | None = None) -> Axes:
    """Draw one `Line2D` a bracket: those of clusters in their colours, labelled once each, those above the cut grey."""
    facts = MergeFacts(need_trace("dendrogram", trace, MergeTrace))
    ax = own_axes(ax)
    theme, tree = theme_for(ax, look), placed(trace.merges, trace.dataset.n)
    styles, whose = cluster_styles(trace.k, theme), labels_of_brackets(tree, facts, trace.labels)
    kept, told = max(len(tree.leaves) - trace.k, 0), set[int]()
    for which, (left, right) in enumerate(tree.places):
        top, (one, other) = tree.heights[which], tree.feet[which]
        cluster = int(whose[which]) if which < kept else -1
        name = f"cluster {cluster + 1}" if cluster >= 0 and cluster not in told else "_"
        told.add(cluster)
        colour = styles[cluster].colour if cluster >= 0 else theme.secondary
        ax.plot([left, left, right, right], [one, top, top, other], color=colour, linewidth=LINE, label=name)
    level = cut_height(facts, trace.k, trace.merges, trace.parameters.height)
    if level is not None:
        ax.axhline(level, color=theme.ink, linestyle="--", linewidth=LINE * 0.7, label="cut")
    ax.set_xticks(np.arange(len(tree.leaves)), leaf_names(facts, tree), rotation=90, parse_math=False)
    ax.set_ylim(bottom=min(0.0, float(tree.heights.min(initial=0.0))))
    name_axes(ax, "", facts.axis)
    title(ax, words.finding(facts), look)
    return ax
