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
from kmanim.data.pieces.engines import Forked, Serial
from kmanim.data.pieces.large_dataset import LargeDataset
from kmanim.errors import InputError, counted
from kmanim.job.parallel.runs import Progress
from kmanim.simulate.machines.passes.forecast import seconds_of
from kmanim.simulate.machines.passes.run import counted_of
from kmanim.simulate.machines.passes.trace import CountedTrace
from kmanim.simulate.parameters._base import Parameters, option_names
from kmanim.simulate.parameters.counted_kmeans import CountedKMeans
from kmanim.simulate.record import run_in_passes

_MILLION = 1e6
# So many bytes a row are worked with while a piece is gone through.
_WORKING = 64


def refuse(
    name: str, parameters: Parameters, wanted: Mapping[str, bool], film_options: Mapping[str, Any]
) -> None:
    """Refuse what needs all rows at once, before the first pass.

    Parameters
    ----------
    name : str
        Of the data.
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
    counted_of(parameters)
    known = {*option_names(CountedKMeans.story_options), *option_names(CountedKMeans.scene_options)}
    further = {option: option not in known and bool(value) for option, value in film_options.items()}
    for option, is_wanted in (dict(wanted) | further).items():
        if is_wanted:
            raise InputError(
                f"{option}: all rows are needed at once for it, and those of {quoted(name)} come in pieces; "
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
) -> list[CountedTrace]:
    """Run an algorithm on data in pieces so often, and tell how far it has come.

    Starts are drawn one after another from one generator, as those of runs in memory.
    """
    engine = large.engine or (Forked(workers) if workers > 1 else Serial())
    random, traces = np.random.default_rng(seed), []
    try:
        for run in range(1, runs + 1):
            progress = _Telling(tell, large, f"run {run}, " if runs > 1 else "").tell
            trace: CountedTrace = run_in_passes(large, parameters, random, engine=engine, progress=progress)
            traces.append(replace(trace.canonical(), run=run, seed=seed))
    finally:
        engine.close()  # before the process is copied to draw
    return traces


def expected(large: LargeDataset, parameters: Any, workers: int) -> tuple[str, dict[str, Any]]:
    """Say what a run will take before it is begun, as a sentence and as plain values, measured on the first rows."""
    size, pieces = max(large.sizes), large.source.n_pieces
    # What another engine has, nobody knows here: its time is that of one process.
    workers = max(1, min(workers, pieces)) if large.engine is None else 1
    first, later = (seconds / workers for seconds in seconds_of(large, parameters.k))
    memory = _held() + workers * size * (large.nbytes // max(large.n, 1) + _WORKING)
    numbers = {
        "dry_run": True, "rows": large.n, "pieces": pieces, "bytes_a_round": large.nbytes, "processes": workers,
        "seconds_of_first_round": round(first, 3), "seconds_of_later_rounds": round(later, 3),
        "most_rounds": parameters.max_iter, "memory": memory,
    }  # fmt: skip
    who = f"{workers} process{'es' * (workers > 1)}"
    sentence = (
        f"{large.n:,} {large.noun[large.n != 1]} in {counted(pieces, 'piece')}, {_gigabytes(large.nbytes)} a round; "
        f"about {first:,.1f} s for the first round and {later:,.1f} s for each later one in {who}, "
        f"{parameters.max_iter:,} rounds at most; about {_gigabytes(memory)} of memory"
    )
    return sentence, numbers


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:.2g} GB" if count >= 1e8 else f"{count / 1e6:,.1f} MB"


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
