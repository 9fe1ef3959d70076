"""One draw of k-means++: which row became a centre, and how likely that was."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.centroids.seeding import weights_after
from kmanim.simulate.snapshot import Snapshot

_STEP = "draw"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class SeedingSnapshot(Snapshot):
    """The moment when a row has been drawn as a centre; the rows before it are those of the draws before.

    Attributes
    ----------
    row : int
        Which row, 0-based.
    cluster : int
        Whose centre it is, 0-based.
    chance : float
        How likely this row was, from 0 to 1.
    """

    row: int
    cluster: int
    chance: float

    @staticmethod
    def check_all(draws: Sequence[SeedingSnapshot], n: int, k: int) -> None:
        """Check that draws give each of k clusters one of n rows, with a chance.

        Raises
        ------
        ValueError
            If they do not.
        """
        whole = all(type(number) is int for draw in draws for number in (draw.row, draw.cluster))
        within = whole and all(0 <= draw.row < n for draw in draws)
        if not within or sorted(draw.cluster for draw in draws) != list(range(k)):
            raise ValueError("its draws do not fit its clusters")
        if not all(0 < draw.chance <= 1 for draw in draws):
            raise ValueError("a chance is not between 0 and 1")

    def relabelled(self, order: IntArray) -> Self:
        """Renumber the cluster: old cluster ``order[new]`` is called ``new``."""
        return dataclasses.replace(self, cluster=int(np.flatnonzero(order == self.cluster)[0]))


def seeding_of(rows: Sequence[int], chances: Sequence[float]) -> tuple[SeedingSnapshot, ...]:
    """Make the snapshots of rows in the order in which they were drawn."""
    return tuple(
        SeedingSnapshot(step=_STEP, iteration=0, row=row, cluster=cluster, chance=chance)
        for cluster, (row, chance) in enumerate(zip(rows, chances, strict=True))
    )


def chances_of(values: FloatArray, draws: Sequence[SeedingSnapshot], number: int) -> FloatArray:
    """Give the chance of every row of values, shape (n, d), at draw `number` of a run, from 0, shape (n,).

    They are computed when they are asked for, from the rows drawn before, as n numbers a draw would be large.
    """
    weights = weights_after(values, [draw.row for draw in draws[:number]])
    chances: FloatArray = weights / weights.sum()
    return chances
