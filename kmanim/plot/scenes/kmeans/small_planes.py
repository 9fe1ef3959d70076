"""k-means and its family on small planes: a keyframe, and the end of a run, without letters."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.plot.axes.plane import Plane
from kmanim.plot.marks.centroids import draw_centroids
from kmanim.plot.marks.ground import CROWD, draw_ground
from kmanim.plot.marks.insets import draw_hints
from kmanim.plot.marks.old_centroids import short_moves
from kmanim.plot.regions.divisions import walls_of
from kmanim.plot.render.pen import Pen
from kmanim.plot.scenes.kmeans.plot_state import PlotState
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.palettes import cluster_styles
from kmanim.plot.style.theme import Theme
from kmanim.simulate.machines.centroids.trace import CentroidTrace

_CROSS = 9.0


class OnSmallPlane(Protocol):
    """The points of a run on a small plane, whether they are kept or counted; `n` is how many there are."""

    n: int

    def draw(self, pen: Pen, step: int | None, coloured: IntArray | None = None) -> None:
        """Draw them as the clusters of a snapshot, or `coloured` ones alone; all grey where there is no snapshot."""

    def draw_switched(self, pen: Pen, step: int, switched: IntArray) -> None:
        """Draw what switched in a snapshot, in yellow."""


class PointsOn:
    """The points of a run that are kept, on the plane of a cloud."""

    def __init__(self, trace: CentroidTrace, cloud: Cloud) -> None:
        self._history, self._cloud, self.n = trace.history, cloud, trace.dataset.n
        self._styles = cluster_styles(trace.k, cloud.theme)

    def draw(self, pen: Pen, step: int | None, coloured: IntArray | None = None) -> None:
        """Draw them as the clusters of a snapshot, or `coloured` ones alone; all grey where there is no snapshot."""
        labels = None if step is None else self._history.at(step)
        self._cloud.draw(pen, labels, self._styles, coloured=coloured)

    def draw_switched(self, pen: Pen, step: int, switched: IntArray) -> None:
        """Draw the rows that switched in a snapshot, in yellow."""
        former, labels = (self._history.at(i) for i in (step - 1, step))
        if former is not None and labels is not None:
            self._cloud.draw_switched(pen, former, labels, switched, self._styles)


def draw_state(
    pen: Pen, trace: CentroidTrace, state: PlotState, plane: Plane, cloud: Cloud, on: OnSmallPlane
) -> None:
    """Draw what a keyframe shows, whose places are in px of a film's plane, on the plane of a cloud."""
    styles, theme = cluster_styles(trace.k, cloud.theme), cloud.theme
    coloured = None if state.coloured is None else np.array(state.coloured, np.intp)
    shown = range(0 if state.trail is None else state.trail + 1)
    stops = [cloud.to_px(trace.centroids_of(i)) for i in shown]
    centroids, old = (_moved(places, plane, cloud) for places in (state.centroids, state.old))

    def points() -> None:
        on.draw(pen, state.labels, coloured)

    if state.judged_by is not None:
        cloud.draw_walls(pen, walls_of(trace, state.judged_by, cloud.plane))
    if centroids is None:
        points()
    else:
        draw_ground(pen, points, on.n, centroids, styles, theme, old=old, stops=stops)
        if old is not None and state.explained is None:
            draw_hints(pen, short_moves(old, centroids, theme), old, centroids, theme)
        draw_centroids(pen, centroids, styles, theme)
    if state.switched.size and state.labels:
        on.draw_switched(pen, state.labels, state.switched)


def draw_result(pen: Pen, trace: CentroidTrace, cloud: Cloud, on: OnSmallPlane) -> None:
    """Draw the final clusters and centroids, and grey crosses where the centroids began."""
    styles, n = cluster_styles(trace.k, cloud.theme), on.n
    starts, ends = (cloud.to_px(trace.centroids_of(step)) for step in (0, -1))

    def points() -> None:
        # A point is never hidden by a start; among many points the start would be.
        if n <= CROWD:
            _draw_starts(pen, starts, cloud.theme)
        on.draw(pen, len(trace) - 1)
        if n > CROWD:
            _draw_starts(pen, starts, cloud.theme)

    draw_ground(pen, points, n, ends, styles, cloud.theme)
    draw_centroids(pen, ends, styles, cloud.theme)


def draw_end(pen: Pen, trace: CentroidTrace, cloud: Cloud, on: OnSmallPlane) -> None:
    """Draw the final clusters, their centroids and the boundaries between them."""
    styles, ends = cluster_styles(trace.k, cloud.theme), cloud.to_px(trace.centroids_of(-1))
    cloud.draw_walls(pen, walls_of(trace, -1, cloud.plane))
    draw_ground(pen, lambda: on.draw(pen, len(trace) - 1), on.n, ends, styles, cloud.theme)
    draw_centroids(pen, ends, styles, cloud.theme)


def _moved(places: FloatArray | None, plane: Plane, cloud: Cloud) -> FloatArray | None:
    """Bring places in px from one plane to another."""
    if places is None:
        return None
    data = plane.low + (places - (plane.box.left, plane.box.bottom)) * plane.units_per_px
    return cloud.plane.to_px(data)


def _draw_starts(pen: Pen, starts: FloatArray, theme: Theme) -> None:
    """Mark starts with grey crosses."""
    with pen.role("starts"):
        pen.markers("cross", starts, _CROSS, None, theme.halo, 4)
        pen.markers("cross", starts, _CROSS, None, theme.secondary, 2)
