"""Whether the first record of a table has the names of its columns, or is a row: what stands below it tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kmanim.data.limits import quoted
from kmanim.data.readers.layouts.heading import Records
from kmanim.data.readers.missing import is_missing
from kmanim.data.readers.numerals import complaint, is_number
from kmanim.errors import InputError

# What stands over columns of names, in tables whose other columns are years, months or other numbers.
_SAYS_NAMES = frozenset(
    re.findall(
        r"\S+",
        """
    and area bezirk bundesland canton categoria categorie category cities city code comune continent countries
    country county departement department district economy entity gemeinde geo group id indicator iso iso2 iso3
    item kanton kategorie kind label land länder measure municipality name names nation nazione nom nombre obec
    or ort paese pais parameter pays país period place product province provincia region regione région sector
    series site species staat stadt state station subject team territory time type variable ville zeme země
    """,
    )
)
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")


def seems_a_row(first: Sequence[str], body: Records) -> bool | None:
    """Tell a row from a record of names, by what stands below it; None where nothing tells.

    Under names stand numbers where the name is none, and a row of categories has most likely occurred again below.
    """
    columns = list(zip(*body, strict=True)) if body else [(field,) for field in first]
    numeric = _numeric(columns)
    if numeric:
        return all(is_like_data(first[i]) for i in numeric)
    again = [bool(name.strip()) and name in cells for name, cells in zip(first, columns, strict=True)]
    return True if any(again) and body else None


def refuse_data_as_names(names: Sequence[str], body: Records, line: str, where: str) -> None:
    """Refuse a first record that is most likely a row: it would be lost as names.

    Raises
    ------
    InputError
        If the names over all columns of numbers are numbers, too, and no years beside a column of text; or if there
        are no numbers, and the names of all columns that repeat themselves occur below.
    """
    columns = list(zip(*body, strict=True))
    numeric = _numeric(columns)
    if numeric:
        if not all(is_like_data(names[i]) for i in numeric) or _are_years(names, columns, numeric):
            return
        what = "looks like data"
    elif _occur_below(names, columns):
        what = "may be data, for its categories occur again below"
    else:
        return
    raise InputError(
        f"{where}, {line} {what} ({quoted(', '.join(names))}); "
        "no header? give --no-header (these are names? then --header)"
    )


def says_names(name: str) -> bool:
    """Tell whether a column that is called so surely holds names: ``Country Name``, ``station``."""
    words = re.findall(r"[^\W_]+", name.casefold())
    return bool(words) and _SAYS_NAMES.issuperset(words)


def is_headed_by_years(records: Records) -> bool:
    """Tell whether the first record has years for names, over numbers that are none."""
    columns = list(zip(*records[1:], strict=True))
    numeric = _numeric(columns)
    return bool(numeric) and _are_years([field.strip() for field in records[0]], columns, numeric)


def is_numeric(cells: Sequence[str]) -> bool:
    """Tell whether some of the first cells of a column are numbers."""
    return any(map(is_any_number, cells[:100]))


def is_any_number(cell: str) -> bool:
    """Tell whether a cell is a number with any decimal sign."""
    return is_number(cell) or is_number(cell, ",")


def is_like_data(name: str) -> bool:
    """Tell whether a name may as well be a number, or say that one is missing."""
    name = name.strip()
    return bool(name) and (is_any_number(name) or is_missing(name) or bool(complaint(name, ".")))


def _numeric(columns: Sequence[Sequence[str]]) -> list[int]:
    return [i for i, cells in enumerate(columns) if is_numeric(cells)]


def _are_years(names: Sequence[str], columns: Sequence[Sequence[str]], numeric: Sequence[int]) -> bool:
    """Tell years in order, over numbers that are none, beside a column of text whose name does not occur in it.

    Beside what surely is the name of a column, such as ``Country``, any whole numbers are names: those of months, too.
    """
    years = [names[i] for i in numeric]
    if not all(map(str.isdecimal, years)):
        return False
    texts = [i for i in range(len(names)) if i not in numeric and any(map(str.strip, columns[i]))]
    if not texts or any(is_like_data(names[i]) or names[i] in columns[i] for i in texts):
        return False
    if any(says_names(names[i]) for i in texts):
        return len(set(years)) == len(years)
    if not all(map(_YEAR.fullmatch, years)):
        return False
    steps = [int(b) - int(a) for a, b in pairwise(years)]
    cells = [cell.strip() for i in numeric for cell in columns[i][:100] if not is_missing(cell)]
    if len(steps) > 1 and len(set(steps)) == 1 and steps[0]:
        return 2 * sum(bool(_YEAR.fullmatch(cell)) for cell in cells) < len(cells)
    # Few years, or not one after the other, may be measures: not where all measures below are of another size. A single
    # one may be the largest of its column.
    alike = any(500 <= abs(float(cell.replace(",", "."))) < 5_000 for cell in cells if is_any_number(cell))
    return not alike and len(steps) > 0 and len(columns[0]) > 1 and (min(steps) > 0 or max(steps) < 0)


def _occur_below(names: Sequence[str], columns: Sequence[Sequence[str]]) -> bool:
    """Tell whether what may be names of categories are such: each occurs again, but in columns that never repeat."""
    there = [(name, set(cells)) for name, cells in zip(names, columns, strict=True) if name]
    again = [name in cells for name, cells in there]
    repeating = [
        len({cell for cell in cells if cell.strip()}) < sum(bool(cell.strip()) for cell in cells)
        for name, cells in zip(names, columns, strict=True)
        if name
    ]
    once = all(found or not repeats for found, repeats in zip(again, repeating, strict=True))
    return bool(again) and (all(again) or (once and sum(again) >= 2))
