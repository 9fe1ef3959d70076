"""Films as APNG: every colour exact, each picture the rectangle that changed."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from kmanim.export.formats._loop_count import play_count
from kmanim.export.formats._pillow_images import Images
from kmanim.export.reel import Pixels, Reel
from kmanim.export.writer import About, Writer
from kmanim.frame import Frame

_LONGEST_MS = 65_530  # a delay is sixteen bits, told in milliseconds
_KEEP, _TAKE_BACK = 0, 2  # what a viewer does with a picture before it draws the next


class ApngWriter(Writer):
    """Writes an animated PNG, losslessly; viewers that do not know it show its first picture.

    While Pillow writes, it holds every picture whole: 4 bytes a pixel, so 1 MB for each of 600 x 450. A film of
    thousands of pictures is better written as GIF or MP4.

    Parameters
    ----------
    path : str or Path
        The file to write.
    about : About, optional
        Not written.
    loop : "forever", "once" or int, default "forever"
        How often the film plays; a number is the number of showings.
    """

    takes: ClassVar[tuple[str, ...]] = ("loop",)

    def __init__(self, path: str | Path, *, about: About | None = None, loop: str | int = "forever") -> None:
        super().__init__(path, about=about)
        self.plays = play_count(loop)
        self._reel = Reel()

    def take(self, pixels: Pixels, frame: Frame) -> None:
        """Keep what changed."""
        self._reel.add(pixels, frame.duration_ms, frame.changed)

    def finish(self) -> None:
        """Encode the pictures and write the file."""
        images = Images(self._reel, _LONGEST_MS)
        # Pillow makes one of equal neighbours, which would then be too long, unless they end differently.
        ends = [_TAKE_BACK if turn % 2 else _KEEP for turn in images.turns]
        images.save(self.path, "PNG", loop=self.plays, compress_level=9, disposal=ends, blend=0)
