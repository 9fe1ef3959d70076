"""Components that are none: shrunk to nothing, without rows, or two that are one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.machines.mixtures.maximisation import NOTHING
from kmanim.simulate.machines.mixtures.mixture import Mixture
from kmanim.simulate.machines.mixtures.units import Units

# The least a component may have of the data's own variance, in its narrowest direction.
SINGULAR = 1e-12
# With `reg`, what is left without it must be more than a share of it: else the floor alone decides the likelihood.
_OF_REG = 0.1
_OF_DATA = 1e-4
# Two components are twins if their means lie nearer than so many standard deviations, and their variances in every
# direction differ by less than twice that share: stopping rules leave nearly equal ones that far apart.
_TWINS = 1e-2
_SHAPES = ("a point", "a line", "a plane")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a mixture is no result.

    Attributes
    ----------
    kind : {"lost", "shrunk", "thin", "twins"}
        A component has no rows, has next to no width, cannot be computed with, or is another one once more.
    clause : str
        ``"component 2 has shrunk onto a line"``, numbered from 1.
    components : tuple of int
        Whom it is about, from 0.
    """

    kind: Literal["lost", "shrunk", "thin", "twins"]
    clause: str
    components: tuple[int, ...]


def degenerate(rows: Units, mixture: Mixture, reg: FloatArray, *, is_tied: bool = False) -> Failure | None:
    """Find components without rows, or whose narrowest direction has next to none of the data's variance.

    Both covariances are seen in units of the data's own, so no scale and no slant of the columns matters; directions
    in which all data are flat do not count.
    """
    empty = np.flatnonzero(mixture.weights * rows.n < NOTHING)
    if len(empty):
        return Failure("lost", f"component {empty[0] + 1} has lost all points", tuple(empty.tolist()))
    widths, least = _widths(rows, mixture.covariances, reg), _least(rows, reg)
    lost = (widths < least).sum(axis=1)
    if not lost.any():
        return _without_factor(rows, mixture)
    shrunk = np.flatnonzero(lost)
    where = _where(int(lost[shrunk[0]]), widths.shape[1])
    if is_tied:
        return Failure("shrunk", f"the covariance that all components share {where}", tuple(shrunk.tolist()))
    return Failure("shrunk", f"component {shrunk[0] + 1} {where}", tuple(shrunk.tolist()))


def _without_factor(rows: Units, mixture: Mixture) -> Failure | None:
    """Find components whose covariance no factor is left of: rows so far apart that digits run out between them."""
    lost = []
    for number, covariance in enumerate(rows.inner_covariances(mixture.covariances)):
        try:
            np.linalg.cholesky(covariance)
        except np.linalg.LinAlgError:
            lost.append(number)
    if not lost:
        return None
    return Failure("thin", f"component {lost[0] + 1} is too thin to be computed with", tuple(lost))


def twins(mixture: Mixture) -> Failure | None:
    """Find two components that have become the same."""
    means, covariances = mixture.means, mixture.covariances
    for one in range(len(means)):
        for other in range(one + 1, len(means)):
            if _are_twins(means[[one, other]], covariances[[one, other]]):
                return Failure(
                    "twins", f"components {one + 1} and {other + 1} have become the same", (one, other)
                )
    return None


def _widths(rows: Units, covariances: FloatArray, reg: FloatArray) -> FloatArray:
    """Give what is left of covariances without `reg`, in units of the data's own, direction by direction, (k, m)."""
    inner = rows.inner_covariances(covariances)
    d = len(rows.unit)
    inner[:, np.arange(d), np.arange(d)] -= reg / rows.unit**2
    whitener = rows.whitener
    return np.asarray(np.linalg.eigvalsh(whitener @ inner @ whitener.T))


def _least(rows: Units, reg: FloatArray) -> float:
    """Say below which width a component is singular, or at the floor that `reg` is."""
    return max(SINGULAR, min(_OF_REG * rows.least_whitened(reg), _OF_DATA)) if reg.any() else SINGULAR


def _where(lost: int, directions: int) -> str:
    left = directions - lost
    if left < len(_SHAPES):
        return f"has shrunk onto {_SHAPES[left]}"
    return f"has no width in {lost} of {directions} directions"


def _are_twins(means: FloatArray, covariances: FloatArray) -> bool:
    scale = np.sqrt(np.diagonal(covariances[0]))
    if not (scale > 0).all():
        return False
    one, other = covariances / np.outer(scale, scale)
    try:
        inverse = np.linalg.inv(np.linalg.cholesky(one))
    except np.linalg.LinAlgError:
        return False
    if np.linalg.norm(inverse @ ((means[1] - means[0]) / scale)) > _TWINS:
        return False
    ratios = np.linalg.eigvalsh(inverse @ other @ inverse.T)
    return bool(np.abs(ratios - 1).max() <= 2 * _TWINS)
