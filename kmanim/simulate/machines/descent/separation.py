"""Whether two classes can be separated: then the loss of chances has no finite best weights.

A. Albert and J. A. Anderson, "On the existence of maximum likelihood estimates in logistic regression models",
Biometrika 71 (1984). Whether there is a direction in which no row gets worse and some get better is decided by
Stiemke's lemma: there is none just where positive multiples of the rows, each turned to its class, add up to 0. The
smallest such sum is found by non-negative least squares (C. L. Lawson and R. J. Hanson, "Solving least squares
problems", 1974); where it is not 0, it is such a direction itself.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray

_ROUNDING = 1e-9


def separated(terms: FloatArray, targets: FloatArray) -> NDArray[np.bool_]:
    """Find the rows whose loss can be brought to 0 while no other row's loss is lost sight of.

    Parameters
    ----------
    terms : ndarray of shape (n, p)
        Columns of one size, one of them 1.
    targets : ndarray of shape (n,)
        0 or 1.

    Returns
    -------
    ndarray of shape (n,), bool
        All rows if a line separates the classes, some if it can be laid so that others lie on it, none if the classes
        overlap and the best weights are finite.
    """
    gone = np.zeros(len(terms), np.bool_)
    while not gone.all():
        rest = np.flatnonzero(~gone)
        turned = terms[rest] * (2.0 * targets[rest] - 1.0)[:, np.newaxis]
        turned /= np.sqrt((turned * turned).sum(axis=1))[:, np.newaxis]
        gain = turned @ _direction(turned)
        found = gain > _ROUNDING
        if gain.min() < -_ROUNDING or not found.any():
            break
        gone[rest[found]] = True
    return gone


def _direction(turned: FloatArray) -> FloatArray:
    """Give the smallest sum of the rows, each counted once or more, at length 1; 0 where that is 0."""
    total = turned.sum(axis=0)
    rest = total + turned.T @ _multiples(turned.T, -total)
    length = float(np.sqrt(rest @ rest))
    return rest / length if length > _ROUNDING * len(turned) ** 0.5 else np.zeros_like(rest)


def _multiples(columns: FloatArray, wanted: FloatArray) -> FloatArray:
    """Give x >= 0 for which columns @ x is nearest to what is wanted: the active set method."""
    count = columns.shape[1]
    found, passive = np.zeros(count), np.zeros(count, np.bool_)
    least = _ROUNDING * 1e-2 * max(1.0, float(np.abs(wanted).max()))
    for _ in range(30 * len(columns) + 100):
        slope = columns.T @ (wanted - columns @ found)
        slope[passive] = -np.inf
        best = int(slope.argmax())
        if slope[best] <= least:
            break
        passive[best] = True
        while True:
            trial = np.zeros(count)
            trial[passive] = np.linalg.lstsq(columns[:, passive], wanted, rcond=None)[0]
            low = passive & (trial <= 0)
            if not low.any():
                break
            share = float((found[low] / np.maximum(found[low] - trial[low], 1e-300)).min())
            found += share * (trial - found)
            passive &= found > least * 1e-3
            found[~passive] = 0.0
        found = trial
    return found
