"""Long texts with delimiters: every byte is looked at as for short ones, but nothing kept, and pandas may read them."""

from __future__ import annotations

import io
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import IntArray
from kmanim.data.limits import MAX_ROWS
from kmanim.data.readers.dialect import Dialect, decimal_sign, dialect_of, first_rows, mostly_numbers
from kmanim.data.readers.layouts.heading import SAMPLE
from kmanim.data.readers.layouts.quotes import may_be_letters
from kmanim.data.readers.long.cells import LongCells, LongRows
from kmanim.data.readers.long.lines import Look, OddError, blocks_of, counts_of, is_utf8
from kmanim.data.readers.missing import Missing
from kmanim.data.readers.records import checked, lines_of, numbered
from kmanim.data.readers.table import Table
from kmanim.errors import InputError

LONG = 500_000
"""From how many characters on it is worth while to import pandas."""

_HEAD, _MOST = 1 << 20, 1 << 22  # bytes that show how a text is written, where they hold
_MANY_LINES = 4000  # more than anybody looks at
_FIRST_RECORDS = SAMPLE + 4  # a heading may have three lines, and a remark above them
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class LongText:
    """A long text that pandas can read, and what its records are.

    Attributes
    ----------
    file : BinaryIO
        UTF-8; it must stay open until all wanted columns are read.
    begin : int
        The byte at which it begins, after a mark of its encoding.
    top : str
        Its first lines.
    dialect : Dialect
        How it is written.
    missing : Missing
        What says that a cell has no value.
    head : list of list of str
        Its first records.
    records : ndarray of int
        The line on which each record begins, empty lines among them.
    kept : ndarray of bool, or None
        Which of them are not empty; None: all.
    spaced, tiny : bool
        Whether a field begins with a space, and whether a cell may be a number too small for double precision.
    """

    file: BinaryIO
    begin: int
    top: str
    dialect: Dialect
    missing: Missing
    head: list[list[str]]
    records: IntArray
    kept: NDArray[np.bool_] | None
    spaced: bool
    tiny: bool

    @property
    def lines(self) -> IntArray:
        """The line on which each record begins, but for empty ones."""
        return self.records if self.kept is None else self.records[self.kept]

    def columns(self, line: int, strip: bool) -> list[Sequence[str]]:
        """Give the columns from a line on, unread; spaces around cells are no part of them if `strip`."""
        start = int(np.searchsorted(self.records, line))
        above = int(np.searchsorted(self.lines, line))
        rows = self.head[above:] if not strip else [[c.strip() for c in row] for row in self.head[above:]]
        before = "".join(lines_of(self.top, 0, line - 1))
        return LongRows(
            file=self.file,
            offset=self.begin + len(before.encode()),
            dialect=self.dialect,
            missing=self.missing,
            head=list(zip(*rows, strict=True)),
            strip=strip,
            records=len(self.records) - start,
            kept=None if self.kept is None else self.kept[start:],
            spaced=self.spaced,
            tiny=self.tiny,
        ).columns()


def long_text(
    file: BinaryIO,
    where: str,
    *,
    header: bool,
    delimiter: str | None,
    quotes: str | None,
    missing: Missing,
) -> LongText | None:
    """Look through a long text without keeping it.

    Parameters
    ----------
    file : BinaryIO
        Open, at its beginning.
    where : str
        How messages call it.
    header, delimiter, quotes, missing
        What is known of it: see `Reading`.

    Returns
    -------
    LongText or None
        None where the text has to be read as a whole: it is no UTF-8, or too odd.

    Raises
    ------
    InputError
        As reading it as a whole would.
    """
    try:
        return _looked_through(file, where, header, delimiter, quotes, missing)
    except OddError:
        return None


def _looked_through(
    file: BinaryIO, where: str, header: bool, delimiter: str | None, quotes: str | None, missing: Missing
) -> LongText:
    begin = len(_BOM) if file.read(len(_BOM)) == _BOM else 0
    file.seek(begin)
    content = file.read(_HEAD)
    if content.count(b"\n") < _MANY_LINES:
        content += file.read(_MOST - _HEAD)
    cut = bool(file.read(1))
    content = content[: content.rfind(b"\n") + 1] if cut else content
    if b"\0" in content or not content or not is_utf8(content):
        raise OddError
    top = content.decode("utf-8")
    # Whether quotation marks are letters is seen below, where all lines are.
    dialect = dialect_of(top, where, header=header, delimiter=delimiter, quotes=quotes or "double")
    if dialect.delimiter == " " or not dialect.delimiter.isascii():
        raise OddError
    head = _head(top, where, dialect, cut=cut)
    if not head or len(head[0]) != len(head[-1]):
        raise OddError
    offset = begin + len("".join(lines_of(top, 0, dialect.skip)).encode())
    look = Look(dialect, len(head[-1]))
    file.seek(offset)
    for block in blocks_of(file):
        look.take(block)
    if look.plain:
        records, kept = np.arange(dialect.skip + 1, dialect.skip + 1 + look.lines, dtype=np.intp), None
        if len(look.blank):
            kept = np.ones(len(records), np.bool_)
            kept[look.blank] = False
    else:
        doubtful = False
        if look.quoted and quotes is None:
            file.seek(offset)
            doubtful = _may_be_letters(counts_of(blocks_of(file), dialect), len(head[-1]))
        file.seek(offset)
        records, kept = _records(
            file, where, dialect, look.lines if doubtful else None, asked=quotes is not None
        )
    rows = len(records) if kept is None else int(np.count_nonzero(kept))
    if not 0 < rows <= MAX_ROWS:
        raise OddError
    return LongText(
        file=file,
        begin=begin,
        top=top,
        dialect=dialect,
        missing=missing,
        head=head[:rows],
        records=records,
        kept=None if kept is None or kept.all() else kept,
        spaced=look.spaced,
        tiny=look.tiny,
    )


def _head(text: str, where: str, dialect: Dialect, *, cut: bool) -> list[list[str]]:
    """Give the first records."""
    found: list[list[str]] = []
    try:
        for _, fields in checked(
            numbered(lines_of(text, dialect.skip), where, dialect), where, dialect, short=True
        ):
            if fields is not None:
                found.append(fields)
            if len(found) == _FIRST_RECORDS:
                break
    except InputError:
        if not cut:  # else the last record may be one that goes on
            raise OddError from None
    return found


def _may_be_letters(counts: list[int], width: int) -> bool:
    """Tell whether quotation marks may be letters, as all lines below the first have as many fields then.

    Raises
    ------
    OddError
        If that are other fields than there are with marks that enclose fields.
    """
    if len(counts) != 2 or counts[1] == 0:
        return False
    if set(counts) != {width - 1}:
        raise OddError
    return True


def _records(
    file: BinaryIO, where: str, dialect: Dialect, closed: int | None, *, asked: bool
) -> tuple[IntArray, NDArray[np.bool_]]:
    """Split the text without keeping it: on which line each record begins, and which are not empty.

    Where marks may be letters, there are `closed` records if every mark is closed in its line.
    """
    kept = bytearray()
    lines = array("q")
    last = 0  # how many records there are up to the last that is not empty
    own: list[str] = []  # the lines of one record
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    try:
        for line, fields in checked(
            numbered(_remembered(text, own), where, dialect), where, dialect, short=False
        ):
            kept.append(fields is not None)
            lines.append(line)
            if fields is not None and fields != [""]:
                last = len(kept)
            swallowed = len(own) > 1 and fields is not None and not asked and dialect.quotes
            if swallowed and may_be_letters(own, dialect.delimiter, len(fields or ())):
                raise OddError
            own.clear()
    except InputError:
        if closed is not None:
            raise OddError from None
        raise
    finally:
        text.detach()
    # Where every mark is closed in its line, marks enclose fields.
    if closed is not None and len(lines) != closed:
        raise OddError
    rows = np.frombuffer(bytes(kept), dtype=np.bool_).copy()
    rows[last:] = False
    return np.array(lines, dtype=np.intp), rows


def _remembered(lines: Iterable[str], own: list[str]) -> Iterator[str]:
    """Give lines, and keep those that are not blank until somebody clears them away."""
    for line in lines:
        if not line.isspace():
            own.append(line)
        yield line


def long_decimal_sign(columns: Sequence[Sequence[str]], dialect: Dialect, table: Table) -> str | None:
    """Find the decimal sign without a look at every cell as text; None where that takes it.

    It is what the first rows say, if all columns that seem meant as numbers can be read so to the last cell: numbers
    with another sign would not be numbers then.
    """
    long = [cells for cells in columns if isinstance(cells, LongCells)]
    if not long:
        return None
    try:
        sign = decimal_sign([first_rows(cells) for cells in columns], dialect, table)
    except InputError:
        return None
    sound = all(not mostly_numbers(cells) or cells.numbers(sign) is not None for cells in long)
    return sign if sound else None
