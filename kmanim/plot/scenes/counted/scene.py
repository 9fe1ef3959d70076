"""k-means on data in pieces: the pictures of k-means, with points from what is counted in the cells of a grid."""

from __future__ import annotations

from typing import Any

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.plot.density.cell_clouds import CellClouds, part_places
from kmanim.plot.render.pen import Pen
from kmanim.plot.scenes.counted.small_planes import CellsOn
from kmanim.plot.scenes.kmeans.passing import passing
from kmanim.plot.scenes.kmeans.scene import CentroidScene
from kmanim.plot.scenes.kmeans.small_planes import draw_end, draw_result, draw_state
from kmanim.plot.small_multiples import Cloud
from kmanim.simulate.machines.passes.trace import CountedTrace


class CountedScene(CentroidScene):
    """The pictures of a film of k-means on data in pieces.

    Where k-means marks rows that switch, parts of cells are marked: those rows of one cell that go one way.
    """

    trace: CountedTrace

    @property
    def n(self) -> int:
        """How many points there are."""
        return self.trace.n

    def _points(self, *, opaque: bool) -> CellClouds:
        return CellClouds(self.trace, self.stage.plane, self.styles, self.look.style, opaque=opaque)

    def _switched_in(self, step: int) -> IntArray:
        moved = self.trace.unlabelled[step].moved
        return np.arange(0 if moved is None else len(moved.cell))

    def _passed_at(self, start: int, step: int) -> FloatArray:
        moved = self.trace.unlabelled[step].moved
        if moved is None:
            return np.empty(0)
        former, now = np.divmod(moved.cluster.astype(np.intp), self.trace.k)
        return passing(self.trace, part_places(self.trace, moved), former, now, start, step)

    @classmethod
    def extent(cls, trace: Any) -> FloatArray:
        """Give what must lie inside the plot in the course of a run, shape (m, 2), in the view's units."""
        return _reach(trace, range(len(trace)))

    @classmethod
    def extent_of_result(cls, trace: Any) -> FloatArray:
        """Give the cells, and where the centroids began and ended, shape (m, 2), in the view's units."""
        return _reach(trace, (0, -1))

    @classmethod
    def extent_of_end(cls, trace: Any) -> FloatArray:
        """Give the cells and the final centroids, shape (m, 2), in the view's units."""
        return _reach(trace, (-1,))

    # On a small plane

    @classmethod
    def draw_data(cls, pen: Pen, trace: Any, cloud: Cloud) -> None:
        """Draw all points grey."""
        CellsOn(trace, cloud).draw(pen, None)

    def draw_small(self, pen: Pen, keyframe: int, cloud: Cloud) -> None:
        """Draw a held picture's plot on a small plane, without numbers."""
        state, on = self.states[keyframe], CellsOn(self.trace, cloud)
        draw_state(pen, self.trace, state, self.stage.plane, cloud, on)

    @classmethod
    def draw_result(cls, pen: Pen, trace: Any, cloud: Cloud) -> None:
        """Draw the final clusters and centroids, and grey crosses where the centroids began."""
        draw_result(pen, trace, cloud, CellsOn(trace, cloud))

    @classmethod
    def draw_end(cls, pen: Pen, trace: Any, cloud: Cloud) -> None:
        """Draw the final clusters, their centroids and the boundaries between them."""
        draw_end(pen, trace, cloud, CellsOn(trace, cloud))


def _reach(trace: CountedTrace, steps: range | tuple[int, ...]) -> FloatArray:
    """Give the corners of the grid, and the centroids of some snapshots."""
    ways = (trace.dataset.view.project(trace.centroids_of(i)) for i in steps)
    return np.vstack([trace.grid.low, trace.grid.high, *ways])
