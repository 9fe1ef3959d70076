"""Starting centroids, and rows, as somebody writes them: a string or nested numbers, read as tuples."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import Any

from kmanim.errors import InputError, shown

Starts = tuple[tuple[float, ...], ...]

MAX_STARTS = 50
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_EXAMPLE = "write starts as '1000,150 1500,150'"


def read_starts(
    given: Any, kinds: Sequence[str] = (), *, name: str = "init", most: int = MAX_STARTS
) -> Starts:
    """Read starting centroids.

    Parameters
    ----------
    given : str or nested numbers
        A string has one start after the other, separated by blanks or ``;``, each with its numbers separated
        by commas and with decimal points: ``"1000,150 1500,150.5"``. Brackets may stand around each start, as
        in Python or in captions: ``"[1000; 150] [1500; 150]"``. Otherwise anything that holds one row of
        numbers a start; plain numbers are starts in one column.
    kinds : sequence of str
        The words that are allowed instead, for the message.
    name : str
        What the option is called, for the message.
    most : int, default 50
        More starts are refused.

    Returns
    -------
    tuple of tuple of float
        One tuple a start, all of one length, all finite.

    Raises
    ------
    InputError
        If it cannot be read without doubt; the message names the option.
    """
    rows = _rows_of_text(given, kinds, name) if isinstance(given, str) else _rows_of(given, name, most)
    starts = tuple(tuple(_number(number, i, name) for number in row) for i, row in enumerate(rows, start=1))
    if not starts or not starts[0]:
        raise InputError(f"{name} holds no starts; {_EXAMPLE}")
    if len(starts) > most:
        raise InputError(f"{name} gives more than {most} starts")
    for i, start in enumerate(starts, start=1):
        if len(start) != len(starts[0]):
            has, expected = _numbers(len(start)), _numbers(len(starts[0]))
            raise InputError(f"{name}: start {i} has {has}, but start 1 has {expected}; {_EXAMPLE}")
    return starts


def read_rows(given: Any) -> tuple[int, ...] | None:
    """Read rows, of which some may stand twice.

    Parameters
    ----------
    given : str or iterable of int
        A string such as ``"3,1,2"`` counts from 1, as people do; numbers count from 0.

    Returns
    -------
    tuple of int or None
        From 0; None if it is nothing of the kind, or there are none.
    """
    if isinstance(given, str):
        words = re.split(r"[,;\s]+", given.strip(" ,;"))
        if not all(re.fullmatch(r"0*[1-9][0-9]{0,8}", word, re.ASCII) for word in words):
            return None
        return tuple(int(word) - 1 for word in words)
    plain = given.tolist() if hasattr(given, "tolist") else given
    if not isinstance(plain, Iterable) or isinstance(plain, bytes | dict):
        return None
    rows = tuple(plain)
    return rows if rows and all(type(row) is int and row >= 0 for row in rows) else None


def _rows_of_text(text: str, kinds: Sequence[str], name: str) -> list[list[str]]:
    if not any(character.isdigit() for character in text):
        known = f"{', '.join(kinds)} or " if kinds else ""
        raise InputError(f"{name} must be {known}starts such as '1000,150 1500,150', got {shown(repr(text))}")
    bracketed = _BRACKETED.findall(text)
    if bracketed:
        if _BRACKETED.sub("", text).strip(" \t\n,;()[]"):
            raise InputError(
                f"{name} {shown(repr(text))} is not clear: some numbers stand outside the brackets"
            )
        return [_coordinates(start, text, name) for start in bracketed]
    words = re.sub(r"\s*,\s*", ",", text).replace("; ", " ").strip(" ;\t\n").split()
    if len(words) == 1:
        words = words[0].split(";")
    return [_coordinates(word, text, name) for word in words]


def _coordinates(start: str, text: str, name: str) -> list[str]:
    """Split one start at its commas, or at its semicolons if there are no commas."""
    if ";" in start and "," in start:
        raise InputError(
            f"{name} {shown(repr(text))} is not clear: both , and ; within one start; use decimal points, "
            "commas between numbers and blanks between starts"
        )
    return [number.strip() for number in start.split(";" if ";" in start else ",")]


def _rows_of(given: Any, name: str, most: int) -> list[list[Any]]:
    """Take rows out of an array, a table or nested sequences; one number alone is a row of one."""
    plain = given.to_numpy() if hasattr(given, "to_numpy") else given
    plain = plain.tolist() if hasattr(plain, "tolist") else plain
    if isinstance(plain, (bytes, dict, set, frozenset)) or not isinstance(plain, Iterable):
        raise InputError(f"{name} must hold one row of numbers a start, got {shown(repr(given))}")
    rows: list[list[Any]] = []
    for row in plain:
        row = row.tolist() if hasattr(row, "tolist") else row  # noqa: PLW2901 - rows of arrays in a list
        rows.append(list(row) if isinstance(row, Iterable) and not isinstance(row, (str, bytes)) else [row])
        if len(rows) > most:
            break
    return rows


def _number(number: Any, start: int, name: str) -> float:
    if type(number) is float and math.isfinite(number):
        return number
    refusal = InputError(f"{name}: {shown(repr(number))} in start {start} is not a finite number; {_EXAMPLE}")
    if isinstance(number, str):
        if not _NUMBER.fullmatch(number):
            raise refusal
    elif isinstance(number, (bool, bytes)) or type(number).__name__ == "bool" or isinstance(number, complex):
        raise refusal
    try:
        value = float(number)
    except (TypeError, ValueError, OverflowError):
        raise refusal from None
    if not math.isfinite(value):
        raise refusal
    return value


def _numbers(count: int) -> str:
    return "1 number" if count == 1 else f"{count} numbers"
