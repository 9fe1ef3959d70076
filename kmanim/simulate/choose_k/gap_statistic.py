"""The gap statistic: how much smaller W is than in data that have no clusters at all.

R. Tibshirani, G. Walther and T. Hastie, "Estimating the number of clusters in a data set via the gap statistic",
Journal of the Royal Statistical Society B 63 (2001), 411-423.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.choose_k.restarts import restarts
from kmanim.simulate.machines.lloyd import methods
from kmanim.simulate.numerics.random_streams import streams
from kmanim.simulate.parameters.kmeans import KMeans

# So that no reference set draws the numbers of a run, whose streams are children of the bare seed.
_OWN = 2001


def reference_sets(
    width: FloatArray, rows: int, count: int, seed: int
) -> Iterator[tuple[FloatArray, np.random.SeedSequence]]:
    """Draw sets of rows uniformly in a box whose corner is the origin.

    W knows no place, and at the origin nothing is lost of a narrow box that is far away.

    Parameters
    ----------
    width : ndarray of shape (d,)
        Of the box.
    rows, count, seed : int
        Rows of a set; sets; what they are drawn from.

    Yields
    ------
    reference : ndarray of shape (rows, d)
    source : SeedSequence
        What the starts on this set are drawn from. Set b is the same however many there are.
    """
    for child in np.random.SeedSequence((seed, _OWN)).spawn(count):
        drawn, source = child.spawn(2)
        yield np.random.default_rng(drawn).uniform(0.0, width, (rows, len(width))), source


def reference_inertias(
    sets: Iterable[tuple[FloatArray, np.random.SeedSequence]],
    settings: Sequence[KMeans],
    runs: int,
    tell: Callable[[], None],
) -> FloatArray:
    """Give the least W of several runs for each k on each reference set, shape (B, m).

    Parameters
    ----------
    sets : iterable
        By `reference_sets`.
    settings : sequence of KMeans, length m
        One for each k.
    runs : int
        On each set for each k.
    tell : callable
        Called after each set.
    """
    found = []
    for reference, source in sets:
        points, random = methods.prepare(reference), streams(source)
        found.append([restarts(points, setting, runs, random)[1].min() for setting in settings])
        tell()
    return np.array(found)


def gaps(inertias: FloatArray, references: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Compare log W with its mean over the reference sets.

    Parameters
    ----------
    inertias : ndarray of shape (m,)
        W of the data for each k.
    references : ndarray of shape (B, m)
        W of each reference set for each k.

    Returns
    -------
    gap, error : ndarray of shape (m,)
        Mean of log W* less log W; the standard deviation of log W* (divided by B) times sqrt(1 + 1 / B). nan where a
        W is 0 (as many clusters as places) and has no logarithm.
    """
    positive = (inertias > 0) & (references > 0).all(axis=0)
    logs = np.log(np.where(positive, references, 1.0))
    gap = logs.mean(axis=0) - np.log(np.where(positive, inertias, 1.0))
    error = logs.std(axis=0) * math.sqrt(1 + 1 / len(references))
    return np.where(positive, gap, np.nan), np.where(positive, error, np.nan)


def first_sufficient(ks: Sequence[int], gap: FloatArray, error: FloatArray) -> int | None:
    """Give the smallest k with Gap(k) >= Gap(k + 1) - s(k + 1); None where no k of `ks` but the last has it.

    The last k is never it, as nothing is known of the next.
    """
    enough = gap[:-1] >= gap[1:] - error[1:]
    return int(ks[int(enough.argmax())]) if enough.any() else None
