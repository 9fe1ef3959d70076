"""What a look at every byte of a long text shows of its lines, so that not all of them have to be split to know it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np

from kmanim.data.readers.dialect import Dialect

_BLOCK = 1 << 22
_LONGEST_FIELD = 131_072  # the most that `csv` takes
_TINY = re.compile(rb"[eE]-|0{300}")


class OddError(Exception):
    """A text has to be read as a whole."""


class Look:
    """What a look at every byte shows, block by block.

    Attributes
    ----------
    lines : int
        How many there are.
    vanishing : bool
        Whether a number too small for double precision may be among the cells.
    """

    def __init__(self, dialect: Dialect, width: int) -> None:
        self.lines = 0
        self.vanishing = False
        self._delimiter, self._width, self._quotes = ord(dialect.delimiter), width, dialect.quotes
        self._quoted = self._empty = self._long = False
        self._counts: list[
            int
        ] = []  # of delimiters in lines: the first one, and then each other count that there is

    @property
    def plain(self) -> bool:
        """Whether every line is one record, so that none has to be split to know it."""
        return self._even and not (self._quoted or self._empty or self._long)

    @property
    def may_be_letters(self) -> bool:
        """Whether quotation marks may be letters, as all lines below the first have as many fields then.

        Raises
        ------
        OddError
            If that are other fields than there are with marks that enclose fields.
        """
        if not self._quoted or len(self._counts) != 2 or self._counts[1] == 0:
            return False
        if not self._even:
            raise OddError
        return True

    @property
    def _even(self) -> bool:
        return set(self._counts) <= {self._width - 1}

    def take(self, block: bytes) -> None:
        """Look at whole lines, which end at line feeds."""
        # What is no UTF-8 is refused with the line. Lines that end at carriage returns alone are not worth the while.
        odd_ends = block.count(b"\r") != block.count(b"\r\n")
        if odd_ends or b"\0" in block or not (block.isascii() or is_utf8(block)):
            raise OddError
        self.vanishing = self.vanishing or bool(_TINY.search(block))
        self._quoted = self._quoted or (self._quotes and b'"' in block)
        signs = np.frombuffer(block if block.endswith(b"\n") else block + b"\n", dtype=np.uint8)
        ends = np.flatnonzero(signs == ord("\n"))
        starts = np.concatenate([[0], ends[:-1] + 1])
        is_delimiter = signs == self._delimiter
        counts = np.add.reduceat(is_delimiter, starts, dtype=np.intp)
        is_content = (signs > ord(" ")) & ~is_delimiter
        if self._quotes:
            is_content &= signs != ord('"')
        contents = np.add.reduceat(is_content, starts, dtype=np.intp)
        hollow = contents == 0
        empty = hollow & (counts == 0)
        self.lines += len(ends)
        if (hollow & ~empty).any():  # rows of delimiters alone are left out, with a note
            raise OddError
        self._empty = self._empty or bool(empty.any())
        found = counts[~empty]
        first = int(not self._counts)
        self._counts += found[:first].tolist()
        self._counts += sorted(set(np.unique(found[first:]).tolist()) - set(self._counts[1:]))
        self._long = self._long or int((ends - starts).max()) >= _LONGEST_FIELD


def blocks_of(file: BinaryIO) -> Iterator[bytes]:
    """Read on in pieces of whole lines, which end at line feeds, so that only one of them is in memory."""
    rest = b""
    while piece := file.read(_BLOCK):
        whole, feed, after = piece.rpartition(b"\n")
        if feed:
            yield rest + whole + feed
            rest = after
        else:
            rest += piece
    if rest:
        yield rest


def is_utf8(block: bytes) -> bool:
    """Tell whether these bytes are text."""
    try:
        block.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
