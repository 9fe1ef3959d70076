"""What stands above the rows of a table: names, and lines of units, types or rules under them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kmanim.data.limits import quoted
from kmanim.data.readers.layouts.units import is_unit
from kmanim.data.readers.missing import is_missing
from kmanim.data.readers.numerals import complaint, is_number
from kmanim.data.readers.table import Column
from kmanim.errors import InputError, listed

SAMPLE = 2_000
"""How many rows are enough to judge a heading by."""

Records = Sequence[Sequence[str]]

_TYPES = {
    "numbers": (
        "continuous c n numeric number num float float32 float64 double real decimal "
        "int integer int8 int16 int32 int64 long bigint smallint"
    ),
    "categories": "discrete d factor category categorical nominal ordinal enum bool boolean logical",
    "text": "string s str text char character varchar object",
    "dates": "time t date datetime timestamp",
}
_TYPE_OF = {word: kind for kind, words in _TYPES.items() for word in words.split()}
_FLAGS = {"class": "class", "c": "class", "meta": "meta", "m": "meta", "ignore": "ignore", "i": "ignore",
          "weight": "weight", "w": "weight"}  # fmt: skip
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
_PREFIX = re.compile(r"([mciw]?)([CDSTN])#(\S.*)")
_RULE = re.compile(r":?(?:-+|=+):?")
_SAYS_UNITS = dict.fromkeys(
    ("unit", "units", "einheit", "einheiten", "unité", "unités", "unidad", "unità"), ""
)
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Heading:
    """What the lines above the rows say.

    Attributes
    ----------
    names : tuple of str
        One a column, empty where it has none.
    above : int
        How many records are no rows: the names, and what stands under them.
    units : tuple of str
        One a column, empty where unknown.
    kinds : tuple of str
        What a column was said to hold: "categories", "text", "dates", "class", "meta", "ignore", "weight"; else empty.
    notes : tuple of str
        What was passed over, one sentence each.
    """

    names: tuple[str, ...]
    above: int = 1
    units: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def unit(self, column: int) -> str:
        """Give the unit of one column."""
        return self.units[column] if self.units else ""

    def kind(self, column: int) -> str:
        """Give what one column was said to hold."""
        return self.kinds[column] if self.kinds else ""


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
        or _typed(names, body, place)
        or _measured(names, body, place, where)
        or _prefixed(names)
    )
    if not certain and len(records) > heading.above:
        refuse_data_as_names(names, records[heading.above : SAMPLE + 1], place(0), where)
    return heading


def seems_a_row(first: Sequence[str], body: Records) -> bool | None:
    """Tell a row from a record of names, by what stands below it; None where nothing tells.

    Under names stand numbers where the name is none, and a row of categories has most likely occurred again below.
    """
    columns = list(zip(*body, strict=True)) if body else [(field,) for field in first]
    numeric = _numeric(columns)
    if numeric:
        return all(_is_like_data(first[i]) for i in numeric)
    again = [bool(name.strip()) and name in cells for name, cells in zip(first, columns, strict=True)]
    return True if any(again) and body else None


def has_lines_below(records: Records) -> bool:
    """Tell whether units, types or a rule stand under the first record."""
    try:
        return heading_of(records, str, where="", certain=True, bars=True).above > 1
    except InputError:
        return False


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
        if not all(_is_like_data(names[i]) for i in numeric) or _are_years(names, columns, numeric):
            return
        what = "looks like data"
    elif _occur_below(names, columns):
        what = "may be data, for all of it occurs again below"
    else:
        return
    raise InputError(
        f"{where}, {line} {what} ({quoted(', '.join(names))}); "
        "no header? give --no-header (these are names? then --header)"
    )


def as_said(column: Column, unit: str, kind: str) -> Column:
    """Let a column hold what stands under its name: numbers may be said to be categories, or to be set aside."""
    if unit and column.numbers is not None:
        column = replace(column, unit=unit)
    holds = {"text": "text", "dates": "dates", "categories": "categories"}.get(
        kind, f"a {kind} variable" if kind else ""
    )
    is_set_aside = kind in _FLAGS.values()
    return replace(column, holds=holds) if holds and (is_set_aside or column.numbers is not None) else column


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
    return any(map(_is_any_number, cells[:100]))


def _numeric(columns: Sequence[Sequence[str]]) -> list[int]:
    return [i for i, cells in enumerate(columns) if is_numeric(cells)]


def _is_like_data(name: str) -> bool:
    name = name.strip()
    return bool(name) and (_is_any_number(name) or is_missing(name) or bool(complaint(name, ".")))


def _is_any_number(cell: str) -> bool:
    return is_number(cell) or is_number(cell, ",")


def _are_years(names: Sequence[str], columns: Sequence[Sequence[str]], numeric: Sequence[int]) -> bool:
    """Tell years in order, over numbers that are none, beside a column of text whose name does not occur in it.

    Beside what surely is the name of a column, such as ``Country``, any whole numbers are names: those of months, too.
    """
    years = [names[i] for i in numeric]
    if not all(map(str.isdecimal, years)):
        return False
    texts = [i for i in range(len(names)) if i not in numeric and any(map(str.strip, columns[i]))]
    if not texts or any(_is_like_data(names[i]) or names[i] in columns[i] for i in texts):
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
    alike = any(500 <= abs(float(cell.replace(",", "."))) < 5_000 for cell in cells if _is_any_number(cell))
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


def _typed(names: tuple[str, ...], body: Records, place: Callable[[int], str]) -> Heading | None:
    """Understand a line of types, and Orange's line of roles under it."""
    if len(body) < 2:
        return None
    flags = [_flag(cell) for cell in body[1]]
    flagged = None not in flags and any(flags) and len(body) > 2
    rows = body[2:] if flagged else body[1:]
    kinds = [_type(cell, [row[i] for row in rows]) for i, cell in enumerate(body[0])]
    said = [kind for kind in kinds if kind]
    if None in kinds or not said or 2 * len(said) < sum(map(bool, names)):
        return None
    columns = list(zip(*rows, strict=True))
    others = any(all(cell.strip().casefold() in _TYPE_OF for cell in row) for row in rows)
    short = all(len(cell.strip()) < 2 for cell in body[0])
    fits = all(
        kind != "numbers" or is_numeric(cells) or all(map(is_missing, cells))
        for kind, cells in zip(kinds, columns, strict=True)
    )
    weak = short and not flagged and ("numbers" not in kinds or len(said) < 2)
    if others or not fits or weak:
        return None
    what = listed([quoted(cell.strip()) for cell in body[0] if cell.strip()][:3])
    note = f"Took {place(1)} for types ({what}), not for a row."
    if flagged:
        note = f"Took {place(1)} for types ({what}) and {place(2)} for roles, not for rows."
    found = [flag or kind for flag, kind in zip(flags if flagged else [""] * len(kinds), kinds, strict=True)]
    told = tuple("" if kind in (None, "numbers") else str(kind) for kind in found)
    return Heading(names, 3 if flagged else 2, kinds=told, notes=(note,))


def _prefixed(names: tuple[str, ...]) -> Heading:
    """Understand names that say what they hold in front, as Orange also writes them: ``cD#colour``, ``mS#name``."""
    found = [_PREFIX.fullmatch(name) for name in names]
    if 2 * sum(map(bool, found)) < len(names):
        return Heading(names)
    roles = [match and (_FLAGS.get(match[1]) or _TYPE_OF[match[2].casefold()]) for match in found]
    bare = tuple(match[3] if match else name for match, name in zip(found, names, strict=True))
    kinds = tuple(role if role and role != "numbers" else "" for role in roles)
    return Heading(bare, kinds=kinds, notes=("Took what stands before # in names for types and roles.",))


def _type(cell: str, below: Sequence[str]) -> str | None:
    """Give the type that a cell names, or lists the values of; empty for an empty cell, None for anything else."""
    word = re.sub(r"\([0-9, ]*\)$", "", cell.strip().casefold())
    word = (
        re.sub(r"^[0-9]+(?=[sdn]$)", "", word).replace("d", "date") if word[:1].isdecimal() else word
    )  # of USGS
    values = {value.strip() for value in below if not is_missing(value)}
    if not word:
        return ""
    if word in _TYPE_OF:
        return _TYPE_OF[word]
    # Orange may list the values of a column in place of "discrete".
    return "categories" if " " in word and values and values <= set(cell.split()) else None


def _flag(cell: str) -> str | None:
    """Give the role that a cell names, empty for none, None for anything else."""
    words = cell.strip().casefold().split()
    if any(word not in _FLAGS and "=" not in word for word in words):
        return None
    return next((_FLAGS[word] for word in words if word in _FLAGS), "")


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
        if is_numeric(cells) and all(_is_any_number(cell) or is_missing(cell) for cell in cells[:100])
    ]
    under = {i: body[0][i].strip() for i in numeric}
    words = [cell for cell in under.values() if cell not in ("", "1")]
    beside = [body[0][i].strip() for i in range(len(names)) if i not in under]
    if not words or any(is_missing(cell) or _is_like_data(cell) for cell in words):
        return None
    # A single letter may be a category, or a slip.
    units = all(map(is_unit, words)) and (len(words) > 1 or len(words[0]) > 1 or not words[0].isalpha())
    # What names a row, or is a category of it, is no unit; but no row measures two things in words of units.
    if any(cell and not _stands_beside_units(cell) for cell in beside):
        if not units or min(map(len, words)) < 2:
            return None
        units = len(words) > 1
    if units:
        found = tuple(under.get(i, "").strip("[]()") for i in range(len(names)))
        found = tuple("" if unit == "1" else unit for unit in found)
        what = listed([quoted(word) for word in words[:3]])
        return Heading(names, 2, found, notes=(f"Took {place(1)} for units ({what}), not for a row.",))
    if (len(words) > 1 or (is_unit(words[0]) and len(words[0]) > 1)) and not any(
        map(_is_like_data, (names[i] for i in numeric))
    ):
        raise InputError(
            f"{where}, {place(1)} ({quoted(', '.join(words[:3]))}) seems to hold units or a second heading, for all "
            "other lines have numbers there; delete it"
        )
    return None


def _stands_beside_units(cell: str) -> bool:
    """Tell what a line of units says over text: ``UTC``, ``Unit:``, a type; one letter may as well name a row."""
    word = cell.casefold().rstrip(":")
    return (len(word) > 2 and is_unit(cell)) or word in _SAYS_UNITS or (len(word) > 2 and word in _TYPE_OF)
