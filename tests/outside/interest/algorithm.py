"""Interest: every year the sum grows by a part of itself."""

from __future__ import annotations

from dataclasses import dataclass

from kmanim.simulate.algorithm import Stopped
from kmanim.simulate.snapshot import Snapshot
from kmanim.simulate.trace import Trace


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class InterestTrace(Trace):
    table_columns = ("iterations", "objective", "solution")
    turn = ("year", "years")


SNAPSHOT = Snapshot
TRACE = InterestTrace


def check(dataset, values, parameters):
    pass


def start(dataset, values, parameters, rng):
    return Snapshot(step="start", iteration=0, objective=parameters.sum)


def prepare(dataset, values, parameters):
    return values


def steps(values, state, parameters, rng):
    yield state
    for year in range(1, parameters.years + 1):
        grown = parameters.sum * (1 + parameters.rate / 100) ** year
        yield Snapshot(step="grow", iteration=year, objective=grown)
    return Stopped("the time is up")
