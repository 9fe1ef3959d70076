"""A job on data in pieces: what it cannot have, and its runs, of which only counts are kept."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from kmanim.data.dataset import Dataset
from kmanim.data.limits import quoted
from kmanim.data.pieces.engines import Engine, Forked, Serial
from kmanim.data.pieces.large_dataset import LargeDataset
from kmanim.errors import InputError, counted
from kmanim.job.parallel.runs import Progress
from kmanim.simulate.machines.passes.contract import counted_algorithm
from kmanim.simulate.parameters._base import Parameters, option_names
from kmanim.simulate.record import run_in_passes
from kmanim.simulate.trace import Trace
from kmanim.story.text.numbers import bytes_text, time_text

_MILLION = 1e6
# So many bytes a row are worked with while a piece is gone through.
_WORKING = 32
# Bytes that a process takes to draw a film, measured.
_DRAWING = 52_000_000
# Seconds after the last pass, and before the first round, that are worth a word.
_TOLD, _TOLD_BEFORE = 5.0, 1.0


def refuse(
    large: LargeDataset, parameters: Parameters, wanted: Mapping[str, bool], film_options: Mapping[str, Any]
) -> None:
    """Refuse what needs all rows at once, before the first pass.

    Parameters
    ----------
    large : LargeDataset
    parameters : Parameters
        Of the algorithm.
    wanted : mapping
        By name of the option, whether it is asked for.
    film_options : mapping
        What films are to be told besides.

    Raises
    ------
    InputError
        That names the option, or the algorithm.
    """
    counted_ones = counted_algorithm(parameters).counted_of(large, parameters)
    known = {*option_names(counted_ones.story_options), *option_names(counted_ones.scene_options)}
    further = {option: option not in known and bool(value) for option, value in film_options.items()}
    for option, is_wanted in (dict(wanted) | further).items():
        if is_wanted:
            raise InputError(
                f"{option}: all rows are needed at once for it, and those of {quoted(large.name)} come in pieces; "
                "leave it out, or take fewer rows"
            )


def outline_of(large: LargeDataset) -> Dataset:
    """Give what is known of all rows as a table of two, the least and the largest values, with names and notes."""
    return Dataset(
        name=large.name,
        points=np.array([large.low, large.high]),
        features=large.features,
        noun=large.noun,
        scaling=large.scaling,
        view=large.view,
        notes=large.notes,
        reading=large.reading,
    )


def runs_of(
    large: LargeDataset, parameters: Parameters, runs: int, seed: int, workers: int, tell: Progress | None
) -> list[Trace]:
    """Run an algorithm on data in pieces so often, and tell how far it has come.

    Starts are drawn one after another from one generator, as those of runs in memory.
    """
    engine = _engine(large, workers)
    random, traces = np.random.default_rng(seed), list[Trace]()
    try:
        for run in range(1, runs + 1):
            progress = _Telling(tell, large, f"run {run}, " if runs > 1 else "").tell
            trace: Trace = run_in_passes(large, parameters, random, engine=engine, progress=progress)
            traces.append(replace(trace.canonical(), run=run, seed=seed))
    finally:
        engine.close()  # before the process is copied to draw
    return traces


def expected(large: LargeDataset, parameters: Parameters, workers: int) -> tuple[str, dict[str, Any]]:
    """Say what a run will take before it is begun, as a sentence and as plain values, measured on the first rows."""
    size, pieces = max(large.sizes), large.source.n_pieces
    engine, drawers = _engine(large, workers), max(1, workers)
    workers = max(1, min(engine.workers, pieces))
    found = counted_algorithm(parameters).forecast(large, parameters)
    first, later, before, start = (
        seconds / workers for seconds in (found.first, found.later, found.before, found.start)
    )
    passing = workers * (found.memory + size * (large.nbytes // max(large.n, 1) + _WORKING))
    memory = _held() + max(passing, drawers * (_DRAWING + found.drawn))
    numbers = {
        "dry_run": True, "rows": large.n, "pieces": pieces, "bytes_a_round": large.nbytes, "processes": workers,
        "seconds_before": round(before, 3), "seconds_of_start_rounds": round(start, 3),
        "seconds_of_first_round": round(first, 3), "seconds_of_later_rounds": round(later, 3),
        "seconds_after": round(found.after, 3), "most_rounds": found.passes, "memory": memory,
    }  # fmt: skip
    who = f"{workers:,} {engine.called[workers != 1]}"
    takes = f"about {time_text(first)} for the one pass in {who}"
    if found.passes > 1:
        takes = (
            f"about {time_text(first)} for the first round and {time_text(later)} for each later one in {who}, "
            f"{found.passes:,} rounds and {time_text(first + (found.passes - 1) * later)} at most"
        )
    if found.starts:
        takes = (
            f"k-means gives the start: about {time_text(before)}, and {time_text(start)} for each further round of "
            f"{counted(found.starts, 'run')}, as many as it needs; then {takes}"
        )
    elif before >= _TOLD_BEFORE:
        takes = f"about {time_text(before)} for the start; then {takes}"
    if found.after >= _TOLD:
        takes += f" and {time_text(found.after)} at most for what is counted"
    sentence = (
        f"{large.n:,} {large.noun[large.n != 1]} in {counted(pieces, 'piece')}, {bytes_text(large.nbytes)} a "
        f"{'round' if found.passes > 1 else 'pass'}; {takes}; about {bytes_text(memory)} of memory"
    )
    return sentence, numbers


def _engine(large: LargeDataset, workers: int) -> Engine:
    """Give who goes through the pieces: whom the data name, else so many copies of this process."""
    return large.engine or (Forked(workers) if workers > 1 else Serial())


class _Telling:
    """Tells how far a pass has come, how fast it goes, and how long it will take yet."""

    def __init__(self, tell: Progress | None, large: LargeDataset, whose: str) -> None:
        self._tell, self._n, self._many, self._whose = tell, large.n, large.noun[1], whose
        self._number, self._began, self._last = 0, 0.0, time.monotonic()

    def tell(self, number: int, done: int, of: int) -> None:
        """Tell that so many pieces of a pass, counted from 1, are done."""
        if self._tell is None:
            return
        if number != self._number:
            self._number, self._began = number, self._last
        self._last = time.monotonic()
        gone = max(self._last - self._began, 1e-9)
        speed = self._n * done / of / gone / _MILLION
        left = gone * (of - done) / max(done, 1)
        speed_told = f"{speed:.3g} million {self._many} a second, {left:,.0f} s left of it"
        self._tell(done, of, f"{self._whose}pieces of pass {number}: {speed_told}")


def _held() -> int:
    """How many bytes this process holds by now; 0 where the system does not say."""
    with suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return 0
