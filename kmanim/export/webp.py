"""Films as animated WebP: every colour exact, each picture the rectangle that changed."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import ClassVar

from PIL import Image, features

from kmanim.atomic import write_whole
from kmanim.errors import OutputError
from kmanim.export.loop import play_count
from kmanim.export.reel import Box, Pixels, Reel, as_bytes, box_of
from kmanim.export.writer import About, Writer
from kmanim.plot.frame import Frame

_LONGEST_MS = 16_777_210  # a duration is twenty-four bits of milliseconds
_ALPHA, _ANIMATION = 0x10, 0x02
_OVERWRITE = 0x02  # instead of blending; nothing is cleared before the next picture


class WebpWriter(Writer):
    """Writes an animated WebP, losslessly.

    The pictures are encoded by Pillow, one by one, and put into one file here: Pillow's own way takes a list
    of all of them, whole.

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
        self._reel.add(pixels, frame.duration_ms)

    def finish(self) -> None:
        """Encode the pictures and write the file."""
        write_whole(self.path, self._pieces())

    def _pieces(self) -> Iterator[bytes]:
        # The header tells the length of the file, so the pictures, which are small by now, come before it.
        body = b"".join(self._chunks())
        yield b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body

    def _chunks(self) -> Iterator[bytes]:
        reel = self._reel
        flags = _ANIMATION | (0 if reel.is_opaque() else _ALPHA)
        size = _number(reel.width - 1) + _number(reel.height - 1)
        yield _chunk(b"VP8X", struct.pack("<I", flags) + size)
        yield _chunk(b"ANIM", struct.pack("<IH", 0, min(self.plays, 65_535)))
        for index, (picture, shot) in enumerate(reel.pictures()):
            box = _even(box_of(shot.positions, reel.width)) if index else Box(0, 0, reel.width, reel.height)
            place = _number(box.left // 2) + _number(box.top // 2)
            extent = _number(box.width - 1) + _number(box.height - 1)
            data = _image_data(box.cut(picture))
            for duration in _durations(shot.duration_ms):
                head = place + extent + _number(duration) + bytes([_OVERWRITE])
                yield _chunk(b"ANMF", head + data)


def _even(box: Box) -> Box:
    """Grow a rectangle so that it starts at even pixels, as the format wants."""
    left, top = box.left & ~1, box.top & ~1
    return Box(left, top, box.left + box.width - left, box.top + box.height - top)


def _durations(duration_ms: int) -> list[int]:
    full, rest = divmod(duration_ms, _LONGEST_MS)
    return [_LONGEST_MS] * full + [rest] * bool(rest)


def _image_data(picture: Pixels) -> bytes:
    """Encode a picture with Pillow and take out of the file the chunk that holds it."""
    buffer = BytesIO()
    Image.fromarray(as_bytes(picture), "RGBA").save(
        buffer, "WEBP", lossless=True, exact=True, quality=60, method=4
    )
    file, at = buffer.getvalue(), 12
    while at < len(file):
        kind, length = struct.unpack_from("<4sI", file, at)
        if kind == b"VP8L":
            return _chunk(kind, file[at + 8 : at + 8 + length])
        at += 8 + length + length % 2
    raise OutputError("this version of Pillow writes WebP images in a way that kmanim does not know")


def _number(value: int) -> bytes:
    return value.to_bytes(3, "little")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
