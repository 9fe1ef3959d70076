"""What plot hands to export: a picture, how long it stands, and where it differs from the one before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import ByteArray

_Cell = TypeVar("_Cell", bound=np.generic)


class Area(NamedTuple):
    """A rectangle of pixels: its upper left corner and its size."""

    left: int
    top: int
    width: int
    height: int

    @property
    def size(self) -> int:
        """How many pixels it holds."""
        return self.width * self.height

    def cut(self, picture: NDArray[_Cell]) -> NDArray[_Cell]:
        """Give the part of a picture of shape (height, width, ...) that lies inside; a view, not a copy."""
        return picture[self.top : self.top + self.height, self.left : self.left + self.width]

    def around(self, other: Area) -> Area:
        """Give the smallest rectangle around both."""
        left, top = min(self.left, other.left), min(self.top, other.top)
        right = max(self.left + self.width, other.left + other.width)
        bottom = max(self.top + self.height, other.top + other.height)
        return Area(left, top, right - left, bottom - top)


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of a film.

    Attributes
    ----------
    pixels : ndarray of shape (height, width, 4), uint8, C-ordered
        Red, green, blue, alpha (straight, not premultiplied). Four bytes a pixel, so that a whole picture can
        be compared and counted as ``pixels.view(np.uint32)`` at no cost. All frames of a film have one size.
    duration_ms : int
        How long it stands; a multiple of 10, at least 20.
    keyframe : int
        Index of the keyframe in the timeline that this picture belongs to.
    held : bool
        True for the held picture of its keyframe, False for a tween on the way to it.
    changed : Area or None
        Outside of it every pixel is that of the frame before; None where anything may have changed.
    still : bool
        Whether it is a picture of its own, for a poster, and no part of the film.
    """

    pixels: ByteArray
    duration_ms: int
    keyframe: int = 0
    held: bool = True
    changed: Area | None = None
    still: bool = False
