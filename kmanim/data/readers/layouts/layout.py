"""From records of text to named columns: heading, rows and columns without anything in them, names of rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from kmanim.arrays import IntArray
from kmanim.data.column_names import check_names, some
from kmanim.data.feature import default_names
from kmanim.data.limits import check_size
from kmanim.data.readers.layouts.find_heading import heading_of
from kmanim.data.readers.layouts.first_record import is_headed_by_years, is_numeric, says_names
from kmanim.data.readers.layouts.heading import SAMPLE, Heading
from kmanim.data.readers.missing import is_missing
from kmanim.data.readers.numerals import is_number
from kmanim.errors import InputError

Lines = Sequence[int] | IntArray


class Layout(NamedTuple):
    """Where things are in a table of text.

    Attributes
    ----------
    heading : Heading
        The names of its columns, and what is known of them besides.
    columns : sequence of sequence of str
        Their cells, as many as there are names.
    lines : sequence or array of int
        On which line of the file each row begins, 1-based.
    row_names : tuple of str or None
        What its rows are called, where the first column has no name of its own.
    rows : ndarray of int, or None
        Which rows (0-based) these are of a larger table, where numbers in order stand there, as R leaves them.
    notes : tuple of str
        What was left out.
    """

    heading: Heading
    columns: Sequence[Sequence[str]]
    lines: Lines
    row_names: tuple[str, ...] | None = None
    rows: IntArray | None = None
    notes: tuple[str, ...] = ()


def layout_of(
    records: Sequence[Sequence[str]],
    lines: Lines,
    *,
    where: str,
    header: bool | str = True,
    bars: bool = False,
    word: str = "line",
    body: Callable[[int, bool], Sequence[Sequence[str]]] | None = None,
) -> Layout:
    """Find heading, rows and columns.

    Parameters
    ----------
    records : sequence of sequences of str
        All of one length.
    lines : sequence or array of int
        Where each begins.
    where : str
        How messages call the table.
    header : bool or "certain"
        Whether the first record names the columns; True: one that looks like data is refused.
    bars : bool
        Whether fields end at bars, as they do in Markdown.
    word : str
        What `lines` counts: lines of a text, rows of a sheet.
    body : callable, optional
        Where `records` are only the first ones, but `lines` those of all, and none is blank: gives the columns
        from a line on, without spaces around cells if asked to.

    Raises
    ------
    InputError
        If there are no rows, the first record looks like one, or columns have no name or one name twice.
    """
    notes: list[str] = []
    if body is None:
        records, lines, notes = _without_blank(records, lines, where, word)
    if header is False:
        heading = Heading(tuple(default_names(len(records[0]))), 0)
    else:
        heading = heading_of(
            records, lambda row: f"{word} {lines[row]}", where=where, certain=header == "certain", bars=bars
        )
    if len(lines) <= heading.above:
        raise InputError(f"{where} has a header but no rows")
    records, lines = records[heading.above :], lines[heading.above :]
    check_size(len(lines), len(heading.names), where)
    columns: Sequence[Sequence[str]]
    if body is not None:
        columns = body(int(lines[0]), bars)
    else:
        columns = list(zip(*records, strict=True))
        if bars:  # which are set in line by spaces
            columns = [[cell.strip() for cell in cells] for cells in columns]
    layout = Layout(heading, columns, lines, notes=(*notes, *heading.notes))
    if header is not False:
        layout = _with_row_names(_without_spacers(layout, quiet=bars))
    check_names(layout.heading.names, where)
    return layout


def _without_blank(
    records: Sequence[Sequence[str]], lines: Lines, where: str, word: str
) -> tuple[Sequence[Sequence[str]], Lines, list[str]]:
    """Leave out records of delimiters alone: spreadsheets write empty rows so."""
    if len(records[0]) < 2:
        return records, lines, []
    kept = [row for row, record in enumerate(records) if any(map(str.strip, record))]
    if len(kept) == len(records):
        return records, lines, []
    if not kept:
        raise InputError(f"{where} is empty")
    blank = sorted(set(range(len(records))) - set(kept))
    at = ", ".join(str(lines[row]) for row in blank[:5]) + (", ..." if len(blank) > 5 else "")
    s = "s" if len(blank) > 1 else ""
    what = f"row{s} of delimiters alone" if word == "line" else f"empty row{s}"
    note = f"Left out {len(blank)} {what} ({word}{s} {at})."
    return [records[row] for row in kept], [lines[row] for row in kept], [note]


def _without_spacers(layout: Layout, *, quiet: bool) -> Layout:
    """Leave out columns without name and values: spacers of spreadsheets, delimiters at the end of lines."""
    names, columns = layout.heading.names, layout.columns
    blank = [
        i
        for i, name in enumerate(names)
        if not name and not any(cell and not cell.isspace() for cell in columns[i])
    ]
    if not blank or len(blank) == len(names):
        return layout
    notes = layout.notes
    # In Markdown bars also stand at both ends.
    if not (quiet and set(blank) <= {0, len(names) - 1}):
        last = blank == [len(names) - 1]
        which = (
            "the last column, which has"
            if last
            else f"column {blank[0] + 1}, which has"
            if len(blank) == 1
            else f"columns {some([str(i + 1) for i in blank])}, which have"
        )
        notes = (*notes, f"Left out {which} no name and no values.")
    return _with_columns(layout, [i for i in range(len(names)) if i not in blank], notes)


def _with_row_names(layout: Layout) -> Layout:
    """Take a first column without name as the names of the rows, as R and spreadsheets write them."""
    names = layout.heading.names
    if len(names) < 2 or names[0]:
        return layout
    first = layout.columns[0]
    named = _with_columns(
        layout,
        list(range(1, len(names))),
        (*layout.notes, "Column 1 has no name and was taken as row names."),
    )
    if all(map(is_number, first)):
        return named._replace(rows=_places(first))
    return named._replace(row_names=tuple(first) if len(set(first)) == len(first) else None)


def _places(numbers: Sequence[str]) -> IntArray | None:
    """Take numbers of rows that ascend from 1 or more, with some left out; None for all others."""
    if not all(number.strip().isdecimal() and len(number) < 12 for number in numbers):
        return None
    places = np.array([int(number) - 1 for number in numbers], dtype=np.intp)
    counted = bool((places == np.arange(len(places))).all())
    return None if counted or places[0] < 0 or (np.diff(places) <= 0).any() else places


def _with_columns(layout: Layout, kept: Sequence[int], notes: tuple[str, ...]) -> Layout:
    heading = layout.heading
    picked = heading._replace(
        names=tuple(heading.names[i] for i in kept),
        units=tuple(heading.unit(i) for i in kept),
        kinds=tuple(heading.kind(i) for i in kept),
    )
    return layout._replace(heading=picked, columns=[layout.columns[i] for i in kept], notes=notes)


def is_short(records: Sequence[Sequence[str]], *, enclosed: bool, commas: bool) -> bool:
    """Tell whether the first record is one field short as R's ``write.table`` has it: without a name for row names.

    Parameters
    ----------
    records : sequence of sequences of str
        The first one field shorter than all others.
    enclosed : bool
        Whether the rows begin with a quotation mark, as R's names of rows do.
    commas : bool
        Whether fields end at commas, which may stand between thousands instead.
    """
    rows = records[1:]
    first, *others = zip(*rows, strict=True)
    named = all(map(str.strip, records[0])) and all(map(str.strip, first)) and len(set(first)) == len(first)
    # Under the line of a title stand names, and they may be years.
    few = not enclosed and (len(records[0]) < 2 or len(rows) < 2)
    if not named or few or is_headed_by_years(rows[: SAMPLE + 1]):
        return False
    numbers = [cell for cell in first if is_number(cell)]
    if len(numbers) == len(first):
        return enclosed and all(cell.isdecimal() for cell in first)
    numeric = [cells for cells in others if is_numeric(cells)]
    # The name of a column of names stands over them: it is the last one that has no name. Or that is empty: a line may
    # end with a delimiter.
    if (not enclosed and says_names(records[0][0]) and others[0] in numeric) or not any(
        map(str.strip, others[-1])
    ):
        return False
    if commas and not enclosed and any(map(_are_thousands, others, others[1:])):
        return False
    # A line of names below a title is no row of numbers.
    sound = all(is_missing(cells[0]) or is_numeric(cells[:1]) for cells in numeric)
    return not numbers and sound and (bool(numeric) or enclosed)


def _are_thousands(left: Sequence[str], right: Sequence[str]) -> bool:
    """Tell whether the comma between two columns may stand between thousands in all rows."""
    return all(re.fullmatch(r"\s*-?[1-9][0-9]{0,2}", cell) for cell in left) and all(
        re.fullmatch(r"[0-9]{3}(?:\.[0-9]+)?\s*", cell) for cell in right
    )
