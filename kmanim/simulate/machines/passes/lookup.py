"""Cells whose rows are surely all nearest to one centroid, so that no distance need be reckoned there."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import ByteArray, FloatArray, frozen
from kmanim.data.scaling import Scaling
from kmanim.data.view import View
from kmanim.simulate.machines.passes.grid import Grid
from kmanim.simulate.machines.passes.snapshot import NOT_WHOLE

_EPS = float(np.finfo(np.float64).eps)
# A row may be told into a cell from which it is so far away, in steps, as cells are told in single precision.
_BESIDE = 1e-3


def owners_of(grid: Grid, view: View, scaling: Scaling, centroids: FloatArray) -> ByteArray:
    """Give the cluster of each cell in which any row has the textbook's nearest centroid; else `NOT_WHOLE`.

    |x - b|^2 - |x - a|^2 is least in a corner of the cell's box, where it must be more than all that rounding may do.

    Parameters
    ----------
    grid, view, scaling
        Where the cells are. Where the plane does not hold all columns, no cell is sure.
    centroids : ndarray of shape (k, d)
        In clustered units.

    Returns
    -------
    ndarray of shape (cells,)
    """
    shown, k = view.columns, len(centroids)
    owners = np.full((grid.rows, grid.columns), NOT_WHOLE, np.uint8)
    if shown is None or len(shown) != centroids.shape[1]:
        return frozen(owners.ravel())
    axes = [_axis(grid, axis, scaling, column) for axis, column in enumerate(shown)]
    halves = [half for _, half in axes]
    places = centroids[:, shown]
    # Of equal centroids all rows go to the first.
    firsts = [j for j in range(k) if not (centroids[:j] == centroids[j]).all(axis=1).any()]
    nearest, least = np.full(owners.shape, firsts[0], np.intp), _gaps(axes, places[firsts[0]])
    for j in firsts[1:]:
        gaps = _gaps(axes, places[j])
        nearest[gaps < least] = j
        np.minimum(least, gaps, out=least)
    room = 4 * sum(half**2 for half in halves)
    sure = np.ones(owners.shape, np.bool_)
    for j in firsts:
        apart = 2 * sum(half * np.abs(places[:, axis] - places[j, axis]) for axis, half in enumerate(halves))
        gaps = _gaps(axes, places[j])  # a second time, as those of all would take much
        needed = np.take(apart, nearest) + 64 * _EPS * (gaps + least + room)
        sure &= (nearest == j) | (gaps - least > needed)
    owners[sure] = nearest[sure]
    return frozen(owners.ravel())


def _axis(grid: Grid, axis: int, scaling: Scaling, column: int) -> tuple[FloatArray, float]:
    """Give the middles of the cells along an axis, and how far their rows may lie from them, in clustered units."""
    shift, factor = float(scaling.shift[column]), float(scaling.factor[column])
    size = max(abs(float(grid.low[axis])), abs(float(grid.high[axis]))) + abs(shift)
    half = (0.5 + _BESIDE) * float(grid.steps[axis]) + 16 * _EPS * size
    return (grid.middles()[axis] - shift) / factor, half / factor


def _gaps(axes: list[tuple[FloatArray, float]], place: FloatArray) -> FloatArray:
    """Give the squared distance of each cell's middle, shape (rows, columns)."""
    found: FloatArray = np.square(axes[0][0] - place[0])[np.newaxis, :]
    if len(axes) > 1:
        found = found + np.square(axes[1][0] - place[1])[:, np.newaxis]
    return found
