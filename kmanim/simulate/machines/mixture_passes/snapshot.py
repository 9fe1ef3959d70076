"""Moments of expectation maximisation over rows that are never kept."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.mixtures.snapshot import MixtureSnapshot
from kmanim.simulate.machines.passes.cell_counts import CellCounts
from kmanim.simulate.machines.passes.snapshot import SurveySnapshot, read_cells, renumbered


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CountedMixtureSnapshot(MixtureSnapshot):
    """A moment of expectation maximisation whose rows are not kept; there are no labels but counts.

    Attributes
    ----------
    responsibilities : ndarray of shape (cells, k) or None
        As `CountedMixtureTrace.responsibilities` gives them.
    counts : ndarray of shape (k,), int64
        How many rows each component leads since the last E step; all 0 before the first.
    cells : CellCounts or None
        The rows by cell and leading component; None before the first E step. After that one it is kept, and later ones
        are worked out by the trace from what has `moved`.
    ways : ndarray of shape (k, k), int64, or None
        After later E steps: how many rows went from which component to which; 0 where they stayed.
    moved : CellCounts or None
        Then, too: the same by cell; in the place of the component stands the way, ``former * k + now``.
    """

    counts: IntArray = field()
    cells: CellCounts | None = None
    ways: NDArray[np.int64] | None = None
    moved: CellCounts | None = None

    def __post_init__(self) -> None:
        read_cells(self)

    def relabelled(self, order: IntArray) -> Self:
        """Renumber the components: old component ``order[new]`` is called ``new``."""
        # By name: a class with slots is made twice, and is not the one that `super` means.
        return dataclasses.replace(MixtureSnapshot.relabelled(self, order), **renumbered(self, order))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class MixtureSurvey(SurveySnapshot):
    """What was counted and measured before the run.

    Attributes
    ----------
    centre, unit : ndarray of shape (d,)
        As of `Units`, of all rows.
    spread : ndarray of shape (d, d)
        The covariance of all rows in these units.
    """

    centre: FloatArray
    unit: FloatArray
    spread: FloatArray
