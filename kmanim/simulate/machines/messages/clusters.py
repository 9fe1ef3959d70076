"""The clusters that a set of exemplars makes, and how good it is."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.messages.similarities import AT_ONCE, Similarities
from kmanim.simulate.numerics.chunks import chunks

# Exemplars are many where they are more than one in so many rows.
_MANY = 16


class Clusters(NamedTuple):
    """The clusters of a set of exemplars.

    Attributes
    ----------
    exemplars : ndarray of shape (k,)
        Rows, ascending.
    labels : ndarray of shape (n,)
        For each row which of them it is nearest to, the first of equals; an exemplar stands for itself.
    net : float
        Net similarity: the preference of each exemplar, and each other row's similarity to its own.
    """

    exemplars: IntArray
    labels: IntArray
    net: float


def clusters_of(similar: Similarities, exemplars: IntArray) -> Clusters:
    """Let every row join its nearest exemplar; there is at least one."""
    labels = np.empty(similar.n, np.intp)
    if _MANY * len(exemplars) < similar.n:
        labels[:] = similar.matrix[:, exemplars].argmax(axis=1)
    else:
        # It is faster to look at all columns in place than to bring many of them together.
        others = np.full(similar.n, -np.inf)
        others[exemplars] = 0.0
        number = np.zeros(similar.n, np.intp)
        number[exemplars] = np.arange(len(exemplars))
        work = np.empty((max(1, AT_ONCE // similar.n), similar.n))
        for rows in chunks(similar.n, len(work)):
            part = similar.matrix[rows]
            labels[rows] = number[np.add(part, others, out=work[: len(part)]).argmax(axis=1)]
    labels[exemplars] = np.arange(len(exemplars))
    nearest = similar.matrix[np.arange(similar.n), exemplars[labels]]
    nearest[exemplars] = 0.0
    return Clusters(exemplars, labels, len(exemplars) * similar.preference + float(nearest.sum()))


def refined(similar: Similarities, found: Clusters) -> Clusters:
    """Replace every exemplar by the member of its cluster with the largest sum of similarities, and join again.

    Where a member is no better than the exemplar, the exemplar stays.
    """
    order = np.argsort(found.labels, kind="stable")
    ends = np.searchsorted(found.labels[order], np.arange(len(found.exemplars) + 1))
    exemplars = found.exemplars.copy()
    for number, (first, end) in enumerate(pairwise(ends.tolist())):
        members = np.sort(order[first:end])
        sums = _sums_among(similar, members)
        best = int(sums.argmax())
        own = int(np.searchsorted(members, exemplars[number]))
        if sums[best] > sums[own] + _no_gain(similar):
            exemplars[number] = members[best]
    return clusters_of(similar, np.sort(exemplars))


class Rival(NamedTuple):
    """A set of exemplars that is better and differs by one.

    Attributes
    ----------
    without, plus : int
        The exemplar that is dropped, or the row that is added; -1 where that is not what is done.
    gain : float
        By how much net similarity is larger.
    """

    without: int = -1
    plus: int = -1
    gain: float = 0.0


def rival_of(similar: Similarities, found: Clusters) -> Rival | None:
    """Find the best set of exemplars that differs by one from this one; None where none is better.

    A gain that the tie-breaking of preferences, or rounding, could have made is none.
    """
    rows, exemplars = np.arange(similar.n), found.exemplars
    to_them = similar.matrix[:, exemplars]
    to_them[exemplars, np.arange(len(exemplars))] = 0.0
    nearest = to_them[rows, found.labels]
    best = Rival(gain=_no_gain(similar))
    if len(exemplars) > 1:
        others = to_them
        others[rows, found.labels] = -np.inf
        second = others.max(axis=1)
        loss = np.bincount(found.labels, nearest - second, len(exemplars))
        gains = -loss - similar.preference
        place = int(gains.argmax())
        if gains[place] > best.gain:
            best = Rival(without=int(exemplars[place]), gain=float(gains[place]))
    gains = np.full(similar.n, similar.preference)
    for part in chunks(similar.n, max(1, AT_ONCE // similar.n)):
        nearer = similar.matrix[part] - nearest[part, np.newaxis]
        # To itself a row is as similar as can be.
        nearer[np.arange(len(nearer)), rows[part]] = -nearest[part]
        gains += np.maximum(nearer, 0.0, out=nearer).sum(axis=0)
    gains[exemplars] = -np.inf
    place = int(gains.argmax())
    if gains[place] > best.gain:
        best = Rival(plus=place, gain=float(gains[place]))
    return best if best.without >= 0 or best.plus >= 0 else None


def _no_gain(similar: Similarities) -> float:
    """Bound what the tie-breaking and rounding make of equal sums."""
    return 1e-9 * similar.n * max(similar.spread, 1e-6 * abs(similar.low))


def _sums_among(similar: Similarities, members: IntArray) -> FloatArray:
    """Sum the similarities of all members to each of them."""
    sums = np.empty(len(members))
    for part in chunks(len(members), max(1, AT_ONCE // len(members))):
        block = similar.matrix[np.ix_(members[part], members)]
        block[np.arange(len(block)), np.arange(part.start, part.start + len(block))] = 0.0
        sums[part] = block.sum(axis=1)
    return sums
