"""Words for several algorithms on several data sets: what each was told, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kmanim.arrays import IntArray
from kmanim.errors import InputError, need
from kmanim.letters.fonts import spelled
from kmanim.simulate.snapshot import NO_CLUSTER
from kmanim.simulate.trace import Trace
from kmanim.story.comparisons.known_groups import FOUND, KnownGroups, column_of, known_groups, matched
from kmanim.story.comparisons.panels import Mark
from kmanim.story.contract import facts_of
from kmanim.story.description import Description, rows_by
from kmanim.story.facts import Facts
from kmanim.story.text.words import counted, cut, in_words, sentence_case, series, verb

MOST = 12
_NAME, _NAMED, _SIZES, _SHORT = 40, 2, 4, 24


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Cell:
    """What is said of one run.

    Attributes
    ----------
    trace : Trace
        The run.
    line, column : int
        Where it stands in the table, from 0.
    told : str
        What the algorithm was told here alone: ``eps = 0.2``.
    came_to : str
        What it made of it: ``2 clusters, 3 noise``; empty where that was told.
    verdict : str
        How many points lie with their group: ``97 % as drawn``; empty where no groups are known.
    mark : {"", "tick", "cross"}
        A tick where the groups are found, a cross where the run failed.
    looks : ndarray of shape (clusters,)
        Whose colour and shape each cluster has, as a number: that of the group it is matched with, or of the cluster
        of the first run beside it; further ones for clusters without such.
    """

    trace: Trace
    line: int
    column: int
    told: str
    came_to: str
    verdict: str
    mark: Mark
    looks: IntArray

    @property
    def end(self) -> str:
        """How the run ended, in one clause: the verdict, or what it came to where there is none."""
        return self.verdict or self.came_to or f"as told, {counted(self.trace.n_clusters(), _CLUSTERS)}"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Table:
    """A table of runs and what is said of each.

    Attributes
    ----------
    algorithms : tuple of str
        Names of the columns.
    told : tuple of str
        For each column what its algorithm was told on every data set alike: ``at least 5``; empty where all differs.
    data : tuple of str
        Names of the lines.
    sizes : tuple of str
        For each line how many points it has, and in how many groups: ``300 points, 2 groups``.
    cells : tuple of tuple of Cell
        By line, then by column.
    """

    algorithms: tuple[str, ...]
    told: tuple[str, ...]
    data: tuple[str, ...]
    sizes: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]

    @property
    def judged(self) -> int:
        """How many data sets have groups that are known."""
        return sum(self._is_judged(line) for line in self.cells)

    @property
    def only_judged(self) -> str:
        """The name of the one data set that has such groups."""
        return next(name for name, line in zip(self.data, self.cells, strict=True) if self._is_judged(line))

    @staticmethod
    def _is_judged(line: Sequence[Cell]) -> bool:
        return column_of(line[0].trace.dataset) != "" and any(cell.verdict for cell in line)


_CLUSTERS = ("cluster", "clusters")


def table_of(traces: Sequence[Sequence[Trace]], titles: Sequence[str] | None = None) -> Table:
    """Check a table of runs, and find the words for each.

    Parameters
    ----------
    traces : sequence of sequence of Trace
        A line a data set, in it a run an algorithm, in the same order in each.
    titles : sequence of str, optional
        What the data sets are called; by their names where not given.

    Raises
    ------
    InputError
        If lines differ in length, a line has runs over different rows, or there are too many of either.
    """
    lines = _checked(traces)
    columns = list(zip(*lines, strict=True))
    names = [trace.parameters.name for trace in lines[0]]
    for place, column in enumerate(columns):
        if len({trace.parameters.name for trace in column}) > 1:
            names[place] = column[0].parameters.title
    told = [[_told(trace, name) for trace, name in zip(line, names, strict=True)] for line in lines]
    alike = [
        [part for part in each[0] if all(part in other for other in each)] for each in zip(*told, strict=True)
    ]
    own = [
        [[part for part in parts if part not in common] for parts, common in zip(line, alike, strict=True)]
        for line in told
    ]
    data = tuple(line[0].dataset.name for line in lines) if titles is None else tuple(map(str, titles))
    if len(data) != len(lines):
        raise InputError(f"{len(lines)} data sets need as many titles, got {len(data)}")
    groups = [known_groups(line[0], facts_of(line[0]).k) for line in lines]
    return Table(
        algorithms=tuple(names),
        told=tuple(map(", ".join, alike)),
        data=tuple(
            cut(name, _NAME) if spelled(name) else f"data set {place}"
            for place, name in enumerate(data, start=1)
        ),
        sizes=tuple(_size(line[0], known) for line, known in zip(lines, groups, strict=True)),
        cells=tuple(
            tuple(
                _cell(trace, (row, place), ", ".join(own[row][place]), line[0])
                for place, trace in enumerate(line)
            )
            for row, line in enumerate(lines)
        ),
    )


def finding(table: Table) -> str:
    """Say which algorithms find the known groups of most data sets."""
    judged, many = table.judged, len(table.algorithms)
    algorithms = counted(many, ("algorithm", "algorithms"))
    data = counted(len(table.data), ("data set", "data sets"))
    if not judged:
        failed = sum(cell.mark == "cross" for line in table.cells for cell in line)
        more = (
            f"; {failed} of {many * len(table.data)} runs {verb(failed, 'fails', 'fail')}" if failed else ""
        )
        return f"{algorithms} on {data}{more}"
    counts = [sum(cell.mark == "tick" for cell in column) for column in zip(*table.cells, strict=True)]
    most = max(counts)
    every = {1: cut(table.only_judged, _SHORT), 2: "both data sets"}.get(judged, f"all {judged} data sets")
    best = [name for name, count in zip(table.algorithms, counts, strict=True) if count == most]
    if not most:
        which = every if judged == 1 else "any data set"
        if many == 1:
            return sentence_case(f"{best[0]} does not find the groups in {which}")
        return f"None of {algorithms} finds the groups in {which}"
    who = series(best) if len(best) <= _NAMED else f"{in_words(len(best))} of {algorithms}"
    if most == judged:
        only = "Only " if len(best) == 1 < many else ""
        if len(best) == many > 1:
            who = "both algorithms" if many == 2 else f"all {many} algorithms"
        return sentence_case(f"{only}{who} {verb(len(best), 'finds', 'find')} the groups in {every}")
    return f"No algorithm finds the groups in {every}: {who} {verb(len(best), 'does', 'do')} in {most}"


def subject(table: Table) -> str:
    """Say which data are clustered: ``moons, rings and blobs``."""
    return series(list(table.data))


def notes(table: Table) -> list[str]:
    """Say what the marks and colours mean, a line each."""
    cells = [cell for line in table.cells for cell in line]
    said = []
    if any(cell.mark == "tick" for cell in cells):
        said.append(f"Tick: right number of clusters, at least {FOUND} % as drawn.")
    if any(cell.mark == "cross" for cell in cells):
        said.append("Cross: the run failed; its end is no result.")
    if any((cell.trace.labels == NO_CLUSTER).any() for cell in cells if cell.mark != "cross"):
        said.append("Small crosses among the points: in no cluster.")
    return said


def describe(
    traces: Sequence[Sequence[Trace]], titles: Sequence[str] | None = None, says: str = ""
) -> Description:
    """Tell what every run came to, data set by data set."""
    table = table_of(traces, titles)
    lines = []
    for name, line in zip(table.data, table.cells, strict=True):
        each = [f"{_called(table, cell, place)}: {cell.end}" for place, cell in enumerate(line)]
        lines.append(f"{name} ({rows_by(Facts(line[0].trace))}): {'; '.join(each)}.")
    many = counted(sum(map(len, table.cells)), ("scatter plot", "scatter plots"))
    every = (
        f"{counted(len(table.algorithms), ('algorithm', 'algorithms'))} on "
        f"{counted(len(table.data), ('data set', 'data sets'))}"
    )
    title = says or finding(table)
    return Description(
        title,
        f"{title}. {' '.join(notes(table))}".strip(),
        " ".join([f"Table of {many}, {every}.", *([f"{says}."] if says else []), *lines]),
    )


def _called(table: Table, cell: Cell, place: int) -> str:
    """Name a column and what its algorithm was told."""
    return ", ".join(filter(None, (table.algorithms[place], cell.told, table.told[place])))


def _checked(traces: Sequence[Any]) -> list[list[Trace]]:
    if isinstance(traces, Trace | str) or not isinstance(traces, Sequence) or not traces:
        raise InputError(
            "comparison takes a line of runs for each data set; kmanim.compare_algorithms makes them"
        )
    lines = []
    for line in traces:
        if isinstance(line, Trace | str) or not isinstance(line, Sequence):
            raise InputError(
                "comparison takes a line of runs for each data set, [[run, run], [run, run]], not runs alone"
            )
        for trace in line:
            need("comparison", trace, Trace, "kmanim.run")
        lines.append(list(line))
    if not lines[0] or len({len(line) for line in lines}) > 1:
        raise InputError(
            f"each data set needs a run of every algorithm, got {series([str(len(line)) for line in lines])} runs"
        )
    if max(len(lines), len(lines[0])) > MOST:
        raise InputError(
            f"a comparison holds at most {MOST} algorithms and {MOST} data sets, got {len(lines[0])} and {len(lines)}"
        )
    for line in lines:
        if any(not np.array_equal(trace.dataset.points, line[0].dataset.points) for trace in line):
            raise InputError("runs stand in one line only if all cluster the same rows and columns")
    return lines


def _told(trace: Trace, column: str) -> list[str]:
    """Say what an algorithm was told, part by part; its variant, too, where the head of the column cannot say it."""
    own = trace.parameters.name
    return [part for part in ("" if own == column else own, *facts_of(trace).setting.split(", ")) if part]


def _size(trace: Trace, groups: KnownGroups | None) -> str:
    facts = Facts(trace)
    things = facts.things(facts.dataset.n)
    return things if groups is None else f"{things}, {counted(len(groups.names), ('group', 'groups'))}"


def _cell(trace: Trace, place: tuple[int, int], told: str, first: Trace) -> Cell:
    groups = known_groups(trace, facts_of(trace).k)
    size = max(facts_of(trace).k, trace.n_numbers)
    clusters, noise = trace.n_clusters(), int((trace.labels == NO_CLUSTER).sum())
    as_told = getattr(trace.parameters, "k", None) == clusters and not noise
    came_to = counted(clusters, _CLUSTERS) + (f", {noise:,} noise" if noise else "")
    if as_told:  # how many is no news: how large they are is, where nothing better can be said
        sizes = [f"{size:,}" for size in trace.sizes]
        came_to = "" if groups is not None else series(sizes) if 1 < len(sizes) <= _SIZES else came_to
    verdict = ""
    mark: Mark = ""
    if groups is not None:
        looks = matched(groups.of_rows, trace.labels, len(groups.names), size)
    else:
        looks = matched(first.labels, trace.labels, max(facts_of(first).k, 1), size)
    if trace.failure:
        came_to, verdict, mark = "", f"failed: {trace.failure}", "cross"
    elif groups is not None:
        right, n = groups.right, trace.dataset.n
        verdict = _share(right, n, groups.how)
        mark = "tick" if groups.are_found(clusters) else ""
    return Cell(
        trace=trace,
        line=place[0],
        column=place[1],
        told=told,
        came_to=came_to,
        verdict=verdict,
        mark=mark,
        looks=looks,
    )


def _share(right: int, n: int, how: str) -> str:
    """Say how many rows lie with their group: rounded down, but 0 % only where none does."""
    if right == n:
        return f"all as {how}"
    share = max(100 * right // n, 1 if right else 0)
    return f"{share} % as {how}"
