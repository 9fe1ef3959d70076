"""Independent pieces of work on several cores, each done by a copy of this process."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from select import select
from typing import Any, TypeVar

from kmanim.data.pieces.forking import can_fork, cores, signals_waiting
from kmanim.job.copies import Copy

T = TypeVar("T")
_LITTLE = 2_000_000_000


def processes(wanted: int | None = None) -> int:
    """How many processes do the work: so many as are wanted, else one a core; one where they cannot be copied."""
    return cores() if wanted is None or not can_fork() else wanted


def free_memory() -> int:
    """How many bytes copies may take together; where the system does not say, as if there were little."""
    with suppress(OSError, ValueError):
        for line in Path("/proc/meminfo").read_text("ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return _LITTLE


def each(tasks: Sequence[Callable[[], T]], workers: int) -> Iterator[tuple[int, T]]:
    """Do every task and give its number and what it returned, as they get done.

    Parameters
    ----------
    tasks : sequence of callable
        They must not depend on each other, and return what can be pickled.
    workers : int
        How many processes; with one, or where the system gives none, the tasks are done here, in order.

    Raises
    ------
    Exception
        What a task raised; of several, that of the first in order that is known. All work is stopped then.
    MemoryError
        If a process was ended from outside.
    """
    waiting = iter(range(len(tasks)))
    copies: list[Copy] = []
    done = False
    try:
        if workers > 1 and len(tasks) > 1:
            _fill(copies, tasks, min(workers, len(tasks)))
        if not copies:
            yield from ((number, tasks[number]()) for number in waiting)
        for copy, number in zip(copies, waiting, strict=False):
            copy.ask(number)
        busy = set(copies)
        while busy:
            ready, _, _ = select(busy, (), ())
            for copy in sorted(ready, key=lambda copy: copy.number):
                number, result = copy.number, copy.answer()
                following = next(waiting, None)
                if following is None:
                    copy.dismiss()
                    busy.remove(copy)
                else:
                    copy.ask(following)
                yield number, result
        done = True
    finally:
        for copy in copies:
            copy.end(at_once=not done)


def _fill(copies: list[Copy], tasks: Sequence[Callable[[], Any]], number: int) -> None:
    """Make so many copies, or as many as the system gives: the work is the same."""
    _flush()
    with warnings.catch_warnings(), signals_waiting(), suppress(OSError):
        # Python 3.12 warns of other threads; ours can only be those of BLAS, which knows how to be copied.
        warnings.simplefilter("ignore", DeprecationWarning)
        while len(copies) < number:
            copies.append(Copy(tasks, copies))


def _flush() -> None:
    """Say what waits to be said, or each copy would say it again."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):
            stream.flush()
