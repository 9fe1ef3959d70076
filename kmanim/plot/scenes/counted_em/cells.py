"""The points of EM on rows in pieces: cells in colours between those of the components that share their rows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import IntArray
from kmanim.plot.axes.plane import Plane
from kmanim.plot.density.cell_clouds import CellClouds
from kmanim.plot.density.point_colours import Colouring
from kmanim.plot.density.shared_colours import shared_styles
from kmanim.plot.scenes.em.points import Shared
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import Theme
from kmanim.simulate.machines.passes.cell_counts import CellCounts


class SharedCells(CellClouds):
    """All points of a film of EM on rows in pieces.

    Parameters
    ----------
    shared : Shared
        What the cells wear.
    plane : Plane
    styles : sequence of ClusterStyle
        One a component.
    theme : Theme
    opaque : bool, default True
        As for `Clouds`.
    """

    def __init__(
        self,
        shared: Shared,
        plane: Plane,
        styles: Sequence[ClusterStyle],
        theme: Theme,
        *,
        opaque: bool = True,
    ) -> None:
        self._shared = shared
        super().__init__(shared.trace, plane, shared_styles(styles, theme.unassigned), theme, opaque=opaque)

    def turn(self, step: int, before: int) -> None:
        """Need not be told: what moved in a snapshot is counted there."""

    def _worn(self, colouring: Colouring) -> tuple[IntArray, IntArray, IntArray]:
        cells = np.flatnonzero(self._trace.totals)
        groups = np.zeros(len(cells), np.intp)
        if colouring.step is not None:
            codes = self._shared.codes(self._shared.shown[colouring.step])
            groups = codes.astype(np.intp) + 1
            if colouring.known is not None:
                groups[self._shared.order(colouring.step, codes, None)[colouring.swept :]] = 0
        return cells, groups, self._trace.totals[cells]

    def _moved(self, step: int) -> CellCounts:
        return super()._moved(self._shared.shown[step])

    def _ordered(self, counts: CellCounts, clusters: NDArray[np.integer], step: int) -> IntArray:  # noqa: ARG002
        """Order parts by certainty, as cells take their colours."""
        cells = np.searchsorted(np.flatnonzero(self._trace.totals), counts.cell)
        return self._shared.order(step, counts.cluster, cells).astype(np.intp)
