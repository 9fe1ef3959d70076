from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from synthetic_frames import blank, square_film

from kmanim.errors import InputError, OutputError
from kmanim.export.formats._loop_count import play_count
from kmanim.export.writer import SUFFIXES, Writer, settings_of, write_film, writer_for
from kmanim.frame import Frame

Image.init()
WRITTEN = [suffix for suffix in SUFFIXES if suffix != ".avif" or "AVIF" in Image.SAVE_ALL]


@pytest.mark.parametrize("suffix", WRITTEN)
def test_every_suffix_has_a_writer_that_writes(tmp_path, suffix):
    path = tmp_path / f"film{suffix.upper()}"
    write_film(path, square_film())
    assert path.stat().st_size > 100
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", WRITTEN)
def test_the_same_film_gives_the_same_bytes(tmp_path, suffix):
    for name in "ab":
        write_film(tmp_path / (name + suffix), square_film())
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


@pytest.mark.parametrize("suffix", WRITTEN)
def test_a_film_that_breaks_off_leaves_the_old_file(tmp_path, suffix):
    path = tmp_path / f"film{suffix}"
    path.write_bytes(b"old")

    def broken():
        yield from square_film(3)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_film(path, broken())
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", WRITTEN)
def test_a_film_without_frames(tmp_path, suffix):
    with pytest.raises(InputError, match="a film without frames cannot be written to"):
        write_film(tmp_path / f"film{suffix}", [])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", WRITTEN)
def test_the_place_is_looked_at_before_anything_is_drawn(tmp_path, suffix):
    def drawn():
        pytest.fail("drawn although it cannot be written")
        yield

    with pytest.raises(OutputError, match=r"the folder .*/no does not exist"):
        write_film(tmp_path / f"no/film{suffix}", drawn())


@pytest.mark.parametrize("name", ["film.mov", "film", "film.", ".gif", "film.gif.gz", "a\x1bb.xyz"])
def test_an_unknown_suffix_lists_what_would_do(name):
    with pytest.raises(InputError) as caught:
        writer_for(name)
    told, _, hint = str(caught.value).partition("; did you mean ")
    assert told.endswith(f"its suffix must be {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}")
    assert hint == (".mp4?" if name == "film.mov" else "")
    assert "\x1b" not in str(caught.value)


def test_a_setting_that_the_format_does_not_have():
    with pytest.raises(InputError, match=r"\.mp4 has no setting 'loop'; it has: fps, transparent and matte"):
        writer_for("a.mp4", loop="once")
    assert isinstance(writer_for("a.mp4", loop=None), Writer)
    assert "loop" in settings_of("a.gif")
    assert "loop" not in settings_of("a.png")


@pytest.mark.parametrize("duration", [0, 10, 15, 25, -20, 20.5, float("nan"), None])
def test_durations_that_would_not_do(tmp_path, duration):
    frames = [*square_film(2), Frame(blank(), duration)]
    with pytest.raises(InputError, match=r"frame 3 stands .* ms; multiples of 10 from 20 on would do"):
        write_film(tmp_path / "a.gif", frames)


@pytest.mark.parametrize(
    "pixels",
    [
        np.zeros((40, 60, 3), np.uint8),
        np.zeros((40, 60), np.uint8),
        np.zeros((40, 60, 4)),
        np.zeros((0, 60, 4), np.uint8),
    ],
)
def test_pixels_that_would_not_do(tmp_path, pixels):
    with pytest.raises(InputError, match="frame 1 must be"):
        write_film(tmp_path / "a.gif", [Frame(pixels, 100)])


def test_all_frames_have_one_size(tmp_path):
    with pytest.raises(InputError, match="frame 2 is 61 x 40 px, but the first one is 60 x 40"):
        write_film(tmp_path / "a.gif", [Frame(blank(), 100), Frame(blank(width=61), 100)])


def test_strided_pixels_do(tmp_path):
    wide = blank(width=120)
    wide[5:9, 10:20] = (1, 2, 3, 255)
    write_film(tmp_path / "a.gif", [Frame(wide[:, ::2], 100)])
    write_film(tmp_path / "b.gif", [Frame(wide[:, ::2].copy(), 100)])
    assert (tmp_path / "a.gif").read_bytes() == (tmp_path / "b.gif").read_bytes()


@pytest.mark.parametrize(
    ("loop", "plays"), [("forever", 0), ("once", 1), (1, 1), (7, 7), ("7", 7), (np.int64(7), 7)]
)
def test_how_often_a_film_plays(loop, plays):
    assert play_count(loop) == plays


@pytest.mark.parametrize(
    "loop", [0, -1, True, "", "0", "twice", "-1", "1.5", "٣", 65_537, "9" * 5000, 1.5, None]
)
def test_loops_that_would_not_do(loop):
    with pytest.raises(InputError, match="loop must be forever, once or a number from 1 to 65536, not"):
        play_count(loop)


def test_a_long_hold_is_a_duration_not_many_frames(tmp_path):
    first = next(square_film())
    write_film(tmp_path / "a.gif", [replace(first, duration_ms=60_000)])
    write_film(tmp_path / "b.gif", [replace(first, duration_ms=20)])
    assert (tmp_path / "a.gif").stat().st_size == (tmp_path / "b.gif").stat().st_size
