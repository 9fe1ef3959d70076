"""Cells that are text at first sight, found by their bytes: nobody has to ask them whether they are numbers."""

from __future__ import annotations

import re
import string
from collections.abc import Collection, Sequence

import numpy as np

from kmanim.arrays import IntArray
from kmanim.data.readers.cells.joined import Joined
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
_BEGINS_ONE_OF_WORDS = np.zeros(256, np.bool_)
_BEGINS_ONE_OF_WORDS[list(b"iInNeE")] = True
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
    text = Joined.of(cells)
    signs, starts, ends = text.signs, text.starts, text.ends
    if len(ends) != len(cells):
        return np.arange(len(cells))
    first = signs[starts]
    is_word = _BEGINS_A_WORD[first]
    if is_word.all() and not _has_strange(text):
        is_doubtful = ~is_word
    else:
        kinds = _KINDS[signs]
        kinds[ends] = 0
        dashes = np.flatnonzero(signs == ord("-"))
        kinds[dashes[kinds[dashes - 1] == _DIGIT]] = (
            _SIGN  # before the first sign comes the last, which ends a cell
        )
        held = np.bitwise_or.reduceat(kinds, starts)
        is_measure = (kinds[starts] == _DIGIT) & ((held & (_LETTER | _SIGN)) > 0)
        is_doubtful = ~(is_word | is_measure) | ((held & _STRANGE) > 0)
    for row in np.flatnonzero(_BEGINS_ONE_OF_WORDS[first] & ~is_doubtful).tolist():
        is_doubtful[row] = _WORDS.match(cells[row]) is not None
    return np.flatnonzero(is_doubtful)


def are_names(cells: Sequence[str], no_names: Collection[str]) -> bool:
    """Tell names from measures such as ``12 kg`` and from dates: fewer than half of the cells begin with a digit.

    None may be blank, nor be among `no_names`, which are in small letters; spaces around a cell do not count.
    """
    text = Joined.of(cells)
    signs, starts, ends = text.signs, text.starts, text.ends
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


def _has_strange(text: Joined) -> bool:
    """Tell whether some cell has a sign that makes it doubtful, whatever else it has."""
    signs = text.signs
    is_spoken = signs.max(initial=0) < _OTHER and np.count_nonzero(signs < ord(" ")) == len(text.ends)
    return not is_spoken or any(sign in text.data for sign in (b"#", b"(", b")"))
