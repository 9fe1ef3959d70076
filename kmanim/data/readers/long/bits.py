"""Which signs of a text are such as are looked for, as one bit each: 64 signs are a word, and are asked at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import IntArray

_WORD = 64
_HALVES = (1, 2, 4, 8, 16, 32)

Bits = NDArray[np.uint64]


def packed(flags: NDArray[np.bool_]) -> Bits:
    """Give flags as bits, the first one the lowest of the first word; what is left of the last word is 0."""
    words = np.zeros(-(-len(flags) // _WORD), "<u8")
    bits = np.packbits(flags, bitorder="little")
    words.view(np.uint8)[: len(bits)] = bits
    return words


def unpacked(bits: Bits, count: int) -> NDArray[np.bool_]:
    """Give so many bits as flags."""
    return np.unpackbits(bits.astype("<u8", copy=False).view(np.uint8), count=count, bitorder="little").view(
        np.bool_
    )


def count_of(bits: Bits) -> int:
    """Count the signs."""
    return int(np.bitwise_count(bits).sum())


def places_of(bits: Bits) -> IntArray:
    """Give the places of the signs, in order; it is fast where they are few."""
    words = np.flatnonzero(bits)
    found = np.flatnonzero(unpacked(bits[words], _WORD * len(words)))
    return words[found // _WORD] * _WORD + found % _WORD


def after(bits: Bits, *, first: bool = False) -> Bits:
    """Tell which signs come right after these, and whether the first one of all is such, too."""
    moved: Bits = np.left_shift(bits, np.uint64(1))
    moved[1:] |= bits[:-1] >> (_WORD - 1)
    moved[0] |= first
    return moved


def between(marks: Bits) -> Bits:
    """Tell which signs stand from an odd mark on, itself among them, to before the even one that follows."""
    held = marks.copy()
    for shift in _HALVES:  # set where an odd number of marks stand up to here in the word ...
        held ^= held << shift
    held[1:] ^= -np.bitwise_xor.accumulate(held >> (_WORD - 1))[:-1]  # ... and in all words before it
    return held


def is_dense(bits: Bits) -> bool:
    """Tell whether all such signs, and the end, are less than `FAR` from each other; the last sign is one."""
    whole = bits[: len(bits) // 2 * 2]
    return bool((whole[::2] | whole[1::2]).all())


FAR = 4 * _WORD
"""How many signs four words have."""
