"""Bands: go through the rows by their first column, and begin a new band where the gap is wide."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kmanim.arrays import frozen
from kmanim.simulate.algorithm import Stopped
from kmanim.simulate.snapshot import NO_CLUSTER, Snapshot
from kmanim.simulate.trace import Trace


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BandSnapshot(Snapshot):
    row: int | None = None
    together: np.ndarray | None = None  # (n, n), who is with whom: a matrix a step, never kept


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class BandTrace(Trace):
    table_columns = ("bands", "noise", "solution")

    def derived(self, index):
        labels = self.history.at(index)
        return {"together": frozen((labels[:, None] == labels) & (labels >= 0))}

    def facts(self, order=None):
        return {"bands": self.n_clusters(), "noise": int((self.labels < 0).sum())}


SNAPSHOT = BandSnapshot
TRACE = BandTrace


def check(dataset, values, parameters):
    pass


def start(dataset, values, parameters, rng):
    return BandSnapshot(step="start", iteration=0, labels=frozen(np.full(len(values), NO_CLUSTER, np.int16)))


def prepare(dataset, values, parameters):
    return values


def steps(values, state, parameters, rng):
    yield state
    order = np.argsort(values[:, 0], kind="stable")
    ends = np.flatnonzero(np.diff(values[order, 0]) > parameters.gap) + 1
    bands = [band for band in np.split(order, ends) if len(band) >= parameters.least]
    for number, row in enumerate(order.tolist(), start=1):
        found = next((j for j, band in enumerate(bands) if row in band), NO_CLUSTER)
        labels = np.array([found] if found >= 0 else [], np.int16)
        rows = np.array([row] if found >= 0 else [], np.intp)
        yield BandSnapshot(step="look", iteration=number, relabelling=(rows, labels), row=row)
    return Stopped("all rows were looked at")
