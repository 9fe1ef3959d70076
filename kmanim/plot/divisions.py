"""What a snapshot's centroids divide the plot into: cells, and the lines between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.plot.panels.cells import boundaries, cells
from kmanim.plot.panels.plane import Plane
from kmanim.simulate.trace import Trace


class Division(NamedTuple):
    """Polygons of shape (m, 2), one a centroid, and pieces of the boundary of shape (2, 2), in px."""

    polygons: list[FloatArray]
    walls: list[FloatArray]


class Divisions:
    """The divisions of a plane by the centroids of every snapshot, each found once.

    Parameters
    ----------
    trace : Trace
        Says how distances are measured.
    plane : Plane
        What is divided.
    stops : sequence of ndarray of shape (k, 2)
        The centroids of every snapshot, in px.
    regions : bool
        Whether polygons are wanted.
    """

    def __init__(self, trace: Trace, plane: Plane, stops: Sequence[FloatArray], *, regions: bool) -> None:
        self._box, self._stops, self._regions = plane.box, stops, regions
        self._metric = metric_of(trace.dataset, plane) if divides(trace) else None
        self._found: dict[int, Division] = {}

    def at(self, step: int) -> Division:
        """Give the division by a snapshot's centroids; none where it would be untrue."""
        if self._metric is None:
            return Division([], [])
        if step not in self._found:
            stops = self._stops[step]
            polygons = cells(stops, self._metric, self._box) if self._regions else []
            self._found[step] = Division(polygons, boundaries(stops, self._metric, self._box))
        return self._found[step]


def divides(trace: Trace) -> bool:
    """Whether straight lines in the plot divide the clusters.

    They do not where the view hides a column; nor where distances are Manhattan's, for there places as near to
    one centre as to another lie on a line with bends, or fill whole areas.
    """
    return trace.dataset.view.faithful and trace.parameters.terms.metric == "euclidean"


def metric_of(dataset: Dataset, plane: Plane) -> FloatArray:
    """Say how squared distances, as they are clustered, are measured in px of a plane; shape (2, 2)."""
    weights = dataset.view.axes / dataset.scaling.factor[:, None] * plane.units_per_px
    weights = weights / np.abs(weights).max()
    metric: FloatArray = np.sum(weights[:, :, None] * weights[:, None, :], axis=0)
    return metric
