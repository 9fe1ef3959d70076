"""What is said of a run beside its generator: names, nouns, axes and limits, checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import numpy as np

from kmanim.errors import InputError, shown
from kmanim.simulate.machines.yielded.reader import Reader
from kmanim.simulate.machines.yielded.reading import Reading

MOST_STEPS = 1_000_000
_UNTITLED = "own algorithm"


def limit_of(given: object) -> int:
    """Read after how many steps a generator is stopped.

    Raises
    ------
    InputError
        If it is no whole number from 1 to the most that may be.
    """
    if isinstance(given, bool) or not isinstance(given, int | np.integer) or not 1 <= given <= MOST_STEPS:
        raise InputError(
            f"max_steps must be a whole number from 1 to {MOST_STEPS:,}, got {shown(repr(given))}"
        )
    return int(given)


def title_of(given: str, generator: object) -> str:
    """Read what the algorithm is called; by default as the generator's function.

    Raises
    ------
    InputError
        If it is no text, or too long.
    """
    told = word_of("title", given, empty=True)
    name = getattr(generator, "__name__", "")
    if told or not re.fullmatch(r"\w*[^\W\d_]\w*", name):
        return told or _UNTITLED
    return " ".join(_initials(word) for word in name.strip("_").split("_") if word)


def _initials(word: str) -> str:
    """Write a word that nobody could say in capitals: ``bfs`` is BFS."""
    is_sign = re.fullmatch(r"[b-df-hj-np-tv-xz]{2,5}\d*", word) and word not in ("vs", "nth")
    return word.upper() if is_sign else word


def word_of(what: str, given: object, most: int = 80, *, empty: bool = False) -> str:
    """Read a short text, its blanks made single.

    Raises
    ------
    InputError
        If it is none, too long, or empty where it may not be.
    """
    if not isinstance(given, str) or not (given.strip() or empty):
        raise InputError(f"{what} must be a text, got {shown(repr(given))}")
    if len(given) > most:
        raise InputError(f"{what} has {len(given):,} characters; at most {most} are read")
    return " ".join(given.split())


def better_of(given: object, values: list[float]) -> Literal["low", "high"]:
    """Read which values are better; by default those towards which they go.

    Raises
    ------
    InputError
        If it is neither low nor high.
    """
    if given is None:
        return "high" if values and values[-1] > values[0] else "low"
    if given not in ("low", "high"):
        raise InputError(f"better must be low or high, got {shown(repr(given))}")
    return "high" if given == "high" else "low"


def axes_of(given: object, shows: str) -> tuple[str, ...]:
    """Read what the axes are called; empty for the usual names.

    Raises
    ------
    InputError
        If they are not two texts, or one where rows are bars.
    """
    if given is None or given is False:
        return ()
    if isinstance(given, str) and shows == "bars":
        return "place", word_of("axes", given)
    if isinstance(given, str) or not isinstance(given, Iterable) or len(found := list(given)) != 2:
        alone = ", or one text upwards" if shows == "bars" else ""
        raise InputError(f"axes must be two texts, ('x', 'y'){alone}, got {shown(repr(given))}")
    return tuple(word_of("axes", name) for name in found)


def names_of(given: object) -> list[str] | None:
    """Read what the rows are called.

    Raises
    ------
    InputError
        If they are no texts.
    """
    return None if given is None else _texts("names", given, "row")


def _texts(what: str, given: object, each: str) -> list[str]:
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        raise InputError(f"{what} must be texts, one a {each}, got {shown(repr(given))}")
    found = list(given)
    for name in found:
        if not isinstance(name, str):
            raise InputError(f"{what} must be texts, one a {each}, got {shown(repr(name))}")
    return found


def group_names(given: object) -> list[str]:
    """Read what the groups are called, label 0 first.

    Raises
    ------
    InputError
        If they are no texts, or one is empty or too long.
    """
    return [word_of("groups", name) for name in _texts("groups", given, "label")]


def groups_of(reader: Reader, readings: Sequence[Reading]) -> tuple[str, ...] | None:
    """Give the names of groups, those that were said before or those that were yielded; None where there are none.

    Raises
    ------
    InputError
        If there are more groups than names.
    """
    names = reader.groups
    if not names:
        return None
    most = max((int(reading.labels.max()) for reading in readings if reading.labels is not None), default=-1)
    if most >= len(names):
        raise InputError(f"groups must be {most + 1}, as labels go to {most}, got {len(names)}")
    return tuple(names)


def noun_of(given: object, shows: str) -> tuple[str, str]:
    """Read what one row is, and what many are.

    Raises
    ------
    InputError
        If it is neither one word nor two.
    """
    if given == "":
        return {"bars": ("number", "numbers"), "grid": ("cell", "cells")}.get(shows, ("point", "points"))
    if isinstance(given, str):
        word = word_of("noun", given)
        return word, f"{word}s"
    if not isinstance(given, Iterable) or len(found := list(given)) != 2:
        raise InputError(f"noun must be one word, or two: ('mouse', 'mice'), got {shown(repr(given))}")
    return word_of("noun", found[0]), word_of("noun", found[1])
