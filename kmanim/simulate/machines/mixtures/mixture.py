"""A mixture of Gaussians: its parameters, and how many of them are free."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.parameters.em import Covariance


class Mixture(NamedTuple):
    """Weights, means and covariances of k Gaussians in d columns, in clustered units.

    Attributes
    ----------
    weights : ndarray of shape (k,)
    means : ndarray of shape (k, d)
    covariances : ndarray of shape (k, d, d)
        Whatever their kind: a tied one stands there k times, a ball has equal variances and zeros beside them.
    """

    weights: FloatArray
    means: FloatArray
    covariances: FloatArray


def is_along_axes(covariances: FloatArray) -> bool:
    """Tell whether covariances of shape (k, d, d) have nothing beside their diagonals."""
    d = covariances.shape[-1]
    return d == 1 or not covariances[:, ~np.eye(d, dtype=bool)].any()


def count_parameters(k: int, d: int, covariance: Covariance) -> int:
    """Count the free parameters of a mixture: weights but for one, means, and what its kind of covariance has."""
    matrix = d * (d + 1) // 2
    spreads = {"full": k * matrix, "tied": matrix, "diag": k * d, "spherical": k}[covariance]
    return k - 1 + k * d + spreads
