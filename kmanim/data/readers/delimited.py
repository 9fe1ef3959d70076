"""Text with delimiters, checked line by line, as a table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import BinaryIO

import numpy as np

from kmanim.data.limits import quoted
from kmanim.data.readers.dialect import Dialect, decimal_sign, dialect_of
from kmanim.data.readers.layouts.find_heading import has_lines_below
from kmanim.data.readers.layouts.first_record import is_headed_by_years, seems_a_row
from kmanim.data.readers.layouts.heading import SAMPLE, as_said
from kmanim.data.readers.layouts.layout import Layout, Lines, layout_of
from kmanim.data.readers.layouts.quotes import QUOTES, lines_of, may_be_letters
from kmanim.data.readers.long.cells import LongCells, UnlikeCsvError
from kmanim.data.readers.long.texts import LONG, LongText, long_decimal_sign, long_text
from kmanim.data.readers.missing import USUAL, Missing
from kmanim.data.readers.numerals import column_of, without_groups, without_numbers
from kmanim.data.readers.records import records_of
from kmanim.data.readers.table import Column, Table
from kmanim.errors import InputError, among, shown, unknown


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
    keep_text : bool or frozenset of str
        Whether numbers are wanted as they were written too, to name rows with them; or in which columns, whatever
        spaces their names have.
    """

    header: bool | str = True
    delimiter: str | None = None
    decimal: str | None = None
    quotes: str | None = None
    missing: Missing = USUAL
    keep_text: bool | frozenset[str] = False

    def __post_init__(self) -> None:
        if not among(self.header, (True, False, "certain")):
            raise InputError(f"header must be True, False or 'certain', got {quoted(self.header)}")
        sign = self.delimiter
        if sign is not None and (not isinstance(sign, str) or len(sign) != 1 or sign in '"\r\n\0'):
            raise InputError(f"--delimiter must be one character and no quote, got {quoted(sign)}")
        if not among(self.decimal, (None, ".", ",")):
            raise InputError(f"--decimal must be . or , and was {quoted(self.decimal)}")
        if not among(self.quotes, (None, *QUOTES)):
            raise unknown("way with quotation marks", self.quotes, QUOTES)

    def refuse_ignored(self, where: str, *heeded: str, encoding: str | None = None, why: str = "") -> None:
        """Refuse what only a text heeds, of a source that is none; but for what is heeded.

        Raises
        ------
        InputError
            With the option.
        """
        given = {
            "header": self.header is not True,
            "delimiter": self.delimiter is not None,
            "decimal": self.decimal is not None,
            "quotes": self.quotes is not None,
            "na": self.missing.words is not None,
            "encoding": encoding is not None,
        }
        for option, is_given in given.items():
            if is_given and option not in heeded:
                what = why or ("says itself what is missing" if option == "na" else "is none")
                raise InputError(f"{option} is for files of text; {where} {what}, leave it out")

    def keeps_text(self, name: str) -> bool:
        """Tell whether the numbers of a column are wanted as they were written, too."""
        return (
            self.keep_text if isinstance(self.keep_text, bool) else " ".join(name.split()) in self.keep_text
        )


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
    if len(text) > LONG:
        try:
            content = io.BytesIO(text.encode("utf-8"))
        except UnicodeEncodeError:  # halves of characters, which no file holds
            content = io.BytesIO()
        table = long_table(content, name=name, where=where, reading=reading)
        if table is not None:
            return table
    dialect = dialect_of(
        text, where, header=reading.header is not False, delimiter=reading.delimiter, quotes=reading.quotes
    )
    records, lines = records_of(text, where, dialect, short=reading.header is not False)
    if dialect.quotes and reading.quotes is None and '"' in text:
        _refuse_swallowed(text, where, lines, dialect, len(records[-1]))
    return _table(records, lines, dialect, None, name=name, where=where, reading=reading)


def long_table(file: BinaryIO, *, name: str, where: str, reading: Reading) -> Table | None:
    """Read long text from an open file of UTF-8 by pandas, where that gives what reading it as a whole would.

    Parameters
    ----------
    file : BinaryIO
        At its beginning.
    name, where, reading
        As for `table_of_text`.

    Returns
    -------
    Table or None
        None where the text has to be read as a whole.

    Raises
    ------
    InputError
        As reading it as a whole would.
    """
    long = long_text(
        file,
        where,
        header=reading.header is not False,
        delimiter=reading.delimiter,
        quotes=reading.quotes,
        missing=reading.missing,
    )
    if long is None:
        return None
    try:
        return _table(long.head, long.lines, long.dialect, long, name=name, where=where, reading=reading)
    except UnlikeCsvError:
        return None


def _table(
    records: list[list[str]],
    lines: Lines,
    dialect: Dialect,
    long: LongText | None,
    *,
    name: str,
    where: str,
    reading: Reading,
) -> Table:
    """Find out what stands where, of all records of a short text, or of the first ones of a long one."""
    comments = dialect.comments
    notes: list[str] = []
    if reading.header is not False and _is_headed_by_remark(records, lines, where, dialect):
        records = [_remark(dialect), *records]  # those of a long text stay as they are
        lines = np.concatenate([[dialect.skip], lines])
        comments -= 1
        notes.append(f"Took line {dialect.skip}, which begins with #, for the heading.")
    if comments:
        notes.insert(0, f"Left out {comments} line{'s' * (comments > 1)} beginning with # at the top.")
    if not dialect.quotes and reading.quotes is None:
        notes.append(f"Took quotation marks for letters, as every line has {len(records[-1])} fields so.")
    layout = layout_of(
        records,
        lines,
        where=where,
        header=reading.header,
        bars=dialect.delimiter == "|",
        body=long.columns if long is not None else None,
    )
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


def _is_headed_by_remark(records: list[list[str]], lines: Lines, where: str, dialect: Dialect) -> bool:
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
    rows = [record for record in records[: SAMPLE + 1] if any(map(str.strip, record))]
    if not rows or is_headed_by_years(rows):
        return False
    verdict = seems_a_row(rows[0], rows[1:])
    if verdict is False and has_lines_below([fields, *rows]):
        verdict = None
    if verdict is None and not re.match(r"#[^#\s]", dialect.remark):
        raise InputError(
            f"{where}, line {dialect.skip} begins with # and has as many fields as line {lines[0]}; "
            "which are the names? Take the # away, or the line"
        )
    return verdict is not False


def _with_columns(table: Table, layout: Layout, dialect: Dialect, reading: Reading) -> Table:
    """Read each column as what it holds."""
    notes = [*table.notes, *layout.notes]
    table = table._replace(
        n=len(layout.lines),
        lines=np.asarray(layout.lines, dtype=np.intp),
        row_names=layout.row_names,
        rows=layout.rows,
    )
    decimal = reading.decimal or long_decimal_sign(layout.columns, dialect, table)
    decimal = decimal or decimal_sign(layout.columns, dialect, table)
    # In a single column no comma ends a field, so that it may as well be decimal.
    points = decimal == "." and (len(layout.columns) > 1 or reading.decimal is not None)
    read: list[Column] = []
    for i, (name, cells) in enumerate(zip(layout.heading.names, layout.columns, strict=True)):
        column = _long_column(name, cells, decimal, reading, said=bool(layout.heading.kind(i)))
        if column is None:
            texts = cells.texts() if isinstance(cells, LongCells) else cells
            grouped = without_groups(texts, reading.missing) if points else None
            column = column_of(name, grouped[1] if grouped else texts, table.place, decimal, reading.missing)
            if grouped:
                notes.append(f"Took the comma of {quoted(grouped[0])} in {shown(name)} as between thousands.")
                column = column._replace(cells=texts)
        read.append(as_said(column, layout.heading.unit(i), layout.heading.kind(i)))
    return table._replace(columns=tuple(read), notes=tuple(notes))


def _long_column(
    name: str, cells: Sequence[str], decimal: str, reading: Reading, *, said: bool
) -> Column | None:
    """Take a column of a long text for numbers, as pandas has read it; None where it has to be judged cell by cell."""
    numbers = cells.numbers(decimal) if isinstance(cells, LongCells) else None
    if numbers is None:
        return None
    # What is said to be text or categories is that, though all of it be numbers.
    kept = cells.texts() if isinstance(cells, LongCells) and (said or reading.keeps_text(name)) else None
    gaps = reading.missing.among(kept) if kept else frozenset()
    return without_numbers(Column(name, numbers, kept, gaps=gaps), reading.missing)
