"""Rows of a piece of text, held to what is known without a look at the other pieces."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.data.limits import quoted
from kmanim.data.pieces.line_numbers import count_lines
from kmanim.data.pieces.source import Rows
from kmanim.data.readers.cells.distinct import kinds_of
from kmanim.data.readers.delimited import Reading
from kmanim.data.readers.numerals import is_number
from kmanim.data.readers.table import Table
from kmanim.errors import InputError


def numbers_of(table: Table, names: Sequence[str], reading: Reading) -> Rows:
    """Give some columns of a table as numbers, shape (n, d).

    Raises
    ------
    InputError
        If one is none, or a number is missing.
    """
    found = {column.name: column for column in table.columns}
    cells = []
    for name in names:
        column = found[name]
        numbers = column.numbers
        if numbers is None:
            problem = column.problem or _no_number(column.written, table, reading)
            if not problem:
                raise no_value(table.where, name, table.place(0))
            raise InputError(f"{table.where}: column {quoted(name)}, {problem}")
        gaps = np.flatnonzero(np.isnan(numbers))
        if gaps.size:
            raise no_value(table.where, name, table.place(int(gaps[0])))
        cells.append(numbers)
    refuse_groups(table, names, reading)
    return np.column_stack(cells)


def _no_number(cells: Sequence[str], table: Table, reading: Reading) -> str:
    """Name the first cell that is no number and does not say that there is none."""
    for row, cell in enumerate(cells):
        if not is_number(cell, reading.decimal or ".") and not reading.missing.says(cell):
            return f"{table.place(row)}: {quoted(cell)} is not a number"
    return ""


def no_value(where: str, name: str, place: str) -> InputError:
    """Make the complaint of a row without a value."""
    return InputError(
        f"{where}: column {quoted(name)}, {place} has no value; rows that are read in pieces must have a number in "
        "every column"
    )


def refuse_groups(table: Table, names: Sequence[str], reading: Reading) -> None:
    """Refuse commas between thousands: that all cells of a column have them is not seen by pieces.

    Raises
    ------
    InputError
        With the first of them.
    """
    if reading.decimal == ",":
        return
    for column in table.columns:
        if column.name in names and column.numbers is not None and column.cells is not None:
            cell = next((cell for cell in kinds_of(column.cells) if "," in cell), None)
            if cell is not None:
                raise InputError(
                    f"{table.where}: column {quoted(column.name)}, {table.place(column.cells.index(cell))}: "
                    f"{quoted(cell)} has a comma between thousands, which is not read in pieces; write plain digits"
                )


def refuse_delimiters_alone(body: bytes, table: Table, above: int, delimiter: str) -> None:
    """Refuse rows of delimiters alone, which are left out with a note where a text is read at once.

    Parameters
    ----------
    body : bytes
        The rows, as the file has them.
    table : Table
        What was read of them.
    above : int
        How many lines were read above them.
    delimiter : str

    Raises
    ------
    InputError
        With the first of them.
    """
    if table.lines is None or len(table.lines) >= count_lines(body) or not delimiter.strip(" "):
        return
    rows, sign = set((table.lines - above - 1).tolist()), delimiter.encode()
    for number, line in enumerate(body.splitlines()):
        if number not in rows and sign in line and not line.strip(sign + b' \t"'):
            raise InputError(
                f"{table.where}, line {above + number + 1} has delimiters alone; delete it, or read the text at once"
            )
