"""How things move: gently, and never through what they belong to."""

from __future__ import annotations

import math

import numpy as np

from kmanim.arrays import FloatArray


def eased(at: float) -> float:
    """Start and end a move gently: 3t^2 - 2t^3."""
    return at * at * (3 - 2 * at)


def in_pictures(at: float, pictures: int) -> float:
    """Give the share of a move in the one of a few pictures that an instant from 0 to 1 shows, each as long as others.

    The first one is there at once, and the last one, which is the end, is as long as any other: nothing stands still
    while it is said to move. Rounding to the nearest one would show some three times as long as their neighbours.
    """
    return min(math.ceil(at * pictures - 1e-6) / pictures, 1.0)


def turned(start: FloatArray, end: FloatArray, share: float) -> FloatArray:
    """Turn vectors of shape (k, 2) the shorter way round, so that none passes through its origin."""
    angle, other = np.arctan2(start[:, 1], start[:, 0]), np.arctan2(end[:, 1], end[:, 0])
    angle = angle + share * ((other - angle + np.pi) % (2 * np.pi) - np.pi)
    length = np.hypot(*start.T) + share * (np.hypot(*end.T) - np.hypot(*start.T))
    way: FloatArray = length[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return way
