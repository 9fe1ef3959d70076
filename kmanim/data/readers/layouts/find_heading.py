"""Where the heading of a table ends: names first, under them perhaps units, types, questions or a drawn line."""

from __future__ import annotations

import re
from collections.abc import Callable

from kmanim.data.limits import quoted
from kmanim.data.readers.layouts.column_types import TYPE_OF, prefixed, typed
from kmanim.data.readers.layouts.first_record import (
    is_any_number,
    is_like_data,
    is_numeric,
    refuse_data_as_names,
)
from kmanim.data.readers.layouts.heading import SAMPLE, Heading, Records
from kmanim.data.readers.layouts.units import is_unit, sign_of
from kmanim.data.readers.missing import is_missing
from kmanim.errors import InputError, listed

_RULE = re.compile(r":?(?:-+|=+):?")
_SAYS_UNITS = dict.fromkeys(
    ("unit", "units", "einheit", "einheiten", "unité", "unités", "unidad", "unità"), ""
)


def heading_of(
    records: Records, place: Callable[[int], str], *, where: str, certain: bool = False, bars: bool = False
) -> Heading:
    """Read what stands above the rows.

    Parameters
    ----------
    records : sequence of sequences of str
        The first records of a table, all of one length, names first; `SAMPLE` of them are enough.
    place : callable
        From the number of a record to the words for its place: ``line 3``.
    where : str
        How messages call the table.
    certain : bool
        Whether the first record is sure to hold names.
    bars : bool
        Whether fields end at bars, as they do in Markdown, where a rule may be one dash long.

    Raises
    ------
    InputError
        If the first record looks like a row, or what stands under it seems to be units or types and is not understood.
    """
    names = tuple(field.strip() for field in records[0])
    body = records[1 : SAMPLE + 1]
    heading = (
        _ruled(names, body, place, bars=bars)
        or _surveyed(names, body, place)
        or typed(names, body, place)
        or _measured(names, body, place, where)
        or prefixed(names)
    )
    if not certain and len(records) > heading.above:
        refuse_data_as_names(names, records[heading.above : SAMPLE + 1], place(0), where)
    return heading


def has_lines_below(records: Records) -> bool:
    """Tell whether units, types or a rule stand under the first record."""
    try:
        return heading_of(records, str, where="", certain=True, bars=True).above > 1
    except InputError:
        return False


def _ruled(
    names: tuple[str, ...], body: Records, place: Callable[[int], str], *, bars: bool
) -> Heading | None:
    """Pass over a line that is drawn under the names: ``|---|:--|``."""
    cells = [cell.strip() for cell in body[0] if cell.strip()] if body else []
    drawn = cells and all(map(_RULE.fullmatch, cells))
    if not drawn or not (bars or all("---" in cell or "===" in cell for cell in cells)):
        return None
    return Heading(names, 2, notes=() if bars else (f"Took {place(1)} for a rule, not for a row.",))


def _surveyed(names: tuple[str, ...], body: Records, place: Callable[[int], str]) -> Heading | None:
    """Pass over Qualtrics' lines of questions and of identifiers under the names."""
    if len(body) < 2 or not all(cell.strip().startswith('{"ImportId":') for cell in body[1]):
        return None
    note = f"Took {place(1)} for the questions of a survey and {place(2)} for its identifiers, not for rows."
    return Heading(names, 3, notes=(note,))


def _measured(
    names: tuple[str, ...], body: Records, place: Callable[[int], str], where: str
) -> Heading | None:
    """Understand a line of units under the names: all columns of numbers have text there, and nowhere else."""
    if len(body) < 2:
        return None
    rest = list(zip(*body[1:], strict=True))
    numeric = [
        i
        for i, cells in enumerate(rest)
        if is_numeric(cells) and all(is_any_number(cell) or is_missing(cell) for cell in cells[:100])
    ]
    under = {i: body[0][i].strip() for i in numeric}
    words = [cell for cell in under.values() if cell not in ("", "1")]
    beside = [body[0][i].strip() for i in range(len(names)) if i not in under]
    if not words or any(is_missing(cell) or is_like_data(cell) for cell in words):
        return None
    # A single letter may be a category, or a slip.
    units = all(map(is_unit, words)) and (len(words) > 1 or len(words[0]) > 1 or not words[0].isalpha())
    # What names a row, or is a category of it, is no unit; but no row measures two things in words of units.
    if any(cell and not _stands_beside_units(cell) for cell in beside):
        if not units or min(map(len, words)) < 2:
            return None
        units = len(words) > 1
    if units:
        found = tuple(sign_of(under.get(i, "").strip("[]()")) for i in range(len(names)))
        what = listed([quoted(word) for word in words[:3]])
        return Heading(names, 2, found, notes=(f"Took {place(1)} for units ({what}), not for a row.",))
    if (len(words) > 1 or (is_unit(words[0]) and len(words[0]) > 1)) and not any(
        map(is_like_data, (names[i] for i in numeric))
    ):
        raise InputError(
            f"{where}, {place(1)} ({quoted(', '.join(words[:3]))}) seems to hold units or a second heading, for all "
            "other lines have numbers there; delete it"
        )
    return None


def _stands_beside_units(cell: str) -> bool:
    """Tell what a line of units says over text: ``UTC``, ``Unit:``, a type; one letter may as well name a row."""
    word = cell.casefold().rstrip(":")
    return (len(word) > 2 and is_unit(cell)) or word in _SAYS_UNITS or (len(word) > 2 and word in TYPE_OF)
