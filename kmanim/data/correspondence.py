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

from kmanim.arrays import FloatArray, frozen
from kmanim.data.scaling import Scaling
from kmanim.data.view import DIGITS, View, percent, principal_directions

_NOTHING = 1e-9


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
    scores, owners, shares = _scores(points, levels, scaling)
    covariance = scores.T @ scores / len(points)
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
    )


def _scores(
    points: FloatArray, levels: Sequence[Sequence[str]], scaling: Scaling
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Give z-scores of numbers and centred indicators, shape (n, m); whose each is; and each category's share."""
    scores, owners, shares = [], [], []
    for column, names in enumerate(levels):
        if not names:
            scores.append((points[:, column] - scaling.shift[column]) / scaling.factor[column])
            owners.append(column)
            shares.append(1.0)
        for code in range(len(names)):
            indicator = (points[:, column] == code).astype(np.float64)
            share = float(indicator.mean()) or 1.0  # what no row has adds nothing
            scores.append((indicator - indicator.mean()) / np.sqrt(share))
            owners.append(column)
            shares.append(share)
    return np.column_stack(scores), np.array(owners), np.array(shares)
