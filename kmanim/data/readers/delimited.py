"""Text with delimiters, checked line by line, as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from kmanim.data.column_names import check_names
from kmanim.data.dataset import default_names
from kmanim.data.limits import MAX_ROWS, check_size, quoted
from kmanim.data.readers.dialect import Dialect, decimal_sign, dialect_of
from kmanim.data.readers.long_tables import LONG, blocks_of_text, numbers_alone
from kmanim.data.readers.numerals import column_of, complaint, is_missing, is_number
from kmanim.data.readers.table import Column, Table
from kmanim.errors import InputError, shown

_FIRST_LINES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a text is to be read.

    Attributes
    ----------
    header : bool or "certain"
        Whether the first line names the columns. True: a line that looks like data is refused.
    delimiter : str or None
        Between two fields; None: found among comma, semicolon, tab and bar.
    decimal : str or None
        "." or ","; None: found.
    keep_text : bool
        Whether numbers are wanted as they were written too, to name rows with them.
    """

    header: bool | str = True
    delimiter: str | None = None
    decimal: str | None = None
    keep_text: bool = False

    def __post_init__(self) -> None:
        if self.header not in (True, False, "certain"):
            raise InputError(f"header must be True, False or 'certain', got {quoted(self.header)}")
        sign = self.delimiter
        if sign is not None and (not isinstance(sign, str) or len(sign) != 1 or sign in '"\r\n\0'):
            raise InputError(f"--delimiter must be one character and no quote, got {quoted(sign)}")
        if self.decimal not in (None, ".", ","):
            raise InputError(f"--decimal must be . or , and was {quoted(self.decimal)}")


def table_of_text(text: str, *, name: str, where: str, reading: Reading) -> Table:
    """Read text with delimiters.

    Parameters
    ----------
    text : str
        The whole file.
    name, where : str
        A short name for the data, and how messages call it.
    reading : Reading
        How to read it.

    Raises
    ------
    InputError
        With the line, if the text is empty or has no rows, a line has more or fewer fields than the first,
        quotes do not close, or columns have no name or one name twice.
    """
    long = len(text) > LONG and is_plain(reading)
    blocks = blocks_of_text(text) if long else iter(())
    return long_table(blocks, name=name, where=where, reading=reading) or _table(text, name, where, reading)


def is_plain(reading: Reading) -> bool:
    """Tell whether a long table of numbers may be read so without looking at every cell."""
    return not reading.keep_text and reading.decimal != ","


def _table(text: str, name: str, where: str, reading: Reading) -> Table:
    dialect = dialect_of(text, where, header=reading.header is not False, delimiter=reading.delimiter)
    records, lines = _records(text, where, dialect)
    if reading.header is False:
        header = list(default_names(len(records[0])))
    else:
        header = [field.strip() for field in records.pop(0)]
        first_line = lines.pop(0)
        if not records:
            raise InputError(f"{where} has a header but no rows")
    check_size(len(records), len(header), where)
    columns: list[Sequence[str]] = list(zip(*records, strict=True))
    del records
    if reading.header is True:
        _refuse_data_as_header(header, columns, where, first_line)
    table = Table(name, where, (), len(lines), np.array(lines, dtype=np.intp), None, dialect.notes)
    return _with_columns(table, header, columns, reading.decimal or decimal_sign(columns, dialect, table))


def long_table(blocks: Iterator[str], *, name: str, where: str, reading: Reading) -> Table | None:
    """Read a long text whose first lines are a header and numbers alone, if all others are so too.

    Parameters
    ----------
    blocks : iterator of str
        The text in pieces of whole lines, which end at line feeds; `ValueError` where they are none.
    name, where, reading
        As for `table_of_text`.

    Returns
    -------
    Table or None
        None where the text has to be read as a whole, cell by cell.

    Raises
    ------
    InputError
        If there are too many rows.
    """
    try:
        top = next(blocks, "")
        start = 0
        for _ in range(_FIRST_LINES):
            start = top.index("\n", start) + 1
        first = _table(top[:start], name, where, reading)
        dialect = dialect_of(top, where, header=reading.header is not False, delimiter=reading.delimiter)
    except (ValueError, InputError):
        return None
    plain = all(column.cells is not None and column.holds == "numbers" for column in first.columns)
    if not plain or first.lines is None or int(first.lines[-1] - first.lines[0]) != first.n - 1:
        return None
    skipped = int(first.lines[0]) - 1
    begin = 0
    for _ in range(skipped):
        begin = top.index("\n", begin) + 1
    try:
        numbers = numbers_alone(chain([top[begin:]], blocks), dialect.delimiter, MAX_ROWS)
    except ValueError:
        return None
    if numbers is None or len(numbers) != len(first.columns):
        return None
    n = len(numbers[0])
    check_size(n, len(numbers), where)
    columns = tuple(Column(c.name, cells) for c, cells in zip(first.columns, numbers, strict=True))
    lines = np.arange(skipped + 1, skipped + 1 + n, dtype=np.intp)
    return Table(name, where, columns, n, lines, first.row_names, first.notes)


def _records(text: str, where: str, dialect: Dialect) -> tuple[list[list[str]], list[int]]:
    """Split the text into records of one width, each with the line it begins on; empty lines do not count."""
    records: list[list[str]] = []
    lines: list[int] = []
    width = 0
    for line, fields in _numbered(text, where, dialect):
        empty = not fields or (len(fields) == 1 and not fields[0].strip())
        # In a table of one column an empty line may be a missing value, but not before the header or at the end.
        if empty and width != 1:
            continue
        if not records:
            width = len(fields)
        elif not empty and len(fields) != width:
            raise InputError(_uneven(where, line, len(fields), width, lines[0], dialect))
        records.append([""] if empty else fields)
        lines.append(line)
        if len(records) > MAX_ROWS + 1:
            raise InputError(f"{where} has more than {MAX_ROWS:,} rows, which is the most that is read")
    while records and records[-1] == [""]:
        records.pop()
        lines.pop()
    if not records:
        raise InputError(f"{where} is empty")
    return records, lines


def _numbered(text: str, where: str, dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
    """Give each record with its line in the file, counted from 1."""
    source = io.StringIO(text, newline="")
    for _ in range(dialect.skip):
        source.readline()
    spaces = dialect.delimiter == " "
    reader = csv.reader(source, delimiter=dialect.delimiter, skipinitialspace=not spaces, strict=True)
    begun = dialect.skip + 1
    try:
        for record in reader:
            # Between words any number of spaces is one; newer versions of `csv` leave this to us.
            yield begun, [field for field in record if field] if spaces else record
            begun = dialect.skip + reader.line_num + 1
    except csv.Error as error:
        reason = "a quote is not closed" if "end of data" in str(error) else shown(error)
        raise InputError(f"{where}, line {begun}: {reason}; mend the quotes") from None


def _uneven(where: str, line: int, got: int, width: int, first_line: int, dialect: Dialect) -> str:
    fields = "1 field" if got == 1 else f"{got} fields"
    return (
        f"{where}, line {line}: {fields} where line {first_line} has {width} "
        f"(fields end at {dialect.spoken}); "
        "mend it, or give --delimiter"
    )


def _refuse_data_as_header(header: list[str], columns: list[Sequence[str]], where: str, line: int) -> None:
    """Refuse a first line that is most likely a row: it would be lost as names."""
    numeric = [i for i, cells in enumerate(columns) if any(map(_is_any_number, cells[:100]))]
    if numeric and all(_is_like_data(header[i]) for i in numeric):
        raise InputError(
            f"{where}, line {line} looks like data ({quoted(', '.join(header))}); "
            "no header? give --no-header (are these names? then write letters in them)"
        )


def _is_like_data(name: str) -> bool:
    return bool(name) and (_is_any_number(name) or is_missing(name) or bool(complaint(name, ".")))


def _is_any_number(cell: str) -> bool:
    return is_number(cell) or is_number(cell, ",")


def _with_columns(table: Table, header: list[str], columns: list[Sequence[str]], decimal: str) -> Table:
    """Name the columns; R and spreadsheets leave the first and the last one without a name."""
    row_names = None
    notes = list(table.notes)
    if len(header) > 1 and not header[-1] and all(not cell.strip() for cell in columns[-1]):
        header, columns = header[:-1], columns[:-1]
        notes.append("Left out the last column, which has no name and no values.")
    if len(header) > 1 and not header[0]:
        first = columns[0]
        header, columns = header[1:], columns[1:]
        notes.append("Column 1 has no name and was taken as row names.")
        if len(set(first)) == len(first) and not all(map(is_number, first)):
            row_names = tuple(first)
    check_names(header, table.where)
    read: list[Column] = [
        column_of(name, cells, table.place, decimal) for name, cells in zip(header, columns, strict=True)
    ]
    return Table(table.name, table.where, tuple(read), table.n, table.lines, row_names, tuple(notes))
