"""Hierarchical clustering: begin with every row as a cluster, merge the two nearest until one is left, cut the tree.

The smaller side of a merge takes the number of the larger one. How far apart clusters are, and which merge goes first
where several are equally near, is told at `kmanim.simulate.machines.linkage.merge_tree`; Ward's rule is that of
J. H. Ward, "Hierarchical grouping to optimize an objective function", JASA 58 (1963).
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, LabelArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, shown
from kmanim.simulate.algorithm import Stopped
from kmanim.simulate.machines.linkage.cut import labels_at, labels_below
from kmanim.simulate.machines.linkage.gaps import Metric
from kmanim.simulate.machines.linkage.merge_steps import merge_steps
from kmanim.simulate.machines.linkage.merge_tree import Linkage, merge_tree_and_ties
from kmanim.simulate.machines.linkage.trace import MergeSnapshot, MergeTrace
from kmanim.simulate.parameters.hierarchical import MOST_CLUSTERS, Hierarchical

SNAPSHOT = MergeSnapshot
TRACE = MergeTrace
MOST_ROWS = 20_000
"""The time grows with the square of the rows; so many take some seconds."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The tree that all runs on the same values share.

    Attributes
    ----------
    merges : ndarray of shape (n - 1, 4)
        As `merge_tree` gives them.
    tied : ndarray of shape (n - 1,)
        Whether another pair was as near.
    labels : ndarray of shape (n,)
        The clusters of the cut.
    """

    merges: FloatArray
    tied: NDArray[np.bool_]
    labels: LabelArray


def check(dataset: Dataset, values: FloatArray, parameters: Hierarchical) -> None:
    """Refuse more rows than there is time for, and more clusters than there are rows.

    Raises
    ------
    InputError
        If it is so.
    """
    n = len(values)
    count = shown(f"{n:,} {dataset.noun[n != 1]}")
    if n > MOST_ROWS:
        raise InputError(
            f"{shown(dataset.name)} has {count}, and hierarchical clustering takes at most {MOST_ROWS:,}; "
            "kmeans takes any number"
        )
    if parameters.k is not None and parameters.k > n:
        raise InputError(f"k is {parameters.k}, but {shown(dataset.name)} has {count}")


def start(
    _dataset: Dataset, values: FloatArray, _parameters: Hierarchical, _rng: np.random.Generator
) -> MergeSnapshot:
    """Let every row be a cluster."""
    n = len(values)
    labels = np.arange(n).astype(np.min_scalar_type(max(n - 1, 0)))
    return MergeSnapshot(step="start", iteration=0, labels=frozen(labels))


def prepare(_dataset: Dataset, values: FloatArray, parameters: Hierarchical) -> Prepared:
    """Build the whole tree, and cut it.

    Raises
    ------
    InputError
        If a height does not say where to cut this tree, or leaves more clusters than can be told apart.
    """
    n = len(values)
    merges, tied = merge_tree_and_ties(
        values, cast(Linkage, parameters.linkage), cast(Metric, parameters.metric)
    )
    if parameters.height is None:
        return Prepared(merges, tied, labels_at(merges, n, parameters.k or min(2, n)))
    labels = labels_below(merges, n, parameters.height)
    count = int(labels.max()) + 1
    if count > MOST_CLUSTERS:
        enough = f"{float(np.sort(merges[:, 2])[n - 1 - MOST_CLUSTERS]):.6g}"
        raise InputError(
            f"height {parameters.height:g} leaves {count:,} clusters, and at most {MOST_CLUSTERS} can be told apart; "
            f"cut at {enough} or above"
        )
    return Prepared(merges, tied, labels)


def steps(
    points: Prepared, state: MergeSnapshot, _parameters: Hierarchical, _rng: np.random.Generator
) -> Generator[MergeSnapshot, None, Stopped]:
    """Go from single rows to one cluster, merge by merge, and then to the clusters of the cut."""
    yield state
    assert state.labels is not None
    n, kind = len(state.labels), state.labels.dtype
    tied = points.tied.tolist()
    for merge in merge_steps(points.merges, n):
        yield MergeSnapshot(
            step="merge",
            iteration=merge.step + 1,
            relabelling=(merge.moved, np.full(len(merge.moved), merge.mark, kind)),
            lower=merge.numbers[0],
            higher=merge.numbers[1],
            height=merge.height,
            lower_size=merge.sizes[0],
            higher_size=merge.sizes[1],
            gone=merge.gone,
            tied=tied[merge.step],
        )
    yield MergeSnapshot(step="cut", iteration=n - 1, labels=frozen(points.labels.astype(kind)))
    return Stopped("one cluster is left")
