"""A data set that is always the same: its points, what they are called, and who first drew them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from kmanim.arrays import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedSet:
    """A built-in set of which neither seed nor number of points can be chosen.

    Attributes
    ----------
    draw : callable
        Gives the points, shape (n, 2) or (n, 1), and the group that each was drawn for; of hand-made sets, no groups.
    names : tuple of str
        What the points are called; empty for many points.
    source : str
        Where the set comes from.
    """

    draw: Callable[[], tuple[FloatArray, list[str]]]
    names: tuple[str, ...] = ()
    source: str


def by_hand(points: Sequence[tuple[float, float]], names: Sequence[str], source: str) -> FixedSet:
    """Make a set of points that somebody wrote down; as many of the names as there are points are theirs."""
    return FixedSet(
        draw=lambda: (np.array(points, dtype=np.float64), []),
        names=tuple(names[: len(points)]),
        source=source,
    )


def joined(groups: Sequence[FloatArray]) -> tuple[FloatArray, list[str]]:
    """Put groups together, and say of each point which one it is of: from 1."""
    return np.concatenate(groups), [str(i) for i, group in enumerate(groups, 1) for _ in range(len(group))]
