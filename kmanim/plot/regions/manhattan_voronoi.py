"""The cells of nearest centres inside a box where distance is Manhattan's: exact, and bent.

Between the upright and level lines through all centres nobody's distance has a bend: each is a plane over such a
rectangle, so two are equal on a straight line. Where two centres lie on a diagonal of the metric, whole
rectangles are as near to one as to the other; they belong to the lower number, as in the assignment.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box
from kmanim.plot.regions.cuts import cut

_TINY = 1e-7  # px
_MEET, _BEYOND = 1e-4, 1e-2
_FLAT, _SLIVER = 1e-12, 1e-5

Cell = tuple[int, FloatArray]


def bent_cells(centres: FloatArray, weights: FloatArray, box: Box) -> list[Cell]:
    """Cut the box into convex pieces, each of one centre's cell.

    Parameters
    ----------
    centres : ndarray of shape (k, 2)
        Places on the page, in px; they may lie outside the box.
    weights : ndarray of shape (2,)
        The distance of p and q is the sum of ``weights * |p - q|``.
    box : Box
        What is divided.

    Returns
    -------
    list of (int, ndarray of shape (m, 2))
        The number of the centre, and the corners of the piece, anticlockwise.
    """
    found: list[Cell] = []
    across = _lines(centres[:, 0], box.left, box.right)
    upwards = _lines(centres[:, 1], box.bottom, box.top)
    for left, right in pairwise(across):
        for low, high in pairwise(upwards):
            corners = np.array([(left, low), (right, low), (right, high), (left, high)])
            far = _distances(corners, centres, weights)
            rivals = np.flatnonzero(far.min(axis=1) <= far.max(axis=1).min() + _TINY).tolist()
            slopes = np.sign(corners.mean(axis=0) - centres) * weights
            for one in rivals:
                piece = _piece(one, rivals, corners, far[:, 0], slopes)
                if _area(piece) > _SLIVER:
                    found.append((one, piece))
    return found


def bent_boundaries(centres: FloatArray, weights: FloatArray, box: Box) -> list[FloatArray]:
    """Find the lines between neighbouring cells, each of shape (m, 2), in order of the pairs."""
    pieces: dict[tuple[int, int], list[FloatArray]] = {}
    for owner, corners in bent_cells(centres, weights, box):
        far = _distances(corners, centres, weights)
        for i in range(len(corners)):
            edge = np.array([corners[i - 1], corners[i]])
            along = edge[1] - edge[0]
            length = float(np.hypot(*along))
            if length <= _TINY:
                continue
            sides = far[:, [i - 1, i]]
            tied = np.all(np.abs(sides - sides[owner]) <= _TINY, axis=1)
            beyond = edge.mean(axis=0) + np.array([along[1], -along[0]]) * (_BEYOND / length)
            there = _distances(beyond[np.newaxis], centres, weights)[:, 0]
            # a line ends where another centre's begins; each is an edge of two cells, and told by the lower one
            tied &= there < there[owner] - _TINY
            for other in np.flatnonzero(tied[owner + 1 :]) + owner + 1:
                pieces.setdefault((owner, int(other)), []).append(edge)
    return [line for pair in sorted(pieces) for line in _joined(pieces[pair])]


def _piece(
    one: int, rivals: list[int], corners: FloatArray, far: FloatArray, slopes: FloatArray
) -> FloatArray:
    """Cut a rectangle down to where one centre is nearest; `far` says how far all are from its first corner."""
    piece = corners
    for other in rivals:
        steeper, nearer = slopes[one] - slopes[other], float(far[other] - far[one])
        length = float(np.hypot(*steeper))
        if other == one or not len(piece):
            continue
        if length > _FLAT:
            piece = cut(piece, steeper / length, (nearer + float(steeper @ corners[0])) / length)
        elif nearer < -_TINY or (nearer <= _TINY and other < one):
            return np.empty((0, 2))
    return piece


def _area(corners: FloatArray) -> float:
    x, y = corners.T
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) / 2


def _joined(pieces: list[FloatArray]) -> list[FloatArray]:
    """Make long lines of pieces that meet, so that dots run on round the bends."""
    lines: list[FloatArray] = []
    for piece in pieces:
        line, rest = piece, []
        for known in lines:
            met = _met(line, known)
            if met is None:
                rest.append(known)
            else:
                line = met
        lines = [*rest, line]
    return lines


def _met(one: FloatArray, other: FloatArray) -> FloatArray | None:
    """Join two lines at a common end; None if they have none."""
    for first in (one, one[::-1]):
        for second in (other, other[::-1]):
            if np.hypot(*(first[-1] - second[0])) <= _MEET:
                return np.vstack([first, second[1:]])
    return None


def _lines(places: FloatArray, low: float, high: float) -> FloatArray:
    inside = places[(places > low + _TINY) & (places < high - _TINY)]
    return np.unique(np.concatenate([[low, high], inside]))


def _distances(corners: FloatArray, centres: FloatArray, weights: FloatArray) -> FloatArray:
    """Give the distance of every centre to every corner, shape (k, m)."""
    found: FloatArray = (np.abs(corners - centres[:, np.newaxis]) * weights).sum(axis=2)
    return found
