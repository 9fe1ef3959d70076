"""Advice in the words of the door that was asked: ``--missing drop`` in the command, ``missing="drop"`` in Python."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import replace
from typing import ParamSpec

from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, MissingPackage

P = ParamSpec("P")

_SPELLINGS = (
    (r"--no-header\b", "header=False"),
    (r"--header\b", 'header="certain"'),
    (r"--algorithm (\w+)", r'"\1"'),
    (r"--(missing|quotes|scale) (drop|refuse|none|double)\b", r'\1="\2"'),
    (r"--decimal ([.,])(?![\w])", r'decimal="\1"'),
    (r"--encoding ([a-z][\w-]*)", r'encoding="\1"'),
    (r"--(na|delimiter|sheet) ('[^']*')", r"\1=\2"),
    (r"--na ([^\s;,']+)", r'na="\1"'),
    (r"\b(give|with|use) --(delimiter|encoding|labels|sheet|na|target)\b", r"\1 \2=..."),
    (r"(?<![\w-])--([a-z][a-z-]*)", lambda match: match[1].replace("-", "_")),
)


def in_python(text: str) -> str:
    """Write the options that a sentence names as keywords of `kmanim.load`."""
    if "--" not in text:
        return text
    for pattern, spelling in _SPELLINGS:
        text = re.sub(pattern, spelling, text)
    return text


def told_in_python(data: Dataset) -> Dataset:
    """Let the notes of a data set name keywords of `kmanim.load` in place of options."""
    notes, reading = tuple(map(in_python, data.notes)), tuple(map(in_python, data.reading))
    return data if notes == data.notes else replace(data, notes=notes, reading=reading)


def speaking_python(read: Callable[P, Dataset]) -> Callable[P, Dataset]:
    """Let what reads data for the command advise and note in the words of Python, under the name `load`."""

    @functools.wraps(read)
    def load(*args: P.args, **options: P.kwargs) -> Dataset:
        try:
            data = read(*args, **options)
        except MissingPackage:
            raise
        except InputError as error:
            raise InputError(in_python(str(error))) from None
        return told_in_python(data)

    load.__name__ = load.__qualname__ = "load"
    return load
