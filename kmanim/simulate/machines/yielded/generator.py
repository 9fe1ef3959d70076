"""All that a generator yields, read to its end, and why there was no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

import numpy as np

from kmanim.errors import InputError, listed, shown
from kmanim.simulate.algorithm import Stopped
from kmanim.simulate.machines.yielded.curves import MOST_CURVES
from kmanim.simulate.machines.yielded.options import word_of
from kmanim.simulate.machines.yielded.reader import Reader
from kmanim.simulate.machines.yielded.reading import Reading

_MOST_NUMBERS = 100_000_000
_REASON = 200  # characters


def read_all(generator: object, limit: int, reader: Reader) -> tuple[list[Reading], Stopped]:
    """Take and read all that is yielded, and why there was no more.

    Raises
    ------
    InputError
        If it is no generator, yields nothing or too much, or something that will not do.
    """
    if isinstance(generator, str | bytes | Mapping) or not isinstance(generator, Iterable):
        name = getattr(generator, "__name__", "")
        is_named = callable(generator) and name.isidentifier()
        hint = f"; call it: {shown(name, 30)}(...)" if is_named else ""
        raise InputError(f"record needs a generator of dicts, got {shown(type(generator).__name__)}{hint}")
    numbers = 0
    readings: list[Reading] = []
    names: set[str] = set()
    iterator = iter(generator)
    try:
        while True:
            given = next(iterator)
            if len(readings) > limit:
                return readings, Stopped("max_steps reached", finished=False)
            reading = reader.read(len(readings), given)
            readings.append(reading)
            numbers += _size(reading)
            names |= set(reading.curves)
            if len(names) > MOST_CURVES:
                raise InputError(
                    f"snapshot {len(readings) - 1}: there are {len(names)} curves, {listed(islice(names, 3))} among "
                    f"them; at most {MOST_CURVES} are told apart; yield one anew under its name"
                )
            if numbers > _MOST_NUMBERS:
                raise InputError(
                    f"snapshot {len(readings) - 1}: more than {_MOST_NUMBERS:,} numbers were yielded; yield fewer "
                    "rows, or fewer steps"
                )
    except StopIteration as end:
        if not readings:
            raise InputError("the generator yielded nothing; at least one snapshot is needed") from None
        return readings, _stopped(end.value)
    finally:
        close = getattr(iterator, "close", None)
        if close is not None:
            close()


def _size(reading: Reading) -> int:
    arrays = (reading.positions, reading.labels, reading.links, *reading.curves.values())
    return sum(array.size for array in arrays if array is not None)


def _stopped(returned: object) -> Stopped:
    """Read what a generator has returned: why it is done; a result of its own, such as a path, says nothing of that.

    Raises
    ------
    InputError
        If the words are too long, or cannot be shown.
    """
    said: object = returned
    finished = True
    if isinstance(returned, tuple) and len(returned) == 2 and isinstance(returned[1], bool | np.bool_):
        said, finished = returned[0], bool(returned[1])
    if not isinstance(said, str) or not said.strip():
        return Stopped("", finished)
    return Stopped(word_of("what the generator returns", said, _REASON).rstrip(". "), finished)
