"""The gap statistic: how much smaller W is than in data that have no clusters at all.

R. Tibshirani, G. Walther and T. Hastie, "Estimating the number of clusters in a data set via the gap statistic",
Journal of the Royal Statistical Society B 63 (2001), 411-423.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.choose_k.restarts import least
from kmanim.simulate.machines.lloyd import methods
from kmanim.simulate.numerics.random_streams import streams
from kmanim.simulate.parameters.kmeans import KMeans

# So that no reference set draws the numbers of a run, whose streams are children of the bare seed.
_OWN = 2001


Seeds = tuple[np.random.SeedSequence, np.random.SeedSequence]


def reference_seeds(count: int, seed: int) -> list[Seeds]:
    """Give what each reference set is drawn from, and the starts on it: of set b the same however many there are."""
    pairs = (child.spawn(2) for child in np.random.SeedSequence((seed, _OWN)).spawn(count))
    return [(of_set, of_starts) for of_set, of_starts in pairs]


def reference_set(seed: np.random.SeedSequence, width: FloatArray, rows: int) -> FloatArray:
    """Draw rows uniformly in a box of a width, shape (d,), whose corner is the origin.

    W knows no place, and at the origin nothing is lost of a narrow box that is far away.
    """
    return np.random.default_rng(seed).uniform(0.0, width, (rows, len(width)))


def reference_inertias(
    reference: FloatArray, seed: np.random.SeedSequence, settings: Sequence[KMeans], runs: int
) -> FloatArray:
    """Give the least W of several runs on a reference set for each k, shape (m,).

    Parameters
    ----------
    reference : ndarray of shape (rows, d)
    seed : SeedSequence
        What the starts on it are drawn from, of one k after the other.
    settings : sequence of KMeans, length m
        One for each k.
    runs : int
        For each k.
    """
    points, random = methods.prepare(reference), streams(seed)
    return least(points, settings, runs, random)


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
