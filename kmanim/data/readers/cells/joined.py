"""Cells as one text, a line each: what their bytes tell of all at once, nobody has to ask them one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import ByteArray, IntArray

_MANY = 1000  # cells, from which on a look at their bytes is worth while
_AT_ONCE = 1 << 14  # what a processor keeps at hand
_WORD, _LONGEST = 8, 64
_HELD = np.array(
    [(1 << 8 * count) - 1 for count in range(_WORD + 1)], np.uint64
)  # of a word, its first bytes
_MIX, _HALF = np.uint64(0x9E3779B97F4A7C15), np.uint64(32)


class Joined(Sequence[str]):
    """The cells of a column of text, with their bytes, which are found when they are asked for and then kept."""

    def __init__(self, cells: Sequence[str]) -> None:
        self.cells = cells

    @classmethod
    def of(cls, cells: Sequence[str]) -> Joined:
        """Take cells, whose bytes may be known already."""
        return cells if isinstance(cells, Joined) else cls(cells)

    @cached_property
    def data(self) -> bytes:
        """All cells, each with a line feed after it, and a word of nothing."""
        return "\n".join([*self.cells, "\0" * _WORD]).encode("utf-8", "surrogatepass")

    @cached_property
    def signs(self) -> ByteArray:
        """The bytes of all cells, each with a line feed after it."""
        return np.frombuffer(self.data, np.uint8, len(self.data) - _WORD)

    @cached_property
    def ends(self) -> IntArray:
        """Where each cell ends, at its line feed; too many if a cell has lines."""
        return np.flatnonzero(self.signs == ord("\n"))

    @cached_property
    def starts(self) -> IntArray:
        """Where each cell begins."""
        return np.concatenate([[0], self.ends + 1])[:-1]

    def all_differ(self) -> bool:
        """Tell whether no two cells are the same."""
        if len(self) > _MANY and len(self.ends) == len(self) and (self.ends - self.starts).max() <= _LONGEST:
            numbers = self._numbers()
            ordered = np.sort(numbers)
            again = ordered[1:][ordered[1:] == ordered[:-1]]
            if not len(again):  # cells of different numbers are different
                return True
            one, other = np.flatnonzero(numbers == again[0])[:2].tolist()
            if self[one] == self[other]:
                return False
        return len(set(self.cells)) == len(self)

    def _numbers(self) -> NDArray[np.uint64]:
        """Make a number of each cell: the same one of the same cells, and hardly ever of others."""
        words = np.ndarray((len(self.signs) + 1,), "<u8", self.data, strides=(1,))
        numbers = np.empty(len(self), np.uint64)
        for begin in range(0, len(self), _AT_ONCE):
            part = slice(begin, begin + _AT_ONCE)
            places, left = self.starts[part], self.ends[part] - self.starts[part]
            mixed = left.astype(np.uint64)
            while left.any():
                mixed ^= words[places] & _HELD[np.minimum(left, _WORD)]
                mixed *= _MIX
                mixed ^= mixed >> _HALF
                places, left = places + np.minimum(left, _WORD), np.maximum(left - _WORD, 0)
            numbers[part] = mixed
        return numbers

    def __len__(self) -> int:
        return len(self.cells)

    def __iter__(self) -> Iterator[str]:
        return iter(self.cells)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        return self.cells[place]

    def index(self, value: str, start: int = 0, stop: int | None = None) -> int:
        """Give the first cell that has this text."""
        return self.cells.index(value, start, len(self) if stop is None else stop)
