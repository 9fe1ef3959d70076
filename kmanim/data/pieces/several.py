"""Several sources with the same columns as one, such as the parts of a table that was written in parts."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from kmanim.data.pieces.source import Rows, Source
from kmanim.errors import InputError, listed


@dataclass(frozen=True)
class SeveralSources:
    """One source after the other.

    Attributes
    ----------
    sources : tuple of Source
        At least one, all with the same columns in the same order.
    """

    sources: tuple[Source, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What the columns are called."""
        return self.sources[0].names

    @property
    def n_pieces(self) -> int:
        """How many pieces there are."""
        return sum(source.n_pieces for source in self.sources)

    @property
    def nbytes(self) -> int:
        """How many bytes are read to go through all of them."""
        return sum(source.nbytes for source in self.sources)

    def read(self, number: int) -> Rows:
        """Give a piece of the source that has it."""
        ends = list(accumulate(source.n_pieces for source in self.sources))
        place = bisect.bisect_right(ends, number)
        return self.sources[place].read(number - (ends[place - 1] if place else 0))


def joined(sources: Sequence[Source], called: Sequence[str]) -> Source:
    """Put sources together; `called` is what messages call each.

    Raises
    ------
    InputError
        If one has other columns than the first.
    """
    for source, where in zip(sources, called, strict=True):
        if source.names != sources[0].names:
            raise InputError(
                f"{where} has the columns {listed(source.names)}, and {called[0]} has {listed(sources[0].names)}; "
                "files that are read together need the same columns"
            )
    return sources[0] if len(sources) == 1 else SeveralSources(tuple(sources))
