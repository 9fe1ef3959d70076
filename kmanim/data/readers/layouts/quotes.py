"""Whether quotation marks enclose fields or are letters: what field counts prove."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence

from kmanim.data.readers.missing import is_missing
from kmanim.data.readers.numerals import is_number

QUOTES = ("double", "none")

_LINE_END = re.compile("\r\n|\n|\r")


def are_letters(text: str, skip: int, delimiter: str) -> bool:
    """Tell whether quotation marks are letters, as portals of biodiversity and databases write them after tabs.

    Parameters
    ----------
    text : str
        The whole text.
    skip : int
        How many lines at the top are comments.
    delimiter : str
        What ends a field.

    Returns
    -------
    bool
        True if every line has as many fields where quotation marks mean nothing, but not all where they enclose fields;
        and nothing looks as if it had been meant to be enclosed: what marks enclose in every line may hold delimiters.
    """
    if '"' not in text or delimiter == " ":
        return False
    lines = [line for line in lines_of(text)[skip:] if line.strip()]
    counts = {line.count(delimiter) for line in lines[1:]}
    if len(counts) != 1 or counts == {0} or lines[0].count(delimiter) not in (max(counts), max(counts) - 1):
        return False
    stray = [line for line in lines if '"' in line and not _encloses(line, delimiter)]
    if not stray or _are_even(stray, lines, delimiter):
        return False
    fields = [field for line in stray for field in line.split(delimiter)]
    short = lines[0].count(delimiter) < max(counts)
    if not all(_is_text(f, delimiter) for f in fields) or (
        short and any(_spans(s, delimiter) for s in stray)
    ):
        return False
    if delimiter == "\t":
        return True
    # Commas stand in what is enclosed, tabs do not.
    enclosed = any(_fields(line, delimiter) for line in stray)
    return not enclosed and _has_numbers([line.split(delimiter) for line in lines[1:]])


def may_be_letters(lines: Sequence[str], delimiter: str, width: int) -> bool:
    """Tell whether the lines of one record may be a record each: the field that goes on has delimiters in it."""
    return width > 1 and all(line.count(delimiter) == width - 1 for line in lines)


def lines_of(text: str) -> list[str]:
    """Split a text into lines, as a reader of CSV counts them."""
    return _LINE_END.split(text)


def _encloses(line: str, delimiter: str) -> bool:
    """Tell whether quotation marks in a line open and close around whole fields, or do neither."""
    return _fields(line, delimiter) == line.count(delimiter) + 1


def _fields(line: str, delimiter: str) -> int:
    """Count the fields of a line by itself; 0 if a quotation mark is not closed or closes too early."""
    try:
        rows = list(csv.reader([line], delimiter=delimiter, skipinitialspace=True, strict=True))
    except csv.Error:
        return 0
    return len(rows[0]) if len(rows) == 1 else 0


def _are_even(stray: Sequence[str], lines: Sequence[str], delimiter: str) -> bool:
    """Tell whether marks enclose delimiters in every line, and as many in each."""
    counts = {_fields(line, delimiter) for line in stray}
    return len(stray) == len(lines) and len(counts) == 1 and counts != {0}


def _spans(line: str, delimiter: str) -> bool:
    """Tell whether a mark at the beginning of a field seems to be closed in a later one: a field too many."""
    fields = [field.strip() for field in line.split(delimiter)]
    opened = [place for place, field in enumerate(fields) if field.startswith('"') and field.count('"') == 1]
    return bool(opened) and any('"' in field for field in fields[opened[0] + 1 :])


def _is_text(field: str, delimiter: str) -> bool:
    """Tell whether a mark at the beginning of a field may be a letter: not at a number, nor if one closes it."""
    bare = field.strip()
    if not bare.startswith('"'):
        return True
    return not is_number(bare.strip('"')) and (delimiter == "\t" or '"' not in bare[1:])


def _has_numbers(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether some column has numbers in every line: a field cut in two would have text there."""
    return any(
        all(is_number(cell) or is_missing(cell) for cell in cells) and any(map(is_number, cells))
        for cells in zip(*rows, strict=True)
    )
