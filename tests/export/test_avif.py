"""AVIF: nearly true pictures, true times and loops, and no moment of making."""

import struct
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from synthetic_frames import blank, decoded, psnr, square_film

from kmanim.export.formats._avif_times import timed
from kmanim.export.writer import write_film
from kmanim.frame import Frame

Image.init()
pytestmark = pytest.mark.skipif("AVIF" not in Image.SAVE_ALL, reason="this Pillow has no AVIF")


def box_of(content, kind):
    """Where the content of a box begins, found without its parents."""
    return content.index(kind) + 4


def test_pictures_and_durations(tmp_path):
    frames = list(square_film())
    write_film(tmp_path / "a.avif", frames)
    found = decoded(tmp_path / "a.avif")
    assert [ms for _, ms in found] == [frame.duration_ms for frame in frames]
    for frame, (pixels, _) in zip(frames, found, strict=True):
        assert psnr(pixels, frame.pixels) > 45  # chroma is not halved: 35 would be


def test_a_transparent_film(tmp_path):
    pixels = blank((0, 0, 0, 0))
    pixels[10:30, 10:40] = (213, 94, 0, 255)
    write_film(tmp_path / "a.avif", [Frame(pixels, 100), Frame(np.roll(pixels, 5, axis=1), 100)])
    (first, _), _ = decoded(tmp_path / "a.avif")
    assert np.abs(first[..., 3].astype(int) - pixels[..., 3]).max() < 8


@pytest.mark.parametrize("duration", [65_540, 17_000_000])
def test_long_holds(tmp_path, duration):
    frames = [replace(frame, duration_ms=duration) for frame in square_film(2)]
    write_film(tmp_path / "a.avif", frames)
    assert [ms for _, ms in decoded(tmp_path / "a.avif")] == [duration] * 2


def test_a_film_of_one_picture(tmp_path):
    frame = next(square_film())
    write_film(tmp_path / "a.avif", [frame, frame])
    ((pixels, _),) = decoded(tmp_path / "a.avif")
    assert psnr(pixels, frame.pixels) > 45


@pytest.mark.parametrize(
    ("loop", "repeats", "length"), [("forever", 1, 2**64 - 1), ("once", 0, 500), (3, 1, 1500)]
)
def test_loops_as_the_boxes_say_them(tmp_path, loop, repeats, length):
    write_film(tmp_path / "a.avif", square_film(2), loop=loop)
    content = (tmp_path / "a.avif").read_bytes()
    assert content[box_of(content, b"elst") + 3] == repeats
    assert struct.unpack_from(">Q", content, box_of(content, b"mvhd") + 24) == (length,)
    assert struct.unpack_from(">Q", content, box_of(content, b"tkhd") + 28) == (length,)


def test_when_it_was_made_is_not_said(tmp_path):
    write_film(tmp_path / "a.avif", square_film(2))
    content = (tmp_path / "a.avif").read_bytes()
    for kind in (b"mvhd", b"tkhd", b"mdhd"):
        assert struct.unpack_from(">QQ", content, box_of(content, kind) + 4) == (0, 0)


def box(kind, content):
    return struct.pack(">I4s", len(content) + 8, kind) + content


def test_boxes_of_32_bits_are_understood_too():
    listed = struct.pack(">IIIiI", 0, 1, 250, 0, 1 << 16)
    track = box(b"tkhd", struct.pack(">IIIIII", 0, 5, 6, 1, 0, 9)) + box(b"edts", box(b"elst", listed))
    film = box(b"ftyp", b"avis") + box(
        b"moov", box(b"mvhd", struct.pack(">IIIII", 0, 7, 8, 1000, 9)) + box(b"trak", track)
    )
    found = timed(film, 2)
    assert len(found) == len(film)
    assert struct.unpack_from(">IIIII", found, box_of(found, b"mvhd")) == (0, 0, 0, 1000, 500)
    assert struct.unpack_from(">IIIIII", found, box_of(found, b"tkhd")) == (0, 0, 0, 1, 0, 500)
    assert found[box_of(found, b"elst") + 3] == 1
