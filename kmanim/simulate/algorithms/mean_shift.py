"""Mean shift: a ball goes to the mean of the points in it, again and again, until it rests where they are densest.

Balls climb from many starts, all by the same steps. Of the places where they come to rest the fullest stays and removes
all others within the bandwidth, then the fullest of the rest, and so on: these are the modes, and every point belongs
to the nearest one. A step follows the gradient of a density: with the flat kernel, where all points in the ball count
alike, that of the shadow kernel max(0, 1 - (distance / bandwidth)^2), so it is this sum that never falls, while the
number of points in the ball may.

K. Fukunaga and L. Hostetler, "The estimation of the gradient of a density function, with applications in pattern
recognition", IEEE Transactions on Information Theory 21 (1975); Y. Cheng, "Mean shift, mode seeking, and clustering",
IEEE Transactions on Pattern Analysis and Machine Intelligence 17 (1995), with the shadow kernel; D. Comaniciu and P.
Meer, "Mean shift: a robust approach toward feature space analysis", the same journal, 24 (2002).
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray, LabelArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError
from kmanim.simulate.algorithm import Stopped
from kmanim.simulate.machines.centroids.seeding import given
from kmanim.simulate.machines.climbs.bandwidth import bandwidth_of, estimated_bandwidth
from kmanim.simulate.machines.climbs.flat import Flat
from kmanim.simulate.machines.climbs.gaussian import Gaussian
from kmanim.simulate.machines.climbs.merging import merge, nearest
from kmanim.simulate.machines.climbs.starts import cells, start_of
from kmanim.simulate.machines.climbs.together import Together
from kmanim.simulate.machines.climbs.trace import ClimbSnapshot, ClimbTrace
from kmanim.simulate.machines.climbs.window import Kernel
from kmanim.simulate.parameters.mean_shift import MeanShift
from kmanim.simulate.snapshot import NO_CLUSTER

SNAPSHOT = ClimbSnapshot
TRACE = ClimbTrace
AT_REST = Stopped("every climb is at rest")
MAX_ITER = Stopped("max_iter reached", finished=False)

EVERY_ROW = 10_000
"""Of more rows climbs start at cells of a grid, unless they are told where."""


class Ground(NamedTuple):
    """What climbs go on: the rows, the kernel over them, and its bandwidth."""

    values: FloatArray
    kernel: Kernel
    bandwidth: float


def check(dataset: Dataset, _values: FloatArray, parameters: MeanShift) -> None:
    """Refuse starts that do not fit the data.

    Raises
    ------
    InputError
        If there is no such row, or a place has not one number a column.
    """
    if parameters.start is not None:
        start_of(parameters.start, dataset)
    if isinstance(parameters.seeds, tuple):
        given(parameters.seeds, dataset, name="seeds")


def start(
    dataset: Dataset, values: FloatArray, parameters: MeanShift, _rng: np.random.Generator
) -> ClimbSnapshot:
    """Place every climb at its start; what is seen from there is for `steps` to say."""
    if parameters.start is not None:
        places = start_of(parameters.start, dataset)[0]
    elif isinstance(parameters.seeds, tuple):
        places = given(parameters.seeds, dataset, name="seeds")
    elif (parameters.seeds or ("points" if len(values) <= EVERY_ROW else "bins")) == "points":
        places = values
    else:
        places = cells(values, bandwidth_of(dataset, parameters.bandwidth))
    unseen = np.zeros(len(places))
    return ClimbSnapshot(
        step="start", iteration=0, positions=frozen(places), counts=frozen(unseen.astype(np.int32)),
        heights=frozen(unseen),
    )  # fmt: skip


def prepare(dataset: Dataset, values: FloatArray, parameters: MeanShift) -> Ground:
    """Choose the bandwidth if none is given, and lay the kernel over the rows."""
    bandwidth = bandwidth_of(dataset, parameters.bandwidth)
    kernel = Flat if parameters.kernel == "flat" else Gaussian
    return Ground(values, kernel(values, bandwidth), bandwidth)


def steps(
    ground: Ground, state: ClimbSnapshot, parameters: MeanShift, _rng: np.random.Generator
) -> Generator[ClimbSnapshot, None, Stopped]:
    """Climb from all starts, a move each at a time; merge the ends; give every row its nearest mode.

    Raises
    ------
    InputError
        If no start has a row in reach.
    """
    climbs = Together(ground.kernel, state.positions, parameters.tolerance * ground.bandwidth)
    state = _seen(state, climbs)
    if not climbs.in_reach.any():
        raise InputError(
            f"no start has a point within the bandwidth, {ground.bandwidth:.6g}; choose a larger bandwidth or other "
            "starts"
        )
    yield state
    for iteration in range(1, parameters.max_iter + 1):
        if not climbs.going:
            break
        climbs.step()
        state = _seen(replace(state, step="move", iteration=iteration), climbs)
        yield state
    state = _merged(state, climbs, ground.bandwidth, flat=parameters.kernel == "flat")
    yield state
    yield replace(state, step="assign", labels=_labels(state, ground, parameters))
    return MAX_ITER if climbs.going else AT_REST


def _seen(state: ClimbSnapshot, climbs: Together) -> ClimbSnapshot:
    """Say where all climbs are, and what is seen from there."""
    return replace(
        state,
        positions=frozen(climbs.positions),
        counts=frozen(climbs.counts),
        heights=frozen(climbs.heights),
    )


def _merged(state: ClimbSnapshot, climbs: Together, bandwidth: float, *, flat: bool) -> ClimbSnapshot:
    """Let the strongest ends stay: with the flat kernel the fullest, with the Gaussian the highest."""
    reached = np.flatnonzero(climbs.in_reach)
    strengths = climbs.strengths if flat else climbs.heights
    ends, first, number = np.unique(state.positions[reached], axis=0, return_index=True, return_inverse=True)
    strongest = np.zeros(len(ends))
    np.maximum.at(strongest, number.reshape(-1), strengths[reached])
    merged = merge(ends, strongest, bandwidth)
    mode_of = np.full(len(state.positions), NO_CLUSTER, np.intp)
    mode_of[reached] = merged.mode_of[number.reshape(-1)]
    return replace(state, step="merge", mode_of=frozen(mode_of), kept=frozen(reached[first[merged.kept]]))


def _labels(state: ClimbSnapshot, ground: Ground, parameters: MeanShift) -> LabelArray:
    """Give every row its nearest mode; -1 where it is out of reach, if such rows are to be left out."""
    assert state.kept is not None
    found, apart = nearest(ground.values, state.positions[state.kept])
    if parameters.assign == "near" or parameters.start is not None:
        found[apart > ground.bandwidth * ground.bandwidth] = NO_CLUSTER
    return frozen(found.astype(np.min_scalar_type(-len(state.kept) - 1)))


def estimates(values: FloatArray, _parameters: MeanShift) -> Mapping[str, float]:
    """Give the bandwidth that is taken where none is given."""
    return {"bandwidth": estimated_bandwidth(values).bandwidth}
