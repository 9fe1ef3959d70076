"""Dataclasses whose methods are compiled when they are first called.

The command makes a hundred dataclasses before it draws anything, and of most of them nobody ever compares two, asks
for a hash or prints one. Until Python 3.13, which compiles all methods of a class at once, each is a text of its own
that is compiled: a tenth of the command's start.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_LATE = ("__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__")


@contextmanager
def methods_made_late() -> Iterator[None]:
    """Leave methods of dataclasses that are defined inside to be made when they are called; they do the same.

    Where Python makes them otherwise, nothing is changed.
    """
    make: Callable[..., Any] | None = getattr(dataclasses, "_create_fn", None)
    if make is None:
        yield
        return

    def make_late(name: str, *described: Any, **more: Any) -> Any:
        if name not in _LATE:
            return make(name, *described, **more)
        made: list[Callable[..., Any]] = []

        def method(*args: Any) -> Any:
            if not made:
                made.append(make(name, *described, **more))
            return made[0](*args)

        method.__name__ = name
        return method

    dataclasses._create_fn = make_late  # type: ignore[attr-defined]
    try:
        yield
    finally:
        dataclasses._create_fn = make  # type: ignore[attr-defined]
