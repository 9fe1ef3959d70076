"""Signals as exceptions: whoever asks the command to end finds no half-made files behind it."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

# A second Ctrl-C within this time must not keep the first one from cleaning up.
_PATIENCE_S = 2.0
_WORDS = {"SIGINT": "interrupted", "SIGTERM": "terminated", "SIGHUP": "the terminal was closed"}


class Ended(BaseException):
    """The process was asked to end by a signal.

    Attributes
    ----------
    exit_code : int
        As shells have it: 128 and the signal's number.
    """

    def __init__(self, number: int) -> None:
        super().__init__(_WORDS.get(signal.Signals(number).name, "ended"))
        self.exit_code = 128 + number


class Signals:
    """Remembers which signal came: some libraries swallow an exception that arrives inside them."""

    def __init__(self) -> None:
        self._number: int | None = None
        self._at = 0.0

    def receive(self, number: int, _frame: FrameType | None) -> None:
        """Handle a signal."""
        now = time.monotonic()
        if self._number is not None and now - self._at < _PATIENCE_S:
            return
        self._number, self._at = number, now
        raise Ended(number)

    @property
    def came(self) -> Ended | None:
        """What to raise if a signal has come, whatever became of the exception it raised."""
        return None if self._number is None else Ended(self._number)


@contextmanager
def signals_raise(*, last: bool = False) -> Iterator[Signals]:
    """Turn SIGINT, SIGTERM and SIGHUP into `Ended` inside.

    Parameters
    ----------
    last : bool, default False
        Whether the process ends after the block: signals then do nothing any more, as all is cleaned up and a
        second Ctrl-C would only print a traceback. Otherwise they do what they did before.
    """
    signals = Signals()
    before = {}
    try:
        for name in _WORDS:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) not in (
                signal.SIG_IGN,
                None,
            ):  # nohup stays deaf
                with suppress(ValueError):  # not in the main thread: leave them alone
                    before[number] = signal.signal(number, signals.receive)
        yield signals
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_IGN if last else handler)
