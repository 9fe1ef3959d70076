"""Long tables of numbers alone, read at the speed of C, block by block: the same result as line by line, or none."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import numpy as np

from kmanim.arrays import FloatArray

LONG = 2_000_000
"""From how many characters on it is worth while."""
BLOCK = 1 << 22

_PLAIN = re.compile(r"[0-9+\-.eE\n,;|\t]*")
_BOM = b"\xef\xbb\xbf"


def numbers_alone(blocks: Iterable[str], delimiter: str, most: int) -> list[FloatArray] | None:
    """Read lines of plain numbers.

    Parameters
    ----------
    blocks : iterable of str
        All lines after the header, in pieces of whole lines, which end at line feeds.
    delimiter : str
        What ends a field.
    most : int
        No more rows than these, and those of one block, are read.

    Returns
    -------
    list of ndarray of shape (n,), one a column, or None
        None where anything is not as plain as can be, and the careful way has to be gone: gaps, quotes, spaces,
        decimal commas, empty lines, lines of unequal length, numbers too large or too small.
    """
    foreign = {",", ";", "|", "\t"} - {delimiter}
    columns: list[list[FloatArray]] = []
    rows = 0
    for block in blocks:
        if not block:
            continue
        if (
            not _PLAIN.fullmatch(block)
            or "\n\n" in block
            or block.startswith("\n")
            or any(sign in block for sign in foreign)
        ):
            return None
        try:
            numbers = np.loadtxt(io.StringIO(block), delimiter=delimiter, comments=None, ndmin=2)
        except ValueError:
            return None
        # A zero may be a number too small for double precision, written with an exponent or with very many zeros.
        vanished = bool((numbers == 0).any()) and ("e-" in block or "E-" in block or "0" * 300 in block)
        if vanished or not np.isfinite(numbers).all() or (columns and numbers.shape[1] != len(columns)):
            return None
        columns = columns or [[] for _ in numbers.T]
        for pieces, column in zip(columns, numbers.T, strict=True):
            pieces.append(column.copy())
        rows += len(numbers)
        if rows > most:
            break
    joined = []
    while columns:
        joined.append(np.concatenate(columns.pop(0)))
    return joined or None


def blocks_of_text(text: str, size: int = BLOCK) -> Iterator[str]:
    """Cut a text into pieces of whole lines, which end at line feeds."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + size) + 1 or len(text)
        yield text[start:end].replace("\r\n", "\n")
        start = end


def blocks_of_file(file: BinaryIO, size: int = BLOCK) -> Iterator[str]:
    """Read a file of UTF-8 in pieces of whole lines, so that only one of them is in memory.

    Raises
    ------
    ValueError
        If it is not plain text of UTF-8, or a line is very long.
    """
    rest, first = b"", True
    while piece := file.read(size):
        if first:
            piece, first = piece.removeprefix(_BOM), False
        whole, feed, after = (rest + piece).rpartition(b"\n")
        if b"\0" in whole or len(after) > size:
            raise ValueError("no lines of text")
        yield (whole + feed).decode("utf-8").replace("\r\n", "\n")
        rest = after
    yield rest.decode("utf-8")
