"""What a snapshot's centroids divide the plot into: cells, and the lines between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.plot.axes.plane import Plane
from kmanim.plot.regions.manhattan_voronoi import bent_boundaries, bent_cells
from kmanim.plot.regions.voronoi import boundaries, cells
from kmanim.simulate.machines.centroids.trace import CentroidTrace


class Division(NamedTuple):
    """Polygons, each a centroid's number and corners of shape (m, 2), and lines of the boundary, in px."""

    polygons: list[tuple[int, FloatArray]]
    walls: list[FloatArray]


class Divisions:
    """The divisions of a plane by the centroids of every snapshot, each found once.

    Parameters
    ----------
    trace : CentroidTrace
        Says how distances are measured.
    plane : Plane
        What is divided.
    stops : sequence of ndarray of shape (k, 2)
        The centroids of every snapshot, in px.
    regions : bool
        Whether polygons are wanted.
    """

    def __init__(
        self, trace: CentroidTrace, plane: Plane, stops: Sequence[FloatArray], *, regions: bool
    ) -> None:
        self._trace, self._plane, self._stops, self._regions = trace, plane, stops, regions
        self._found: dict[int, Division] = {}

    def between(self, start: int, end: int, share: float) -> Division:
        """Give the division by centroids on their straight way from one snapshot to another."""
        stops = self._stops[start] + share * (self._stops[end] - self._stops[start])
        return divided(self._trace, self._plane, stops, regions=self._regions)

    def at(self, step: int) -> Division:
        """Give the division by a snapshot's centroids; none where it would be untrue."""
        if step not in self._found:
            self._found[step] = divided(self._trace, self._plane, self._stops[step], regions=self._regions)
        return self._found[step]


def divided(trace: CentroidTrace, plane: Plane, stops: FloatArray, *, regions: bool = False) -> Division:
    """Divide a plane by places of shape (k, 2) in px, as the algorithm measures.

    There is no division where the view hides a column, and it would be untrue.
    """
    if not trace.dataset.view.faithful:
        return Division([], [])
    weights = _weights(trace.dataset, plane)
    if trace.terms.metric == "manhattan":
        # a column lies along one axis, so the terms of the columns are those of the axes
        along = np.abs(weights).sum(axis=0)
        polygons = bent_cells(stops, along, plane.box) if regions else []
        return Division(polygons, bent_boundaries(stops, along, plane.box))
    metric: FloatArray = np.sum(weights[:, :, None] * weights[:, None, :], axis=0)
    polygons = list(enumerate(cells(stops, metric, plane.box))) if regions else []
    return Division(polygons, boundaries(stops, metric, plane.box))


def walls_of(trace: CentroidTrace, step: int, plane: Plane) -> list[FloatArray]:
    """Give the lines on a plane where two centroids of a snapshot are equally near, in px; none if it shows none."""
    return divided(trace, plane, plane.to_px(trace.dataset.view.project(trace.centroids_of(step)))).walls


def cells_of(trace: CentroidTrace, step: int, plane: Plane) -> list[tuple[int, FloatArray]]:
    """Find the convex pieces of the cells of a snapshot's centroids, in px; none where they would be untrue."""
    stops = plane.to_px(trace.dataset.view.project(trace.centroids_of(step)))
    return divided(trace, plane, stops, regions=True).polygons


def _weights(dataset: Dataset, plane: Plane) -> FloatArray:
    """Say how much a px along each axis is in each column, as it is clustered; shape (d, 2), the largest is 1."""
    weights = plane.clustered_per_px(dataset)
    largest: FloatArray = weights / np.abs(weights).max()
    return largest
