"""The points that an assignment put into another cluster."""

from __future__ import annotations

from dataclasses import dataclass

from kmanim.arrays import FloatArray, LabelArray, RowArray


@dataclass(frozen=True, slots=True)
class Switches:
    """Who switched, m points, from where and to where.

    Attributes
    ----------
    rows : ndarray of shape (m,)
        Their rows, ascending.
    points : ndarray of shape (m, d)
        They themselves, in an order of their own.
    old, new : ndarray of shape (m,)
        Their labels before and now, in the order of `points`.
    """

    rows: RowArray
    points: FloatArray
    old: LabelArray
    new: LabelArray
