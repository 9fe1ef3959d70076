"""Columns of categories: which there are, in an order that does not depend on the rows, and the code of each cell."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.readers.cells.distinct import Distinct, kinds_of, mapped
from kmanim.data.readers.numerals import is_number
from kmanim.data.readers.table import Column

# Unasked, columns of these are taken.
_KINDS = ("text", "categories", "truth values")


def present(column: Column) -> FloatArray:
    """Give 0 for each cell with a category, and NaN where it is missing, shape (n,)."""
    cells = Distinct.of(column.written)
    gaps = cells.each([math.nan if is_gap(cell, column) else 0.0 for cell in cells.kinds])
    # Among numbers more texts say that there is no value.
    return gaps if column.numbers is None else np.where(np.isnan(column.numbers), math.nan, gaps)


def is_gap(cell: str, column: Column) -> bool:
    """Tell whether a cell of a column says that there is no category."""
    return cell in column.gaps or not cell.strip()


def without_gaps(column: Column) -> Sequence[str]:
    """Give the cells of a column, empty where they say that there is no category."""
    return mapped(column.written, lambda cell: "" if is_gap(cell, column) else cell)


def coded(cells: Sequence[str]) -> tuple[tuple[str, ...], FloatArray]:
    """Give the categories that occur, and the place of each cell among them.

    Parameters
    ----------
    cells : sequence of str, length n
        Spaces around a category do not count.

    Returns
    -------
    levels : tuple of str
        Numbers first, by size, then words by the alphabet; capital letters do not matter to the order.
    codes : ndarray of shape (n,), float64
    """
    texts = Distinct.of(cells).mapped(str.strip)
    levels = sorted(texts.kinds, key=_rank)
    place = {level: code for code, level in enumerate(levels)}
    return tuple(levels), texts.each([place[text] for text in texts.kinds])


def seems_categorical(column: Column) -> bool:
    """Tell whether a column is taken for categories unasked: text that repeats itself."""
    if column.holds not in _KINDS or column.problem:
        return False
    cells = Distinct.of(column.written)
    known = {
        cell: count for cell, count in zip(cells.kinds, cells.counts, strict=True) if not is_gap(cell, column)
    }
    levels = len(set(map(str.strip, known)))
    return levels > 0 and (levels <= 2 or 2 * levels <= sum(known.values()))


def has_two_classes(cells: Sequence[str]) -> bool:
    """Tell whether texts, none of them missing, name two classes."""
    levels = set(map(str.strip, kinds_of(cells)))
    return len(levels) == 2 and all(levels)


def _rank(level: str) -> tuple[bool, float, str, str]:
    number = is_number(level)
    return not number, float(level) if number else 0.0, level.casefold(), level
