"""From what a caller gives as a seed to independent streams of random numbers."""

from __future__ import annotations

import copy
import operator
import secrets
from dataclasses import dataclass

import numpy as np

from kmanim.errors import InputError, shown

_FRESH_BITS = 53  # a whole number that every reader of JSON keeps

Seed = int | np.random.Generator | np.random.SeedSequence | None


@dataclass(frozen=True, slots=True)
class Streams:
    """The random numbers of one or many runs.

    Attributes
    ----------
    starts : Generator
        The starts of all runs are drawn from it, one run after the other.
    seed : int or None
        What to write down; None if a generator or a seed sequence was handed in.
    """

    starts: np.random.Generator
    seed: int | None
    _entropy: int
    _key: tuple[int, ...] = ()

    def whole(self) -> int:
        """Give the seed, or a number in its place, drawn from what was handed in, which advances."""
        return int(self.starts.integers(2**_FRESH_BITS)) if self.seed is None else self.seed

    def loop(self, index: int) -> np.random.Generator:
        """Random numbers for what is drawn within run `index` (0-based), whatever other runs draw."""
        sequence = np.random.SeedSequence(self._entropy, spawn_key=(*self._key, index))
        return np.random.default_rng(sequence)


def streams(seed: Seed) -> Streams:
    """Make the streams of random numbers that follow from `seed`.

    Parameters
    ----------
    seed : int, Generator, SeedSequence or None
        An int of any size, 0 or more, gives the same numbers each time. A generator is drawn from, so it
        advances. None draws a fresh int, which is written down.

    Raises
    ------
    InputError
        If it is negative, a float, a bool or anything else.
    """
    if isinstance(seed, np.random.Generator):
        ahead = copy.deepcopy(seed)  # so that the starts are the very next numbers of the generator
        return Streams(seed, None, int(ahead.integers(2**63)))
    if isinstance(seed, np.random.SeedSequence):
        entropy = seed.entropy
        whole = entropy if isinstance(entropy, int) else _folded(seed)
        return Streams(np.random.default_rng(seed), None, whole, tuple(seed.spawn_key))
    if seed is None:
        return streams(secrets.randbits(_FRESH_BITS))
    refusal = InputError(f"seed must be a whole number, 0 or more, got {shown(repr(seed))}")
    if isinstance(seed, (bool, np.bool_)):
        raise refusal
    try:
        number = operator.index(seed)
    except TypeError:
        raise refusal from None
    if number < 0:
        raise refusal
    return Streams(np.random.default_rng(number), number, number)


def _folded(sequence: np.random.SeedSequence) -> int:
    """Make one int of a sequence whose entropy is several."""
    words = sequence.generate_state(4, np.uint32)
    return sum(int(word) << (32 * i) for i, word in enumerate(words))
