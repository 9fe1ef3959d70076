"""Text with delimiters as rows in pieces: ranges of bytes, each read and checked as a file of its own would be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np

from kmanim.data.column_names import find, split_names
from kmanim.data.limits import quoted
from kmanim.data.pieces.source import Rows
from kmanim.data.readers.delimited import Reading, table_of_text
from kmanim.data.readers.dialect import dialect_of
from kmanim.data.readers.files import decoded
from kmanim.data.readers.table import Table
from kmanim.errors import InputError, listed

RANGE, HEAD = 1 << 25, 1 << 20
"""Bytes of a piece, about a million rows; and of what tells how the text is to be read."""


@dataclass(frozen=True)
class TextSource:
    """A file of text, read by ranges of bytes; a line belongs to the range in which it begins.

    Attributes
    ----------
    path : Path
    size : int
        Bytes of the file.
    top : bytes
        The lines above the first row, which are read with each piece.
    columns : tuple of str
        Which columns are wanted, as the file calls them.
    reading : Reading
        How the first lines were read, and so all others.
    piece : int
        Bytes of a piece.
    """

    path: Path
    size: int
    top: bytes
    columns: tuple[str, ...]
    reading: Reading
    piece: int = RANGE

    @property
    def names(self) -> tuple[str, ...]:
        """What the columns are called."""
        return self.columns

    @property
    def n_pieces(self) -> int:
        """How many pieces there are."""
        return max(1, -(-(self.size - len(self.top)) // self.piece))

    @property
    def nbytes(self) -> int:
        """Bytes of the file."""
        return self.size

    def read(self, number: int) -> Rows:
        """Read a piece.

        Raises
        ------
        InputError
            If a line or a cell is not as it should be. Lines are counted from where the message says.
        """
        begin = len(self.top) + number * self.piece
        with self.path.open("rb") as file:
            first = _line_start(file, begin, len(self.top))
            stop = _line_start(file, min(begin + self.piece, self.size), len(self.top))
            file.seek(first)
            body = file.read(max(0, stop - first))
        if not body.strip():
            return np.empty((0, len(self.columns)))
        where = self.path.name
        try:
            text = decoded(self.top + body, where, "utf-8")
            table = table_of_text(text, name=where, where=where, reading=self.reading)
            return numbers_of(table, self.columns)
        except InputError as error:
            if not number:
                raise
            above = self._lines_before(first) - self.top.count(b"\n")
            raise InputError(
                f"{error} (lines and rows counted from line {above + 1:,} of {where} on)"
            ) from None

    def _lines_before(self, end: int) -> int:
        count = 0
        with self.path.open("rb") as file:
            while end > 0 and (block := file.read(min(end, RANGE))):
                count += block.count(b"\n")
                end -= len(block)
        return count


def text_source(
    path: Path,
    columns: str | Sequence[object] | None = None,
    reading: Reading | None = None,
    *,
    piece: int = RANGE,
) -> TextSource:
    """Look at the first lines of a text, and decide how all of it is read.

    Raises
    ------
    InputError
        As for a file that is read at once; also if there are no columns of numbers, or others were asked for.
    """
    where, reading = path.name, reading or Reading()
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD)
    except FileNotFoundError:
        raise InputError(f"no file {quoted(path)}") from None
    except OSError as error:
        raise InputError(f"{quoted(where)} cannot be opened: {error.strerror}") from None
    if len(head) < size:
        head = head[: head.rfind(b"\n") + 1] or head
    text = decoded(head, where, "utf-8")
    dialect = dialect_of(
        text, where, header=reading.header is not False, delimiter=reading.delimiter, quotes=reading.quotes
    )
    table = table_of_text(text, name=where, where=where, reading=reading)
    settled = replace(
        reading,
        header="certain" if reading.header is not False else False,
        delimiter=dialect.delimiter,
        quotes="double" if dialect.quotes else "none",
    )
    if reading.decimal is None:
        settled = replace(settled, decimal=_decimal_of(text, where, settled, table))
    every = [column.name for column in table.columns]
    numeric = [
        column.name for column in table.columns if column.numbers is not None and column.holds == "numbers"
    ]
    wanted = (
        numeric
        if columns is None
        else [every[place] for place in find(split_names(columns, "columns"), every, where)]
    )
    other = [name for name in wanted if name not in numeric]
    if other or not wanted:
        raise InputError(
            f"{where}: rows in pieces are numbers, and of its columns {listed(other or every)} "
            f"{'is' if len(other or every) == 1 else 'are'} none; choose others with --columns"
        )
    above = 0 if table.lines is None else int(table.lines[0]) - 1
    top = b"".join(head.splitlines(keepends=True)[:above])
    return TextSource(path.resolve(), size, top, tuple(wanted), settled, piece)


def numbers_of(table: Table, names: Sequence[str]) -> Rows:
    """Give some columns of a table as numbers, shape (n, d).

    Raises
    ------
    InputError
        If one is none, or a number is missing.
    """
    found = {column.name: column for column in table.columns}
    cells = []
    for name in names:
        column = found.get(name)
        if column is None or column.numbers is None:
            problem = "" if column is None else column.problem or f"it holds {column.holds}"
            raise InputError(f"{table.where}: column {quoted(name)} cannot be read as numbers: {problem}")
        gaps = np.flatnonzero(np.isnan(column.numbers))
        if gaps.size:
            raise InputError(
                f"{table.where}: column {quoted(name)}, {table.place(int(gaps[0]))} has no value; rows that are read "
                "in pieces must have a number in every column"
            )
        cells.append(column.numbers)
    return np.column_stack(cells)


def _decimal_of(text: str, where: str, settled: Reading, table: Table) -> str:
    """Say which decimal sign was found: the point, unless numbers are others with it."""
    try:
        other = table_of_text(text, name=where, where=where, reading=replace(settled, decimal="."))
    except InputError:
        return ","
    pairs = zip(table.columns, other.columns, strict=True)
    same = all(
        (one.numbers is None) == (two.numbers is None)
        and (
            one.numbers is None
            or two.numbers is None
            or np.array_equal(one.numbers, two.numbers, equal_nan=True)
        )
        for one, two in pairs
    )
    return "." if same else ","


def _line_start(file: BinaryIO, place: int, top: int) -> int:
    """Find where the first line begins that begins at `place` or later."""
    if place <= top:
        return top
    file.seek(place - 1)
    file.readline()
    return file.tell()
