"""What plot hands to export: a picture and how long it stands."""

from __future__ import annotations

from dataclasses import dataclass

from kmanim.arrays import ByteArray


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
    """

    pixels: ByteArray
    duration_ms: int
    keyframe: int = 0
    held: bool = True
