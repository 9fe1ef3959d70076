"""Where rows come from, piece by piece, when they are too many to be kept."""

from __future__ import annotations

import bisect
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from kmanim.data.limits import clean, quoted
from kmanim.errors import InputError, shown

BLOCK = 16_384
"""Sums that are no whole numbers are made of so many rows at once, counted from the first row of all."""
PIECE = 64 * BLOCK

Rows = NDArray[np.floating[Any]]


class Source(Protocol):
    """Rows in pieces; what can be sent to another process."""

    @property
    def names(self) -> tuple[str, ...]:
        """What the columns are called, length d."""

    @property
    def n_pieces(self) -> int:
        """How many pieces there are."""

    @property
    def nbytes(self) -> int:
        """How many bytes are read to go through all of them."""

    def read(self, number: int) -> Rows:
        """Give a piece, from 0, shape (m, d), float32 or float64 as it is kept; m may be 0."""


class Opened(NamedTuple):
    """A source, and what is known of it besides.

    Attributes
    ----------
    source : Source
    name, where : str
        A short name for the data, and how messages call the source.
    units : tuple of str
        In what each column is measured, empty where that is not said; none at all if nothing is.
    notes : tuple of str
        What is known of the reading.
    numbering : Source or None
        The same rows in the columns that were left out, as they number the first ones.
    """

    source: Source
    name: str
    where: str
    units: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    numbering: Source | None = None


def cut_short(path: Path) -> InputError:
    """Say that a file has become shorter since it was looked at first."""
    return InputError(
        f"{quoted(clean(path.name))} was cut short while it was read; let it be whole until the end"
    )


@contextmanager
def reopened(path: Path, size: int = 0) -> Iterator[Any]:
    """Open a file that was looked at before, when it had so many bytes; a run may take hours, and it is opened often.

    Raises
    ------
    InputError
        If it is gone by now, or shorter, or cannot be read any more.
    """
    try:
        with path.open("rb", buffering=0) as file:
            if os.fstat(file.fileno()).st_size < size:
                raise cut_short(path)
            yield file
    except FileNotFoundError:
        raise gone(path) from None
    except OSError as error:
        reason = shown(error.strerror or error)
        raise InputError(f"{quoted(clean(path.name))} cannot be read any more: {reason}") from None


def gone(path: Path) -> InputError:
    """Make the complaint of a file that was there."""
    return InputError(
        f"{quoted(clean(path.name))} is gone, deleted or moved while it was read; let it stay until the end"
    )


@dataclass(frozen=True)
class Aligned:
    """The rows of a source in pieces of `PIECE` rows, whatever its own pieces are.

    Attributes
    ----------
    source : Source
    ends : tuple of int
        How many rows the source has up to the end of each of its pieces.
    """

    source: Source
    ends: tuple[int, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """As those of the source."""
        return self.source.names

    @property
    def n_pieces(self) -> int:
        """How many pieces there are."""
        return -(-self.ends[-1] // PIECE)

    @property
    def nbytes(self) -> int:
        """As those of the source."""
        return self.source.nbytes

    def read(self, number: int) -> Rows:
        """Put a piece together of parts of the source's."""
        return rows_between(self.source, self.ends, number * PIECE, (number + 1) * PIECE)


def aligned(source: Source, sizes: Sequence[int]) -> Source:
    """Give a source whose pieces are the same whatever those of the source are, which have so many rows."""
    if all(size == PIECE for size in sizes[:-1]) and sizes[-1] <= PIECE:
        return source
    return Aligned(source, tuple(np.cumsum(sizes).tolist()))


def rows_between(source: Source, ends: Sequence[int], first: int, stop: int) -> Rows:
    """Read rows `first` to `stop`, or to the last one, of a source whose pieces end at `ends`."""
    return np.concatenate(list(_parts(source, ends, first, min(stop, ends[-1]))))


def _parts(source: Source, ends: Sequence[int], first: int, stop: int) -> Iterator[Rows]:
    number = bisect.bisect_right(ends, first)
    while first < stop:
        begin = ends[number - 1] if number else 0
        yield source.read(number)[first - begin : stop - begin]
        first = max(first, ends[number])
        number += 1
