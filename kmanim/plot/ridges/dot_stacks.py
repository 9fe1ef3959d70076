"""A dot for every row, stacked where rows are equal or near, as in Wilkinson's dot plots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray

SIZES = (6.0, 5.5, 5.0, 4.5, 4.0, 3.5, 3.0)
"""Diameters in px, from what is liked to what can still be seen."""


class Stacks(NamedTuple):
    """Where dots stand.

    Attributes
    ----------
    across : ndarray of shape (m,)
        Middle of the stack that each value is in, in px.
    level : ndarray of shape (m,)
        Its place in the stack, from 0.
    """

    across: FloatArray
    level: FloatArray

    @property
    def highest(self) -> int:
        """How many dots the highest stack has."""
        return int(self.level.max()) + 1 if self.level.size else 0


def stacked(places: FloatArray, size: float) -> Stacks:
    """Stack dots of a diameter at rising places in px: a stack takes all that begin within one diameter.

    Leland Wilkinson (1999), Dot plots, The American Statistician 53. Stacks that would touch move apart by a hair.
    """
    across, level = np.empty(places.size), np.empty(places.size)
    start, before = 0, -np.inf
    while start < places.size:
        end = int(np.searchsorted(places, places[start] + size, side="left"))
        middle = max(float(places[start] + places[end - 1]) / 2, before + size)
        across[start:end], level[start:end] = middle, np.arange(end - start)
        start, before = end, middle
    return Stacks(across, level)


def dots_for(rows: Sequence[FloatArray], height: float) -> tuple[float, float, list[Stacks]]:
    """Choose one diameter for several rows of dots: the largest with which no stack is higher than `height` px.

    Returns
    -------
    size, step : float
        Diameter, and how far a dot is above the one below: less than the diameter where no stack else fits.
    stacks : list of Stacks
        Of each row.
    """
    size, stacks = SIZES[-1], [Stacks(np.empty(0), np.empty(0))] * len(rows)
    for size in SIZES:
        stacks = [stacked(places, size) for places in rows]
        if max((one.highest for one in stacks), default=0) * size <= height:
            return size, size, stacks
    highest = max(one.highest for one in stacks)
    return size, (height - size) / (highest - 1), stacks
