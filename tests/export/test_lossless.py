"""PNG, APNG and WebP give back every pixel."""

import struct
from dataclasses import replace

import imageio.v3 as iio
import numpy as np
import pytest
from PIL import Image
from synthetic_frames import blank, colourful_film, decoded, square_film

from kmanim.errors import OutputError
from kmanim.export.writer import write_film
from kmanim.frame import Frame


def see_through_film():
    rng = np.random.default_rng(3)
    for step in range(4):
        pixels = rng.integers(0, 256, (40, 60, 4), dtype=np.uint8)
        pixels[:20] = (10, 20, 30, 0)
        pixels[3 + step, 5:9] = (200, 100, 0, 77)
        yield Frame(pixels, 100 + 10 * step)


def without_hidden(pixels):
    """A wholly transparent pixel has no colour."""
    return np.where(pixels[..., 3:] == 0, np.uint8(0), pixels)


@pytest.mark.parametrize("suffix", [".apng", ".webp"])
@pytest.mark.parametrize("film", [square_film, colourful_film, see_through_film])
def test_pictures_and_durations_come_back_exactly(tmp_path, suffix, film):
    path = tmp_path / f"a{suffix}"
    write_film(path, film())
    found = decoded(path)
    assert [ms for _, ms in found] == [frame.duration_ms for frame in film()]
    for frame, (pixels, _) in zip(film(), found, strict=True):
        np.testing.assert_array_equal(without_hidden(pixels), without_hidden(frame.pixels))


def test_imageio_reads_them_too(tmp_path):
    write_film(tmp_path / "a.apng", square_film())
    found = iio.imread(tmp_path / "a.apng", index=None, plugin="pillow")
    for frame, pixels in zip(square_film(), found, strict=True):
        np.testing.assert_array_equal(pixels[..., :3], frame.pixels[..., :3])


@pytest.mark.parametrize("suffix", [".apng", ".webp"])
@pytest.mark.parametrize(("loop", "plays"), [("forever", 0), ("once", 1), (5, 5)])
def test_loops(tmp_path, suffix, loop, plays):
    write_film(tmp_path / f"a{suffix}", square_film(), loop=loop)
    with Image.open(tmp_path / f"a{suffix}") as image:
        assert image.info["loop"] == plays


@pytest.mark.parametrize("suffix", [".apng", ".webp"])
@pytest.mark.parametrize("film", [square_film, see_through_film])
@pytest.mark.parametrize("duration", [65_530, 65_540, 200_000, 17_000_000])
def test_long_holds(tmp_path, suffix, film, duration):
    frames = list(film())
    write_film(tmp_path / f"a{suffix}", [frames[0], replace(frames[1], duration_ms=duration), frames[2]])
    found = decoded(tmp_path / f"a{suffix}")
    assert sum(ms for _, ms in found) == duration + frames[0].duration_ms + frames[2].duration_ms
    for (pixels, _), number in zip(found, [0, *[1] * (len(found) - 2), 2], strict=True):
        np.testing.assert_array_equal(without_hidden(pixels), without_hidden(frames[number].pixels))


@pytest.mark.parametrize("suffix", [".apng", ".webp"])
@pytest.mark.parametrize("film", [square_film, see_through_film])
def test_a_film_of_one_picture(tmp_path, suffix, film):
    frame = next(film())
    write_film(tmp_path / f"a{suffix}", [frame, frame])
    ((pixels, _),) = decoded(tmp_path / f"a{suffix}")
    np.testing.assert_array_equal(without_hidden(pixels), without_hidden(frame.pixels))


def test_what_the_encoder_complains_about_is_one_line(tmp_path, monkeypatch):
    def fail(*args, **options):
        raise RuntimeError("encoding error 1: out of memory")

    monkeypatch.setattr(Image.Image, "save", fail)
    with pytest.raises(OutputError, match=r"cannot write .*a\.webp: encoding error 1: out of memory"):
        write_film(tmp_path / "a.webp", square_film())
    assert list(tmp_path.iterdir()) == []


def test_webp_is_smaller_than_the_pictures_alone(tmp_path):
    """Nothing but changes is stored: no whole picture every so often."""
    stage = next(iter(colourful_film())).pixels
    frames = []
    for step in range(40):
        frames.append(Frame(stage.copy(), 100))
        frames[-1].pixels[20:24, step : step + 4] = (200, 0, 0, 255)
    write_film(tmp_path / "a.webp", frames)
    write_film(tmp_path / "b.webp", frames[:1])
    assert (tmp_path / "a.webp").stat().st_size < (tmp_path / "b.webp").stat().st_size + 39 * 200


@pytest.mark.parametrize("suffix", [".apng", ".webp"])
def test_equal_neighbours_become_one(tmp_path, suffix):
    one, other, *_ = square_film()
    write_film(tmp_path / f"a{suffix}", [one, one, other])
    assert [ms for _, ms in decoded(tmp_path / f"a{suffix}")] == [400, 300]


def gradient_film():
    pixels = blank()
    pixels[..., :2] = np.indices((40, 60)).transpose(1, 2, 0)
    yield Frame(pixels, 100)


def chunks(path):
    data, at = path.read_bytes(), 8
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        yield kind.decode()
        at += length + 12


def test_a_still_is_the_last_picture_that_was_held(tmp_path):
    frames = [replace(frame, held=index != 5) for index, frame in enumerate(square_film())]
    write_film(tmp_path / "a.png", frames)
    np.testing.assert_array_equal(decoded(tmp_path / "a.png")[0][0], frames[4].pixels)


@pytest.mark.parametrize(
    ("film", "mode"), [(square_film, "P"), (gradient_film, "RGB"), (see_through_film, "RGBA")]
)
def test_a_still_is_exact_small_and_without_dates(tmp_path, film, mode):
    *_, last = film()
    write_film(tmp_path / "a.png", [last])
    with Image.open(tmp_path / "a.png") as image:
        assert image.mode == mode
    np.testing.assert_array_equal(decoded(tmp_path / "a.png")[0][0], last.pixels)
    assert set(chunks(tmp_path / "a.png")) <= {"IHDR", "PLTE", "tRNS", "IDAT", "IEND"}


def test_a_see_through_still_of_few_colours(tmp_path):
    pixels = blank((0, 0, 0, 0))
    pixels[5:9] = (10, 20, 30, 128)
    write_film(tmp_path / "a.png", [Frame(pixels, 100)])
    np.testing.assert_array_equal(decoded(tmp_path / "a.png")[0][0], pixels)
    assert "PLTE" in set(chunks(tmp_path / "a.png"))
