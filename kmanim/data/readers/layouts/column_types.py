"""Types of columns as software writes them: in a line under the names, or in front of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kmanim.data.limits import quoted
from kmanim.data.readers.layouts.first_record import is_numeric
from kmanim.data.readers.layouts.heading import Heading, Records
from kmanim.data.readers.missing import is_missing
from kmanim.errors import listed

_TYPES = {
    "numbers": (
        "continuous c n numeric number num float float32 float64 double real decimal "
        "int integer int8 int16 int32 int64 long bigint smallint"
    ),
    "categories": "discrete d factor category categorical nominal ordinal enum bool boolean logical",
    "text": "string s str text char character varchar object",
    "dates": "time t date datetime timestamp",
}
TYPE_OF = {word: kind for kind, words in _TYPES.items() for word in words.split()}
"""What the words of many programs for a type mean here."""
_FLAGS = {"class": "class", "c": "class", "meta": "meta", "m": "meta", "ignore": "ignore", "i": "ignore",
          "weight": "weight", "w": "weight"}  # fmt: skip
_PREFIX = re.compile(r"([mciw]?)([CDSTN])#(\S.*)")


def typed(names: tuple[str, ...], body: Records, place: Callable[[int], str]) -> Heading | None:
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
    others = any(all(cell.strip().casefold() in TYPE_OF for cell in row) for row in rows)
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
    found = [
        _role(flag, kind) for flag, kind in zip(flags if flagged else [""] * len(kinds), kinds, strict=True)
    ]
    told = tuple("" if kind in (None, "numbers") else str(kind) for kind in found)
    return Heading(names, 3 if flagged else 2, kinds=told, notes=(note,))


def prefixed(names: tuple[str, ...]) -> Heading:
    """Understand names that say what they hold in front, as Orange also writes them: ``cD#colour``, ``mS#name``."""
    found = [_PREFIX.fullmatch(name) for name in names]
    if 2 * sum(map(bool, found)) < len(names):
        return Heading(names)
    roles = [match and _role(_FLAGS.get(match[1]), TYPE_OF[match[2].casefold()]) for match in found]
    bare = tuple(match[3] if match else name for match, name in zip(found, names, strict=True))
    kinds = tuple(role if role and role != "numbers" else "" for role in roles)
    return Heading(bare, kinds=kinds, notes=("Took what stands before # in names for types and roles.",))


def _role(flag: str | None, kind: str | None) -> str | None:
    """Give what a column is for, else what it holds; text beside the data may be what its rows are called."""
    return kind if flag == "meta" and kind == "text" else flag or kind


def _type(cell: str, below: Sequence[str]) -> str | None:
    """Give the type that a cell names, or lists the values of; empty for an empty cell, None for anything else."""
    word = re.sub(r"\([0-9, ]*\)$", "", cell.strip().casefold())
    word = (
        re.sub(r"^[0-9]+(?=[sdn]$)", "", word).replace("d", "date") if word[:1].isdecimal() else word
    )  # of USGS
    if not word:
        return ""
    if word in TYPE_OF:
        return TYPE_OF[word]
    if " " not in word:
        return None
    # Orange may list the values of a column in place of "discrete".
    values = {value.strip() for value in below if not is_missing(value)}
    return "categories" if values and values <= set(cell.split()) else None


def _flag(cell: str) -> str | None:
    """Give the role that a cell names, empty for none, None for anything else."""
    words = cell.strip().casefold().split()
    if any(word not in _FLAGS and "=" not in word for word in words):
        return None
    return next((_FLAGS[word] for word in words if word in _FLAGS), "")
