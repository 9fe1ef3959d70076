"""Categories in the plane: the first two dimensions of a correspondence analysis, of categories alone or with numbers.

Categories have no axes. What comes nearest is the plane in which rows that share many categories, above all rare ones,
lie near each other: multiple correspondence analysis (M. Greenacre, "Correspondence Analysis in Practice", 2nd edition,
2007). With columns of numbers beside them it is the factor analysis of mixed data (J. Pagès, "Analyse factorielle de
données mixtes", Revue de statistique appliquée 52 (2004)): principal components of the z-scored numbers and of an
indicator for each category, divided by the square root of its share.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import FloatArray, IntArray, frozen
from kmanim.data.scaling import Scaling
from kmanim.data.view import DIGITS, View, percent, principal_directions

_NOTHING = 1e-9
_AT_ONCE = 1 << 14


def correspondence_view(points: FloatArray, levels: Sequence[Sequence[str]]) -> View:
    """Find the plane of a table with categories.

    Parameters
    ----------
    points : ndarray of shape (n, d)
        Numbers in original units, and codes of categories.
    levels : sequence of sequence of str, length d
        The categories of each column; empty for numbers.

    Returns
    -------
    View
        Of a row of categories, each adds its own part; where there is but one dimension, the second axis has no title.
    """
    d = points.shape[1]
    scaling = Scaling.fit("zscore", points, [bool(names) for names in levels])
    owners, shares, covariance = _covariance(points, levels, scaling)
    whole = float(np.trace(covariance))
    if whole == 0 or len(covariance) == 1:
        directions, parts = [np.zeros(len(covariance))] * 2, [0.0, 0.0]
        directions[0][0] = 1.0
    else:
        directions = principal_directions(covariance)
        parts = [float(v @ covariance @ v) / whole for v in directions]
    if parts[1] < _NOTHING:
        directions[1] = np.zeros(len(covariance))
    weights = np.round(np.column_stack(directions), DIGITS)
    axes, places = np.zeros((d, 2)), []
    for column, names in enumerate(levels):
        mine = weights[owners == column]
        if names:
            share = shares[owners == column][:, np.newaxis]
            place = mine / np.sqrt(share)
            places.append(frozen(place - (share * place).sum(axis=0)))
        else:
            axes[column] = mine[0] / scaling.factor[column]
            places.append(frozen(np.zeros((0, 2))))
    titles = [f"Dimension {number} ({percent(part)} % of inertia)" for number, part in enumerate(parts, 1)]
    return View(
        (titles[0], titles[1] if parts[1] >= _NOTHING else ""),
        scaling.shift,
        frozen(axes),
        faithful=False,
        levels=tuple(places),
        share=sum(parts) if whole > 0 else None,
    )


def _covariance(
    points: FloatArray, levels: Sequence[Sequence[str]], scaling: Scaling
) -> tuple[IntArray, FloatArray, FloatArray]:
    """Give of z-scores and indicators whose each is, what share of the rows it has, and how they vary together."""
    owners = np.array([j for j, names in enumerate(levels) for _ in range(max(1, len(names)))])
    codes = np.array([code for names in levels for code in range(max(1, len(names)))])
    is_coded = np.array([bool(levels[j]) for j in owners])
    sums, products = np.zeros(len(owners)), np.zeros((len(owners), len(owners)))
    for start in range(0, len(points), _AT_ONCE):
        part = points[start : start + _AT_ONCE, owners]
        scores = np.where(is_coded, part == codes, (part - scaling.shift[owners]) / scaling.factor[owners])
        sums += scores.sum(axis=0)
        products += scores.T @ scores
    means = sums / len(points)
    # What no row has adds nothing.
    shares = np.where(is_coded & (means > 0), means, 1.0)
    spread = products / len(points) - np.outer(means, means)
    return owners, shares, spread / np.sqrt(np.outer(shares, shares))
