"""Text with delimiters as rows in pieces: ranges of bytes, each read and checked as a file of its own would be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BufferedReader
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import numpy as np

from kmanim.data.limits import clean
from kmanim.data.pieces.choose import choose
from kmanim.data.pieces.line_numbers import count_lines, lines_before, renumbered
from kmanim.data.pieces.source import Rows, reopened
from kmanim.data.pieces.text_rows import no_value, numbers_of, refuse_delimiters_alone, refuse_groups
from kmanim.data.readers.delimited import Reading, table_of_text
from kmanim.data.readers.dialect import Dialect, dialect_of
from kmanim.data.readers.files import decoded, opened
from kmanim.data.readers.records import lines_of, numbered
from kmanim.data.readers.table import Table
from kmanim.errors import InputError

RANGE, HEAD = 1 << 25, 1 << 20
"""Bytes of a piece, about a million rows; and of what tells how the text is to be read."""

_BOM = b"\xef\xbb\xbf"
_UTF_16_32 = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")


@dataclass(frozen=True)
class TextSource:
    """A file of text, read by ranges of bytes; a line belongs to the range in which it begins.

    Attributes
    ----------
    path : Path
    size : int
        Bytes of the file, when it was first looked at: what has been added since is not read.
    top : bytes
        The lines above the first row, which are read with each piece.
    begin : int
        The byte at which the first row begins.
    columns : tuple of str
        Which columns are wanted, as the file calls them.
    reading : Reading
        How the first lines were read, and so all others.
    single : bool
        Whether rows have one field, so that an empty line is one without a value.
    piece : int
        Bytes of a piece.
    every : tuple of str
        What all columns are called.
    units, notes : tuple of str
        In what each column is measured, empty where that is not said; and what is known of the reading.
    identifiers : tuple of str
        Which columns were left out, as they number the first rows.
    """

    path: Path
    size: int
    top: bytes
    begin: int
    columns: tuple[str, ...]
    reading: Reading
    single: bool = False
    piece: int = RANGE
    every: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What the columns are called."""
        return self.columns

    @property
    def n_pieces(self) -> int:
        """How many pieces there are."""
        return max(1, -(-(self.size - self.begin) // self.piece))

    @property
    def nbytes(self) -> int:
        """Bytes of the file."""
        return self.size

    def read(self, number: int) -> Rows:
        """Read a piece.

        Raises
        ------
        InputError
            If a line or a cell is not as it should be, with the line in the file.
        """
        where = clean(self.path.name)
        with reopened(self.path, self.size) as unbuffered, BufferedReader(unbuffered) as file:
            begin = self.begin + number * self.piece
            first, stop = self._line_start(file, begin), self._line_start(file, begin + self.piece)
            file.seek(first)
            body = file.read(max(0, stop - first))
            try:
                return self._rows(body, where, ends=not self.single or not _goes_on(file, stop, self.size))
            except InputError as error:
                above = count_lines(self.top)
                message = renumbered(str(error), where, above, lines_before(file, first) - above)
        raise InputError(message)

    def _line_start(self, file: BinaryIO, place: int) -> int:
        """Find where the first line begins that begins at `place` or later."""
        if place <= self.begin or place >= self.size:
            return min(max(place, self.begin), self.size)
        file.seek(place - 1)
        file.readline()
        return min(file.tell(), self.size)

    def _rows(self, body: bytes, where: str, *, ends: bool) -> Rows:
        """Read rows; those above are read with them. `ends` where empty lines at the end are no rows."""
        above = count_lines(self.top)
        if not body.strip():
            if body and not ends:
                raise no_value(where, self.columns[0], f"line {above + 1}")
            return np.empty((0, len(self.columns)))
        text = decoded(self.top + body, where, "utf-8")
        try:
            table = table_of_text(text, name=where, where=where, reading=self.reading)
        except InputError as error:
            if "a quote is not closed" not in str(error):
                raise
            raise InputError(
                f"{str(error).partition(';')[0]}; where rows are read in pieces, a field must end in its line: mend "
                "the quotes, give --quotes none if they are letters, or read the text at once"
            ) from None
        blank = len(body) - len(body.lstrip())
        first = above + 1 + (0 if self.single else count_lines(body[:blank]))
        if table.lines is None or table.lines[0] != first:
            raise InputError(
                f"{where}, line {first} is no row as the first ones are; mend it, or read the text at once"
            )
        tail = count_lines(body[len(body.rstrip()) :])
        if not ends and tail > 1:
            raise no_value(where, self.columns[0], f"line {above + count_lines(body) - tail + 2}")
        refuse_delimiters_alone(body, table, above, self.reading.delimiter or "")
        return numbers_of(table, self.columns, self.reading)


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
    where, reading = clean(path.name), reading or Reading()
    with opened(path, where) as file:
        size, head = path.stat().st_size, file.read(HEAD)
    if head.startswith(_UTF_16_32):
        raise InputError(f"{where} is UTF-16 or UTF-32, which is not read in pieces; save it as UTF-8")
    if b"\r" in head and b"\n" not in head:
        raise InputError(
            f"{where} has lines that end at carriage returns alone, which are not read in pieces; "
            "save it with line feeds"
        )
    if len(head) < size:
        head = head[: head.rfind(b"\n") + 1] or head
    text = decoded(head, where, "utf-8")
    dialect = dialect_of(
        text, where, header=reading.header is not False, delimiter=reading.delimiter, quotes=reading.quotes
    )
    table = table_of_text(text, name=where, where=where, reading=reading)
    chosen, identifiers, notes = choose(table, columns)
    names = tuple(column.name for column in chosen)
    settled = replace(
        reading,
        header="certain" if reading.header is not False else False,
        delimiter=dialect.delimiter,
        # Where marks enclose fields, each piece is asked again: a mark may swallow lines that are rows.
        quotes=reading.quotes if dialect.quotes else "none",
    )
    if reading.decimal is None:
        settled = replace(settled, decimal=_decimal_of(text, where, settled, table))
    refuse_groups(table, names, settled)
    above = 0 if table.lines is None else int(table.lines[0]) - 1
    top = b"".join(head.splitlines(keepends=True)[:above])
    first, second = _widths(text, where, dialect)
    return TextSource(
        path.resolve(),
        size,
        _with_corner(top, dialect) if above and first < second else top,
        len(top),
        names,
        settled,
        second == 1,
        piece,
        tuple(table.names),
        tuple(column.unit for column in chosen),
        notes,
        tuple(column.name for column in identifiers),
    )


def _widths(text: str, where: str, dialect: Dialect) -> tuple[int, int]:
    """Count the fields of the first two records."""
    records = numbered(lines_of(text, dialect.skip), where, dialect)
    widths = [len(fields) for _, fields in islice((one for one in records if any(one[1])), 2)]
    return widths[0], widths[-1]


def _with_corner(top: bytes, dialect: Dialect) -> bytes:
    """Give the heading the field that R leaves out above the names of rows: rows alone do not always tell."""
    *above, heading = top.splitlines(keepends=True)
    mark = _BOM if heading.startswith(_BOM) else b""
    return b"".join([*above, mark, b'" "', dialect.delimiter.encode(), heading.removeprefix(mark)])


def _goes_on(file: BinaryIO, place: int, size: int) -> bool:
    """Tell whether something but empty lines follows."""
    file.seek(place)
    while place < size and (block := file.read(min(RANGE, size - place))):
        if block.strip():
            return True
        place += len(block)
    return False


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
