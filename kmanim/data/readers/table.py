"""What every door hands on: named columns, before some are chosen and rows with gaps are dealt with."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray, IntArray

EMPTY = "empty cells"
"""What a column holds that has a name and nothing else."""


class Column(NamedTuple):
    """One column as it was found.

    Attributes
    ----------
    name : str
        Stripped of spaces around it.
    numbers : ndarray of shape (n,), float64, or None
        NaN where there is no value; None where the column cannot be read as numbers.
    cells : sequence of str, length n, or None
        The same as text; None where there was no text to begin with.
    holds : str
        What is in it, for messages: "numbers", "text", "dates" ... Only "numbers" are clustered unasked.
    problem : str
        Why a column that seems meant as numbers cannot be read as such, with row and value; else empty.
    gaps : frozenset of str
        Which of its texts, besides empty ones, are no category but say that there is none. What a typed source holds
        as text is a value, whatever it says.
    unit : str
        In what it is measured, if the source says so.
    """

    name: str
    numbers: FloatArray | None = None
    cells: Sequence[str] | None = None
    holds: str = "numbers"
    problem: str = ""
    gaps: frozenset[str] = frozenset()
    unit: str = ""

    @classmethod
    def of_numbers(cls, name: str, numbers: FloatArray) -> Column:
        """Make a column of what already is numbers, shape (n,); infinity is a problem, NaN a missing value."""
        infinite = np.isinf(numbers)
        if infinite.any():
            row = int(np.flatnonzero(infinite)[0])
            return cls(
                name,
                None,
                None,
                "text among numbers",
                f"row {row + 1}: {numbers[row]} is not finite",
            )
        return cls(name, None, None, "no values at all") if np.isnan(numbers).all() else cls(name, numbers)

    @property
    def written(self) -> Sequence[str]:
        """The cells as text, also where they were numbers."""
        if self.cells is not None:
            return self.cells
        return [] if self.numbers is None else [as_text(number) for number in self.numbers.tolist()]

    def texts(self) -> list[str]:
        """Give the text of every cell."""
        return list(self.written)


class Table(NamedTuple):
    """Columns of one length, and what is needed to speak about their rows.

    Attributes
    ----------
    name : str
        Short, for titles: the file's name without suffix.
    where : str
        How messages call it: the file's name.
    columns : tuple of Column
        At least one, names all different.
    n : int
        Number of rows.
    lines : ndarray of shape (n,) or None
        The line of the file (1-based) on which each row begins; None for tables that never were files.
    row_names : tuple of str, length n, or None
        Names that the table gives its rows outside its columns, as a DataFrame's index does.
    notes : tuple of str
        What was left out while reading, or what the table is there to show. One sentence each.
    word : str
        What `lines` counts: lines of a text, rows of a sheet.
    rows : ndarray of shape (n,) or None
        Which rows (0-based) these are of a larger table, in order, where the source says so; None: all.
    classes : str
        The column that says which group a row is known to belong to, where the source says so.
    target : str
        The column of numbers that the source says is to be told from the others.
    """

    name: str
    where: str
    columns: tuple[Column, ...]
    n: int
    lines: IntArray | None = None
    row_names: tuple[str, ...] | None = None
    notes: tuple[str, ...] = ()
    word: str = "line"
    rows: IntArray | None = None
    classes: str = ""
    target: str = ""

    @property
    def names(self) -> list[str]:
        """The names of all columns, in order."""
        return [column.name for column in self.columns]

    def place(self, row: int) -> str:
        """Say where row `row` (0-based) is: ``line 7`` of a file, else ``row 6``."""
        return self.places([row])

    def places(self, rows: Sequence[int], limit: int = 5) -> str:
        """Say where several rows are: ``lines 4, 9, 11``, at most `limit` of them."""
        word = self.word if self.lines is not None else "row"
        numbers = [
            int(self.lines[row]) if self.lines is not None else self.number(row) for row in rows[:limit]
        ]
        more = ", ..." if len(rows) > limit else ""
        return f"{word}{'s' if len(rows) > 1 else ''} {', '.join(map(str, numbers))}{more}"

    def number(self, row: int) -> int:
        """Give the number, from 1, that a row (0-based) has in the whole table."""
        return row + 1 if self.rows is None else int(self.rows[row]) + 1

    def renamed(self, names: Sequence[str]) -> Table:
        """Give the columns other names."""
        columns = (column._replace(name=name) for column, name in zip(self.columns, names, strict=True))
        return self._replace(columns=tuple(columns))


def as_text(number: float) -> str:
    """Write a number as people do: a whole one without point, a missing one as nothing."""
    if math.isnan(number):
        return ""
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
