"""The cells of nearest centres inside a box (Voronoi cells), exact and without a mesh.

Every cell is the box cut by one half-plane per other centre: Okabe, Boots, Sugihara and Chiu (2000), *Spatial
Tessellations*, section 2.1. All lengths are px of the page, so data of any magnitude behave alike; the metric
says how clustered units lie in the picture.
"""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box

_TINY = 1e-9


def cells(centres: FloatArray, metric: FloatArray, box: Box) -> list[FloatArray]:
    """Cut the box into one convex polygon per centre.

    Parameters
    ----------
    centres : ndarray of shape (k, 2)
        Places on the page, in px; they may lie outside the box.
    metric : ndarray of shape (2, 2)
        Squared distance of p and q is ``(p - q) @ metric @ (p - q)``; the unit matrix
        for unscaled, equal axes.
    box : Box
        What is divided.

    Returns
    -------
    list of ndarray of shape (m, 2)
        The corners of each centre's cell, anticlockwise; of shape (0, 2) for a centre that is nearest to
        nothing in the box, or that shares its place with a centre of lower number.
    """
    found = []
    for one in range(len(centres)):
        corners = _corners(box)
        for other in range(len(centres)):
            if other != one and len(corners):
                normal, level = _bisector(centres[one], centres[other], metric)
                if _same(normal):
                    corners = corners if one < other else np.empty((0, 2))
                else:
                    corners = cut(corners, normal, level)
        found.append(corners)
    return found


def boundaries(centres: FloatArray, metric: FloatArray, box: Box) -> list[FloatArray]:
    """Find the straight pieces between neighbouring cells, each of shape (2, 2), in order of the pairs."""
    pieces = []
    for one in range(len(centres)):
        for other in range(one + 1, len(centres)):
            piece = _between(one, other, centres, metric, box)
            if piece is not None:
                pieces.append(piece)
    return pieces


def _corners(box: Box) -> FloatArray:
    return np.array(
        [(box.left, box.bottom), (box.right, box.bottom), (box.right, box.top), (box.left, box.top)]
    )


def _bisector(one: FloatArray, other: FloatArray, metric: FloatArray) -> tuple[FloatArray, float]:
    """Give the line between two centres: points nearer to the first have ``normal . p < level``."""
    apart = other - one
    normal = np.array(
        [metric[0, 0] * apart[0] + metric[0, 1] * apart[1], metric[1, 0] * apart[0] + metric[1, 1] * apart[1]]
    )
    length = float(np.hypot(*normal))
    if length > 0:
        normal = normal / length
    middle = (one + other) / 2
    return normal, float(normal[0] * middle[0] + normal[1] * middle[1])


def _same(normal: FloatArray) -> bool:
    return not normal.any()


def cut(corners: FloatArray, normal: FloatArray, level: float) -> FloatArray:
    """Keep the part of a convex polygon with ``normal . p <= level`` (Sutherland and Hodgman 1974)."""
    height = corners[:, 0] * normal[0] + corners[:, 1] * normal[1] - level
    kept = []
    for i, corner in enumerate(corners):
        before = i - 1
        if (height[before] <= 0) != (height[i] <= 0):
            share = height[before] / (height[before] - height[i])
            kept.append(corners[before] + share * (corner - corners[before]))
        if height[i] <= 0:
            kept.append(corner)
    return np.array(kept) if len(kept) >= 3 else np.empty((0, 2))


def _between(one: int, other: int, centres: FloatArray, metric: FloatArray, box: Box) -> FloatArray | None:
    normal, level = _bisector(centres[one], centres[other], metric)
    if _same(normal):
        return None
    start = normal * level
    along = np.array([-normal[1], normal[0]])
    low, high = -np.inf, np.inf
    limits = [
        (np.array([-1.0, 0.0]), -box.left),
        (np.array([1.0, 0.0]), box.right),
        (np.array([0.0, -1.0]), -box.bottom),
        (np.array([0.0, 1.0]), box.top),
    ]
    for third in range(len(centres)):
        if third not in (one, other):
            side, edge = _bisector(centres[one], centres[third], metric)
            if not _same(side):
                limits.append((side, edge))
            elif third < one:
                return None
    for side, edge in limits:
        slope = float(side[0] * along[0] + side[1] * along[1])
        room = edge - float(side[0] * start[0] + side[1] * start[1])
        if abs(slope) < _TINY:
            if room < 0:
                return None
        elif slope > 0:
            high = min(high, room / slope)
        else:
            low = max(low, room / slope)
    return np.array([start + low * along, start + high * along]) if high - low > _TINY else None
