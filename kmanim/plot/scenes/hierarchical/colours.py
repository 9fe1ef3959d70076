"""Which colour a point wears while a tree grows.

Thousands of clusters come and go; the eye tells few apart. So the clusters that are there when six are left (or as many
as the cut leaves, if these are more) have a colour each. Before that, a row that has joined any other wears the colour
of that cluster in which it will be, and single rows are grey; from then on the side that takes the number of the
other takes its colour, too. The clusters of the cut have the first colours, in their order, so that they keep them.
"""

from __future__ import annotations

import numpy as np

from kmanim.arrays import IntArray, LabelArray
from kmanim.plot.style.palettes import ClusterStyle, cluster_styles
from kmanim.plot.style.theme import Theme
from kmanim.simulate.label_history import LabelHistory
from kmanim.simulate.machines.linkage.trace import MergeTrace

COLOURS = 6


def n_colours(trace: MergeTrace) -> int:
    """Count the clusters that have a colour of their own."""
    return min(trace.dataset.n, max(COLOURS, trace.k))


def styles_of(trace: MergeTrace, theme: Theme) -> tuple[ClusterStyle, ...]:
    """Give the styles by label of `shown_labels`; the last is that of single rows."""
    return (*cluster_styles(n_colours(trace), theme), ClusterStyle(theme.unassigned, "circle", None))


def shown_labels(trace: MergeTrace, further: tuple[LabelArray, ...] = ()) -> LabelHistory:
    """Give what every row wears at every snapshot, and then at `further` labels, numbered as those of the cut."""
    n, grey = trace.dataset.n, n_colours(trace)
    kind = np.min_scalar_type(grey)
    coloured_from = n - grey  # the merge after which each cluster has its colour
    style_of = _styles_by_mark(trace, coloured_from)
    before = style_of[_labels(trace, coloured_from)].astype(kind)
    history = LabelHistory()
    history.append(np.full(n, grey, kind))
    for i in range(1, n):
        merge = trace.unlabelled[i]
        gone = trace.history.changed(i)
        if i <= coloured_from:
            rows = [trace.tree.rows(c) for c in (merge.lower, merge.higher) if c < n]
            new = np.sort(np.concatenate(rows)) if rows else np.empty(0, np.intp)
            history.append(None, relabelling=(new, before[new]))
            continue
        mark = int(trace.history.changes[trace.history.versions[i] - 1][1][0])
        kept = merge.higher if merge.gone == merge.lower else merge.lower
        rows = [gone, trace.tree.rows(kept)] if kept < n else [gone]
        new = np.sort(np.concatenate(rows))
        history.append(None, relabelling=(new, np.full(len(new), style_of[mark], kind)))
    for labels in (trace.labels, *further):
        history.append(labels.astype(kind))
    return history


def _labels(trace: MergeTrace, index: int) -> IntArray:
    labels = trace.history.at(index)
    assert labels is not None, "every snapshot has labels"
    return labels.astype(np.intp)


def _styles_by_mark(trace: MergeTrace, coloured_from: int) -> IntArray:
    """Give the style of every mark that is there after so many merges, shape (n,); 0 for others."""
    n, k = trace.dataset.n, trace.k
    style_of = np.full(n, -1)
    style_of[_labels(trace, n - k)] = trace.labels
    others = [mark for mark in np.unique(_labels(trace, coloured_from)).tolist() if style_of[mark] < 0]
    style_of[others] = np.arange(k, k + len(others))
    found: IntArray = np.maximum(style_of, 0)
    return found
