"""Columns that number their rows: patient_id, gbifID, Nr, index. Unasked, they are no measure of anything."""

from __future__ import annotations

import re

import numpy as np

from kmanim.data.readers.table import Column, Table

IDENTIFIERS = "an identifier unless chosen with --columns"

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
# These as the first or the last word of a name; the others only where they are all of it.
_ID = {"id", "ids", "uid", "uuid", "guid", "oid", "rowid", "objectid", "fid"}
_WHOLE = _ID | {
    "nr", "no", "num", "number", "nummer", "index", "idx", "row", "rownum", "rownames", "rown", "obs", "observation",
    "case", "caseno", "casenum", "key", "serial", "record", "seq", "sequence", "lfd nr", "lfdnr", "row names",
    "row number", "row no", "case number", "case no", "record number", "serial no", "serial number", "unnamed 0",
    "s no", "sno", "sl no", "sr no",
}  # fmt: skip
_SIGNS = {"#", "№", "Nº", "N°", "序号", "番号"}


def with_identifiers(table: Table) -> Table:
    """Tell columns of numbers that only number the rows from measures; if asked for, they are clustered."""
    columns = tuple(
        column._replace(holds=IDENTIFIERS) if is_identifier(column) else column for column in table.columns
    )
    return table._replace(columns=columns)


def is_identifier(column: Column) -> bool:
    """Tell whether a column is an identifier: it is called so, and its values are whole numbers and all different.

    Both are asked for: a column called ``x`` with 1 to n in it may be a measure, and so may an ``id`` that repeats.
    """
    if column.holds != "numbers" or column.numbers is None or not _is_called_so(column.name):
        return False
    numbers = column.numbers
    whole = bool(np.isfinite(numbers).all()) and bool((numbers == np.floor(numbers)).all())
    ordered = np.sort(numbers) if whole else numbers
    return len(numbers) > 1 and whole and bool((ordered[1:] != ordered[:-1]).all())


def _is_called_so(name: str) -> bool:
    if name.strip() in _SIGNS:
        return True
    words = [word.casefold() for word in _WORDS.findall(name)]
    return " ".join(words) in _WHOLE or bool(words and (words[-1] in _ID or words[0] in _ID))
