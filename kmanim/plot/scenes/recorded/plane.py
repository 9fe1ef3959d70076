"""The plane of the plot: without axes where places mean nothing, below a key, with the places of bars."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kmanim.plot.axes.plane import Plane
from kmanim.plot.axes.ticks import Ticks, round_ticks
from kmanim.plot.scenes.recorded.tiles import TILED
from kmanim.simulate.machines.yielded.trace import YieldedTrace

_EACH_PLACE = 16  # below bars


def is_bare(trace: YieldedTrace) -> bool:
    """Whether there are no axes: places mean nothing, of tiles in any case."""
    return trace.parameters.bare or trace.parameters.shows in TILED


def lower(plane: Plane, height: float, *, is_equal: bool) -> Plane:
    """Take some room from the top of a plane; on equal axes more is shown across instead."""
    box = plane.box._replace(height=plane.box.height - height)
    if not is_equal:
        return replace(plane, box=box)
    more = (plane.box.height / box.height - 1) / 2 * float(plane.high[0] - plane.low[0])
    low, high = plane.low.copy(), plane.high.copy()
    low[0], high[0] = low[0] - more, high[0] + more
    return replace(plane, box=box, low=low, high=high)


def with_whole_places(plane: Plane, n: int) -> Plane:
    """Mark the places of bars: each of a few, or round numbers equally far apart."""
    if n <= _EACH_PLACE:
        places = np.arange(1.0, n + 1)
        return replace(plane, x=Ticks(places, tuple(f"{place:.0f}" for place in places)))
    return replace(plane, x=round_ticks(0.5, n + 0.5, 10, whole=True))
