"""Which ends of climbs stay, and which rows are nearest to which of them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.neighbourhoods.squares import squares
from kmanim.simulate.numerics.chunks import chunks

_NUMBERS = 2**18
_DIGITS = 9


class Merged(NamedTuple):
    """Ends of climbs, merged.

    Attributes
    ----------
    kept : ndarray of shape (k,)
        Which of the ends stay, the strongest first: they are the modes.
    mode_of : ndarray of shape (m,)
        For every end the mode (0 to k - 1) that has removed it, or that it is itself.
    """

    kept: IntArray
    mode_of: IntArray


def merge(ends: FloatArray, strengths: FloatArray, radius: float) -> Merged:
    """Let every end that stays remove all others within a radius, the strongest end first.

    Of ends that are equally strong the one with the larger first coordinate comes first, then that with the larger
    second one, and so on, as in scikit-learn. That is lopsided: of the rows 0, 1, 2 and 3 with bandwidth 1 it keeps 2
    and 0.5, and of the same rows mirrored not the mirror image; but so is any rule that keeps one of two equals.

    Parameters
    ----------
    ends : ndarray of shape (m, d)
    strengths : ndarray of shape (m,)
        Numbers of rows, or heights; what differs in the tenth digit alone is equal.
    radius : float
    """
    strongest = _rounded(strengths)
    order = np.lexsort((*(-column for column in ends.T[::-1]), -strongest))
    left, mode_of = order, np.full(len(ends), -1, np.intp)
    kept: list[int] = []
    while left.size:
        first = left[0]
        apart = squares(ends[left].T, ends[first, :, np.newaxis])
        gone = apart <= radius * radius
        mode_of[left[gone]] = len(kept)
        kept.append(int(first))
        left = left[~gone]
    return Merged(np.array(kept, np.intp), mode_of)


def nearest(values: FloatArray, modes: FloatArray) -> tuple[IntArray, FloatArray]:
    """Find the nearest mode of every row, the earlier one of equally near ones, and the squares of the distances."""
    found, least = np.empty(len(values), np.intp), np.empty(len(values))
    columns = modes.T[:, np.newaxis]
    for rows in chunks(len(values), max(1, _NUMBERS // len(modes))):
        apart = squares(values[rows].T[:, :, np.newaxis], columns)
        found[rows] = apart.argmin(axis=1)
        least[rows] = apart.min(axis=1)
    return found, least


def _rounded(strengths: FloatArray) -> FloatArray:
    """Round to nine digits, so that rounding decides nothing."""
    size = np.abs(strengths)
    place = np.where(size > 0, np.floor(np.log10(np.where(size > 0, size, 1.0))), 0.0)
    unit = 10.0 ** (place - _DIGITS + 1)
    rounded: FloatArray = np.round(strengths / unit) * unit
    return rounded
