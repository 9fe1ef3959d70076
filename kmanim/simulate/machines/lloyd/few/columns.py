"""Points on few rows, laid out so that a step takes few calls."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.machines.lloyd.exact_sums import ExactSums
from kmanim.simulate.machines.lloyd.shadow import Shadow


@dataclass(frozen=True)
class Columns:
    """Points made ready for any number of runs.

    Attributes
    ----------
    values : ndarray of shape (d, n)
        Column by column.
    parts : ndarray of shape (n, (levels + 1) * d)
        What is added up by cluster, row by row: the exact parts of its numbers, level by level, and a 1 for each.
    sums : ExactSums
        What cut the parts.
    """

    values: FloatArray
    parts: FloatArray
    sums: ExactSums

    @classmethod
    def of(cls, values: FloatArray) -> Columns:
        """Lay out and cut values of shape (n, d)."""
        columns = np.ascontiguousarray(values.T)
        sums = ExactSums(len(values), (columns.min(axis=1), columns.max(axis=1)))
        cut = sums.parts(columns)
        parts = np.ones((len(values), len(cut) + 1, len(columns)))
        for level, part in enumerate(cut):
            parts[:, level] = part.T
        return cls(columns, parts.reshape(len(values), -1), sums)

    @cached_property
    def shadow(self) -> Shadow:
        """The same in single precision."""
        return Shadow(self.values.T, self.sums.box)
