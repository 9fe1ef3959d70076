"""A copy of this process, which does work and hands back what came of it."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, suppress
from typing import Any, NoReturn

from kmanim.data.pieces.forking import leave_signals

_BYTES = 8  # of the number of a task


class Copy:
    """Does one task after the other, each by its number, until nobody asks any more.

    Tasks are known to it as they were when it was made, so that nothing has to be sent but a number. What Python has
    for this takes 15 ms to be imported and to begin, and threads.

    Parameters
    ----------
    tasks : sequence of callable
        What they return is pickled: nobody reads it but the process that made the copy.
    others : iterable of Copy
        Those that were made before; the new one lets go of their pipes, or they would not see the end of them.

    Raises
    ------
    OSError
        If the system has no more processes or pipes to give.
    """

    def __init__(self, tasks: Sequence[Callable[[], Any]], others: Iterable[Copy]) -> None:
        with ExitStack() as undone:
            asked, self._asks = _pipe(undone)
            answered, answers = _pipe(undone)
            self.number = -1
            self._process = os.fork()
            undone.pop_all()
        if not self._process:
            foreign = [self._asks, answered]
            for other in others:
                foreign += [other._asks, other.fileno()] if other._asks >= 0 else [other.fileno()]
            _serve(tasks, asked, answers, foreign)
        os.close(asked)
        os.close(answers)
        self._answers = os.fdopen(answered, "rb")

    def fileno(self) -> int:
        """Where it can be seen that there is an answer."""
        return self._answers.fileno()

    def ask(self, number: int) -> None:
        """Have a task done."""
        self.number = number
        with suppress(BrokenPipeError):  # it is gone, which `answer` says
            os.write(self._asks, number.to_bytes(_BYTES, "big"))

    def answer(self) -> Any:
        """Wait for what the task that was asked for returns.

        Raises
        ------
        Exception
            What the task raised.
        MemoryError
            If the process was ended from outside.
        """
        try:
            result, error = pickle.load(self._answers)
        except (EOFError, pickle.UnpicklingError):
            # What the system does to the largest process when memory runs out.
            raise MemoryError("a process that drew was ended from outside") from None
        if error is not None:
            raise error
        return result

    def dismiss(self) -> None:
        """Let it end, as there is nothing more to do."""
        if self._asks >= 0:
            os.close(self._asks)
            self._asks = -1

    def end(self, *, at_once: bool) -> None:
        """Wait until it has ended, at once where its work is not wanted any more."""
        if at_once:
            with suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGTERM)
        self.dismiss()
        with suppress(ChildProcessError):  # whoever started us has told the system to clear away what ended
            os.waitpid(self._process, 0)
        self._answers.close()


def _pipe(undone: ExitStack) -> tuple[int, int]:
    """Make a pipe that is closed where nothing comes of it."""
    ends = os.pipe()
    for end in ends:
        undone.callback(os.close, end)
    return ends


def _serve(tasks: Sequence[Callable[[], Any]], asked: int, answers: int, foreign: Iterable[int]) -> NoReturn:
    """Do what a copy does, and end it."""
    try:
        leave_signals()
        for pipe in foreign:
            os.close(pipe)
        with os.fdopen(answers, "wb") as stream:
            while number := os.read(asked, _BYTES):
                stream.write(_answer(tasks[int.from_bytes(number, "big")]))
                stream.flush()
    finally:
        for said in (sys.stdout, sys.stderr):
            with suppress(AttributeError, OSError, ValueError):
                said.flush()
        os._exit(0)


def _answer(task: Callable[[], Any]) -> bytes:
    try:
        return pickle.dumps((task(), None))
    except BaseException as error:
        return _told(error)


def _told(error: BaseException) -> bytes:
    """Pack an error with where it came from, which --traceback shows."""
    import traceback  # noqa: PLC0415 - nothing goes wrong, as a rule

    error.add_note("".join(["in another process:\n", *traceback.format_exception(error)]))
    try:
        packed = pickle.dumps((None, error))
        pickle.loads(packed)
    except Exception:
        packed = pickle.dumps((None, RuntimeError("".join(traceback.format_exception(error)))))
    return packed
