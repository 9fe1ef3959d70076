"""Independent pieces of work on several cores, each done by a copy of this process."""

from __future__ import annotations

import multiprocessing
import os
import signal
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
_LITTLE = 2_000_000_000

# What the copies work on. Set before they are made, so that nothing has to be sent to them but a number.
_tasks: Sequence[Callable[[], Any]] = ()
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


def cores() -> int:
    """How many copies can work at once: the cores this process may use, 1 where it cannot be copied."""
    return len(os.sched_getaffinity(0)) if _can_copy() else 1


def _can_copy() -> bool:
    """Whether this system copies a process safely: macOS can, but its own libraries do not bear it."""
    return "fork" in multiprocessing.get_all_start_methods() and hasattr(os, "sched_getaffinity")


def processes(wanted: int | None = None) -> int:
    """How many processes do the work: so many as are wanted, else one a core; one where they cannot be copied."""
    return cores() if wanted is None or not _can_copy() else wanted


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
        How many processes; with one, the tasks are done here, in order.

    Raises
    ------
    Exception
        What a task raised; of several, that of the first in order that is known. All work is stopped then.
    MemoryError
        If a process was ended from outside.
    """
    if workers <= 1 or len(tasks) <= 1:
        yield from ((number, task()) for number, task in enumerate(tasks))
        return
    global _tasks  # noqa: PLW0603 - how a forked process is handed what cannot be pickled
    _tasks = tasks
    context = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_signals)
    try:
        with warnings.catch_warnings():
            # Python 3.12 warns of other threads; ours can only be those of BLAS, which knows how to be copied.
            warnings.simplefilter("ignore", DeprecationWarning)
            with _signals_waiting():
                numbers: dict[Future[T], int] = {
                    pool.submit(_do, number): number for number in range(len(tasks))
                }
        for future in as_completed(numbers):
            yield numbers[future], future.result()
    except BrokenProcessPool as error:
        # What the system does to the largest process when memory runs out.
        raise MemoryError("a process that drew was ended from outside") from error
    except BaseException:
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    finally:
        _tasks = ()
        pool.shutdown(cancel_futures=True)


@contextmanager
def _signals_waiting() -> Iterator[None]:
    """Keep signals waiting: a copy that has just been made would answer them as this process does."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave_signals() -> None:
    """Leave Ctrl-C to the process that was asked; end at once when it says so, or when the terminal goes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)


def _do(number: int) -> Any:
    return _tasks[number]()
