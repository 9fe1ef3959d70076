"""Where ink lies: rectangles of pixels, y upwards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Bounds(NamedTuple):
    """A rectangle of pixels that some ink lies in, y upwards."""

    left: float
    bottom: float
    right: float
    top: float

    def meets_any(self, others: Iterable[Bounds]) -> bool:
        """Tell whether it shares any pixel with any of the others."""
        return self.first_met(others) >= 0

    def first_met(self, others: Iterable[Bounds]) -> int:
        """Give the number of the first of the others with which it shares any pixel; -1 where there is none."""
        left, bottom, right, top = self
        for number, (other_left, other_bottom, other_right, other_top) in enumerate(others):
            if left < other_right and other_left < right and bottom < other_top and other_bottom < top:
                return number
        return -1

    def around(self, other: Bounds) -> Bounds:
        """Give the smallest rectangle around both."""
        return Bounds(
            min(self.left, other.left), min(self.bottom, other.bottom),
            max(self.right, other.right), max(self.top, other.top),
        )  # fmt: skip

    def cut(self, other: Bounds) -> Bounds:
        """Give what both share; empty, with right <= left or top <= bottom, where that is nothing."""
        return Bounds(
            max(self.left, other.left), max(self.bottom, other.bottom),
            min(self.right, other.right), min(self.top, other.top),
        )  # fmt: skip
