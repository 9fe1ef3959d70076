"""One draw of k-means++: which row became a centre, and how likely that was."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.centroids.seeding import weights_after
from kmanim.simulate.trace import Snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kmanim.simulate.trace import Trace

_STEP = "draw"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DrawSnapshot(Snapshot):
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

    def relabelled(self, order: IntArray) -> Self:
        """Renumber the cluster: old cluster ``order[new]`` is called ``new``."""
        return dataclasses.replace(self, cluster=int(np.flatnonzero(order == self.cluster)[0]))


def draws_of(rows: Sequence[int], chances: Sequence[float]) -> tuple[DrawSnapshot, ...]:
    """Make the snapshots of rows in the order in which they were drawn."""
    return tuple(
        DrawSnapshot(step=_STEP, iteration=0, row=row, cluster=cluster, chance=chance)
        for cluster, (row, chance) in enumerate(zip(rows, chances, strict=True))
    )


def chances_of(trace: Trace, number: int) -> FloatArray:
    """Give the chance of every row at draw `number` of a trace, from 0, shape (n,).

    They are computed when they are asked for, from the rows drawn before, as n numbers a draw would be large.
    """
    values = trace.dataset.values
    weights = weights_after(values, [draw.row for draw in trace.draws[:number]])
    chances: FloatArray = weights / weights.sum()
    return chances


def packed(draws: tuple[DrawSnapshot, ...]) -> dict[str, Any]:
    """Give draws as plain data and an array."""
    return {
        "row": [draw.row for draw in draws],
        "cluster": [draw.cluster for draw in draws],
        "chance": np.array([draw.chance for draw in draws], np.float64),
    }


def unpacked(columns: dict[str, Any] | None, n: int, k: int) -> tuple[DrawSnapshot, ...]:
    """Rebuild draws and check that they give each of k clusters one of n rows; traces of old have none.

    Raises
    ------
    ValueError
        If they do not.
    """
    if columns is None:
        return ()
    rows, clusters = columns["row"], columns["cluster"]
    chances = np.asarray(columns["chance"], np.float64).tolist()
    whole = all(type(number) is int for number in (*rows, *clusters))
    if not whole or sorted(clusters) != list(range(k)) or not all(0 <= row < n for row in rows):
        raise ValueError("its draws do not fit its clusters")
    if not all(0 < chance <= 1 for chance in chances):
        raise ValueError("a chance is not between 0 and 1")
    plain = draws_of(rows, chances)
    return tuple(
        dataclasses.replace(draw, cluster=cluster) for draw, cluster in zip(plain, clusters, strict=True)
    )
