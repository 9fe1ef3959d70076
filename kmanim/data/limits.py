"""How much may be read, and which numbers can be clustered and drawn without losing digits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.scaling import highest, lowest
from kmanim.errors import InputError, shown

MAX_BYTES = 4_000_000_000
MAX_UNPACKED_BYTES = 512_000_000
MAX_ROWS = 20_000_000
MAX_COLUMNS = 1_000
MAX_LEVELS = 1_000
# What whoever has more rows may do.
MORE = "more come from .npy, Parquet and text by --in-pieces"

_SURROGATES = re.compile("[\ud800-\udfff]")

# Beyond these the square of a difference loses itself in 0 or infinity, and with it the nearest centroid.
_LARGEST = 1e100
_SMALLEST_SPAN = 1e-100
# Less than this part of its own size, and neighbouring values share a pixel or even a float.
_SMALLEST_RELATIVE_SPAN = 1e-13


def quoted(name: object) -> str:
    """Name something foreign in a sentence, in quotes and on one line."""
    return shown(repr(str(name)))


def clean(text: str) -> str:
    """Give text that any encoder takes: halves of characters become the replacement sign."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def check_size(rows: int, columns: int, where: str) -> None:
    """Refuse tables without rows or columns, and those that are too large.

    Raises
    ------
    InputError
        Naming `where`, what there is and what would do.
    """
    if columns < 1:
        raise InputError(f"{where} has no columns; at least one column of numbers is needed")
    if rows < 1:
        raise InputError(f"{where} has no rows; at least one is needed")
    if columns > MAX_COLUMNS:
        raise InputError(f"{where} has {columns:,} columns; at most {MAX_COLUMNS:,} are read")
    if rows > MAX_ROWS:
        raise InputError(f"{where} has {rows:,} rows; at most {MAX_ROWS:,} are read at once; {MORE}")


def check_levels(levels: Mapping[str, int], where: str) -> None:
    """Refuse more categories, by column, than a plane can be found for in a moment.

    Raises
    ------
    InputError
        Naming the column that has the most.
    """
    if sum(levels.values()) > MAX_LEVELS:
        column = max(levels, key=lambda name: levels[name])
        raise InputError(
            f"{where}: column {quoted(column)} has {levels[column]:,} categories, all columns have "
            f"{sum(levels.values()):,}, and at most {MAX_LEVELS:,} are told apart; choose others with --columns"
        )


def check_range(points: FloatArray, names: Sequence[str], where: str) -> None:
    """Refuse columns whose numbers cannot be squared or told apart in double precision.

    Parameters
    ----------
    points : ndarray of shape (n, d), float64, finite
        In original units.
    names : sequence of str, length d
        For the message.
    where : str
        The data set or file, for the message.

    Raises
    ------
    InputError
        For a value above 1e100 in size, or a span that is not zero but below 1e-100 or below 1e-13 of the
        largest value.
    """
    for name, low, high in zip(names, lowest(points).tolist(), highest(points).tolist(), strict=True):
        size, span = max(abs(low), abs(high)), high - low
        column = f"{where}: column {quoted(name)}"
        if size > _LARGEST:
            raise InputError(f"{column} reaches {max(low, high, key=abs):g}; rescale it to within 1e100")
        if 0 < span < _SMALLEST_SPAN:
            raise InputError(f"{column} spans only {span:g}; rescale it to more than 1e-100")
        if 0 < span < _SMALLEST_RELATIVE_SPAN * size:
            raise InputError(
                f"{column} runs from {low!r} to {high!r}, the same number but for the last digits; "
                "subtract what they share, or leave the column out"
            )


def check_finite(points: FloatArray, names: Sequence[str], where: str) -> None:
    """Refuse NaN and infinity, naming the first row (1-based) and column.

    Raises
    ------
    InputError
        If any value is not finite.
    """
    wrong = ~np.isfinite(points)
    if wrong.any():
        row, column = (int(i) for i in np.argwhere(wrong)[0])
        raise InputError(
            f"{where}: column {quoted(names[column])}, row {row + 1} is {points[row, column]}; "
            "every value must be a finite number"
        )
