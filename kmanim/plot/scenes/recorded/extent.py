"""How far the axes reach: over all that is ever shown, or to the ends that were asked for."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.scenes.recorded.tiles import TILED
from kmanim.simulate.machines.yielded.trace import YieldedTrace

# Among so many rows curves open the axes by this share of the rows' range on each side, and no more.
_CLOUD, _ROOM = 3, 0.25


def reach_of(trace: YieldedTrace) -> FloatArray:
    """Give what must lie inside the plot in the course of a run, shape (m, 2), in the view's units."""
    shows, dataset = trace.parameters.shows, trace.dataset
    shown = [_ends(snapshot.positions) for snapshot in trace.unlabelled if snapshot.positions is not None]
    lines = [_ends(points) for snapshot in trace.unlabelled for points in snapshot.curve_points or ()]
    if lines and shown and dataset.n >= _CLOUD:  # a line among points goes on beyond them
        low, high = _ends(np.vstack(shown))
        room = np.where(high > low, _ROOM * (high - low), np.inf)
        lines = [np.clip(np.vstack(lines), low - room, high + room)]
    shown += lines
    if shows == "bars":
        shown.append(np.array([(0.5, 0.0), (dataset.n + 0.5, 0.0)]))
    if shows == "objective":
        values = trace.objective[trace.valued]
        shown.append(np.array([(0.0, values.min()), (max(len(trace) - 1.0, 1.0), values.max())]))
    if shows in TILED or not shown:
        shown.append(dataset.view.project(dataset.points))
    ends = _ends(np.vstack(shown))
    for axis, limits in enumerate((trace.parameters.xlim, trace.parameters.ylim)):
        if limits is not None:
            ends[:, axis] = limits
    return ends


def _ends(points: FloatArray) -> FloatArray:
    return np.array([np.nanmin(points, axis=0), np.nanmax(points, axis=0)])
