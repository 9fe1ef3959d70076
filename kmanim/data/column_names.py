"""Column names as people write them: ``a,b`` or a list, found among the names that there are."""

from __future__ import annotations

import csv
from collections.abc import Sequence

from kmanim.data.limits import quoted
from kmanim.errors import InputError, alike, did_you_mean, listed, shown


def split_names(wanted: str | Sequence[object], option: str) -> list[str]:
    """Split ``weight,horsepower`` into names; a name with a comma stands in double quotes.

    Parameters
    ----------
    wanted : str or sequence
        Names in one string, as CSV has them, or one by one.
    option : str
        Which option they were given to, for messages.

    Raises
    ------
    InputError
        If there is no name, one is empty, or quotes are not closed.
    """
    if isinstance(wanted, str):
        try:
            rows = list(csv.reader([wanted], skipinitialspace=True, strict=True))
        except csv.Error as error:
            raise InputError(f"--{option} {quoted(wanted)}: {shown(error)}; write '\"a,b\",c'") from None
        names = [name.strip() for name in rows[0]] if rows else []
    elif isinstance(wanted, Sequence) and not isinstance(wanted, bytes):
        names = [str(name).strip() for name in wanted]
    else:
        raise InputError(
            f"{option} must be a string such as 'a,b' or a list of names, got {type(wanted).__name__}"
        )
    if not names or not all(names):
        raise InputError(f"--{option} needs column names separated by commas, got {quoted(wanted)}")
    return names


def find(wanted: Sequence[str], names: Sequence[str], where: str, kind: str = "column") -> list[int]:
    """Give the 0-based place of each wanted name.

    Raises
    ------
    InputError
        For a name that is not there (with the nearest one) or is wanted twice; `where` says of what.

    Notes
    -----
    One space may be typed for any white space within a name: spreadsheets break lines in their headings.
    """
    places: list[int] = []
    for typed in wanted:
        name = _as_called(typed, names)
        if name not in names:
            raise _not_there(name, names, f"no {kind} {quoted(name)} in {where}")
        place = list(names).index(name)
        if place in places:
            raise InputError(f"{where}: {kind} {quoted(name)} is asked for twice; name it once")
        places.append(place)
    return places


def _as_called(typed: str, names: Sequence[str]) -> str:
    """Give the name that is meant, where spaces were typed for its line breaks, tabs and no-break spaces."""
    if typed not in names:
        plain = " ".join(typed.split())
        alike = [name for name in names if " ".join(name.split()) == plain]
        if len(alike) == 1:
            return alike[0]
    return typed


def _not_there(name: str, names: Sequence[str], what: str) -> InputError:
    whole = [n for n in names if "," in n and name in n.split(",")]
    if whole:
        return InputError(f"{what}; a name with a comma stands in quotes: '\"{shown(whole[0])}\"'")
    return InputError(f"{what}; there are {some(names)}{did_you_mean(alike(name, names))}")


def some(names: Sequence[str], limit: int = 5, last: str = "and") -> str:
    """Join names as a sentence does, but only the first few, so that a message stays one short line."""
    short = [shown(name, 20) for name in names[:limit]]
    return listed([*short, f"{len(names) - limit} more"] if len(names) > limit else short, last)


def check_names(names: Sequence[str], where: str) -> None:
    """Refuse names that occur twice or are empty, telling the columns (1-based).

    Raises
    ------
    InputError
        Naming the first such column.
    """
    seen: dict[str, int] = {}
    for place, name in enumerate(names, 1):
        if not name:
            raise InputError(f"{where}: column {place} has no name; give every column one")
        if name in seen:
            raise InputError(
                f"{where}: columns {seen[name]} and {place} are both called {quoted(name)}; rename one"
            )
        seen[name] = place
