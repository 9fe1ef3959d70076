"""Films as APNG: every colour exact, each picture the rectangle that changed."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import ClassVar

import numpy as np
from PIL import Image

from kmanim.atomic import write_whole
from kmanim.export.loop import play_count
from kmanim.export.reel import Box, Pixels, Reel, as_bytes, box_of
from kmanim.export.writer import About, Writer
from kmanim.plot.frame import Frame

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LONGEST_MS = 65_530  # a delay is sixteen bits, told here in milliseconds


class ApngWriter(Writer):
    """Writes an animated PNG, losslessly; viewers that do not know it show its first picture.

    The pictures are encoded by Pillow, one by one, and put into one file here: Pillow's own way keeps all
    of them in memory, whole.

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
        self._reel.add(pixels, frame.duration_ms)

    def finish(self) -> None:
        """Encode the pictures and write the file."""
        write_whole(self.path, self._chunks())

    def _chunks(self) -> Iterator[bytes]:
        reel = self._reel
        whole = Box(0, 0, reel.width, reel.height)
        mode = "RGB" if reel.is_opaque() else "RGBA"
        times = [_delays(shot.duration_ms) for shot in reel.shots]
        yield _SIGNATURE
        colour_type = 2 if mode == "RGB" else 6
        yield _chunk(b"IHDR", struct.pack(">IIBBBBB", reel.width, reel.height, 8, colour_type, 0, 0, 0))
        yield _chunk(b"acTL", struct.pack(">II", sum(map(len, times)), self.plays))
        number = 0
        for index, (picture, shot) in enumerate(reel.pictures()):
            box = box_of(shot.positions, reel.width) if index else whole
            for turn, delay in enumerate(times[index]):
                # What is longer than a delay can say goes on as the same pixel once more.
                part = Box(0, 0, 1, 1) if turn else box
                place = (part.width, part.height, part.left, part.top)
                yield _chunk(b"fcTL", struct.pack(">5I2H2B", number, *place, delay, 1000, 0, 0))
                number += 1
                data = _image_data(part.cut(picture), mode)
                if index or turn:
                    yield _chunk(b"fdAT", struct.pack(">I", number) + data)
                    number += 1
                else:
                    yield _chunk(b"IDAT", data)
        yield _chunk(b"IEND", b"")


def _delays(duration_ms: int) -> list[int]:
    full, rest = divmod(duration_ms, _LONGEST_MS)
    return [_LONGEST_MS] * full + [rest] * bool(rest)


def _image_data(picture: Pixels, mode: str) -> bytes:
    """Encode a picture with Pillow and take out of the file what belongs into the film's."""
    channels = 3 if mode == "RGB" else 4
    buffer = BytesIO()
    Image.fromarray(np.ascontiguousarray(as_bytes(picture)[..., :channels]), mode).save(
        buffer, "PNG", compress_level=9
    )
    file, data, at = buffer.getvalue(), [], len(_SIGNATURE)
    while at < len(file):
        length, kind = struct.unpack_from(">I4s", file, at)
        if kind == b"IDAT":
            data.append(file[at + 8 : at + 8 + length])
        at += length + 12
    return b"".join(data)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
