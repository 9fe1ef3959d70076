"""Text as numbers: exactly, or not at all.

``float()`` also takes ``1_000``, full-width digits, ``nan`` and ``1e999``; a reader of tables must not.
"""

from __future__ import annotations

import math
import re
import shlex
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from kmanim.data.limits import quoted
from kmanim.data.readers.cells.distinct import Distinct, kinds_of, mapped
from kmanim.data.readers.cells.plain_text import doubtful
from kmanim.data.readers.missing import USUAL, Missing
from kmanim.data.readers.table import EMPTY, Column
from kmanim.errors import shown

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_PLAIN = re.compile(r"[0-9+\-.eE \n]*")
_COMMA = re.compile(r"[+-]?[0-9]*,[0-9]+(?:[eE][+-]?[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?(?:[0-9]+,?[0-9]*|,[0-9]+)(?:[eE][+-]?[0-9]+)?")
_COMMA_OR_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:([,.' \u2019\u00a0\u202f])[0-9]{3})(?:\1[0-9]{3})*(?:[.,][0-9]+)?")
_COMMA_GROUPS = re.compile(r"[+-]?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]{1,3})(?:\.[0-9]+)?")
_INFINITE = re.compile(r"[+-]?inf(?:inity)?", re.IGNORECASE)
_AROUND = re.compile(r"^[$€£¥]\s*|\s*[%$€£¥]$")

_MANY = 1000  # cells, from which on it is worth while to look at their bytes first

LineOf = Callable[[int], str]


def is_number(cell: str, decimal: str = ".") -> bool:
    """Tell whether the cell is one number and nothing else, with `decimal` as its decimal sign."""
    cell = cell.strip()
    return bool((_NUMBER if decimal == "." else _DECIMAL_COMMA).fullmatch(cell))


def uses_comma(cell: str) -> bool:
    """Tell whether the cell is a number with a decimal comma, or with a comma between thousands."""
    return bool(_COMMA.fullmatch(cell.strip()))


def may_be_thousands(cell: str) -> bool:
    """Tell whether the comma of ``1,234`` could as well stand between thousands."""
    return bool(_COMMA_OR_THOUSANDS.fullmatch(cell.strip()))


def without_groups(cells: Sequence[str], missing: Missing = USUAL) -> tuple[str, Sequence[str]] | None:
    """Take the commas out of a column in which they stand between thousands, and nowhere else.

    Returns
    -------
    tuple of str and sequence of str, or None
        The first cell with such a comma, and the cells without; None where some cell is written otherwise, such as
        ``1000`` or ``1,50``, or none has a comma.
    """
    first = ""
    for cell in kinds_of(cells):
        bare = cell.strip()
        if not _COMMA_GROUPS.fullmatch(bare) and not missing.says(cell):
            return None
        if not first and "," in bare and not missing.says(cell):
            first = bare
    if not first:
        return None
    return first, mapped(cells, lambda cell: cell if missing.says(cell) else cell.replace(",", ""))


def complaint(cell: str, decimal: str) -> str:
    """Say what keeps a cell that was meant as a number from being one; empty where it is plain text."""
    cell = cell.strip()
    bare = _AROUND.sub("", cell)
    folded = unicodedata.normalize("NFKC", bare).replace("\u2212", "-").replace("_", "").strip()
    fault = ""
    if _INFINITE.fullmatch(bare):
        fault = "is not a finite number"
    elif is_number(bare, decimal):
        fault = "carries a sign that is no part of a number"
    elif _GROUPED.fullmatch(bare):
        mend = ", or give --decimal , if the comma is decimal" if uses_comma(bare) else ""
        fault = f"has a separator between thousands; write plain digits{mend}"
    elif uses_comma(bare):
        fault = "has a decimal comma; write a point or give --decimal ,"
    elif is_number(bare):
        fault = "has a decimal point among decimal commas; write all numbers one way"
    elif is_number(folded):
        fault = "is not written as a plain number"
    return f"{quoted(cell)} {fault}" if fault else ""


def column_of(
    name: str, cells: Sequence[str], line_of: LineOf, decimal: str = ".", missing: Missing = USUAL
) -> Column:
    """Read a column of text as numbers where it is meant so.

    Parameters
    ----------
    name : str
        The column's name.
    cells : sequence of str
        One a row.
    line_of : callable
        From a row to the words for its place, for messages.
    decimal : {".", ","}
        The decimal sign.
    missing : Missing
        What says that a cell has no value.

    Returns
    -------
    Column
        With `numbers` if every cell is a number or missing; with `problem` if at least half of the cells are
        meant as numbers but not all are; else text.
    """
    numbers = _all_plain(cells) if decimal == "." and not isinstance(cells, Distinct) else None
    if numbers is not None:
        return without_numbers(Column(name, numbers, cells), missing)
    return _column_by_cell(name, cells, line_of, decimal, missing)


def without_numbers(column: Column, missing: Missing) -> Column:
    """Make missing what is numbers, but was named as saying that there is none: -999."""
    if not missing.numbers or column.numbers is None:
        return column
    numbers = np.where(np.isin(column.numbers, list(missing.numbers)), math.nan, column.numbers)
    if np.isnan(numbers).all():
        return column._replace(numbers=None, holds="no values at all")
    return column._replace(numbers=numbers)


def _all_plain(cells: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.float64]] | None:
    """Read the common case at the speed of C: numbers only, none missing, too large or too small."""
    if not all(
        _PLAIN.fullmatch("\n".join(some)) for some in (cells[:_MANY], cells)
    ):  # text is told by its first
        return None
    try:
        numbers = np.fromiter(map(float, cells), np.float64, len(cells))
    except ValueError:
        return None
    if not np.isfinite(numbers).all() or any(
        _vanished(cells[row]) for row in np.flatnonzero(numbers == 0).tolist()
    ):
        return None
    return numbers


def _vanished(cell: str) -> bool:
    """Tell whether a cell that reads as 0 has a digit other than 0."""
    return bool(re.search("[1-9]", re.split("[eE]", cell)[0]))


def _column_by_cell(
    name: str, cells: Sequence[str], line_of: LineOf, decimal: str, missing: Missing
) -> Column:
    """Judge every cell; what is written alike is judged once, and text at first sight not at all."""
    if len(cells) > _MANY:
        kinds, counts = (cells.kinds, cells.counts) if isinstance(cells, Distinct) else (cells, None)
        rows = doubtful(kinds, missing).tolist()
        if 2 * (len(rows) if counts is None else sum(counts[row] for row in rows)) < len(cells):
            return Column(name, None, cells, "text", gaps=missing.among({kinds[row] for row in rows}))
    values: dict[str, float] = {}
    present = meant = 0
    problem = ""
    texts: Counter[str] = Counter()  # what is no number, nor meant as one
    distinct = Distinct.of(cells)
    for cell, count in zip(distinct.kinds, distinct.counts, strict=True):
        values[cell] = math.nan
        if missing.says(cell):
            continue
        present += count
        if is_number(cell, decimal):
            meant += count
            plain = cell.strip().replace(",", ".")
            number = float(plain)
            wrong = "large" if math.isinf(number) else "small" if number == 0 and _vanished(plain) else ""
            fault = f"{quoted(plain)} is too {wrong} for a number in double precision" if wrong else ""
            values[cell] = number
        else:
            fault = complaint(cell, decimal)
            meant += count if fault else 0
            if not fault:
                texts[cell] = count
        if fault and not problem:
            problem = f"{line_of(cells.index(cell))}: {fault}"
    gaps = missing.among(values)
    if not present:
        empty = not any(map(str.strip, values))
        return Column(name, None, cells, EMPTY if empty else "no values at all", gaps=gaps)
    if not meant or 2 * meant < present:
        return Column(name, None, cells, "text", gaps=gaps)
    if texts and not problem:
        problem = _no_number(cells, texts, line_of)
    if problem:
        return Column(name, None, cells, "text among numbers", problem, gaps)
    numbers = distinct.each(list(values.values()))
    return without_numbers(Column(name, numbers, cells, gaps=gaps), missing)


def _no_number(cells: Sequence[str], texts: Counter[str], line_of: LineOf) -> str:
    """Complain of the first text among numbers; what recurs, or has no letter, may say that there is no value."""
    first = next(iter(texts))
    cell = first.strip()
    again = {text.strip() for text in texts} == {cell} and (
        texts.total() > 1 or not any(map(str.isalnum, cell))
    )
    mend = f"; give --na {shown(shlex.quote(cell), 40)} if it says that there is no value" if again else ""
    return f"{line_of(cells.index(first))}: {quoted(first)} is not a number{mend}"
