"""Who goes through the pieces of a source: this process, or copies of it."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from kmanim.data.pieces.forking import can_fork, cores, leave_signals, signals_waiting
from kmanim.errors import InputError, KmanimError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


class Partial(Protocol):
    """What is found in one piece; what is found in two is their sum, whichever comes first."""

    def __add__(self, other: Self, /) -> Self: ...


Found = TypeVar("Found", bound=Partial)

_PROCESSES = ("process", "processes")


class Engine(Protocol):
    """It looks at every piece once, in any order, and adds up what is found."""

    @property
    def workers(self) -> int:
        """How many look at pieces at the same time."""

    @property
    def called(self) -> tuple[str, str]:
        """What one is, and many: ``process``, ``processes``."""

    def added(
        self, look: Callable[[int], Found], pieces: int, tick: Callable[[int], None] | None = None
    ) -> Found:
        """Look at the pieces 0, 1, ..., and give the sum.

        Parameters
        ----------
        look : callable
            What is found in a piece, by its number.
        pieces : int
            How many there are, at least one.
        tick : callable, optional
            It is told how many pieces are done, now and then.
        """

    def close(self) -> None:
        """Let go of what it holds, once nothing more is looked at."""


class Serial:
    """Every piece here, in order."""

    workers, called = 1, _PROCESSES

    def close(self) -> None:
        """Hold nothing."""

    def added(
        self, look: Callable[[int], Found], pieces: int, tick: Callable[[int], None] | None = None
    ) -> Found:
        """Look at one piece after the other."""
        return _added(look, range(pieces), tick)


class Forked:
    """Pieces in turns among copies of this process, each of which adds up its own first.

    Parameters
    ----------
    workers : int
        How many copies.
    """

    called = _PROCESSES

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def close(self) -> None:
        """Hold nothing: copies are made for each look."""

    def added(
        self, look: Callable[[int], Found], pieces: int, tick: Callable[[int], None] | None = None
    ) -> Found:
        """Let copies look.

        Raises
        ------
        MemoryError
            If a copy was ended from outside, as the system does when memory runs out.
        """
        workers = min(self.workers, pieces)
        if workers <= 1 or not can_fork():
            return _added(look, range(pieces), tick)
        import multiprocessing  # noqa: PLC0415 - takes 10 ms, and few data are so large

        context = multiprocessing.get_context("fork")
        running: list[Any] = []
        answers: dict[Connection, bool] = {}
        try:
            for first in range(workers):
                here, there = context.Pipe(duplex=False)
                process = context.Process(
                    target=_work, args=(look, range(first, pieces, workers), there), daemon=True
                )
                with warnings.catch_warnings(), signals_waiting():
                    # Other threads can only be those of BLAS, which knows how to be copied.
                    warnings.simplefilter("ignore", DeprecationWarning)
                    process.start()
                there.close()
                running.append(process)
                answers[here] = False
            total: Found = _gathered(answers, tick)
            return total
        finally:
            for process in running:
                if process.is_alive():
                    process.terminate()
                process.join()
            for connection in answers:
                connection.close()


def usual(pieces: int) -> Engine:
    """Give what goes through so many pieces fastest here: a copy for every core, where there is more than one."""
    return Forked(cores()) if min(cores(), pieces) > 1 else Serial()


def _added(look: Callable[[int], Found], pieces: range, tick: Callable[[int], None] | None = None) -> Found:
    total = look(pieces[0])
    for done, number in enumerate(pieces[1:], start=1):
        if tick is not None:
            tick(done)
        total = total + look(number)
    if tick is not None:
        tick(len(pieces))
    return total


def _work(look: Callable[[int], Any], pieces: range, answer: Connection) -> None:
    """Do a copy's share; Ctrl-C is for the process that was asked."""
    leave_signals()
    try:
        answer.send(_added(look, pieces, lambda _: answer.send(None)))
    except KmanimError as error:
        answer.send(InputError(str(error)))
    except Exception as error:
        answer.send(error)


def _gathered(answers: dict[Connection, bool], tick: Callable[[int], None] | None) -> Any:
    """Wait for every copy's sum, and add them up in the order in which they come."""
    from multiprocessing.connection import Connection, wait  # noqa: PLC0415 - as above

    total: Any = None
    done = 0
    while waiting := [connection for connection, is_over in answers.items() if not is_over]:
        for ready in wait(waiting):
            assert isinstance(ready, Connection)
            try:
                found = ready.recv()
            except EOFError:
                raise MemoryError("a process that went through rows was ended from outside") from None
            if found is None:
                done += 1
                if tick is not None:
                    tick(done)
                continue
            if isinstance(found, Exception):
                raise found
            answers[ready] = True
            total = found if total is None else total + found
    return total
