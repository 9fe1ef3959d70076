"""What a look at every byte of a long text shows of its lines, so that not all of them have to be split to know it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import IntArray
from kmanim.data.readers.dialect import Dialect
from kmanim.data.readers.long.bits import (
    FAR,
    Bits,
    after,
    between,
    count_of,
    is_dense,
    packed,
    places_of,
    unpacked,
)

_BLOCK = 1 << 18  # what a processor keeps at hand
_LONGEST_FIELD = 131_072  # the most that `csv` takes
_FEED, _RETURN, _SPACE, _TAB, _MARK = b'\n\r \t"'
_CONTENT, _BLANK, _DELIMITER, _END, _ODD = range(5)
_FEW = 16
_ZEROS = 300  # so many after the point, and a number may be too small for double precision
_TINY = (b"e-", b"E-", b"0" * _ZEROS)

Signs = NDArray[np.uint8]


class OddError(Exception):
    """A text has to be read as a whole."""


class Look:
    """What a look at every byte shows, block by block.

    Attributes
    ----------
    lines : int
        How many there are.
    quoted : bool
        Whether there are quotation marks that may enclose fields.
    spaced : bool
        Whether a field begins with a space.
    tiny : bool
        Whether a number too small for double precision may be among the cells: one with an exponent, or very long.
    """

    def __init__(self, dialect: Dialect, width: int) -> None:
        self.lines = 0
        self.quoted = self.spaced = self.tiny = False
        self._delimiter, self._width, self._quotes = ord(dialect.delimiter), width, dialect.quotes
        self._kinds = _kinds(dialect)
        self._blank: list[IntArray] = []
        self._delimiters = self._crossed = 0
        self._irregular = False

    @property
    def blank(self) -> IntArray:
        """Which lines, counted from 0, have nothing in them."""
        return np.concatenate([np.empty(0, np.intp), *self._blank])

    @property
    def plain(self) -> bool:
        """Whether every line is one record, or blank, so that none has to be split to know it.

        There are as many delimiters as that takes: lines that have too many are refused by pandas, so that then none
        has too few. Where every line has a delimiter between quotation marks, the marks may be letters.
        """
        rows = self.lines - sum(map(len, self._blank))
        is_even = self._delimiters == rows * (self._width - 1)
        may_be_letters = bool(self._crossed) and self._crossed >= rows - 1
        return not (
            self._irregular or may_be_letters or not is_even or (self._width == 1 and bool(self._blank))
        )

    def take(self, block: bytes) -> None:
        """Look at whole lines, which end at line feeds."""
        # What is no UTF-8 is refused with the line. Lines that end at carriage returns alone are not worth the while.
        if b"\0" in block or not (block.isascii() or is_utf8(block)):
            raise OddError
        signs = _signs(block)
        feeds, delimiters = packed(signs == _FEED), packed(signs == self._delimiter)
        ends = feeds | delimiters
        if b"\r" in block:
            returns = packed(signs == _RETURN)
            if (after(returns) & ~feeds).any():
                raise OddError
            ends |= returns
        self._delimiters += count_of(delimiters)
        longest = FAR if is_dense(feeds) else _longest(signs)
        self._irregular = self._irregular or longest >= _LONGEST_FIELD
        self.tiny = self.tiny or longest > _ZEROS or b"e" in block or b"E" in block
        low = packed(signs <= _SPACE)  # and so are all that may stand in a blank line
        if not self.spaced:
            begins = after(feeds | delimiters, first=True) & low & ~ends
            self.spaced = bool(begins.any()) and bool((begins & packed(_is_space(signs))).any())
        marks = None
        if self._quotes and b'"' in block:
            self.quoted = True
            marks = packed(signs == _MARK)
            self._look_at_marks(signs, marks, ends, delimiters)
        hollow = _hollow_starts(feeds, low | delimiters, marks)
        if len(hollow):
            blank = self._blank_ones(signs, hollow)
            if len(blank):
                self._blank.append(blank + self.lines)
        self.lines += count_of(feeds)

    def _look_at_marks(self, signs: Signs, marks: Bits, ends: Bits, delimiters: Bits) -> None:
        """See whether marks only enclose whole fields, each in its line; what they enclose is no delimiter."""
        held = between(marks)
        # One that opens stands after the end of a field or of a line, and one that closes before it.
        is_wrong = (marks & held & ~after(ends, first=True)).any() or (after(marks & ~held) & ~ends).any()
        self._irregular = self._irregular or bool(is_wrong)
        if not (held & ends).any():
            return
        is_held = unpacked(held, len(signs))
        feeds = np.flatnonzero(signs == _FEED)
        self._irregular = self._irregular or bool(is_held[feeds].any())
        enclosed = np.flatnonzero(unpacked(held & delimiters, len(signs)))
        if len(enclosed):
            self._delimiters -= len(enclosed)
            crossed = np.unique(np.searchsorted(feeds, enclosed))
            self._crossed += len(crossed) - int(self.lines == 0 and crossed[0] == 0)  # but for the heading

    def _blank_ones(self, signs: Signs, starts: IntArray) -> IntArray:
        """Find lines with nothing in them among those that begin at these places.

        Raises
        ------
        OddError
            For lines of delimiters alone: they are left out, with a note.
        """
        places = starts
        for _ in range(_FEW):  # signs from the left, until most lines have shown some content
            kinds = self._kinds[signs[places]]
            is_hollow = kinds != _CONTENT
            starts, places = starts[is_hollow], (places + (kinds != _END))[is_hollow]
            if not len(starts):
                return starts
        ends = np.flatnonzero(signs == _FEED)
        lines = np.searchsorted(ends, starts)
        kinds = self._kinds[signs]
        bounds = np.column_stack([starts, ends[lines]]).ravel()
        is_hollow = ~np.logical_or.reduceat(kinds == _CONTENT, bounds)[::2]
        if (is_hollow & np.logical_or.reduceat((kinds == _DELIMITER) | (kinds == _ODD), bounds)[::2]).any():
            raise OddError
        return lines[is_hollow]


def _kinds(dialect: Dialect) -> Signs:
    """Give what each byte is, where a line begins with it."""
    kinds = np.full(256, _CONTENT, np.uint8)
    kinds[: _SPACE + 1] = _ODD
    kinds[[_SPACE, _TAB, _RETURN]] = _BLANK
    if dialect.quotes:
        kinds[_MARK] = _BLANK
    kinds[_FEED], kinds[ord(dialect.delimiter)] = _END, _DELIMITER
    return kinds


def _signs(block: bytes) -> Signs:
    return np.frombuffer(block if block.endswith(b"\n") else block + b"\n", dtype=np.uint8)


def _hollow_starts(feeds: Bits, hollow: Bits, marks: Bits | None) -> IntArray:
    """Find where lines begin that may have nothing in them, by their first sign, or by that after a mark."""
    begins = after(feeds, first=True)
    places = places_of(begins & hollow)
    if marks is None:
        return places
    return np.sort(np.concatenate([places, places_of(after(begins & marks) & (hollow | marks)) - 1]))


def _is_space(signs: Signs) -> NDArray[np.bool_]:
    is_space: NDArray[np.bool_] = (signs == _SPACE) | (signs == _TAB)
    return is_space


def _longest(signs: Signs) -> int:
    """Give how long the longest line is."""
    return int(np.diff(np.flatnonzero(signs == _FEED), prepend=-1).max()) - 1


def _starts(ends: IntArray) -> IntArray:
    return np.concatenate([[0], ends[:-1] + 1])


def counts_of(blocks: Iterable[bytes], dialect: Dialect) -> list[int]:
    """Count the delimiters in lines that are not blank: in the first one, and then each other count that there is."""
    counts: list[int] = []
    for block in blocks:
        signs = _signs(block)
        starts = _starts(np.flatnonzero(signs == _FEED))
        own = np.add.reduceat(signs == ord(dialect.delimiter), starts, dtype=np.intp)
        is_blank = ~np.logical_or.reduceat(_kinds(dialect)[signs] == _CONTENT, starts) & (own == 0)
        found = own[~is_blank]
        first = int(not counts)
        counts += found[:first].tolist()
        counts += sorted(set(np.unique(found[first:]).tolist()) - set(counts[1:]))
    return counts


def may_vanish(blocks: Iterable[bytes]) -> bool:
    """Tell whether a number too small for double precision may be there: one that is read as 0."""
    return any(any(sign in block for sign in _TINY) for block in blocks)


def blocks_of(file: BinaryIO) -> Iterator[bytes]:
    """Read on in pieces of whole lines, which end at line feeds, so that only one of them is in memory."""
    while block := file.read(_BLOCK):
        yield block if block.endswith(b"\n") else block + file.readline()


def is_utf8(block: bytes) -> bool:
    """Tell whether these bytes are text."""
    try:
        block.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
