"""Films as GIF: one palette, and of each picture only the rectangle that changed.

The file is put together here, around image data that Pillow compresses, because Pillow's own way with films (which
imageio's is, too) needs the whole film in memory, gives each picture a palette and merges durations as it likes.
Measured on the walkthrough of the 32 cars (79 pictures of 600 x 450, 1,275 colours; 2 cores, CPU time):

========================  =======  ===============  =========================
way                         bytes  ms a picture     worst picture, PSNR in dB
========================  =======  ===============  =========================
this writer               117,237  1.6              65.6
the same, 127 colours     111,414  1.6
the same, 63 colours      103,578  1.6
``gifsicle -O3`` of it    115,236
Pillow from RGB pictures  317,052  22
========================  =======  ===============  =========================

Start codes of fewer bits than Pillow's eight, for pictures of few colours, were tried: they save less than 1 %.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from kmanim.arrays import ByteArray
from kmanim.atomic import write_whole
from kmanim.errors import InputError, OutputError, shown
from kmanim.export.loop import play_count
from kmanim.export.palette import Palette
from kmanim.export.reel import Box, Pixels, Reel, Shot, box_of, on_matte, pixel_of
from kmanim.export.writer import About, Writer
from kmanim.plot.frame import Frame

_LONGEST_MS = 655_350  # a delay is sixteen bits of hundredths of a second
_SHORT = 12  # pixels; 8 to 16 do as well
_KEEP, _CLEAR = 1, 2  # what a viewer does with a picture before it draws the next


class GifWriter(Writer):
    """Writes a GIF.

    Frames are taken one at a time; kept are only their changed pixels, so a film of any length needs the
    memory of a few frames. When the film is complete, its colours are known: up to `colours` of them are kept
    exactly, more are merged into the nearest kept one, without dithering. Unchanged pixels inside a changed
    rectangle are stored as one transparent index, which compresses to almost nothing.

    Parameters
    ----------
    path : str or Path
        The file to write.
    about : About, optional
        Not written: a GIF has no place for words that anybody reads.
    loop : "forever", "once" or int, default "forever"
        How often the film plays; a number is the number of showings.
    colours : int, default 255
        The most colours to keep, 2 to 255. Fewer make smaller files: 127 take off some 5 %, 63 some 15 %.
    exact : iterable of str, default ()
        ``#RRGGBB`` colours that are kept exactly wherever they occur, such as those of the theme.
    transparent : bool, default False
        Pixels of alpha under 128 become transparent (costs size: every picture is stored whole); all others,
        and everything where False, are laid on the matte.
    matte : str, default "#FFFFFF"
        ``#RRGGBB`` of the paper under pixels that are not opaque.
    """

    takes: ClassVar[tuple[str, ...]] = ("loop", "colours", "exact", "transparent", "matte")

    def __init__(
        self,
        path: str | Path,
        *,
        about: About | None = None,
        loop: str | int = "forever",
        colours: int = 255,
        exact: Iterable[str] = (),
        transparent: bool = False,
        matte: str = "#FFFFFF",
    ) -> None:
        super().__init__(path, about=about)
        if not 2 <= colours <= 255:
            raise InputError(f"colours must lie between 2 and 255, not {shown(colours)}")
        self.plays = play_count(loop)
        self.colours = colours
        self.exact = tuple(exact)
        self.transparent = transparent
        self._matte = pixel_of(matte)
        self._reel = Reel()

    def take(self, pixels: Pixels, frame: Frame) -> None:
        """Keep what changed."""
        picture = on_matte(pixels, self._matte)
        if self.transparent:
            picture = np.where(pixels >> 24 < 128, np.uint32(0), picture)
        self._reel.add(picture, frame.duration_ms)

    def finish(self) -> None:
        """Choose the palette and write the file."""
        write_whole(self.path, self._blocks())

    def _blocks(self) -> Iterator[bytes]:
        reel = self._reel
        colours, counts = reel.colours()
        opaque = colours != 0
        palette = Palette(colours[opaque], counts[opaque], size=self.colours, exact=self.exact)
        clear = len(palette)  # the index that leaves a pixel as it is
        bits = max(2, clear.bit_length())
        yield b"GIF89a" + struct.pack("<HHBBB", reel.width, reel.height, 0xF0 | bits - 1, 0, 0)
        yield palette.rgb.tobytes().ljust(3 << bits, b"\0")
        if self.plays != 1:
            # The block counts repetitions after the first showing; 0 means forever.
            repeats = self.plays - 1 if self.plays else 0
            yield b"!\xff\x0bNETSCAPE2.0\x03\x01" + struct.pack("<H", repeats) + b"\0"
        for number, (picture, shot) in enumerate(reel.pictures()):
            if self.transparent:
                box, indices = _opaque_part(picture, palette, clear)
            else:
                box, indices = _changed_part(picture, shot, palette, clear if number else None)
            yield from _image(box, indices, shot.duration_ms, clear, _CLEAR if self.transparent else _KEEP)
        yield b";"


def _opaque_part(picture: Pixels, palette: Palette, clear: int) -> tuple[Box, ByteArray]:
    shown_at = np.flatnonzero(picture)
    box = box_of(shown_at, picture.shape[1]) if shown_at.size else Box(0, 0, 1, 1)
    part = box.cut(picture)
    return box, np.where(part == 0, np.uint8(clear), palette.indices(part))


def _changed_part(picture: Pixels, shot: Shot, palette: Palette, clear: int | None) -> tuple[Box, ByteArray]:
    height, width = picture.shape
    if clear is None:
        return Box(0, 0, width, height), palette.indices(picture)
    positions = shot.positions
    box = box_of(positions, width)
    rows, columns = np.divmod(positions, width)
    changed = np.zeros((box.height, box.width), np.bool_)
    changed[rows - box.top, columns - box.left] = True
    indices = palette.indices(box.cut(picture))
    indices[~_with_short_gaps(changed)] = clear
    return box, indices


def _with_short_gaps(changed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Add the short runs of unchanged pixels: with their colours they compress better than as holes."""
    flat = changed.reshape(-1)
    edges = np.flatnonzero(np.diff(flat, prepend=True, append=True))
    starts, ends = edges[::2], edges[1::2]
    short = ends - starts < _SHORT
    steps = np.zeros(flat.size + 1, np.int8)
    steps[starts[short]] = 1
    steps[ends[short]] = -1
    return (flat | (np.cumsum(steps[:-1], dtype=np.int8) > 0)).reshape(changed.shape)


def _image(box: Box, indices: ByteArray, duration_ms: int, clear: int, disposal: int) -> Iterator[bytes]:
    """Write one picture; what is longer than a delay can say goes on as pictures of one unchanged pixel."""
    first = min(duration_ms, _LONGEST_MS)
    if 0 < duration_ms - first < 20:
        first -= 20  # browsers stretch delays under 20 ms
    yield struct.pack("<BBBBHBB", 0x21, 0xF9, 4, disposal << 2 | 1, first // 10, clear, 0)
    yield struct.pack("<BHHHHB", 0x2C, box.left, box.top, box.width, box.height, 0)
    yield _lzw(indices)
    if duration_ms > first:
        if disposal == _CLEAR:
            yield from _image(box, indices, duration_ms - first, clear, disposal)
        else:
            still = np.full((1, 1), clear, np.uint8)
            yield from _image(Box(0, 0, 1, 1), still, duration_ms - first, clear, disposal)


def _lzw(indices: ByteArray) -> bytes:
    """Compress indices: Pillow writes a GIF of one grey picture, and its image data are cut out."""
    height, width = indices.shape
    buffer = BytesIO()
    image = Image.frombuffer("L", (width, height), np.ascontiguousarray(indices), "raw", "L", 0, 1)
    image.save(buffer, "GIF", optimize=False, interlace=0)
    data = buffer.getvalue()
    start = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    while data[start] == 0x21:  # extensions: blocks of a length and so many bytes, ended by a length of 0
        start += 2
        while data[start]:
            start += data[start] + 1
        start += 1
    local = data[start + 9]
    if data[start] != 0x2C or local & 0x40 or data[-1] != 0x3B:
        raise OutputError("this version of Pillow writes GIF images in a way that kmanim does not know")
    return data[start + 10 + (3 << (local & 7) + 1 if local & 0x80 else 0) : -1]
