"""Work on parts of large arrays at the same time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
    if len(parts) < 2:
        for part in parts:
            work(part)
        return
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - heavy

    with ThreadPoolExecutor(1) as second:
        others = [second.submit(work, part) for part in parts[1::2]]
        for part in parts[::2]:
            work(part)
        for other in others:
            other.result()
