"""The cells of nearest centres inside a box (Voronoi cells), exact and without a mesh.

Every cell is the box cut by one half-plane per other centre: Okabe, Boots, Sugihara and Chiu (2000), *Spatial
Tessellations*, section 2.1. All lengths are px of the page, so data of any magnitude behave alike; the metric
says how clustered units lie in the picture.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box
from kmanim.plot.regions.cuts import cut_together, heights_over
from kmanim.simulate.numerics.chunks import chunks

_TINY = 1e-9
# px between a bisector and a corner that it may have cut.
_NEAR = 1e-6
# From so many centres on bisectors cut the nearest first, and from so many on only neighbours are looked at for
# boundaries: each way is the cheaper one there.
_FEW, _MANY = 40, 80
# So many lines are laid beside corners at once.
_AT_ONCE = 1 << 14


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
    return _cells(*_bisectors(centres, metric), box)


def _cells(
    normals: FloatArray, levels: FloatArray, same: NDArray[np.bool_], far: FloatArray, box: Box
) -> list[FloatArray]:
    """Cut the box by the bisectors of `_bisectors`: in their order or, of many, the nearest first."""
    k = len(levels)
    levels = np.where(same, np.inf, levels)
    if k > _FEW:
        order = np.argsort(far, axis=1, kind="stable")
        normals = np.take_along_axis(normals, order[..., None], axis=1)
        levels = np.take_along_axis(levels, order, axis=1)
    found: list[FloatArray] = []
    for some in chunks(k, max(1, _AT_ONCE // k)):
        found += cut_together(_corners(box), normals[some], levels[some])
    return [np.empty((0, 2)) if same[one, :one].any() else cell for one, cell in enumerate(found)]


def boundaries(centres: FloatArray, metric: FloatArray, box: Box) -> list[FloatArray]:
    """Find the straight pieces between neighbouring cells, each of shape (2, 2), in order of the pairs.

    A piece is what all other bisectors leave of a pair's own: each cuts it at one end, all of them at once. Of many
    centres only those pairs are looked at whose bisector touches the cell of the first.
    """
    k = len(centres)
    normals, levels, same, far = _bisectors(centres, metric)
    one, other = np.triu_indices(k, 1)
    # A pair on one place has no line; of several centres on one place the first alone has neighbours.
    first = same.argmax(axis=1) == np.arange(k)
    real = ~same[one, other] & first[one] & first[other]
    if k > _MANY:
        real &= _touching(normals, levels, same, far, box)[one, other]
    one, other = one[real], other[real]
    edges = np.array([[-1.0, 0.0], [1.0, 0.0], [0.0, -1.0], [0.0, 1.0]])
    limits = np.array([-box.left, box.right, -box.bottom, box.top])
    pieces: list[FloatArray] = []
    for some in chunks(len(one), max(1, _AT_ONCE // k)):
        first, second = one[some], other[some]
        normal = normals[first, second]
        start = normal * levels[first, second][:, None]
        along = np.column_stack([-normal[:, 1], normal[:, 0]])
        sides = np.concatenate([np.broadcast_to(edges, (len(first), 4, 2)), normals[first]], axis=1)
        ends = np.concatenate([np.broadcast_to(limits, (len(first), 4)), levels[first]], axis=1)
        slope = sides[..., 0] * along[:, None, 0] + sides[..., 1] * along[:, None, 1]
        room = ends - (sides[..., 0] * start[:, None, 0] + sides[..., 1] * start[:, None, 1])
        # A pair's line is not cut by centres on the places of the two, themselves among them.
        counts = np.concatenate([np.ones((len(first), 4), np.bool_), ~(same[first] | same[second])], axis=1)
        flat = np.abs(slope) < _TINY
        with np.errstate(divide="ignore", invalid="ignore"):
            at = room / slope
        high = np.where(counts & ~flat & (slope > 0), at, np.inf).min(axis=1)
        low = np.where(counts & ~flat & (slope < 0), at, -np.inf).max(axis=1)
        left = (high - low > _TINY) & ~(counts & flat & (room < 0)).any(axis=1)
        both = np.stack([start + low[:, None] * along, start + high[:, None] * along], axis=1)
        pieces += list(both[left])
    return pieces


def _touching(
    normals: FloatArray, levels: FloatArray, same: NDArray[np.bool_], far: FloatArray, box: Box
) -> NDArray[np.bool_]:
    """Tell which bisectors come up to a corner of a cell, shape (k, k): all that bound it, and few others."""
    found = np.zeros(same.shape, np.bool_)
    for one, corners in enumerate(_cells(normals, levels, same, far, box)):
        if len(corners):
            heights = heights_over(corners, normals[one, :, None], levels[one, :, None])
            found[one] = (heights >= -_NEAR).any(axis=1)
    return found | found.T


def _corners(box: Box) -> FloatArray:
    return np.array(
        [(box.left, box.bottom), (box.right, box.bottom), (box.right, box.top), (box.left, box.top)]
    )


def _bisectors(
    centres: FloatArray, metric: FloatArray
) -> tuple[FloatArray, FloatArray, NDArray[np.bool_], FloatArray]:
    """Give the line between every two centres: points nearer to the first have ``normal . p < level``.

    Returns
    -------
    normals : ndarray of shape (k, k, 2)
    levels : ndarray of shape (k, k)
    same : ndarray of shape (k, k), bool
        Whether the two share a place, and no line is between them; so does each with itself.
    far : ndarray of shape (k, k)
        How far the two are apart, squared, as is measured.
    """
    apart = centres[None, :] - centres[:, None]
    normals = np.stack(
        [
            metric[0, 0] * apart[..., 0] + metric[0, 1] * apart[..., 1],
            metric[1, 0] * apart[..., 0] + metric[1, 1] * apart[..., 1],
        ],
        axis=-1,
    )
    far: FloatArray = (normals * apart).sum(axis=-1)
    length = np.hypot(normals[..., 0], normals[..., 1])
    np.divide(normals, length[..., None], out=normals, where=length[..., None] > 0)
    middle = (centres[:, None] + centres[None, :]) / 2
    levels: FloatArray = normals[..., 0] * middle[..., 0] + normals[..., 1] * middle[..., 1]
    same: NDArray[np.bool_] = np.asarray((normals == 0).all(axis=-1))
    return normals, levels, same, far
