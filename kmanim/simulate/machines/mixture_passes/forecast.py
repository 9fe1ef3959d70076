"""How long expectation maximisation over rows in pieces will take, measured on the first rows before it is begun."""

from __future__ import annotations

import time

import numpy as np

from kmanim.data.pieces.large_dataset import LargeDataset
from kmanim.simulate.machines.mixture_passes.measuring import centre_of, measure, multiply, units_of
from kmanim.simulate.machines.mixture_passes.run import counted_of
from kmanim.simulate.machines.mixture_passes.sharing import Ground, share_rows
from kmanim.simulate.machines.mixtures.mixture import Mixture
from kmanim.simulate.machines.passes.contract import Forecast
from kmanim.simulate.machines.passes.first_rows import first_rows
from kmanim.simulate.machines.passes.run import frame_of
from kmanim.simulate.parameters.em import Em

# Means of a later step have moved by such a part of the box.
_MOVED = 0.01


def forecast(large: LargeDataset, parameters: Em) -> Forecast:
    """Say how long a run will take; means are rows here, evenly chosen. What a start by k-means takes comes before."""
    counted, frame, found = counted_of(large, parameters), frame_of(large), first_rows(large)
    k, rows = counted.k, found.rows
    measured = measure(found.source, frame, 0)
    middle = centre_of(frame, measured)
    units = units_of(frame, middle, multiply(found.source, frame, middle, 0))
    ground = Ground(frame, units, counted.covariance in ("full", "tied"))
    chosen = rows[np.linspace(0, len(rows) - 1, k).astype(np.intp)]
    before = Mixture(
        np.full(k, 1 / k),
        large.scaling.apply(chosen.astype(np.float64)),
        np.repeat([np.diag(units.unit**2)], k, 0),
    )
    now = before._replace(means=before.means + _MOVED * (frame.box[1] - frame.box[0]))
    seconds = []
    for former in (None, before):
        began = time.perf_counter()
        share_rows(found.source, ground, now, former, 0)
        seconds.append(found.reading + (time.perf_counter() - began) * found.times)
    # Of every cell and component a count, and what a piece is read together of.
    return Forecast(seconds[0], seconds[1], counted.max_iter + 1, 2 * 16 * frame.grid.n_cells)
