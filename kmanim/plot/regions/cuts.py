"""Convex polygons cut by straight lines, one by one and many at once (Sutherland and Hodgman 1974)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray


def cut(corners: FloatArray, normal: FloatArray, level: float) -> FloatArray:
    """Keep the part of a convex polygon with ``normal . p <= level``."""
    height = corners[:, 0] * normal[0] + corners[:, 1] * normal[1] - level
    if (height <= 0).all():
        return corners
    kept = []
    for i, corner in enumerate(corners):
        before = i - 1
        if (height[before] <= 0) != (height[i] <= 0):
            share = height[before] / (height[before] - height[i])
            kept.append(corners[before] + share * (corner - corners[before]))
        if height[i] <= 0:
            kept.append(corner)
    return np.array(kept) if len(kept) >= 3 else np.empty((0, 2))


def cut_together(corners: FloatArray, normals: FloatArray, levels: FloatArray) -> list[FloatArray]:
    """Cut one polygon into several, each by lines of its own, one line after the other: as `cut` does, bit for bit.

    Parameters
    ----------
    corners : ndarray of shape (m, 2)
        What each begins as.
    normals : ndarray of shape (k, lines, 2)
        Of each its lines, in their order.
    levels : ndarray of shape (k, lines)
        Infinite for a line that cuts nothing.

    Returns
    -------
    list of ndarray of shape (m, 2)
        What is left of each, of shape (0, 2) where that is nothing.
    """
    found = [np.empty((0, 2))] * len(levels)
    # Those that are still being cut: which, their corners, filled up with the first, how many, the last line that cut.
    which, line = np.arange(len(levels)), np.full(len(levels), -1)
    polygons: FloatArray = np.repeat(corners[None].astype(np.float64), len(levels), axis=0)
    counts: IntArray = np.full(len(levels), len(corners))
    while which.size:
        heights = heights_over(polygons[:, None], normals[which, :, None], levels[which, :, None])
        beyond = (heights > 0).any(axis=2) & (np.arange(levels.shape[1]) > line[:, None])
        going = beyond.any(axis=1)
        for one in np.flatnonzero(~going):
            found[which[one]] = polygons[one, : counts[one]]
        which, line = which[going], beyond[going].argmax(axis=1)
        polygons, counts = _cut_each(
            polygons[going], counts[going], normals[which, line], levels[which, line]
        )
        left = counts >= 3
        which, line, polygons, counts = which[left], line[left], polygons[left], counts[left]
    return found


def _cut_each(
    polygons: FloatArray, counts: IntArray, normals: FloatArray, levels: FloatArray
) -> tuple[FloatArray, IntArray]:
    """Cut every polygon by its own line, shape (k, 2) and (k,)."""
    k, most = polygons.shape[:2]
    heights = heights_over(polygons, normals[:, None], levels[:, None])
    inside = heights <= 0
    before = np.tile(np.arange(-1, most - 1), (k, 1))
    before[:, 0] = counts - 1
    real = np.arange(most) < counts[:, None]
    crosses = real & (inside != np.take_along_axis(inside, before, axis=1))
    one, corner = np.nonzero(crosses)
    last = before[one, corner]
    share = heights[one, last] / (heights[one, last] - heights[one, corner])
    # Of every corner two: where the edge to it crosses the line, and itself.
    both = np.stack([polygons, polygons], axis=2)
    start, end = polygons[one, last], polygons[one, corner]
    both[one, corner, 0] = start + share[:, None] * (end - start)
    kept: NDArray[np.bool_] = np.stack([crosses, real & inside], axis=2).reshape(k, 2 * most)
    left: IntArray = kept.sum(axis=1)
    order = np.argsort(~kept, axis=1, kind="stable")[:, : max(int(left.max(initial=0)), 1)]
    order = np.where(np.arange(order.shape[1]) < left[:, None], order, order[:, :1])
    found: FloatArray = both.reshape(k, 2 * most, 2)[np.arange(k)[:, None], order]
    return found, left


def heights_over(corners: FloatArray, normals: FloatArray, levels: FloatArray) -> FloatArray:
    """Give how far corners of shape (..., 2) lie beyond lines, whose normals have a length of 1."""
    heights: FloatArray = corners[..., 0] * normals[..., 0] + corners[..., 1] * normals[..., 1] - levels
    return heights
