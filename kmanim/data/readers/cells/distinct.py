"""Texts of a column that recur: each one is kept once, and what is asked of all cells is asked of these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import IntArray

_FIRST = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Distinct(Sequence[str]):
    """The cells of a column, as a sequence of texts.

    Attributes
    ----------
    kinds : list of str
        The texts that occur, all different, in the order in which they first do.
    places : ndarray of shape (n,), of any integer type
        Which of them each cell is.
    """

    kinds: list[str]
    places: NDArray[Any]

    @classmethod
    def of(cls, cells: Sequence[str]) -> Distinct:
        """Find the texts that differ."""
        if isinstance(cells, Distinct):
            return cells
        place = {text: number for number, text in enumerate(dict.fromkeys(cells))}
        return cls(list(place), np.fromiter(map(place.__getitem__, cells), np.intp, len(cells)))

    @classmethod
    def ordered(cls, texts: Iterable[str], places: NDArray[Any]) -> Distinct:
        """Take texts in any order, some of which may be the same or not occur."""
        texts = list(texts)
        if len(set(texts)) < len(texts):
            merged = cls.of(texts)
            texts, places = merged.kinds, merged.places[places]
        for some in (places[:_FIRST], places):  # the first cells mostly have all texts
            first = np.full(len(texts), len(places))
            first[some[::-1]] = np.arange(len(some))[::-1]  # the last one written stays
            if (first < len(places)).all():
                break
        order = np.argsort(first, kind="stable")[: np.count_nonzero(first < len(places))]
        if len(order) == len(texts) and (order[1:] > order[:-1]).all():
            return cls(texts, places)
        moved = np.zeros(len(texts), np.intp)
        moved[order] = np.arange(len(order))
        return cls([texts[place] for place in order.tolist()], moved[places])

    @property
    def counts(self) -> list[int]:
        """How often each text occurs."""
        counts: list[int] = np.bincount(self.places, minlength=len(self.kinds)).tolist()
        return counts

    def each(self, values: Sequence[float]) -> NDArray[np.float64]:
        """Give every cell the value of its text, shape (n,)."""
        each: NDArray[np.float64] = np.array(values, np.float64)[self.places]
        return each

    def mapped(self, call: Callable[[str], str]) -> Distinct:
        """Change every text; those that are the same then become one."""
        changed = list(map(call, self.kinds))
        return self if changed == self.kinds else Distinct.ordered(changed, self.places)

    def picked(self, kept: NDArray[np.bool_]) -> Distinct:
        """Keep some of the cells."""
        return Distinct.ordered(self.kinds, self.places[kept])

    def tolist(self) -> list[str]:
        """Give the text of every cell."""
        texts: list[str] = np.array(self.kinds, object)[self.places].tolist()
        return texts

    def index(self, value: str, start: int = 0, stop: int | None = None) -> int:
        """Give the first cell that has this text."""
        rows: IntArray = np.flatnonzero(self.places[start:stop] == self.kinds.index(value))
        return start + int(rows[0])

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[str]:
        return iter(self.tolist())

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self.kinds[number] for number in self.places[place].tolist()]
        return self.kinds[int(self.places[place])]


def kinds_of(cells: Sequence[str]) -> Sequence[str]:
    """Give cells, but those that are known to recur only once."""
    return cells.kinds if isinstance(cells, Distinct) else cells


def mapped(cells: Sequence[str], call: Callable[[str], str]) -> Sequence[str]:
    """Change the text of every cell."""
    return cells.mapped(call) if isinstance(cells, Distinct) else list(map(call, cells))


def picked(cells: Sequence[str], kept: NDArray[np.bool_]) -> Sequence[str]:
    """Keep some of the cells."""
    if kept.all():
        return cells
    return cells.picked(kept) if isinstance(cells, Distinct) else list(compress(cells, kept.tolist()))
