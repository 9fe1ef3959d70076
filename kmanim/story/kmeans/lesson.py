"""What a run on data with known groups shows of its limits: how many rows lie with another group, and why."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import IntArray
from kmanim.simulate.runs.relabel import best_assignment
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.kmeans.lessons import CAPTIONS
from kmanim.story.text.words import Caption

GROUP = "group"
# Of more rows than this the picture is a density, on which single rows cannot be ringed.
MOST_RINGED = 10_000


def misplaced(facts: CentroidFacts) -> IntArray:
    """Find the rows that lie with another group, when clusters and groups are matched as well as they can be.

    Returns
    -------
    ndarray of int
        0-based, ascending.
    """
    names = sorted(set(facts.dataset.categorical[GROUP]))
    groups = np.array([names.index(name) for name in facts.dataset.categorical[GROUP]])
    size = max(len(names), facts.k)
    counts = np.zeros((size, size), np.intp)
    np.add.at(counts, (groups, facts.trace.labels.astype(np.intp)), 1)
    cluster_of = best_assignment(-counts)
    rows: IntArray = np.flatnonzero(cluster_of[groups] != facts.trace.labels)
    return rows


def lesson(facts: CentroidFacts) -> Caption | None:
    """Say why the groups were not found; None where there is no lesson in this run."""
    reason = CAPTIONS.get(facts.dataset.lesson)
    if (
        reason is None
        or facts.trace.algorithm != "kmeans"
        or facts.k != reason.k
        or not facts.ended
        or facts.scaled  # on another scale it may be otherwise
        or GROUP not in facts.dataset.categorical
        or facts.dataset.n > MOST_RINGED
    ):
        return None
    wrong, n = len(misplaced(facts)), facts.dataset.n
    if not wrong or not reason.least <= wrong / n <= reason.most:
        return None
    return reason.words, f"{wrong} of {n} {facts.noun[1]} (ringed) are with another group."
