"""Text with delimiters, checked line by line, as a table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice, pairwise

import numpy as np

from kmanim.data.limits import MAX_ROWS, check_size, quoted
from kmanim.data.readers.dialect import Dialect, decimal_sign, dialect_of
from kmanim.data.readers.layouts.heading import SAMPLE, as_said, seems_a_row
from kmanim.data.readers.layouts.layout import Layout, is_short, layout_of
from kmanim.data.readers.layouts.quotes import QUOTES, lines_of, may_be_letters
from kmanim.data.readers.long_tables import LONG, blocks_of_text, numbers_alone
from kmanim.data.readers.missing import USUAL, Missing
from kmanim.data.readers.numerals import column_of, without_groups
from kmanim.data.readers.table import Column, Table
from kmanim.errors import InputError, shown, unknown

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
    quotes : {"double", "none"} or None
        Whether quotation marks enclose fields or are letters; None: what the number of fields proves.
    missing : Missing
        What says that a cell has no value.
    keep_text : bool
        Whether numbers are wanted as they were written too, to name rows with them.
    """

    header: bool | str = True
    delimiter: str | None = None
    decimal: str | None = None
    quotes: str | None = None
    missing: Missing = USUAL
    keep_text: bool = False

    def __post_init__(self) -> None:
        if self.header not in (True, False, "certain"):
            raise InputError(f"header must be True, False or 'certain', got {quoted(self.header)}")
        sign = self.delimiter
        if sign is not None and (not isinstance(sign, str) or len(sign) != 1 or sign in '"\r\n\0'):
            raise InputError(f"--delimiter must be one character and no quote, got {quoted(sign)}")
        if self.decimal not in (None, ".", ","):
            raise InputError(f"--decimal must be . or , and was {quoted(self.decimal)}")
        if self.quotes is not None and self.quotes not in QUOTES:
            raise unknown("way with quotation marks", self.quotes, QUOTES)


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
    return not reading.keep_text and reading.decimal != "," and not reading.missing.numbers


def _table(text: str, name: str, where: str, reading: Reading) -> Table:
    dialect = dialect_of(
        text, where, header=reading.header is not False, delimiter=reading.delimiter, quotes=reading.quotes
    )
    records, lines = _records(text, where, dialect, short=reading.header is not False)
    if dialect.quotes and reading.quotes is None and '"' in text:
        _refuse_swallowed(text, where, lines, dialect, len(records[-1]))
    comments = dialect.comments
    notes: list[str] = []
    if reading.header is not False and _is_headed_by_remark(records, lines, where, dialect):
        records.insert(0, _remark(dialect))
        lines.insert(0, dialect.skip)
        comments -= 1
        notes.append(f"Took line {dialect.skip}, which begins with #, for the heading.")
    if comments:
        notes.insert(0, f"Left out {comments} line{'s' * (comments > 1)} beginning with # at the top.")
    if not dialect.quotes and reading.quotes is None:
        notes.append(f"Took quotation marks for letters, as every line has {len(records[-1])} fields so.")
    layout = layout_of(records, lines, where=where, header=reading.header, bars=dialect.delimiter == "|")
    del records
    return _with_columns(Table(name, where, (), 0, None, None, tuple(notes)), layout, dialect, reading)


def _refuse_swallowed(text: str, where: str, lines: list[int], dialect: Dialect, width: int) -> None:
    """Refuse a field over several lines that may as well be records: a quotation mark may be a letter there."""
    whole = lines_of(text)
    for begun, end in pairwise([*lines, len(whole) + 1]):
        own = [line for line in whole[begun - 1 : end - 1] if line.strip()]
        if len(own) > 1 and may_be_letters(own, dialect.delimiter, width):
            raise InputError(
                f"{where}, line {begun}: a quotation mark opens and none closes it in its line; "
                "give --quotes none if it is a letter, --quotes double if the field goes on in the next line"
            )


def _remark(dialect: Dialect) -> list[str]:
    """Split the last comment into the names that it may hold; a # alone is one."""
    spaces = dialect.delimiter == " "
    fields: list[str] = next(iter(dialect.fields([dialect.remark.lstrip("#")])), [])
    names = [field.strip() for field in fields if field or not spaces]
    return ["#", *names[1:]] if names and not names[0] else names


def _is_headed_by_remark(records: list[list[str]], lines: list[int], where: str, dialect: Dialect) -> bool:
    """Tell whether the comment above the first record is the heading: it has as many fields, and a row follows.

    Where nothing tells a row from names, a # at a word belongs to a name, and one by itself begins a comment.

    Raises
    ------
    InputError
        If the record may as well be the heading.
    """
    if not dialect.remark or len(records[0]) < 2 or len(records[0]) != len(records[-1]):
        return False
    try:
        fields = _remark(dialect)
    except csv.Error:
        return False
    if len(fields) != len(records[0]):
        return False
    verdict = seems_a_row(records[0], records[1 : SAMPLE + 1])
    if verdict is None and not re.match(r"#[^#\s]", dialect.remark):
        raise InputError(
            f"{where}, line {dialect.skip} begins with # and has as many fields as line {lines[0]}; "
            "which are the names? Take the # away, or the line"
        )
    return verdict is not False


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
        dialect = dialect_of(
            top, where, header=reading.header is not False, delimiter=reading.delimiter, quotes=reading.quotes
        )
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
    columns = tuple(
        replace(c, numbers=cells, cells=None) for c, cells in zip(first.columns, numbers, strict=True)
    )
    lines = np.arange(skipped + 1, skipped + 1 + n, dtype=np.intp)
    return Table(name, where, columns, n, lines, first.row_names, first.notes)


def _records(text: str, where: str, dialect: Dialect, *, short: bool) -> tuple[list[list[str]], list[int]]:
    """Split the text into records of one width, each with the line it begins on; empty lines do not count.

    If `short`, the first one may be one field short, as R leaves it, and gets an empty name in front.
    """
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
        elif short and len(records) == 1 and len(fields) == width + 1:
            width += 1
        elif not empty and len(fields) != width:
            raise InputError(
                _uneven(where, line, len(fields), width, lines[len(records[0]) < width], dialect)
            )
        records.append([""] if empty else fields)
        lines.append(line)
        if len(records) > MAX_ROWS + 1:
            raise InputError(f"{where} has more than {MAX_ROWS:,} rows, which is the most that is read")
    while records and records[-1] == [""]:
        records.pop()
        lines.pop()
    if not records:
        raise InputError(f"{where} is empty")
    if len(records[0]) < width:
        if not is_short(records, enclosed=_is_enclosed(text, lines[1])):
            raise InputError(_uneven(where, lines[1], width, width - 1, lines[0], dialect))
        records[0].insert(0, "")
    return records, lines


def _is_enclosed(text: str, line: int) -> bool:
    """Tell whether a line of the text, 1-based, begins with a quotation mark."""
    return next(islice(io.StringIO(text, newline=""), line - 1, None)).lstrip().startswith('"')


def _numbered(text: str, where: str, dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
    """Give each record with its line in the file, counted from 1."""
    source = io.StringIO(text, newline="")
    for _ in range(dialect.skip):
        source.readline()
    spaces = dialect.delimiter == " "
    reader = dialect.fields(source)
    begun = dialect.skip + 1
    try:
        for record in reader:
            # Between words any number of spaces is one; newer versions of `csv` leave this to us.
            yield begun, [field for field in record if field] if spaces else record
            begun = dialect.skip + reader.line_num + 1
    except csv.Error as error:
        reason = "a quote is not closed" if "end of data" in str(error) else shown(error)
        raise InputError(
            f"{where}, line {begun}: {reason}; mend the quotes, or give --quotes none if they are letters"
        ) from None


def _uneven(where: str, line: int, got: int, width: int, first_line: int, dialect: Dialect) -> str:
    fields = "1 field" if got == 1 else f"{got} fields"
    return (
        f"{where}, line {line}: {fields} where line {first_line} has {width} "
        f"(fields end at {dialect.spoken}); "
        f"{'delete lines of a title, ' if got > width and first_line < line < 9 else ''}mend it, or give --delimiter"
    )


def _with_columns(table: Table, layout: Layout, dialect: Dialect, reading: Reading) -> Table:
    """Read each column as what it holds."""
    notes = [*table.notes, *layout.notes]
    table = replace(
        table, n=len(layout.lines), lines=np.array(layout.lines, dtype=np.intp), row_names=layout.row_names
    )
    decimal = reading.decimal or decimal_sign(layout.columns, dialect, table)
    # In a single column no comma ends a field, so that it may as well be decimal.
    points = decimal == "." and (len(layout.columns) > 1 or reading.decimal is not None)
    read: list[Column] = []
    for i, (name, cells) in enumerate(zip(layout.heading.names, layout.columns, strict=True)):
        grouped = without_groups(cells, reading.missing) if points else None
        column = column_of(name, grouped[1] if grouped else cells, table.place, decimal, reading.missing)
        if grouped:
            notes.append(f"Took the comma of {quoted(grouped[0])} in {shown(name)} as between thousands.")
            column = replace(column, cells=cells)
        read.append(as_said(column, layout.heading.unit(i), layout.heading.kind(i)))
    return replace(table, columns=tuple(read), notes=tuple(notes))
