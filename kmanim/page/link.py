"""All that a reader has chosen on a page as the hash of a link, and back: as `scripts/reading/link.js` does, alike.

What a page has chosen can be run here, and what has run here opened on a page. What is written is equal, letter for
letter, and so is what is complained of.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import quote, unquote

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.data.limits import clean
from kmanim.page.choices import DEFAULTS

MOST_POINTS, MOST_CHARACTERS = 200, 4_000
"""So much of the reader's own data a link carries; larger data are asked for, and recognised by their checksum."""

_MOST_READ, _MOST_K, _MOST_SHOWN = 100_000, 50, 40
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_LARGEST_EPS = 1e100

Choices = Mapping[str, Any]
"""What is chosen, named as the pages' JSON has it: ``{"algorithm": "kmeans", "k": 2, "startRows": [], ...}``."""


@dataclass(slots=True)
class Link:
    """What a link says.

    Attributes
    ----------
    choices : dict
        Those of the page's choices that it has, under their names there.
    problems : list of str
        One sentence for each value that was left out.
    points : ndarray of shape (n, 2), or None
        Data of the reader's own, which came with it.
    names : tuple of str or None
        What its rows are called.
    checksum : str
        Of data that are not built in and did not come with it.
    """

    choices: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    points: FloatArray | None = None
    names: tuple[str, ...] | None = None
    checksum: str = ""


def encode_link(choices: Choices, data: Dataset | None = None, *, travels: bool = False) -> str:
    """Write what is chosen as ``#v=1&a=kmeans&d=mtcars&x=weight,horsepower&z=none&k=2&c=1000,150;1500,150&e=keep&t=5``.

    Parameters
    ----------
    choices : mapping
        Those of the page; what is not among them is as in `DEFAULTS`.
    data : Dataset, optional
        The two columns that are clustered, if they are not built in.
    travels : bool
        Whether the data go along, if they are few: those of a file, or drawn by the reader.
    """
    choices = {**DEFAULTS, **choices}
    parts = [
        "v=1",
        f"a={choices['algorithm']}",
        f"d={_escaped(choices['data'])}",
        f"x={','.join(map(_escaped, choices['columns']))}",
        f"z={choices['scale']}",
        *(_of_kmeans(choices) if choices["algorithm"] == "kmeans" else _of_dbscan(choices)),
    ]
    step = [] if choices["step"] is None else [f"t={choices['step']}"]
    if data is None:
        return f"#{'&'.join([*parts, *step])}"
    if travels and data.n <= MOST_POINTS:
        own = [f"p={_joined(data.points.tolist())}"]
        if data.labels is not None:
            own.append(f"n={','.join(map(_escaped, data.labels))}")
        whole = f"#{'&'.join([*parts, *own, *step])}"
        if len(whole) <= MOST_CHARACTERS:
            return whole
    return f"#{'&'.join([*parts, f'h={checksum_of(data.points)}', *step])}"


def _of_kmeans(choices: Choices) -> list[str]:
    parts = [f"k={choices['k']}"]
    if choices["init"] != "own" or not choices["starts"]:
        parts.append(f"i={_escaped(choices['init'])}")
    if choices["starts"]:
        parts.append(f"c={_joined(choices['starts'])}")
    if choices["startRows"]:
        parts.append(f"s={_from_one(choices['startRows'])}")
    parts.append(f"e={choices['empty']}")
    if choices["relocated"]:
        parts.append(f"r={_from_one(choices['relocated'])}")
    return parts


def _of_dbscan(choices: Choices) -> list[str]:
    parts = [] if choices["eps"] is None else [f"eps={written(choices['eps'])}"]
    parts += [f"m={choices['minSamples']}", f"o={choices['order']}"]
    if choices["orderRows"]:
        parts.append(f"w={_from_one(choices['orderRows'])}")
    if choices["by"] != "visit":
        parts.append(f"by={choices['by']}")
    return parts


def checksum_of(points: FloatArray) -> str:
    """Give the CRC-32 of points of shape (n, 2), as little-endian doubles row after row, in 8 digits."""
    # Added to 0, -0 is 0: they are one number in a link.
    return f"{zlib.crc32((points + 0.0).astype('<f8').tobytes()):08x}"


def written(number: float) -> str:
    """Write a number as JavaScript's ``String`` does: the shortest digits that read back the same double."""
    sign, digits, exponent = Decimal(repr(float(number))).as_tuple()
    text = "".join(map(str, digits)).lstrip("0")
    bare = text.rstrip("0")
    if not bare or not isinstance(exponent, int):
        return "0"
    point = len(text) + exponent  # where it stands, counted from the first digit
    if len(bare) <= point <= 21:
        told = bare.ljust(point, "0")
    elif 0 < point <= 21:
        told = f"{bare[:point]}.{bare[point:]}"
    elif -6 < point <= 0:
        told = f"0.{'0' * -point}{bare}"
    else:
        told = f"{bare[0]}{'.' * (len(bare) > 1)}{bare[1:]}e{point - 1:+d}"
    return "-" * sign + told


def _escaped(text: str) -> str:
    return quote(clean(text), safe="")


def _from_one(rows: Sequence[int]) -> str:
    return ",".join(str(row + 1) for row in rows)


def _joined(places: Sequence[Sequence[float]]) -> str:
    return ";".join(",".join(map(written, place)) for place in places)


def _unescaped(text: str) -> str | None:
    if re.search("%(?![0-9A-Fa-f]{2})", text):
        return None
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        return None


def _number(text: str) -> float | None:
    """Read a number; None where it is none, or too large or too small for a double."""
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text)
    vanished = number == 0 and re.search("[1-9]", re.split("[eE]", text)[0])
    return None if vanished or abs(number) == float("inf") else number + 0.0


@dataclass(frozen=True, slots=True)
class _Reader:
    """How a value is read, and what it must be."""

    read: Callable[[str], Any]
    wanted: str


def _one_of(*words: str) -> _Reader:
    listed = " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
    return _Reader(lambda text: word if (word := _unescaped(text)) in words else None, listed)


def _whole_number(text: str, low: int, high: int) -> int | None:
    number = int(text) if re.fullmatch("[0-9]{1,15}", text) else -1
    return number if low <= number <= high else None


def _whole(low: int, high: int) -> _Reader:
    return _Reader(lambda text: _whole_number(text, low, high), f"a whole number from {low} to {high}")


def _two_columns(text: str) -> list[str] | None:
    # What makes links clickable may have escaped our comma, too.
    parts = (text if "," in text else re.sub("%2C", ",", text, count=1, flags=re.IGNORECASE)).split(",")
    names = [name for name in map(_unescaped, parts) if name]
    return names if len(parts) == len(names) == len(set(names)) == 2 else None


def _is_pair(place: Sequence[object]) -> bool:
    return len(place) == 2


def _places(most: int, wanted: str) -> _Reader:
    def read(text: str) -> list[list[float]] | None:
        found = [
            [_number(part) for part in place.split(",")] for place in (_unescaped(text) or "").split(";")
        ]
        places = [[number for number in place if number is not None] for place in found]
        sound = len(found) <= most and all(map(_is_pair, found)) and all(map(_is_pair, places))
        return places if sound else None

    return _Reader(read, wanted)


def _rows(*, different: bool) -> _Reader:
    def read(text: str) -> list[int] | None:
        found = [_whole_number(part, 1, 1_000_000) for part in (_unescaped(text) or "").split(",")]
        rows = [number - 1 for number in found if number is not None]
        sound = len(rows) == len(found) and not (different and len(set(rows)) < len(rows))
        return rows if sound else None

    once = ", each once" if different else ""
    return _Reader(read, f"numbers of rows, from 1, such as 3,17{once}")


def _eps(text: str) -> float | None:
    number = _number(text)
    return number if number is not None and 0 < number <= _LARGEST_EPS else None


_KEYS: Mapping[str, tuple[str, _Reader]] = {
    "a": ("algorithm", _one_of("kmeans", "dbscan")),
    "d": ("data", _Reader(lambda text: _unescaped(text) or None, "the name of a data set")),
    "x": ("columns", _Reader(_two_columns, "two names of columns such as weight,horsepower")),
    "z": ("scale", _one_of("none", "zscore", "minmax")),
    "k": ("k", _whole(1, _MOST_K)),
    "i": ("init", _one_of("own", "uniform", "sample", "k-means++", "farthest")),
    "c": ("starts", _places(_MOST_K, f"1 to {_MOST_K} places such as 1000,150;1500,150")),
    "s": ("startRows", _rows(different=False)),
    "e": ("empty", _one_of("keep", "farthest", "resample")),
    "r": ("relocated", _rows(different=False)),
    "eps": ("eps", _Reader(_eps, "a number above 0, up to 1e100")),
    "m": ("minSamples", _whole(1, 1_000_000)),
    "o": ("order", _one_of("rows", "backwards", "random", "picked")),
    "w": ("orderRows", _rows(different=True)),
    "by": ("by", _one_of("visit", "cluster", "all")),
    "t": ("step", _whole(0, 1_000_000)),
}
_VERSION = _one_of("1")
_POINTS = _places(MOST_POINTS, f"1 to {MOST_POINTS} points such as 0,0;1,2")
_SHEET = _Reader(lambda text: _POINTS.read(text) if text else [], _POINTS.wanted)
"""A sheet on which nothing is drawn yet is one, too."""
_CHECKSUM = _Reader(lambda text: text if re.fullmatch("[0-9a-f]{8}", text) else None, "8 of 0-9 and a-f")


def decode_link(link: str) -> Link:
    """Read a link, or its hash: unknown keys are ignored, each bad value is left out and named in one sentence.

    Parameters
    ----------
    link : str
        What stands before a ``#`` does not count.
    """
    marked = link.partition("#")
    whole = marked[2] if marked[1] else link
    found = Link()
    length = len(whole.encode("utf-16-le", "surrogatepass")) // 2
    if length > _MOST_READ:
        found.problems.append(f"The link has {length} characters; at most {_MOST_READ} are read.")
        return found
    parts: dict[str, str] = {}
    for part in whole.replace("&amp;", "&").split("&"):
        key, equals, text = part.partition("=")
        if key and equals:
            parts[key] = text

    def value(key: str, reader: _Reader) -> Any:
        read = reader.read(parts[key]) if key in parts else None
        if key in parts and read is None:
            found.problems.append(_complaint(key, parts[key], reader.wanted))
        return read

    value("v", _VERSION)
    for key, (choice, reader) in _KEYS.items():
        read = value(key, reader)
        if read is not None:
            found.choices[choice] = read
    _settle(found)
    points = value("p", _SHEET)
    if points is not None:
        found.points = np.array(points, dtype=float).reshape(-1, 2)
        found.choices.setdefault("data", "points")
        found.choices.setdefault("columns", ["x", "y"])
        found.names = _names(parts.get("n"), found)
    found.checksum = value("h", _CHECKSUM) or ""
    return found


def _settle(link: Link) -> None:
    """Let as many centres be as are placed."""
    placed = len(link.choices.get("starts", []))
    if placed:
        link.choices.setdefault("init", "own")
    k: int = link.choices.get("k", 0)
    if placed > k:
        if k:
            link.problems.append(f"In the link, k={k}, but c has {placed} places: k is {placed}.")
        link.choices["k"] = placed


def _names(text: str | None, link: Link) -> tuple[str, ...] | None:
    if text is None or link.points is None or not (text or len(link.points)):
        return None
    names = [_unescaped(part) for part in text.split(",")]
    read = tuple(name for name in names if name is not None)
    if len(read) == len(names) == len(link.points):
        return read
    link.problems.append(_complaint("n", text, f"{len(link.points)} names with commas between them"))
    return None


def _complaint(key: str, text: str, wanted: str) -> str:
    short = f"{text[: _MOST_SHOWN - 1]}…" if len(text) > _MOST_SHOWN else text
    return f"In the link, {key}={short} is left out: it must be {wanted}."
