"""Columns that were left out since they number the first rows: all further rows are held to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray
from kmanim.data.limits import quoted
from kmanim.data.pieces.engines import Engine
from kmanim.data.pieces.source import Source
from kmanim.errors import InputError, shown

_MEND = "choose with --columns what is clustered"


@dataclass(frozen=True)
class _Numbering:
    """What some pieces have in columns that number the rows, by piece.

    Attributes
    ----------
    sizes : dict
        The number of rows.
    spans : dict
        The least and the largest number of each column, shape (2, columns), of a piece that has rows.
    wrong : dict
        Row in the piece, column and value of the first that is no whole number, or stands there twice.
    """

    sizes: dict[int, int]
    spans: dict[int, FloatArray]
    wrong: dict[int, tuple[int, int, float]]

    def __add__(self, other: Self, /) -> _Numbering:
        return _Numbering(self.sizes | other.sizes, self.spans | other.spans, self.wrong | other.wrong)


def refuse_repeats(source: Source, where: str, engine: Engine) -> None:
    """Refuse columns whose numbers are not all different, or of which that is not known by pieces.

    It is known where no piece has numbers between those of another, as of numbers that rise or fall.

    Parameters
    ----------
    source : Source
        The columns that were left out, of all rows.
    where : str
        How messages call the rows.
    engine : Engine

    Raises
    ------
    InputError
        With the first row that is not as the first ones are.
    """
    found = engine.added(partial(_numbering, source), source.n_pieces)
    before = np.cumsum([0, *(found.sizes[number] for number in range(source.n_pieces))]).tolist()
    if found.wrong:
        piece = min(found.wrong)
        row, column, value = found.wrong[piece]
        raise InputError(
            f"{where}: column {quoted(source.names[column])} numbers the first rows, but row "
            f"{before[piece] + row + 1:,} has {shown(f'{value:.15g}')}, no whole number of its own; {_MEND}"
        )
    pieces = sorted(found.spans)
    spans = np.array([found.spans[number] for number in pieces])
    for column, (low, high) in enumerate(spans.transpose(2, 1, 0)):
        order = np.argsort(low)
        mixed = low[order][1:] <= np.maximum.accumulate(high[order])[:-1]
        if mixed.any():
            later = max(order[:-1][mixed][0], order[1:][mixed][0])
            raise InputError(
                f"{where}: column {quoted(source.names[column])} numbers the first rows, but from row "
                f"{before[pieces[later]] + 1:,} on it has numbers among those before, which may be the same; {_MEND}"
            )


def _numbering(source: Source, number: int) -> _Numbering:
    rows = source.read(number)
    found = _Numbering({number: len(rows)}, {}, {})
    if len(rows):
        found.spans[number] = np.array([rows.min(axis=0), rows.max(axis=0)], np.float64)
        wrong = np.argwhere(np.column_stack([_are_wrong(column) for column in rows.T]))
        if len(wrong):
            row, column = wrong[0].tolist()
            found.wrong[number] = (row, column, float(rows[row, column]))
    return found


def _are_wrong(numbers: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell which are no whole numbers, or were there before."""
    wrong: NDArray[np.bool_] = ~(np.isfinite(numbers) & (numbers == np.floor(numbers)))
    order = np.argsort(numbers, kind="stable")  # which is fast where they rise
    ordered = numbers[order]
    wrong[order[1:][ordered[1:] == ordered[:-1]]] = True
    return wrong
