"""The numbers and names of one trace, ready to be written: what the words of a story are made of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from kmanim.simulate.centroids.measure import gamma_of
from kmanim.simulate.numerics.counting import split_by_label
from kmanim.story.text.numbers import (
    Format,
    Levels,
    column_formats,
    course,
    distance_format,
    format_for,
    inertias,
)
from kmanim.story.text.words import counted, cut, sentence_case

if TYPE_CHECKING:
    from kmanim.arrays import FloatArray, LabelArray
    from kmanim.simulate.trace import Trace

_ENTRIES = 3  # of a place with categories
_SCALED_WORDS = {"zscore": "z-scored", "minmax": "scaled to 0-1"}


class Facts:
    """The numbers and names of one trace.

    Parameters
    ----------
    trace : Trace
        Of an algorithm whose snapshots have centroids and labels.
    """

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.dataset = trace.dataset
        self.terms = trace.parameters.terms
        self.algorithm = self.terms.name or trace.parameters.title
        self.noun = tuple(cut(word, 20) for word in self.dataset.noun)
        self.k = trace.k
        self._members: tuple[int, list[FloatArray]] | None = None
        self.ended = trace.finished
        self.scaled = self.dataset.scaling.method != "none"
        ends = np.array([self.dataset.low, self.dataset.high])
        self.coded = np.array(self.dataset.coded)
        self.columns: tuple[Format | Levels, ...] = tuple(
            Levels(feature.levels) if feature.levels else write
            for feature, write in zip(self.dataset.features, column_formats(ends), strict=True)
        )
        self.distance = self._distance_format(self.dataset.scaling.apply(ends))

    def _distance_format(self, ends: FloatArray) -> Format:
        """Choose how distances are written, from the ends of all columns in clustered units, shape (2, d)."""
        match self.terms.metric:
            case "mismatch":
                return Format()
            case "mixed":
                spans = (ends[1] - ends[0])[~self.coded]
                return format_for(float((spans**2).max()), float((spans**2).max()))
            case _:
                return distance_format(ends)

    @cached_property
    def gamma(self) -> str:
        """What a category that differs counts, written; empty where there is no such thing."""
        if self.terms.metric != "mixed":
            return ""
        gamma = gamma_of(self.dataset, self.trace.parameters)
        return format_for(gamma, gamma)(gamma)

    @property
    def measures(self) -> str:
        """What many columns are called: ``measures`` if they hold numbers."""
        return "columns" if self.coded.any() else "measures"

    def changed_entries(self, i: int) -> tuple[int, ...]:
        """Give for each centroid how many of its categories changed between snapshot i - 1 and i."""
        before, now = (self.trace.centroids_at(j)[:, self.coded] for j in (i - 1, i))
        return tuple(int(count) for count in (before != now).sum(axis=1))

    def step(self, i: int) -> str:
        """Say what snapshot i has just done, for example ``"assign"``."""
        return self.trace.unlabelled[i].step

    def iteration(self, i: int) -> int:
        """Which round snapshot i belongs to."""
        return self.trace.unlabelled[i].iteration

    def labels(self, i: int) -> LabelArray:
        """Give the 0-based cluster of each row in snapshot i, which is an assignment or comes after one."""
        labels = self.trace.history.at(range(len(self.trace))[i])
        if labels is None:
            raise ValueError(f"snapshot {i} comes before the first assignment")
        return labels

    @cached_property
    def largest_inertia(self) -> float:
        """The largest objective of the run, which chooses the unit for all of them."""
        values = [float(value) for value in self.trace.objective if math.isfinite(value)]
        return max(values, default=0.0)

    def inertia(self, i: int) -> str:
        """Write the objective of snapshot i, which is an assignment or comes after one."""
        return inertias([float(self.trace.objective[i])], top=self.largest_inertia)[0]

    def fall(self, before: int, i: int) -> str:
        """Say what became of the objective between two snapshots: ``W falls from 3.510 M to 2.819 M``."""
        objective = self.trace.objective
        went = course([float(objective[before]), float(objective[i])], top=self.largest_inertia)
        return f"{self.terms.symbol} {went}"

    @cached_property
    def scaled_words(self) -> str:
        """How the columns were scaled, for a reader; empty if they were not."""
        method = self.dataset.scaling.method
        return "" if not self.scaled else _SCALED_WORDS.get(method, "scaled")

    def things(self, count: int) -> str:
        """Count rows: ``32 cars``."""
        return counted(count, (self.noun[0], self.noun[1]))

    def name(self, row: int, limit: int = 40) -> str:
        """Name a row, in at most `limit` columns."""
        return cut(self.dataset.row_name(row), limit)

    def opening(self, row: int, limit: int = 40) -> str:
        """Name a row where a sentence begins: ``Point 3``; names from the table are left as they are."""
        name = self.name(row, limit)
        return name if self.dataset.labels is not None else sentence_case(name)

    def names(self, rows: Sequence[int], limit: int = 40) -> list[str]:
        """Name rows for a list; rows without names are ``points 3``, ``7`` and so on, to be read in one go."""
        if self.dataset.labels is not None or len(rows) < 2:
            return [self.name(row, limit) for row in rows]
        return [f"{self.noun[1]} {rows[0] + 1}", *(str(row + 1) for row in rows[1:])]

    def feature(self, column: int, limit: int = 30) -> str:
        """Name a feature, in at most `limit` columns."""
        return cut(self.dataset.features[column].name, limit)

    def place(self, point: FloatArray) -> str:
        """Write a point in original units: ``[940; 84]``."""
        entries = [write(x) for write, x in zip(self.columns, point, strict=True)]
        if self.coded.any() and len(entries) > _ENTRIES:
            entries = [*entries[:_ENTRIES], "…"]
        return f"[{'; '.join(entries)}]"

    def medoids(self, i: int) -> tuple[int, ...] | None:
        """Which rows the centroids of snapshot i are; None where they are none."""
        rows = getattr(self.trace.unlabelled[i], "medoids", None)
        return None if rows is None else tuple(int(row) for row in rows)

    def places(self, i: int, clusters: tuple[int, ...] | None = None, limit: int = 40) -> list[str]:
        """Say where the centroids of snapshot i are, all or those of some clusters; rows by name, cut at `limit`."""
        wanted = range(self.k) if clusters is None else clusters
        rows = self.medoids(i)
        if rows is not None:
            return [self.name(rows[j], limit) for j in wanted]
        centroids = self.trace.centroids_of(i)
        return [self.place(centroids[j]) for j in wanted]

    def counts(self, i: int) -> tuple[int, ...]:
        """How many rows each cluster has in snapshot i."""
        return tuple(self.trace.counts_of(i).tolist())

    def members(self, column: int) -> list[FloatArray]:
        """Give the values of each final cluster in a column, in original units; the last column's are kept."""
        if self._members is None or self._members[0] != column:
            values = self.dataset.points[:, column]
            self._members = column, split_by_label(values, self.trace.labels, self.k)
        return self._members[1]

    def distances(self, i: int, row: int) -> tuple[float, ...]:
        """Give the distances of a row to the centroids of snapshot i, in clustered units."""
        return tuple(float(distance) for distance in self.trace.distances(i, row))

    def distance_texts(self, i: int, row: int, clusters: tuple[int, ...], more: int = 0) -> tuple[str, ...]:
        """Write some of these distances, with decimals that show which is nearest, and `more` at least."""
        distances = self.distances(i, row)
        if self.terms.metric == "mismatch":
            return tuple(self.distance(distances[j]) for j in clusters)
        write = self.distance.more(more).apart(sorted(distances)[:2])
        return tuple(write(distances[j]) for j in clusters)

    def moved(self, i: int) -> tuple[int, ...]:
        """Which centroids differ between snapshot i and the one before."""
        return tuple(int(j) for j in np.flatnonzero(self.trace.moves(i)))

    def longest_move(self, i: int) -> float:
        """How far the centroid goes that goes farthest between snapshot i - 1 and i, in clustered units."""
        return float(self.trace.moves(i).max())

    @cached_property
    def travellers(self) -> int:
        """How many different rows ever change cluster."""
        moved = np.zeros(self.dataset.n, np.bool_)
        for rows, _ in self.trace.history.changes:
            moved[rows] = True
        return int(np.count_nonzero(moved))

    @property
    def last(self) -> int:
        """Index of the last snapshot."""
        return len(self.trace) - 1
