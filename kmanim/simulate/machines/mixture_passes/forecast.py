"""How long expectation maximisation over rows in pieces will take, measured on the first rows before it is begun."""

from __future__ import annotations

import time

import numpy as np

from kmanim.data.pieces.large_dataset import LargeDataset
from kmanim.simulate.machines.mixture_passes.measuring import centre_of, measure, multiply, units_of
from kmanim.simulate.machines.mixture_passes.run import counted_of
from kmanim.simulate.machines.mixture_passes.sharing import Ground, gather_rows, share_rows
from kmanim.simulate.machines.mixtures.mixture import Mixture
from kmanim.simulate.machines.mixtures.starts import ROUNDS, tries
from kmanim.simulate.machines.passes import forecast as kmeans
from kmanim.simulate.machines.passes.contract import Forecast
from kmanim.simulate.machines.passes.first_rows import first_rows
from kmanim.simulate.machines.passes.run import frame_of
from kmanim.simulate.parameters.em import Em
from kmanim.simulate.registry import make_parameters

# Means of a later step have moved by such a part of the box.
_MOVED = 0.01
# So many numbers of each cell with rows and component are held while it is drawn, measured; and so many times as many
# cells as the first rows have, all rows have at most.
_DRAWN, _MORE_CELLS = 4, 1.5


def forecast(large: LargeDataset, parameters: Em) -> Forecast:
    """Say how long a run will take; means are rows here, evenly chosen."""
    counted, frame, found = counted_of(large, parameters), frame_of(large), first_rows(large)
    k, rows = counted.k, found.rows
    began = time.perf_counter()
    measured = measure(found.source, frame, 0)
    middle = centre_of(frame, measured)
    units = units_of(frame, middle, multiply(found.source, frame, middle, 0))
    measuring = 2 * found.reading + (time.perf_counter() - began) * found.times
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
    start = None
    if counted.starts is None and counted.init == "kmeans":
        began = time.perf_counter()
        gather_rows(found.source, ground, before.means, 0)
        measuring += found.reading + (time.perf_counter() - began) * found.times
        start = kmeans.forecast(
            large, make_parameters("kmeans", {"k": k, "init": "k-means++", "max_iter": ROUNDS})
        )
    runs = tries(large.n, k) if start else 0
    occupied = np.count_nonzero(measured.counts) * min(found.times, _MORE_CELLS)
    return Forecast(
        first=seconds[0],
        later=seconds[1],
        passes=counted.max_iter + 1,
        # Of every cell and component a count, and what a piece is read together of.
        memory=2 * 16 * frame.grid.n_cells,
        before=measuring + (runs * (start.before + start.first) if start else 0.0),
        start=start.later if start else 0.0,
        starts=runs,
        drawn=int(_DRAWN * 8 * k * min(occupied, frame.grid.n_cells)),
    )
