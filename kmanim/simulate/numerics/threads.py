"""Work on parts of large arrays at the same time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Thread
from typing import TypeVar

AT_ONCE = 131_072
"""So many numbers at once are worth the changes between two threads."""

Part = TypeVar("Part")


def at_once(work: Callable[[Part], object], parts: Iterable[Part]) -> None:
    """Do the work on every other part in a second thread, and wait until all is done.

    NumPy lets another thread go on while it goes through an array. The second thread has ended before this returns, so
    that the process may be forked afterwards.
    """
    parts = list(parts)
    failed: list[BaseException] = []

    def others() -> None:
        try:
            for part in parts[1::2]:
                work(part)
        except BaseException as error:
            failed.append(error)

    second = Thread(target=others)
    if len(parts) > 1:
        second.start()
    try:
        for part in parts[::2]:
            work(part)
    finally:
        if len(parts) > 1:
            second.join()
    if failed:
        raise failed[0]
