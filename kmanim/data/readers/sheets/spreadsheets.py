"""Sheets of spreadsheets (xlsx, xlsm, xlsb, xls, ods) as tables, judged as a text of the same cells would be."""

from __future__ import annotations

import datetime
import re
from typing import Any, BinaryIO

import numpy as np

from kmanim.data.column_names import some
from kmanim.data.limits import MAX_UNPACKED_BYTES, check_size, quoted
from kmanim.data.readers.delimited import Reading
from kmanim.data.readers.kinds import ZIPPED
from kmanim.data.readers.layouts.first_record import is_headed_by_years, seems_a_row
from kmanim.data.readers.layouts.heading import SAMPLE, as_said
from kmanim.data.readers.layouts.layout import layout_of
from kmanim.data.readers.missing import Missing
from kmanim.data.readers.numerals import column_of, is_number
from kmanim.data.readers.sheets.zipped import check_zip
from kmanim.data.readers.table import Column, Table, as_text
from kmanim.errors import InputError, shown

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2}.*)?|[0-9]{2}:[0-9]{2}:[0-9]{2}.*")
_SPAN = re.compile(r"(-?[0-9]+ days?, )?[0-9]{1,2}:[0-9]{2}:[0-9]{2}.*|-?P[0-9DHMST.]+")
_TRUTH = {"True": 1.0, "False": 0.0}
_AS_TEXT = "numbers stored as text unless chosen with --columns"


class _Typed(str):
    """The text of a cell that is no text: a number, a date, a truth value."""

    __slots__ = ()


def table_of_sheet(
    file: BinaryIO,
    kind: str,
    *,
    name: str,
    where: str,
    reading: Reading,
    sheet: str | int | None = None,
    max_bytes: int | None = None,
) -> Table:
    """Read one sheet of an open spreadsheet.

    Numbers, dates and truth values are what they are. A number that is stored as text among numbers is one, with a
    note, and a column of nothing else is left aside unless it is asked for, as truth values are, read as 0 and 1.
    ``#DIV/0!`` is a missing value.

    Parameters
    ----------
    file : BinaryIO
        At its beginning.
    kind : str
        The ending of its name, one of `kinds.SPREADSHEETS`.
    name, where : str
        A short name for the data, and how messages call the file.
    reading : Reading
        Whether there is a heading, what says that a value is missing, and the decimal sign of numbers stored as text.
    sheet : str or int, optional
        Its name, or its number from 1; default the first one that is not hidden.
    max_bytes : int, optional
        The most to read, after decompression.

    Raises
    ------
    InputError
        If the file is damaged, locked or too large, there is no such sheet or it is empty, or for what a text is
        refused.
    """
    import python_calamine as calamine  # noqa: PLC0415 - only for spreadsheets

    if kind in ZIPPED:
        check_zip(file, where, max_bytes or MAX_UNPACKED_BYTES)
    try:
        book = calamine.CalamineWorkbook.from_filelike(file)
        title, others = _chosen(book, where, sheet)
        found = book.get_sheet_by_name(title)
        top, left = found.start or (0, 0)
        check_size(max(found.total_height - top, 1), max(found.total_width - left, 1), where)
        rows: list[list[Any]] = found.to_python(skip_empty_area=True)
    except (InputError, MemoryError, KeyboardInterrupt):
        raise
    except BaseException as error:  # a panic of Rust is no Exception
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        if isinstance(error, getattr(calamine, "PasswordError", ())):
            raise InputError(f"{quoted(where)} is locked by a password; save it without one") from None
        raise InputError(f"{quoted(where)} cannot be read as a spreadsheet: {shown(error)}") from None
    where = f"{where}, sheet {quoted(title)}"
    records = [[_text(cell) for cell in row] for row in rows]
    lines = list(range(top + 1, top + 1 + len(records)))
    if not any(cell.strip() for record in records for cell in record):
        mend = f"; take another with --sheet: {some(others)}" if others else ""
        raise InputError(f"{where} is empty{mend}")
    notes = [f"Read sheet {quoted(title)}; take another with --sheet: {some(others)}."] if others else []
    records, lines, notes = _without_title(records, lines, notes)
    notes += _fill(records, lines[0] - 1, left, found.merged_cell_ranges or [])
    layout = layout_of(records, lines, where=where, header=reading.header, word="row")
    table = Table(
        name,
        where,
        (),
        len(layout.lines),
        np.array(layout.lines, dtype=np.intp),
        layout.row_names,
        word="row",
    )
    columns = []
    notes.extend(layout.notes)
    for i, (column_name, cells) in enumerate(zip(layout.heading.names, layout.columns, strict=True)):
        decimal = reading.decimal or "."
        column = column_of(
            column_name, [_written(cell, decimal) for cell in cells], table.place, decimal, reading.missing
        )
        column, note = _typed(column._replace(cells=cells), table, reading.missing)
        notes.extend(note)
        columns.append(as_said(column, layout.heading.unit(i), layout.heading.kind(i)))
    return table._replace(columns=tuple(columns), notes=tuple(notes))


def _chosen(book: Any, where: str, wanted: str | int | None) -> tuple[str, list[str]]:
    """Give the title of the wanted sheet, and those of all others where nobody wanted one."""
    sheets = [about for about in book.sheets_metadata if str(about.typ).endswith(".WorkSheet")]
    titles = [about.name for about in sheets]
    if not titles:
        raise InputError(f"{quoted(where)} has no sheet with cells")
    if wanted is None:
        visible = [about.name for about in sheets if str(about.visible).endswith(".Visible")]
        title = (visible or titles)[0]
        return title, [other for other in titles if other != title]
    if str(wanted) in titles:
        return str(wanted), []
    number = str(wanted).strip()
    if re.fullmatch("[1-9][0-9]{0,5}", number) and int(number) <= len(titles):
        return titles[int(number) - 1], []
    raise InputError(
        f"{quoted(where)} has no sheet {quoted(wanted)}; there are {some([quoted(title) for title in titles])}"
    )


def _text(cell: Any) -> str:
    """Write a cell as a text would have it; what is no text is marked."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float):
        return _Typed(as_text(cell))
    if isinstance(cell, datetime.datetime | datetime.date | datetime.time):
        return _Typed(cell.isoformat(*([" "] if isinstance(cell, datetime.datetime) else [])))
    return "" if cell is None else _Typed(cell)


def _without_title(
    records: list[list[str]], rows: list[int], notes: list[str]
) -> tuple[list[list[str]], list[int], list[str]]:
    """Leave out what stands above a table in one cell alone: its title, and remarks."""
    filled = [sum(bool(cell.strip()) for cell in record) for record in records]
    start = next((row for row, count in enumerate(filled) if count > 1), 0)
    if all(is_number(cell) for cell in records[start] if cell.strip()):
        start = 0  # these are rows, and what is above them is a heading
    elif (
        start and records[start - 1][1:] and not records[start - 1][0].strip() and _is_a_row(records[start:])
    ):
        start -= 1  # the only name, for the column of the names of the rows has none
    titles = [row for row in range(start) if filled[row]]
    if titles:
        which = f"row{'s' * (len(titles) > 1)} {some([str(rows[row]) for row in titles])}"
        words = next(cell for cell in records[titles[0]] if cell.strip())
        notes = [*notes, f"Left out {which} above the heading ({quoted(words.strip())})."]
    return records[start:], rows[start:], notes


def _is_a_row(records: list[list[str]]) -> bool:
    """Tell whether the first of two columns' records has no names."""
    few = records[: SAMPLE + 1]
    return len(few[0]) == 2 and bool(seems_a_row(few[0], few[1:])) and not is_headed_by_years(few)


def _fill(
    records: list[list[str]], top: int, left: int, ranges: list[tuple[tuple[int, int], tuple[int, int]]]
) -> list[str]:
    """Let what stands in cells of one column that are merged, below the names, hold for each of their rows."""
    filled = []
    for (first, column), (last, right) in sorted(ranges):
        rows = range(first - top + 1, min(last - top + 1, len(records)))
        place = column - left
        if column != right or first <= top or not rows or not 0 <= place < len(records[0]):
            continue
        value = records[first - top][place]
        if value.strip():
            for row in rows:
                records[row][place] = value
            filled.append(f"{first + 1} to {last + 1}")
    return (
        [f"Took merged cells for the same value in each of their rows (rows {some(filled)})."]
        if filled
        else []
    )


def _written(cell: str, decimal: str) -> str:
    """Write what is a number by itself with the decimal sign of those that are stored as text."""
    return cell.replace(".", decimal) if isinstance(cell, _Typed) and is_number(cell) else cell


def _typed(column: Column, table: Table, missing: Missing) -> tuple[Column, list[str]]:
    """Let a column hold what its cells are: dates, truth values, numbers that are stored as text."""
    cells = column.cells or ()
    present = [row for row, cell in enumerate(cells) if cell.strip() and not missing.says(cell)]
    if column.numbers is not None:
        stored = [row for row in present if not isinstance(cells[row], _Typed)]
        if len(stored) == len(present):
            return column._replace(holds=_AS_TEXT), []
        if stored:
            count = f"{len(stored)} number{'s' * (len(stored) > 1)}"
            return column, [
                f"{count} in column {shown(column.name)} {'are' if len(stored) > 1 else 'is'} stored as text "
                f"({table.places(stored)})."
            ]
        return column, []
    typed = [cells[row] for row in present if isinstance(cells[row], _Typed)]
    if column.holds == "text" and typed and len(typed) == len(present):
        if set(typed) <= set(_TRUTH):
            numbers = np.array([_TRUTH.get(cell, np.nan) for cell in cells])
            return column._replace(numbers=numbers, holds="truth values"), []
        for sign, holds in ((_DATE, "dates"), (_SPAN, "time spans")):
            if all(map(sign.fullmatch, typed)):
                return column._replace(holds=holds), []
    return column, []
