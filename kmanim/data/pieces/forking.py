"""Copies of this process: whether the system makes them safely, and whose the signals are."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


def can_fork() -> bool:
    """Whether this system copies a process safely: macOS can, but its own libraries do not bear it."""
    return hasattr(os, "fork") and hasattr(os, "sched_getaffinity")


def cores() -> int:
    """How many copies can work at once: the cores this process may use, 1 where it cannot be copied."""
    return len(os.sched_getaffinity(0)) if can_fork() else 1


@contextmanager
def signals_waiting() -> Iterator[None]:
    """Keep signals waiting: a copy that has just been made would answer them as this process does."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_signals() -> None:
    """In a copy, leave Ctrl-C to the process that was asked; end at once when it says so, or when the terminal goes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
