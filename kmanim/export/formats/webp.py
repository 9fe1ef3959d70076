"""Films as animated WebP: every colour exact, and the smallest files of all."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from PIL import features

from kmanim.errors import OutputError
from kmanim.export.formats._loop_count import play_count
from kmanim.export.formats._pillow_images import Images
from kmanim.export.reel import Pixels, Reel
from kmanim.export.writer import About, Writer
from kmanim.frame import Frame

_LONGEST_MS = 16_777_210  # a duration is twenty-four bits of milliseconds
_MOST_PLAYS = 65_535

# Measured on the walkthrough of the 32 cars, 77 pictures of 600 x 450: 90,484 bytes in 0.17 s. Key frames every 9
# to 17 pictures, which Pillow asks for by default, take a quarter more; quality 100 and method 6 save nothing.
_OPTIONS: dict[str, Any] = {"lossless": True, "quality": 60, "method": 2, "kmin": 0, "kmax": 0}


class WebpWriter(Writer):
    """Writes an animated WebP, losslessly; of wholly transparent pixels the colour is not kept.

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

    largest_side = 16_383
    takes: ClassVar[tuple[str, ...]] = ("loop",)

    def __init__(self, path: str | Path, *, about: About | None = None, loop: str | int = "forever") -> None:
        super().__init__(path, about=about)
        self.plays = play_count(loop)
        self._reel = Reel()

    def open(self) -> None:
        """Look whether the file can be written, and whether this Pillow knows WebP."""
        if not features.check("webp"):
            raise OutputError("this Pillow was built without WebP; .apng or .gif would do")
        super().open()

    def take(self, pixels: Pixels, frame: Frame) -> None:
        """Keep what changed."""
        self._reel.add(pixels, frame.duration_ms, frame.changed)

    def finish(self) -> None:
        """Encode the pictures and write the file."""
        Images(self._reel, _LONGEST_MS).save(
            self.path, "WEBP", loop=min(self.plays, _MOST_PLAYS), background=(0, 0, 0, 0), **_OPTIONS
        )
