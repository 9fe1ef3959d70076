"""Whether quotation marks enclose fields or are letters: what field counts prove."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence

from kmanim.data.readers.missing import is_missing
from kmanim.data.readers.numerals import is_number
from kmanim.errors import InputError

QUOTES = ("double", "none")

_LINE_END = re.compile("\r\n|\n|\r")


def are_letters(text: str, where: str, skip: int, delimiter: str) -> bool:
    """Tell whether quotation marks are letters, as portals of biodiversity and databases write them after tabs.

    Parameters
    ----------
    text : str
        The whole text.
    where : str
        How messages call it.
    skip : int
        How many lines at the top are comments.
    delimiter : str
        What ends a field.

    Returns
    -------
    bool
        True if every line has as many fields where quotation marks mean nothing, but not all where they enclose fields;
        and nothing looks as if it had been meant to be enclosed.

    Raises
    ------
    InputError
        If both ways are as good.
    """
    if '"' not in text or delimiter == " ":
        return False
    lines = [(n, line) for n, line in enumerate(_LINE_END.split(text)[skip:], skip + 1) if line.strip()]
    counts = {line.count(delimiter) for _, line in lines}
    if len(counts) != 1 or counts == {0}:
        return False
    width = counts.pop() + 1
    stray = [(n, line) for n, line in lines if '"' in line and not _encloses(line, delimiter, width)]
    fields = [field for _, line in stray for field in line.split(delimiter)]
    if not stray or not all(_is_text(field, delimiter) for field in fields):
        return False
    if delimiter == "\t" or _has_numbers([line.split(delimiter) for _, line in lines[1:]]):
        return True
    raise InputError(
        f"{where}, line {stray[0][0]}: a quotation mark opens and none closes it in its line; "
        "give --quotes none if it is a letter, --quotes double if the field goes on in the next line"
    )


def _encloses(line: str, delimiter: str, width: int) -> bool:
    """Tell whether quotation marks in a line open and close around whole fields, or do neither."""
    try:
        rows = list(csv.reader([line], delimiter=delimiter, skipinitialspace=True, strict=True))
    except csv.Error:
        return False
    return len(rows) == 1 and len(rows[0]) == width


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
