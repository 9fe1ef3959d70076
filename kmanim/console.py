"""How the command talks: sentences and a progress bar on stderr, results on stdout, signals as exceptions."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TextIO

_BAR_CELLS = 24
_REDRAW_S = 0.1


class Terminated(BaseException):
    """The process was asked to end by a signal; files in the making are removed on the way out."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = 128 + number


class Console:
    """Where the command says things.

    Parameters
    ----------
    quiet : bool
        Whether everything but errors and results is left out.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self._live = not quiet and sys.stderr is not None and sys.stderr.isatty()
        self._drawn_at = 0.0
        self._width = 0

    def say(self, text: str = "") -> None:
        """Say something to the person, unless asked to be quiet."""
        if not self.quiet:
            self._write(sys.stderr, text)

    def warn(self, text: str) -> None:
        """Say what a person should know of the result."""
        self.say(f"kmanim: warning: {text}")

    def fail(self, text: str) -> None:
        """Say in one line why there is no result."""
        self._write(sys.stderr, f"kmanim: error: {' '.join(text.split())}")

    def give(self, text: str) -> None:
        """Give a line of the result, on stdout.

        Raises
        ------
        OSError
            If nobody reads it or it cannot be written.
        """
        if sys.stdout is not None:
            self._clear()
            sys.stdout.write(text + "\n")

    def progress(self, done: int, of: int, what: str) -> None:
        """Show how far the work is, on a terminal only."""
        if not self._live:
            return
        now = time.monotonic()
        if done < of and now - self._drawn_at < _REDRAW_S:
            return
        self._drawn_at = now
        full = _BAR_CELLS * done // max(of, 1)
        line = f"{'━' * full}{'─' * (_BAR_CELLS - full)} {done}/{of} {what}"
        sys.stderr.write("\r" + line.ljust(self._width))
        sys.stderr.flush()
        self._width = len(line)

    def _clear(self) -> None:
        if self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()
            self._width = 0

    def _write(self, stream: TextIO | None, text: str) -> None:
        if stream is None:
            return
        with suppress(OSError):  # nobody listens: the exit code still tells
            self._clear()
            stream.write(text + "\n")
            stream.flush()


def prepare_streams() -> None:
    """Make the standard streams safe: closed ones lead nowhere, characters they lack are escaped."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # Otherwise the next file to be opened takes the number, and stray output lands in it.
            os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


@contextmanager
def signals_raise() -> Iterator[None]:
    """Turn SIGTERM and SIGHUP into an exception inside, so that temporary files are removed."""

    def end(number: int, _frame: FrameType | None) -> None:
        raise Terminated(number)

    before = {}
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # nohup stays deaf
            with suppress(ValueError):  # not in the main thread: leave them alone
                before[number] = signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
