"""Films as APNG, WebP and AVIF: images that move, which imageio and Pillow put together once all pictures are there.

Measured on the walkthrough of the 32 cars, 79 pictures of 600 x 450, beside a GIF of 125,304 bytes (CPU time):

======  =======  =====  =======================================
format  bytes    s      worst picture, PSNR in dB
======  =======  =====  =======================================
APNG    489,290  0.8    every colour exact
WebP     99,822  0.4    every colour exact
AVIF     74,996  4.3    58; chroma is kept whole, so that letters stay crisp
======  =======  =====  =======================================
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np
from PIL import Image

from kmanim.arrays import ByteArray
from kmanim.atomic import plain_path, write_whole
from kmanim.errors import OutputError, shown
from kmanim.export.formats._avif_times import timed
from kmanim.export.formats._loop_count import play_count
from kmanim.export.reel import Pixels, Reel, as_bytes
from kmanim.export.writer import About, Writer
from kmanim.frame import Frame

_KEEP, _TAKE_BACK = 0, 2  # what a viewer of an APNG does with a picture before it draws the next


class _ImageWriter(Writer):
    """Collects what changes in every picture.

    While the file is put together, every picture is held whole: 4 bytes a pixel, so 1 MB for each of 600 x 450. A
    film of thousands of pictures is better written as GIF, WebM or MP4.

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
    kind: ClassVar[str]  # as Pillow calls it
    longest_ms: ClassVar[int]  # what stands longer is repeated
    most_plays: ClassVar[int] = 65_536
    options: ClassVar[Mapping[str, Any]] = MappingProxyType({})

    def __init__(self, path: str | Path, *, about: About | None = None, loop: str | int = "forever") -> None:
        super().__init__(path, about=about)
        self.plays = play_count(loop)
        self._reel = Reel()

    def open(self) -> None:
        """Look whether the file can be written, and whether this Pillow knows the format."""
        Image.init()
        if self.kind not in Image.SAVE_ALL:
            raise OutputError(f"this Pillow was built without {self.kind}; .apng or .gif would do")
        super().open()

    def take(self, pixels: Pixels, frame: Frame) -> None:
        """Keep what changed."""
        self._reel.add(pixels, frame.duration_ms, frame.changed)

    def finish(self) -> None:
        """Encode the pictures and write the file."""
        import imageio.v3 as iio  # noqa: PLC0415 - a tenth of a second, which pages that ask for a medium do not need

        parts = [_parts(shot.duration_ms, self.longest_ms) for shot in self._reel.shots]
        # Pillow makes one of equal neighbours, which would then be too long, unless they end differently.
        ends = [_TAKE_BACK if turn % 2 else _KEEP for part in parts for turn in range(len(part))]
        pictures, encoded = _Pictures(self._reel, parts), BytesIO()
        try:
            # What a format has not, Pillow leaves aside.
            iio.imwrite(
                encoded, pictures.first, plugin="pillow", extension=f".{self.suffix}", is_batch=False,
                save_all=True, append_images=pictures, duration=[ms for part in parts for ms in part],
                loop=min(self.plays, self.most_plays), disposal=ends, **self.options,
            )  # fmt: skip
        except RuntimeError as error:  # how encoders complain
            raise OutputError(f"cannot write {plain_path(self.path)}: {shown(error)}") from None
        write_whole(self.path, self.settled(encoded.getvalue()))

    def settled(self, content: bytes) -> bytes:
        """Mend what no option can say; by default that is nothing."""
        return content


class _Pictures:
    """The pictures of a film after the first, made anew whenever Pillow goes over them.

    It does so twice for an APNG, and copies what it keeps: imageio's own list would be a second film in memory.
    """

    def __init__(self, reel: Reel, parts: list[list[int]]) -> None:
        self._reel, self._parts = reel, parts
        self._channels = 3 if reel.is_opaque() else 4

    @property
    def first(self) -> ByteArray:
        """The first picture, of shape (height, width, 3 or 4)."""
        return next(self._all())

    def __iter__(self) -> Iterator[Image.Image]:
        return map(Image.fromarray, islice(self._all(), 1, None))

    def _all(self) -> Iterator[ByteArray]:
        for (picture, _), part in zip(self._reel.pictures(), self._parts, strict=True):
            for _ in part:
                # Of a copy, because the picture is drawn upon again.
                yield np.array(as_bytes(picture)[..., : self._channels])


class ApngWriter(_ImageWriter):
    """Writes an animated PNG, losslessly; viewers that do not know it show its first picture."""

    suffix, kind = "apng", "PNG"
    longest_ms = 65_530  # a delay is sixteen bits, told in milliseconds
    options = MappingProxyType({"compress_level": 9, "blend": 0})


class WebpWriter(_ImageWriter):
    """Writes an animated WebP, losslessly; of wholly transparent pixels the colour is not kept."""

    suffix, kind = "webp", "WEBP"
    most_plays = 65_535
    longest_ms = 16_777_210  # a duration is twenty-four bits of milliseconds
    largest_side = 16_383
    # Key frames every 9 to 17 pictures, which Pillow asks for by default, take a quarter more; quality 100 and method
    # 6 save nothing.
    options = MappingProxyType(
        {"lossless": True, "quality": 60, "method": 2, "kmin": 0, "kmax": 0, "background": (0, 0, 0, 0)}
    )


class AvifWriter(_ImageWriter):
    """Writes an animated AVIF: the smallest files, nearly lossless, and the slowest to make."""

    suffix, kind = "avif", "AVIF"
    longest_ms = 0x7FFF_FFFF
    # Quality 80 saves a sixth and costs 6 dB; speeds above 6 take a seventh of the time for twice the bytes, in flat
    # drawings five times, and 17 to 20 dB less. More threads than one would divide the picture otherwise.
    options = MappingProxyType({"quality": 90, "speed": 6, "subsampling": "4:4:4", "max_threads": 1})

    def settled(self, content: bytes) -> bytes:
        """Say how often the film plays, and not when it was made."""
        return timed(content, self.plays)


def _parts(duration_ms: int, longest_ms: int) -> list[int]:
    full, rest = divmod(duration_ms, longest_ms)
    return [longest_ms] * full + [rest] * bool(rest)
