"""The trees that other linkages, or other metrics, make of the same rows."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

import numpy as np

from kmanim.arrays import FloatArray, LabelArray
from kmanim.errors import InputError, shown
from kmanim.simulate.machines.linkage.cut import labels_at
from kmanim.simulate.machines.linkage.gaps import Metric
from kmanim.simulate.machines.linkage.merge_tree import Linkage, merge_tree
from kmanim.simulate.machines.linkage.trace import MergeTrace
from kmanim.simulate.parameters.hierarchical import LINKAGES, METRICS, OF_MEANS
from kmanim.story.hierarchical.captions import clusters_told
from kmanim.story.hierarchical.facts import MergeFacts
from kmanim.story.text.words import (
    Caption,
    first_that_fits,
    in_words,
    sentence_case,
    series,
    verb,
)

MOST_ROWS = 60
What = Literal["linkages", "metrics"]

_RULES = {
    "single": "the least distance of two rows counts.",
    "complete": "the largest distance counts.",
    "average": "the mean of all distances counts.",
    "centroid": "the distance of the means counts.",
    "ward": "the growth of the sum of squares counts.",
    "euclidean": "distance is measured straight.",
    "manhattan": "steps along the axes add up.",
    "chebyshev": "the longest step along an axis counts.",
}


@dataclass(frozen=True, slots=True, eq=False)
class OtherTree:
    """One tree of several of the same rows.

    Attributes
    ----------
    name : str
        The linkage, or the metric.
    title : str
        As a reader knows it: ``Ward``.
    merges : ndarray of shape (n - 1, 4)
    labels : ndarray of shape (n,)
        Cut into as many clusters as the run's own tree, numbered by the largest overlap with its clusters.
    """

    name: str
    title: str
    merges: FloatArray
    labels: LabelArray


def refuse_many(trace: MergeTrace) -> None:
    """Refuse to compare trees of more leaves than five small pictures can hold.

    Raises
    ------
    InputError
        If there are more.
    """
    if trace.dataset.n > MOST_ROWS:
        raise InputError(
            f"trees are compared of at most {MOST_ROWS} rows, and {shown(trace.dataset.name)} has {trace.dataset.n:,}"
        )


def other_trees(trace: MergeTrace, what: What) -> tuple[OtherTree, ...]:
    """Make the trees of all linkages, or of all metrics, the run's own among them, in their fixed order."""
    refuse_many(trace)
    own, values = trace.parameters, trace.dataset.values
    names: tuple[str, ...] = LINKAGES if what == "linkages" else METRICS
    if what == "linkages" and own.metric != "euclidean":
        names = tuple(name for name in names if name not in OF_MEANS)
    if what == "metrics" and own.linkage in OF_MEANS:
        raise InputError(
            f"linkage {own.linkage} goes with Euclidean distance alone: there are no metrics to compare"
        )
    found = []
    for name in names:
        linkage, metric = (name, own.metric) if what == "linkages" else (own.linkage, name)
        merges = merge_tree(values, cast(Linkage, linkage), cast(Metric, metric))
        labels = labels_at(merges, trace.dataset.n, trace.k)
        found.append(OtherTree(name, sentence_case(name), merges, matched(labels, trace.labels, trace.k)))
    return tuple(found)


def matched(labels: LabelArray, own: LabelArray, k: int) -> LabelArray:
    """Renumber k clusters by their largest overlap with k others; of equal ones the lower numbers go first."""
    overlap = np.zeros((k, k), np.intp)
    np.add.at(overlap, (labels, own), 1)
    number = np.full(k, -1)
    for _ in range(k):
        one, other = np.unravel_index(int(overlap.argmax()), overlap.shape)
        number[one] = other
        overlap[one], overlap[:, other] = -1, -1
    return number[labels].astype(labels.dtype)


def rule(facts: MergeFacts, tree: OtherTree, moves: Sequence[str] = ()) -> Caption:
    """Tell what one linkage or metric is, and what its tree is cut into, or how a row `moves` in it."""
    word = "linkage" if tree.name in LINKAGES else "distance"
    told = clusters_told(facts, tree.labels, facts.k)
    first = f"{tree.title} {word}: {_RULES[tree.name]}"
    cut = [f"Cut in {in_words(facts.k)}: {one}" for one in told]
    return first_that_fits([(first, one) for one in (*moves, *cut)])


def compared(facts: MergeFacts, trees: tuple[OtherTree, ...], what: What) -> Caption:
    """Say how the cuts of the other trees differ from the run's own."""
    own = facts.trace.parameters.linkage if what == "linkages" else facts.trace.parameters.metric
    word = "rules" if what == "linkages" else "metrics"
    said: OrderedDict[tuple[str, str], list[str]] = OrderedDict()
    for tree in trees:
        if tree.name != own and not np.array_equal(tree.labels, facts.trace.labels):
            said.setdefault(_parted(facts, tree), []).append(
                "Ward" if tree.name == "ward" else tree.name.capitalize() if what == "metrics" else tree.name
            )
    cut = f"cut in {in_words(facts.k)}"
    if not said:
        return (f"Other {word}, other trees: {cut},", "all give the same clusters.")
    # Those that agree with each other come first.
    parts = [
        f"{series(names)} {verb(len(names), one, many)}"
        for (one, many), names in sorted(said.items(), key=lambda item: -len(item[1]))
    ]
    first = f"Other {word}, other trees: {cut},"
    names = [name for group in said.values() for name in group]
    return first_that_fits(
        [
            (first, f"{', '.join(parts)}."),
            *((f"{first[:-1]}, {parts[0]},", f"{', '.join(parts[1:])}.") for _ in parts[1:2]),
            (first, f"{series(names)} {verb(len(names), 'differs', 'differ')}."),
            (first, f"{len(names)} of {len(trees) - 1} differ."),
        ]
    )


def _parted(facts: MergeFacts, tree: OtherTree) -> tuple[str, str]:
    """Say what a cut leaves, for one linkage and for several."""
    counts = np.bincount(tree.labels, minlength=facts.k)
    sizes = sorted(counts[counts > 0].tolist(), reverse=True)
    if facts.k == 2 and sizes[1] == 1:
        row = int(np.flatnonzero(tree.labels == int(counts.argmin()))[0])
        who = facts.name(row, 14) if facts.has_names else f"one {facts.noun[0]}"
        return f"leaves {who} out", f"leave {who} out"
    if facts.k == 2:
        return f"parts {sizes[0]} from {sizes[1]}", f"part {sizes[0]} from {sizes[1]}"
    told = series([str(size) for size in sizes])
    return f"gives {told}", f"give {told}"
