"""Cells that are text at first sight, found by their bytes: nobody has to ask them whether they are numbers."""

from __future__ import annotations

import re
import string
from collections.abc import Collection, Sequence

import numpy as np

from kmanim.arrays import ByteArray, IntArray
from kmanim.data.readers.missing import Missing

_LETTER, _SIGN, _DIGIT, _STRANGE = 1, 2, 4, 8
_KINDS = np.full(256, _STRANGE, np.uint8)
_KINDS[32:127] = 0
_KINDS[list(string.ascii_letters.encode())] = _LETTER
_KINDS[list(b"eE")] = 0  # of 1e5
_KINDS[list(b":/")] = _SIGN
_KINDS[list(b"0123456789")] = _DIGIT
_KINDS[list(b"#()")] = _STRANGE  # of #N/A and nan(ind)
_OTHER = 127  # from which on bytes are no signs of ASCII
_BEGINS_A_WORD = np.zeros(256, np.bool_)
_BEGINS_A_WORD[list(string.ascii_letters.encode())] = True
_WORDS = re.compile("inf|na|n/a|nul|non|nil|err:", re.IGNORECASE)  # how infinity and what is missing begin


def doubtful(cells: Sequence[str], missing: Missing) -> IntArray:
    """Find the cells that may be numbers, be meant as such, or say that there is no value; all others are plain text.

    Plain is what begins with a letter of ASCII, but as no word for infinity or for what is missing does; and what
    begins with a digit and holds other letters than e, a colon, a slash, or a dash after a digit, as dates do. Neither
    has other signs than those of ASCII, a # or a bracket.

    Parameters
    ----------
    cells : sequence of str
    missing : Missing
        What says that a cell has no value.

    Returns
    -------
    ndarray of int
        The places of the doubtful ones, in order.
    """
    if missing.words is not None and len(doubtful(sorted(missing.words), Missing())) < len(missing.words):
        return np.arange(len(cells))
    signs, starts, ends = _spelled(cells)
    if len(ends) != len(cells):
        return np.arange(len(cells))
    kinds = _KINDS[signs]
    kinds[ends] = 0
    dashes = np.flatnonzero(signs == ord("-"))
    kinds[dashes[kinds[dashes - 1] == _DIGIT]] = (
        _SIGN  # before the first sign comes the last, which ends a cell
    )
    first, held = signs[starts], np.bitwise_or.reduceat(kinds, starts)
    is_word = _BEGINS_A_WORD[first]
    is_measure = (kinds[starts] == _DIGIT) & ((held & (_LETTER | _SIGN)) > 0)
    is_doubtful = ~(is_word | is_measure) | ((held & _STRANGE) > 0)
    for row in np.flatnonzero(is_word & ~is_doubtful & np.isin(first, list(b"iInNeE"))).tolist():
        is_doubtful[row] = _WORDS.match(cells[row]) is not None
    return np.flatnonzero(is_doubtful)


def are_names(cells: Sequence[str], no_names: Collection[str]) -> bool:
    """Tell names from measures such as ``12 kg`` and from dates: fewer than half of the cells begin with a digit.

    None may be blank, nor be among `no_names`, which are in small letters; spaces around a cell do not count.
    """
    signs, starts, ends = _spelled(cells)
    begin, rows = 0, np.arange(len(cells))
    if len(ends) == len(cells):
        first, last = signs[starts], signs[ends - 1]  # of an empty cell the last sign is that of an end
        is_bare = (first > ord(" ")) & (last > ord(" ")) & (first < _OTHER) & (last < _OTHER)
        is_bare &= ends - starts > max(map(len, no_names))
        begin = int(np.count_nonzero(is_bare & (_KINDS[first] == _DIGIT)))
        rows = np.flatnonzero(~is_bare)
    others = [cells[row].strip() for row in rows.tolist()]
    if not all(others) or any(cell.casefold() in no_names for cell in others):
        return False
    return 2 * (begin + sum(cell[0] in string.digits for cell in others)) < len(cells)


def _spelled(cells: Sequence[str]) -> tuple[ByteArray, IntArray, IntArray]:
    """Give the bytes of all cells one after another, and where each begins and ends; too many if a cell has lines."""
    text = "\n".join(cells) + "\n"
    signs = np.frombuffer(text.encode("utf-8", "surrogatepass"), np.uint8)
    ends = np.flatnonzero(signs == ord("\n"))
    return signs, np.concatenate([[0], ends[:-1] + 1]), ends
