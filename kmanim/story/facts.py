"""The numbers and names of one trace, ready to be written: what the words of a story are made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import ClassVar

import numpy as np

from kmanim.arrays import FloatArray, LabelArray
from kmanim.data.feature import Feature
from kmanim.data.view import percent
from kmanim.letters.fonts import spelled
from kmanim.simulate.numerics.counting import split_by_label
from kmanim.simulate.numerics.spread import Spread
from kmanim.simulate.snapshot import NO_CLUSTER
from kmanim.simulate.trace import Trace
from kmanim.story.text.numbers import Format, Levels, column_formats, distance_format
from kmanim.story.text.words import counted, cut, opening_name, sentence_case, series

NAMED = 4
"""So many rows are named in a sentence; more are counted."""
_LINE = 60  # letters that a line in a picture can have
_ENTRIES = 3  # of a place with categories
_SCALED_WORDS = {"zscore": "z-scored", "minmax": "scaled to 0–1"}


class Facts:
    """The numbers and names of one trace; families add what only their runs have.

    Parameters
    ----------
    trace : Trace
        Of any algorithm.

    Attributes
    ----------
    is_drawn : bool
        Whether words stand in pictures, where letters that no font here has cannot be read; browsers have their own.
    """

    is_drawn = True
    chart: ClassVar[tuple[str, str]] = ("scatter plot", "scatter plots")
    """What a picture of the data is called in alternative texts, and several."""
    by_columns: ClassVar[bool] = True
    """Whether rows are drawn by their columns, which are named then."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.dataset = trace.dataset
        self.algorithm = trace.parameters.name
        self.noun = tuple(cut(word, 20) for word in trace.noun)
        self._members: tuple[int, list[FloatArray]] | None = None
        self._reaches: dict[int, list[tuple[float, float] | None]] = {}
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
        return distance_format(ends)

    @property
    def n(self) -> int:
        """How many rows there are."""
        return self.trace.n

    @property
    def k(self) -> int:
        """How many clusters there are at the end; rows that are in none make none."""
        return int(self.trace.labels.max()) + 1 if self.trace.has_labels else 0

    @property
    def measures(self) -> str:
        """Count the columns: ``4 measures`` if they hold numbers, else ``4 columns``."""
        one = "column" if self.coded.any() else "measure"
        return counted(self.dataset.d, (one, f"{one}s"))

    @property
    def setting(self) -> str:
        """What the algorithm was told, as a reader would name it: ``k = 2``; empty where nothing needs to be said."""
        return ""

    @property
    def subject(self) -> str:
        """Say what a picture is of, in one line: ``k-means, k = 2 · 32 cars``; pictures are shared alone."""
        n = self.n
        rows = f" · {n:,} {self.noun[n != 1]}" if self.trace.parameters.kinds != "none" else ""
        parts = [self.algorithm, *(self.setting.split(", ") if self.setting else [])]
        # The last that was told goes where a line of pictures would be cut.
        while len(parts) > 2 and len(", ".join(parts) + rows) > _LINE:
            parts.pop()
        return ", ".join(parts) + rows

    @property
    def shadow(self) -> str:
        """How much of the data the plane shows: ``2 of 4 dimensions, 98 % of the variance``; empty where all."""
        view, d = self.dataset.view, self.dataset.d
        if view.faithful or view.share is None:
            return ""
        if view.levels:
            return (
                f"2 dimensions of {counted(d, ('column', 'columns'))}, {percent(view.share)} % of the inertia"
            )
        # Directions that lie along the axes are columns.
        what = "columns" if (np.count_nonzero(view.axes, axis=0) == 1).all() else "dimensions"
        return f"2 of {d} {what}, {percent(view.share)} % of the variance"

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
    def scaled_words(self) -> str:
        """How the columns were scaled, for a reader; empty if they were not."""
        method = self.dataset.scaling.method
        return "" if not self.scaled else _SCALED_WORDS.get(method, "scaled")

    def things(self, count: int) -> str:
        """Count rows: ``32 cars``."""
        return counted(count, (self.noun[0], self.noun[1]))

    def name(self, row: int, limit: int = 40) -> str:
        """Name a row, in at most `limit` columns: by its number where no font here has the letters of its name."""
        return cut(self.dataset.drawn_name(row) if self.is_drawn else self.dataset.row_name(row), limit)

    @property
    def has_names(self) -> bool:
        """Whether rows have names; where they have none, captions count them or point at them: numbers say nothing."""
        return self.dataset.labels is not None

    def opening(self, row: int, limit: int = 40) -> str:
        """Name a row that is seen where a sentence begins: as the table does, or ``This point``."""
        return (
            self.opening_with(self.name(row, limit), row) if self._is_called(row) else f"This {self.noun[0]}"
        )

    def opening_with(self, words: str, row: int) -> str:
        """Begin a sentence with words that begin with a row: names are as the data have them, its number is ours."""
        is_number = self.name(row) == f"{self.dataset.noun[0]} {self.dataset.row_number(row)}"
        return sentence_case(words) if is_number else words

    def this(self, row: int, limit: int = 40) -> str:
        """Name a row that is seen within a sentence: as the table does, or ``this point``."""
        return self.name(row, limit) if self._is_called(row) else f"this {self.noun[0]}"

    def _is_called(self, row: int) -> bool:
        """Whether a row has a name that can be read in a picture."""
        return self.has_names and self._is_readable(self.dataset.row_name(row))

    def _is_readable(self, name: str) -> bool:
        return not self.is_drawn or spelled(name)

    def names(self, rows: Sequence[int], limit: int = 40) -> list[str]:
        """Name rows for a list; rows without names are ``points 3``, ``7`` and so on, to be read in one go."""
        if self.dataset.labels is not None or len(rows) < 2:
            return [self.name(row, limit) for row in rows]
        numbers = [str(self.dataset.row_number(row)) for row in rows]
        return [f"{self.noun[1]} {numbers[0]}", *numbers[1:]]

    def named(self, rows: Sequence[int], limit: int = 24, most: int = NAMED) -> str:
        """Name a few rows within a sentence, count more: ``C, D and F``, ``12 points``."""
        few = len(rows) <= most and self.has_names
        return series(self.names(rows, limit)) if few else self.things(len(rows))

    def feature(self, column: int, limit: int = 30) -> str:
        """Name a feature within a sentence as its axis does, without the unit, in at most `limit` columns.

        ``Bill length (mm)`` is ``bill length``; a name that is no heading is left as it is.
        """
        feature = self.dataset.features[column]
        return feature_words(feature, limit) if self._is_readable(feature.title) else f"column {column + 1}"

    def opening_feature(self, column: int, limit: int = 30) -> str:
        """Name a feature where a sentence begins: ``Bill length``, and ``mpg`` where that is what the data call it."""
        feature = self.dataset.features[column]
        return opening_words(feature, limit) if self._is_readable(feature.title) else f"Column {column + 1}"

    def place(self, point: FloatArray) -> str:
        """Write a point in original units: ``[940; 84]``."""
        entries = [write(x) for write, x in zip(self.columns, point, strict=True)]
        if self.coded.any() and len(entries) > _ENTRIES:
            entries = [*entries[:_ENTRIES], "…"]
        return f"[{'; '.join(entries)}]"

    def counts(self, i: int) -> tuple[int, ...]:
        """How many rows each cluster has in snapshot i."""
        return tuple(self.trace.counts_of(i).tolist())

    def members(self, column: int) -> list[FloatArray]:
        """Give the values of each final cluster in a column, in original units; the last column's are kept."""
        if self._members is None or self._members[0] != column:
            values = self.dataset.points[:, column]
            self._members = column, split_by_label(values, self.trace.labels, self.k)
        return self._members[1]

    def spreads(self, column: int) -> list[Spread]:
        """Give how each final cluster lies along a column, in original units."""
        return [Spread(values) for values in self.members(column)]

    def reaches(self, column: int) -> list[tuple[float, float] | None]:
        """Give the smallest and the largest value of each final cluster in a column; None of an empty one."""
        if column not in self._reaches:
            self._reaches[column] = [spread.reach for spread in self.spreads(column)]
        return self._reaches[column]

    def outside(self, column: int) -> Spread:
        """Give how the rows that end in no cluster lie along a column, in original units."""
        return Spread(self.dataset.points[self.trace.labels == NO_CLUSTER, column])

    def grain(self, column: int) -> float:  # noqa: ARG002 - where rows are kept, of any column
        """How wide the cells are in which a column is counted, in original units; 0 where rows are kept."""
        return 0.0

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


def feature_words(feature: Feature, limit: int = 30) -> str:
    """Name a feature within a sentence, as `Facts.feature` does."""
    words = feature.heading or feature.title
    if feature.heading:
        words = re.sub(r"(?<=\S)\s*\([^()]*\)$", "", words)
        words = words if any(c.isupper() for c in words.split()[0][1:]) else f"{words[:1].lower()}{words[1:]}"
    else:
        words = words.removesuffix(f" ({feature.unit})")
    return cut(words, limit)


def opening_words(feature: Feature, limit: int = 30) -> str:
    """Name a feature where a sentence begins: ``Weight``, ``pH``, ``mpg``; headings are ours, and get a capital."""
    words = feature_words(feature, limit)
    return sentence_case(words) if feature.heading else opening_name(words)
