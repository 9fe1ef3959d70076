"""What the boxes of an animated AVIF say of time: when it was made, which must not differ, and how often it plays."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_FOREVER = 0xFFFF_FFFF_FFFF_FFFF
_INSIDE = (b"moov", b"trak", b"edts", b"mdia")
# How far behind its version (32 or 64 bits) the length of all showings stands in a box, and of how many bytes it is.
_LENGTHS = {b"mvhd": {0: (16, "I"), 1: (24, "Q")}, b"tkhd": {0: (20, "I"), 1: (28, "Q")}}


def timed(content: bytes, plays: int) -> bytes:
    """Give a file without its moment of making, which plays so often (0: for ever).

    libavif writes the time of the clock, and Pillow has no option for the number of showings. Both stand in numbers of
    a fixed place, so nothing moves. A file of one picture has no such boxes.
    """
    data = bytearray(content)
    boxes = [(kind, at) for kind, at in _boxes(data, 0, len(data)) if kind in (*_LENGTHS, b"mdhd", b"elst")]
    for kind, at in boxes:
        version = data[at]
        if kind == b"elst":
            data[at + 3] = plays != 1  # whether what follows is repeated
            once = struct.unpack_from(">Q" if version else ">I", data, at + 8)[0]
        else:
            data[at + 4 : at + 4 + (16 if version else 8)] = bytes(16 if version else 8)
    for kind, at in boxes:
        if kind in _LENGTHS:
            behind, size = _LENGTHS[kind][data[at]]
            most = _FOREVER if size == "Q" else 0xFFFF_FFFF
            struct.pack_into(f">{size}", data, at + behind, min(once * plays, most) if plays else most)
    return bytes(data)


def _boxes(data: bytearray, start: int, end: int) -> Iterator[tuple[bytes, int]]:
    """Give kind and place of the content of every box, those inside of others included."""
    while start + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, start)
        head = 8
        if size == 1:  # the size stands behind the kind, in 64 bits
            size, head = struct.unpack_from(">Q", data, start + 8)[0], 16
        size = size or end - start
        yield kind, start + head
        if kind in _INSIDE:
            yield from _boxes(data, start + head, start + size)
        start += size
