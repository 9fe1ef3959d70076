"""Tables as CSV that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from numbers import Number

_FORMULA = ("=", "+", "-", "@", "\t", "\n")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    r"""Write a table as CSV: commas, ``\n`` line ends, a dot in numbers.

    Numbers are written as Python writes them, so that they read back as the same number; None is an empty
    cell. A text that a spreadsheet would take for a formula (it starts with ``=``, ``+``, ``-`` or ``@``)
    gets an apostrophe in front.

    Raises
    ------
    ValueError
        If a row has not as many cells as the header.

    Examples
    --------
    >>> csv_text(["run", "note"], [[1, "=1+1"], [2, None]])
    "run,note\n1,'=1+1\n2,\n"
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([_cell(name) for name in header])
    for row in rows:
        if len(row) != len(header):
            raise ValueError(f"a row of {len(row)} cells under {len(header)} columns")
        writer.writerow([_cell(value) for value in row])
    return text.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    item = getattr(value, "item", None)  # numpy's numbers would write their type, too
    plain = item() if item is not None and isinstance(value, Number) else value
    if isinstance(plain, Number):
        return str(plain)
    text = str(plain).encode("utf-8", "replace").decode("utf-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # a bare carriage return would end the row
    return f"'{text}" if text.startswith(_FORMULA) else text
