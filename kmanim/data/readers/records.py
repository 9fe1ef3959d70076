"""The records of a text with delimiters: split by `csv`, held to one width, with the lines they begin on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice

from kmanim.data.limits import MAX_ROWS, MORE
from kmanim.data.readers.dialect import Dialect
from kmanim.data.readers.layouts.layout import is_short
from kmanim.errors import InputError, shown


def records_of(text: str, where: str, dialect: Dialect, *, short: bool) -> tuple[list[list[str]], list[int]]:
    """Split the text into records of one width, each with the line it begins on; empty lines do not count.

    Parameters
    ----------
    text, where, dialect
        What is split, how messages call it, and how it is written.
    short : bool
        Whether the first record may be one field short, as R leaves it: it gets an empty name in front.

    Raises
    ------
    InputError
        With the line, if the text is empty, a line has more or fewer fields than the first, quotes do not close, or
        there are too many rows.
    """
    records: list[list[str]] = []
    lines: list[int] = []
    for line, fields in checked(
        numbered(lines_of(text, dialect.skip), where, dialect), where, dialect, short=short
    ):
        if fields is not None:
            records.append(fields)
            lines.append(line)
    while records and records[-1] == [""]:
        records.pop()
        lines.pop()
    if not records:
        raise InputError(f"{where} is empty")
    width = len(records[-1])
    if len(records[0]) < width:
        enclosed = next(lines_of(text, lines[1] - 1)).lstrip().startswith('"')
        if not is_short(records, enclosed=enclosed, commas=dialect.delimiter == ","):
            raise InputError(_uneven(where, lines[1], width, width - 1, lines[0], dialect))
        records[0].insert(0, "")
    return records, lines


def lines_of(text: str, start: int, stop: int | None = None) -> Iterator[str]:
    """Give the lines of a text, with their ends, from `start` (0-based) to before `stop`."""
    return islice(io.StringIO(text, newline=""), start, stop)


def numbered(
    lines: Iterable[str], where: str, dialect: Dialect, skipped: int | None = None
) -> Iterator[tuple[int, list[str]]]:
    """Give each record with its line in the file, counted from 1; `skipped` lines came before, or the dialect's."""
    skipped = dialect.skip if skipped is None else skipped
    spaces = dialect.delimiter == " "
    reader = dialect.fields(lines)
    begun = skipped + 1
    try:
        for record in reader:
            # Between words any number of spaces is one; newer versions of `csv` leave this to us.
            yield begun, [field for field in record if field] if spaces else record
            begun = skipped + reader.line_num + 1
    except csv.Error as error:
        reason = "a quote is not closed" if "end of data" in str(error) else shown(error)
        raise InputError(
            f"{where}, line {begun}: {reason}; mend the quotes, or give --quotes none if they are letters"
        ) from None


def checked(
    records: Iterable[tuple[int, list[str]]], where: str, dialect: Dialect, *, short: bool
) -> Iterator[tuple[int, list[str] | None]]:
    """Hold records to one width; one that is empty and no row is None.

    If `short`, all others may be one field wider than the first.

    Raises
    ------
    InputError
        For a record of another width, and for too many of them.
    """
    first_line = width = rows = 0
    for line, fields in records:
        empty = not fields or (len(fields) == 1 and not fields[0].strip())
        # In a table of one column an empty line may be a missing value, but not before the header or at the end.
        if empty and width != 1:
            yield line, None
            continue
        if not rows or (short and rows == 1 and len(fields) == width + 1):
            first_line, width = line, len(fields)
        elif not empty and len(fields) != width:
            raise InputError(_uneven(where, line, len(fields), width, first_line, dialect))
        rows += 1
        if rows > MAX_ROWS + 1:
            raise InputError(
                f"{where} has more than {MAX_ROWS:,} rows, the most that is read at once; {MORE}"
            )
        yield line, [""] if empty else fields


def _uneven(where: str, line: int, got: int, width: int, first_line: int, dialect: Dialect) -> str:
    fields = "1 field" if got == 1 else f"{got} fields"
    return (
        f"{where}, line {line}: {fields} where line {first_line} has {width} "
        f"(fields end at {dialect.spoken}); "
        f"{'delete lines of a title, ' if got > width and first_line < line < 9 else ''}mend it, or give --delimiter"
    )
