"""How clusters of rows that are counted and never kept lie along a column: as the cells of the plane tell."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np

from kmanim.simulate.numerics.spread import Spread

_NOBODY = Spread(np.empty(0))


class SpreadInCells:
    """What facts say of columns, where the plane shows all of them."""

    trace: Any
    dataset: Any

    def spreads(self, column: int) -> list[Spread]:
        """Give how each final cluster lies along a column, in original units."""
        clusters: list[Spread] = self._columns[column][0]
        return clusters

    def outside(self, column: int) -> Spread:
        """Give how the rows that end in no cluster lie along a column, in original units."""
        return self._columns[column][1] or _NOBODY

    def grain(self, column: int) -> float:
        """How wide the cells are in which a column is counted, in original units."""
        return max((spread.grain for spread in self.spreads(column)), default=0.0)

    @cached_property
    def _columns(self) -> list[tuple[list[Spread], Spread | None]]:
        return [self.trace.spreads(column) for column in range(self.dataset.d)]
