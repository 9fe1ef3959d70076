"""Clusters and the groups that rows are known to belong to: how many of each are in each, and no judgement."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kmanim.arrays import LabelArray
from kmanim.data.dataset import Dataset
from kmanim.simulate.snapshot import NO_CLUSTER
from kmanim.simulate.trace import Trace
from kmanim.story.text.words import cut, opening_name, series

# More clusters or classes than these are no table that is read at a glance.
MOST_CLUSTERS, MOST_CLASSES, MOST_TOLD = 10, 6, 12
NOISE, OTHERS = "noise", "others"


class ClassTable(NamedTuple):
    """Counts of rows, a row a cluster and a column a class.

    Attributes
    ----------
    title : str
        What the classes are: the name of their column.
    classes : tuple of str
        Ordered so that the classes of the first cluster come first.
    clusters : tuple of int
        0-based; `NO_CLUSTER` for rows that are in none, which come last.
    counts : tuple of tuple of int
        By cluster, then by class.
    """

    title: str
    classes: tuple[str, ...]
    clusters: tuple[int, ...]
    counts: tuple[tuple[int, ...], ...]


def class_table(dataset: Dataset, labels: LabelArray, k: int, most: int = MOST_CLASSES) -> ClassTable | None:
    """Count how many rows of each class each cluster has.

    Parameters
    ----------
    dataset : Dataset
        Whose `classes` names the column.
    labels : ndarray of shape (n,)
        The cluster of every row, `NO_CLUSTER` for none.
    k : int
        How many clusters there are.
    most : int, default 6
        So many columns at most, that of the others among them.

    Returns
    -------
    ClassTable or None
        None where no classes are known, or clusters are too many for a table. Of many classes the largest have a
        column, and the others one together.
    """
    clusters = [*range(k), *([NO_CLUSTER] if (labels == NO_CLUSTER).any() else [])]
    if not dataset.classes or k < 1 or len(clusters) > MOST_CLUSTERS:
        return None
    names, codes = np.unique(
        np.array(dataset.categorical[dataset.classes], dtype=object), return_inverse=True
    )
    counts = np.array([np.bincount(codes[labels == j], minlength=len(names)) for j in clusters])
    whole = counts.sum(axis=0)
    shown = len(names) if len(names) <= most else most - 1
    kept = np.argsort(-whole, kind="stable")[:shown]
    order = sorted(kept.tolist(), key=lambda c: (int(counts[:, c].argmax()), -int(counts[:, c].max()), c))
    told = [str(names[c]) or "no value" for c in order]
    table = counts[:, order]
    if len(order) < len(names):
        told.append(OTHERS)
        table = np.column_stack([table, np.delete(counts, order, axis=1).sum(axis=1)])
    return ClassTable(
        dataset.classes, tuple(told), tuple(clusters), tuple(tuple(row) for row in table.tolist())
    )


def classes_told(trace: Trace, k: int) -> str:
    """Say the same in a sentence: ``By species: cluster 1 has 50 setosa, cluster 2 has ...``; empty for no table."""
    # Runs that keep no labels have no classes, either.
    table = class_table(trace.dataset, trace.labels, k, MOST_TOLD) if trace.dataset.classes else None
    if table is None:
        return ""
    parts = []
    for cluster, counts in zip(table.clusters, table.counts, strict=True):
        who = "in no cluster are" if cluster == NO_CLUSTER else f"cluster {cluster + 1} has"
        largest = sorted(range(len(counts)), key=lambda c: (-counts[c], c))
        things = [f"{counts[c]:,} {cut(table.classes[c], 30)}" for c in largest if counts[c]]
        parts.append(f"{who} {series(things) if things else 'none'}")
    return f"{opening_name(cut(table.title, 30))}, which was not clustered: {'; '.join(parts)}."
