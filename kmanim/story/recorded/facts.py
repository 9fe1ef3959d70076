"""The numbers and names of a run that a generator yields."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.machines.yielded.trace import YieldedTrace
from kmanim.story.facts import Facts
from kmanim.story.text.numbers import Format, Levels, column_formats
from kmanim.story.text.sums import objectives
from kmanim.story.text.words import cut, opening_name, sentence_case, series

_TITLE = 40  # columns
_MORE, _MOST_MORE = 2, 5  # decimals
_PLURAL = {"is": "are", "stays": "stay", "falls": "fall", "rises": "rise"}
_SINGULAR = ("ss", "us", "is", "as")  # of loss, radius, basis and bias


class YieldedFacts(Facts):
    """The numbers and names of a run that a generator yields."""

    trace: YieldedTrace

    def __init__(self, trace: YieldedTrace) -> None:
        super().__init__(trace)
        self.algorithm = cut(trace.parameters.called, _TITLE)
        known = [snapshot.positions for snapshot in trace.unlabelled if snapshot.positions is not None]
        if known:  # rows go where the table does not say
            ends = np.array([end for p in known for end in (p.min(axis=0), p.max(axis=0))])
            # The way of one row is told in numbers alone, so they have more digits.
            more, n = _MORE, self.dataset.n
            self.columns: tuple[Format | Levels, ...] = tuple(
                _as_given(known, column) or write.more(more if n == 1 else 0)
                for column, write in enumerate(column_formats(ends))
            )

    @property
    def k(self) -> int:
        """How many groups there ever are."""
        return self.trace.history.size

    @property
    def title(self) -> str:
        """What the algorithm is called, where a sentence begins."""
        return sentence_case(self.algorithm)

    @property
    def subject(self) -> str:
        """Say what a picture is of, in one line: ``Bubble sort · 8 numbers``."""
        n = self.dataset.n
        return f"{self.title} · {self.things(n)}" if self.trace.has_rows and n > 1 else self.title

    @property
    def measure(self) -> str:
        """What the objective is called, in a sentence; empty where there is none."""
        return cut(self.trace.parameters.measure, 24) if self.trace.parameters.measure else ""

    def goes(self, before: int | None, index: int, texts: dict[int, str]) -> str:
        """Say where the objective has gone, as a sentence: ``Loss falls to 2.35.``; empty where it is not known."""
        if index not in texts:
            return ""
        values = self.trace.objective
        word = "is"
        if before in texts and before is not None:
            was, now = float(values[before]), float(values[index])
            word = "stays at" if was == now else "falls to" if now < was else "rises to"
        return f"{opening_name(self.measure)} {self.agreeing(word)} {texts[index]}."

    def agreeing(self, told: str) -> str:
        """Put what is told of the objective in the plural where its name is one: ``errors fall to 3``."""
        first, space, rest = told.partition(" ")
        return f"{_PLURAL.get(first, first)}{space}{rest}" if _is_plural(self.measure) else told

    def written(self, steps: Sequence[int]) -> dict[int, str]:
        """Write the objective at some snapshots, by snapshot, with the digits that tell it from the one before."""
        values = self.trace.objective
        known = [step for step in steps if np.isfinite(values[step])]
        is_whole = bool((values[known] % 1 == 0).all())
        told = {}
        for place, step in enumerate(known):
            first = max(0, place - 1)
            near = [float(values[other]) for other in known[first : first + 2]]
            if not is_whole and all(value.is_integer() for value in near):
                near.append(near[0] + 0.5)  # numbers of one film are all written with decimals, or none is
            told[step] = objectives(near)[place - first]
        return told

    def spot(self, index: int, before: int | None = None) -> str:
        """Say where the only row is: ``x = 1.42, f(x) = 0.006``; with more digits where it was written so before."""
        now = self.trace.positions_at(index)
        was = None if before is None else self.trace.positions_at(before)
        if now is None:
            return ""
        told = []
        for column, write in enumerate(self.columns):
            value = float(now[0, column])
            text = write(value)
            if was is not None and float(was[0, column]) != value:
                closer = _apart(write, float(was[0, column]), value)(value)
                text = closer if closer.strip("0.") else text  # of next to nothing zeros say no more
            told.append(f"{self.feature(column, 20)} = {text}")
        return ", ".join(told)

    def heights(self, row: int, before: int, index: int) -> tuple[str, str]:
        """Write the number of a bar at one snapshot and at a later one, so that they differ if they do."""
        was, now = (self._height(row, i) for i in (before, index))
        write = _apart(self.columns[1], was, now)
        return write(was), write(now)

    def _height(self, row: int, index: int) -> float:
        positions = self.trace.positions_at(index)
        return float((self.dataset.points if positions is None else positions)[row, 1])

    def called(self, row: int, index: int = 0) -> str:
        """Name a row within a sentence: a bar without a name by its number at a snapshot."""
        if self.has_names or not self.is_bars:
            return self.this(row, 24)
        return self.columns[1](self._height(row, index))

    def calls(self, rows: Sequence[int], index: int = 0, most: int = 2) -> str:
        """Name few rows within a sentence, or count more: ``7 and 3``, ``5 points``."""
        can = (self.has_names or self.is_bars) and all(self._is_called(row) or self.is_bars for row in rows)
        return (
            series([self.called(row, index) for row in rows])
            if can and len(rows) <= most
            else self.things(len(rows))
        )

    def group(self, label: int) -> str:
        """Name a group within a sentence: ``sorted``, ``group 2``."""
        names = self.trace.parameters.groups
        return f"group {label + 1}" if names is None else cut(names[label], 24)

    @property
    def is_bars(self) -> bool:
        """Whether rows are numbers in a list."""
        return self.trace.parameters.shows == "bars"


def _is_plural(measure: str) -> bool:
    """Whether a name is of many, as far as its letters tell: mistakes are, loss and sum of squares are not."""
    head = measure.partition(" of ")[0].partition(" (")[0]
    return len(head) > 3 and head.endswith("s") and not head.endswith(_SINGULAR)


def _as_given(known: Sequence[FloatArray], column: int) -> Format | None:
    """Give a format that writes numbers as they were given, where none has more than a decimal; None where some do."""
    for decimals in (0, 1):
        if all((p[:, column] == np.round(p[:, column], decimals)).all() for p in known):
            return Format(decimals, shortest=1)
    return None


def _apart(write: Format | Levels, before: float, now: float) -> Format | Levels:
    """Give a format with as many decimals more as tell two values apart, but not so many that nobody reads them."""
    if isinstance(write, Levels) or write(before) != write(now):
        return write
    apart = write.apart([before, now])
    return apart if apart.decimals <= write.decimals + _MOST_MORE else write
