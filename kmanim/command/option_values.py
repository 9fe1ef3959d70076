"""Words of the command line, read as values; each reader says what would do."""

from __future__ import annotations

import argparse
import codecs
import math
import re
from collections.abc import Callable

from kmanim.errors import did_you_mean, listed, meant, shown
from kmanim.export.formats import film_formats

LARGEST_K, MOST_BESIDE = 50, 9


def _refuse(text: str, wanted: str) -> argparse.ArgumentTypeError:
    return argparse.ArgumentTypeError(f"must be {wanted}, got {shown(repr(text))}")


def integer(text: str) -> int:
    """Read a whole number."""
    # int() also takes 1_000 and other scripts' digits.
    if not re.fullmatch(r"[+-]?[0-9]+", text) or len(text) > 4000:
        raise _refuse(text, "a whole number")
    return int(text)


def real(text: str) -> float:
    """Read a number."""
    if not re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", text):
        raise _refuse(text, "a number")
    return float(text)


def whole(low: int, high: int | None = None) -> Callable[[str], int]:
    """Make a reader of whole numbers within limits."""
    wanted = f"a whole number from {low} to {high}" if high else f"a whole number, {low} or more"

    def read(text: str) -> int:
        try:
            value = integer(text)
        except (ValueError, argparse.ArgumentTypeError):
            raise _refuse(text, wanted) from None
        if value < low or (high is not None and value > high):
            raise _refuse(text, wanted)
        return value

    return read


def counts(text: str) -> tuple[int, ...]:
    """Read numbers of clusters: ``3``, ``2-5`` or ``2,4,8``; none where nothing is said."""
    found: list[int] = []
    for part in text.split(",") if text else ():
        low, _, high = part.partition("-")
        try:
            first = integer(low)
            last = integer(high) if high else first
        except argparse.ArgumentTypeError:
            first, last = 0, 0
        if not 1 <= first <= last <= LARGEST_K:
            raise _refuse(text, f"numbers of clusters from 1 to {LARGEST_K} such as 3, 2-5 or 2,4,8")
        found += range(first, last + 1)
    return tuple(sorted(set(found)))


def side_by_side(text: str) -> str | tuple[int, ...]:
    """Read what stands side by side: a word, two to nine numbers of clusters, or values of parameters as they are."""
    if text in ("scales", "classes") or "=" in text:
        return text
    try:
        found = counts(text)
    except argparse.ArgumentTypeError:
        found = ()
    if not 2 <= len(found) <= MOST_BESIDE:
        raise _refuse(
            text,
            f"scales, classes, 2 to {MOST_BESIDE} numbers of clusters such as 2-4 or 2,3,5, or values of a parameter "
            "such as linkage=single,ward",
        )
    return found


def number(low: float, high: float) -> Callable[[str], float]:
    """Make a reader of numbers within limits."""

    def read(text: str) -> float:
        try:
            value = real(text)
        except argparse.ArgumentTypeError:
            value = math.nan
        if not low <= value <= high:
            raise _refuse(text, f"a number from {low:g} to {high:g}")
        return value

    return read


def ks(text: str) -> range:
    """Read a range of numbers of clusters, both ends included."""
    match = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,2})", text)
    first, last = (int(match[1]), int(match[2])) if match else (0, 0)
    if not 1 <= first < last <= LARGEST_K:
        raise _refuse(text, f"like 1-8, two numbers of clusters from 1 to {LARGEST_K}, the smaller one first")
    return range(first, last + 1)


def delimiter(text: str) -> str:
    """Read the sign that ends a field."""
    sign = {"tab": "\t", "\\t": "\t", "space": " "}.get(text, text)
    if len(sign) != 1 or sign in '"\r\n\0':
        raise _refuse(text, "one sign, or tab")
    return sign


def encoding(text: str) -> str:
    """Read the name of a text encoding."""
    try:
        codecs.lookup(text)
    except (LookupError, ValueError):
        raise _refuse(text, "a text encoding such as utf-8, utf-16, latin-1 or cp1252") from None
    return text


def size(text: str) -> tuple[int, int]:
    """Read width and height."""
    match = re.fullmatch(r"([0-9]{1,5})[xX×]([0-9]{1,5})", text)
    if not match:
        raise _refuse(text, "width x height such as 600x450")
    return int(match[1]), int(match[2])


def loop(text: str) -> str | int:
    """Read how often a film plays."""
    if text in ("forever", "once"):
        return text
    try:
        return whole(1, 65_536)(text)
    except argparse.ArgumentTypeError:
        raise _refuse(text, "forever, once or a number of times from 1 to 65536") from None


def caption(text: str) -> tuple[str, str]:
    """Read which picture has which words."""
    step, sign, words = text.partition("=")
    if not (sign and step.strip() and words.strip()):
        raise _refuse(text, "a picture and its words, such as 'done=W is {W} in the end.'")
    return step.strip(), words


def formats(text: str) -> tuple[str, ...]:
    """Read the formats of films, each once."""
    names = tuple(dict.fromkeys(name.strip().lower().removeprefix(".") for name in text.split(",")))
    if not set(names) <= set(film_formats()):
        unknown = next(name for name in names if name not in film_formats())
        hint = did_you_mean(meant(unknown, film_formats()))
        raise argparse.ArgumentTypeError(f"{_refuse(text, listed(film_formats(), 'or'))}{hint}")
    return names


def byte_count(text: str) -> int:
    """Read a number of bytes, also in thousands or millions."""
    match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*([kKmM]?)[bB]?", text)
    value = float(match[1]) * {"": 1, "k": 1000, "m": 1_000_000}[match[2].lower()] if match else 0.0
    if not 1 <= value <= 1e15:
        raise _refuse(text, "a number of bytes such as 300000, 300k or 1M")
    return int(value)
