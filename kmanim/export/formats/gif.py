"""Films as GIF: one palette, and of each picture only the rectangle that changed.

The file is put together here, around image data that Pillow compresses. Pillow's own way with films (also imageio's
way) makes files 2 to 5 % larger at best, if it is given indices into one palette, and takes 2 to 3 times as long; it
keeps every picture in memory. Given pictures in colour, it writes a palette with each.
Measured on the walkthrough of the 32 cars (79 pictures of 600 x 450; CPU time):

===============================================  =======  ============  =========================
way                                              bytes    ms a picture  worst picture, PSNR in dB
===============================================  =======  ============  =========================
this writer                                      125,304  0.9           64.5
the same, 127 colours                            118,205  0.8           58.6
the same, 63 colours                             106,244  0.8           53.9
the same film on transparent paper               213,637  15
imageio, the same palette, ``optimize``          131,400  2.8           64.5
imageio from RGB pictures, a palette for each    321,234  22            58.0
===============================================  =======  ============  =========================
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from kmanim.arrays import ByteArray
from kmanim.atomic import write_whole
from kmanim.errors import InputError, OutputError, shown
from kmanim.export.formats._loop_count import play_count
from kmanim.export.formats._palette import Palette
from kmanim.export.reel import Pixels, Reel, area_of, is_opaque, on_matte, pixel_of
from kmanim.export.writer import About, Writer
from kmanim.frame import Area, Frame

_LONGEST_MS = 655_350  # a delay is sixteen bits of hundredths of a second
_LONGEST_GAP = 64  # pixels from one that is drawn to the next; half and twice as many do nearly as well
_KEEP, _CLEAR = 1, 2  # what a viewer does with a picture before it draws the next
_LEAST_ALPHA = (
    64  # what stands on transparent paper: at half of 255 small letters would lose their thin strokes
)
_MOMENT_MS = 20  # browsers stretch shorter delays
_NOTHING = Area(0, 0, 0, 0)


class GifWriter(Writer):
    """Writes a GIF.

    Frames are taken one at a time; kept are only their changed pixels, so a film of any length needs the
    memory of a few frames. When the film is complete, its colours are known: up to `max_colours` of them are kept
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
    max_colours : int, default 255
        The most colours to keep, 2 to 255. Fewer make smaller files: 127 take off some 6 %, 63 some 13 %.
    exact : iterable of str, default ()
        ``#RRGGBB`` colours that are kept exactly wherever they occur, such as those of the theme.
    transparent : bool, default False
        Pixels of alpha under 64 become transparent, as thin strokes of small letters have no more than that here and
        there; all others, and everything where False, are laid on the matte. What vanishes costs size, as what it
        stood on is stored anew: some three quarters more.
    matte : str, default "#FFFFFF"
        ``#RRGGBB`` of the paper under pixels that are not opaque.
    """

    takes: ClassVar[tuple[str, ...]] = ("loop", "max_colours", "exact", "transparent", "matte")

    def __init__(
        self,
        path: str | Path,
        *,
        about: About | None = None,
        loop: str | int = "forever",
        max_colours: int = 255,
        exact: Iterable[str] = (),
        transparent: bool = False,
        matte: str = "#FFFFFF",
    ) -> None:
        super().__init__(path, about=about)
        if isinstance(max_colours, bool) or not isinstance(max_colours, int) or not 2 <= max_colours <= 255:
            raise InputError(f"max_colours must be a number from 2 to 255, not {shown(repr(max_colours))}")
        self.plays = play_count(loop)
        self.max_colours = max_colours
        self.exact = tuple(exact)
        self.transparent = transparent
        self._matte = pixel_of(matte)
        self._is_opaque = True  # so far
        self._reel = Reel()

    def take(self, pixels: Pixels, frame: Frame) -> None:
        """Keep what changed."""
        changed = pixels if frame.changed is None else frame.changed.cut(pixels)
        self._is_opaque = self._is_opaque and is_opaque(changed)
        picture = pixels if self._is_opaque else on_matte(pixels, self._matte)
        if self.transparent:
            picture = np.where(pixels >> 24 < _LEAST_ALPHA, np.uint32(0), picture)
        self._reel.add(picture, frame.duration_ms, frame.changed)

    def finish(self) -> None:
        """Choose the palette and write the file."""
        write_whole(self.path, self._blocks())

    def _blocks(self) -> Iterator[bytes]:
        reel = self._reel
        colours, weights = reel.colours()
        opaque = colours != 0
        palette = Palette(colours[opaque], weights[opaque], size=self.max_colours, exact=self.exact)
        clear = len(palette)  # the index that leaves a pixel as it is
        bits = max(2, clear.bit_length())
        yield b"GIF89a" + struct.pack("<HHBBB", reel.width, reel.height, 0xF0 | bits - 1, 0, 0)
        yield palette.rgb.tobytes().ljust(3 << bits, b"\0")
        if self.plays != 1:
            # The block counts repetitions after the first showing; 0 means forever.
            repeats = self.plays - 1 if self.plays else 0
            yield b"!\xff\x0bNETSCAPE2.0\x03\x01" + struct.pack("<H", repeats) + b"\0"
        parts = _covering(reel, palette, clear) if opaque.all() else _clearing(reel, palette, clear)
        for part in parts:
            stored = np.full(part.indices.shape, clear, np.uint8)
            np.copyto(stored, part.indices, where=_with_like_gaps(part.drawn, part.indices))
            yield from _image(part.area, stored, part.duration_ms, clear, part.disposal)
        yield b";"


class _Part(NamedTuple):
    """What is stored of a picture: a rectangle of it as indices into the palette, and which of them are drawn."""

    area: Area
    indices: ByteArray
    drawn: NDArray[np.bool_]
    duration_ms: int
    disposal: int


def _covering(reel: Reel, palette: Palette, clear: int) -> Iterator[_Part]:
    """Draw what changed over what was there; where the palette has merged two colours, nothing did."""
    indices = np.full((reel.height, reel.width), clear, np.uint8)
    for shot in reel.shots:
        before = shot.area.cut(indices)
        now = before.copy()
        now[shot.changed] = palette.indices(shot.values)
        drawn = now != before
        before[:] = now
        inner = _area(drawn) if drawn.any() else Area(0, 0, 1, 1)
        area = inner._replace(left=shot.area.left + inner.left, top=shot.area.top + inner.top)
        yield _Part(area, area.cut(indices), inner.cut(drawn), shot.duration_ms, _KEEP)


def _clearing(reel: Reel, palette: Palette, clear: int) -> Iterator[_Part]:
    """Let pixels become transparent again.

    The only way is to clear a whole picture before the next one is drawn, which then has to draw anew what else
    stood there. Where a picture drew more than what is about to vanish, its last moment becomes a picture of its own,
    which draws nothing and is cleared in its stead.
    """
    indices = np.full((reel.height, reel.width), clear, np.uint8)
    cleared = _NOTHING
    for (picture, shot), following in zip(reel.pictures(), [*reel.shots[1:], None], strict=True):
        drawn: NDArray[np.bool_] = np.zeros(picture.shape, np.bool_)
        shot.area.cut(drawn)[shot.changed] = shot.values != 0
        shot.area.cut(indices)[shot.changed] = np.where(
            shot.values, palette.indices(shot.values), np.uint8(clear)
        )
        cleared.cut(drawn)[cleared.cut(picture) != 0] = True
        vanishing = np.zeros(picture.shape, np.bool_)
        if following is not None:
            following.area.cut(vanishing)[following.changed] = following.values == 0
        gone, new = _area(vanishing), _area(drawn)
        parted = gone.size > 0 and gone != new and shot.duration_ms >= 2 * _MOMENT_MS
        at_once = gone.size > 0 and not parted
        area = (_area(drawn | vanishing) if at_once else new) if drawn.any() or at_once else Area(0, 0, 1, 1)
        duration, disposal = shot.duration_ms - _MOMENT_MS * parted, _CLEAR if at_once else _KEEP
        yield _Part(area, area.cut(indices), area.cut(drawn), duration, disposal)
        cleared = gone if parted else area if at_once else _NOTHING
        if parted:
            nothing = np.zeros((cleared.height, cleared.width), np.bool_)
            yield _Part(cleared, cleared.cut(indices), nothing, _MOMENT_MS, _CLEAR)


def _area(cells: NDArray[np.bool_]) -> Area:
    return area_of(cells) if cells.any() else _NOTHING


def _with_like_gaps(drawn: NDArray[np.bool_], indices: ByteArray) -> NDArray[np.bool_]:
    """Draw also what lies between two drawn pixels in the colour of one of them: so it is one run with that."""
    flat, colours = drawn.reshape(-1), indices.reshape(-1)
    # The last pixels of runs that are drawn and of those that are not, in turns, from the first drawn one on.
    turns = np.flatnonzero(flat[1:] != flat[:-1])[not flat[0] :]
    before, after = turns[: turns.size // 2 * 2 : 2], turns[1::2] + 1
    near = after - before <= _LONGEST_GAP
    before, after = before[near], after[near]
    # After these pixels another colour begins.
    ends = np.append(np.flatnonzero(colours[1:] != colours[:-1]), colours.size)
    like = (ends[ends.searchsorted(before)] >= after - 1) | (ends[ends.searchsorted(before + 1)] >= after)
    first, count = before[like] + 1, (after - before)[like] - 1
    upto = np.cumsum(count)
    filled = flat.copy()
    filled[np.repeat(first - (upto - count), count) + np.arange(count.sum())] = True
    return filled.reshape(drawn.shape)


def _image(area: Area, indices: ByteArray, duration_ms: int, clear: int, disposal: int) -> Iterator[bytes]:
    """Write one picture; what is longer than a delay can say goes on as a picture that draws nothing."""
    now = min(duration_ms, _LONGEST_MS)
    if 0 < duration_ms - now < _MOMENT_MS:
        now -= _MOMENT_MS
    later = duration_ms - now
    flags = (_KEEP if later else disposal) << 2 | 1
    yield struct.pack("<BBBBHBB", 0x21, 0xF9, 4, flags, now // 10, clear, 0)
    yield struct.pack("<BHHHHB", 0x2C, *area, 0)
    yield _lzw(indices)
    if later:
        yield from _image(area, np.full_like(indices, clear), later, clear, disposal)


def _lzw(indices: ByteArray) -> bytes:
    """Compress indices by Pillow's encoder, which gives the blocks between the size of codes and the end.

    Which encoders there are, and how they are told what to do, need not stay. Where this one is gone, what it gives is
    cut out of a file of one picture by imageio, which takes a little longer and gives the same bytes.
    """
    height, width = indices.shape
    image = Image.frombuffer("L", (width, height), np.ascontiguousarray(indices), "raw", "L", 0, 1)
    try:
        return b"\x08" + image.tobytes("gif", "L") + b"\0"
    except (OSError, TypeError, ValueError):
        return _lzw_of_file(indices)


def _lzw_of_file(indices: ByteArray) -> bytes:
    import imageio.v3 as iio  # noqa: PLC0415 - not needed as things are

    height, width = indices.shape
    header = struct.pack("<BHHHHB", 0x2C, 0, 0, width, height, 0)
    file = BytesIO()
    iio.imwrite(
        file, indices, plugin="pillow", extension=".gif", is_batch=False, optimize=False, interlace=0
    )  # fmt: skip
    content = file.getvalue()
    at = 13 + (3 << (content[10] & 7) + 1 if content[10] & 0x80 else 0)  # behind the screen and its palette
    while content[at] == 0x21:  # an extension, in pieces that each begin with their length
        at += 2
        while content[at]:
            at += 1 + content[at]
        at += 1
    if content[at : at + 10] != header or content[-2:] != b"\0;":
        raise OutputError("this version of Pillow writes GIF images in a way that kmanim does not know")
    return content[at + 10 : -1]
