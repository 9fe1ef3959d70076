import subprocess
from dataclasses import replace
from io import BytesIO

import imageio.v3 as iio
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from synthetic_frames import blank, colourful_film, decoded, psnr, square_film

from kmanim.errors import InputError, OutputError
from kmanim.export.formats.gif import GifWriter
from kmanim.frame import Frame


def write(path, frames, **settings):
    with GifWriter(path, **settings) as writer:
        for frame in frames:
            writer.add(frame)
    return path


def blocks(data):
    """Read a GIF by the book: (delay in ms, disposal, flags of the image, box) of each picture, and the loop."""
    assert data[:6] == b"GIF89a"
    at = 13 + (3 << (data[10] & 7) + 1)
    pictures, loop = [], None
    while data[at] != 0x3B:
        if data[at] == 0x21:
            kind, head = data[at + 1], data[at + 3 : at + 3 + data[at + 2]]
            if kind == 0xF9:
                delay, disposal = int.from_bytes(head[1:3], "little") * 10, head[0] >> 2 & 7
            at += 2
            while data[at]:
                if kind == 0xFF and data[at] == 3:
                    loop = int.from_bytes(data[at + 2 : at + 4], "little")
                at += data[at] + 1
            at += 1
        else:
            assert data[at] == 0x2C
            box = tuple(int.from_bytes(data[at + i : at + i + 2], "little") for i in (1, 3, 5, 7))
            pictures.append((delay, disposal, data[at + 9], box))
            at += 11
            while data[at]:
                at += data[at] + 1
            at += 1
    assert at == len(data) - 1
    return pictures, loop


def test_pictures_and_durations_come_back_exactly(tmp_path):
    frames = list(square_film())
    path = write(tmp_path / "a.gif", frames)
    assert [ms for _, ms in decoded(path)] == [frame.duration_ms for frame in frames]
    for frame, (pixels, _) in zip(frames, decoded(path), strict=True):
        np.testing.assert_array_equal(pixels, frame.pixels)
    for frame, pixels in zip(frames, iio.imread(path, index=None), strict=True):
        np.testing.assert_array_equal(pixels[..., :3], frame.pixels[..., :3])


def test_structure(tmp_path):
    data = write(tmp_path / "a.gif", square_film()).read_bytes()
    pictures, loop = blocks(data)
    assert loop == 0
    assert data[-1] == 0x3B
    assert all(not flags & 0x80 for _, _, flags, _ in pictures), "no local colour tables"
    assert all(not flags & 0x40 for _, _, flags, _ in pictures), "not interlaced"
    assert {disposal for _, disposal, _, _ in pictures} == {1}
    assert pictures[0][3] == (0, 0, 60, 40)
    assert pictures[1][3] == (4, 5, 16, 35), "only the rectangle that changed"


def test_the_same_film_gives_the_same_bytes(tmp_path):
    one = write(tmp_path / "a.gif", colourful_film())
    two = write(tmp_path / "b.gif", colourful_film())
    assert one.read_bytes() == two.read_bytes()


def test_many_colours_lose_little(tmp_path):
    frames = list(colourful_film())
    exact = ("#0072B2", "#FFFFFF")
    path = write(tmp_path / "a.gif", frames, exact=exact)
    for frame, (pixels, _) in zip(frames, decoded(path), strict=True):
        assert psnr(frame.pixels, pixels) > 30, "noise is the hardest case; films of ours lie above 50"
        assert (pixels[10:20, 10:30] == frame.pixels[10:20, 10:30])[..., 2].any()
        is_blue = (frame.pixels == (0, 114, 178, 255)).all(-1)
        np.testing.assert_array_equal(pixels[is_blue], frame.pixels[is_blue])


def test_soft_edges_stay_above_fifty_decibels(tmp_path):
    y, x = np.mgrid[:90, :120]
    frames = []
    for step in range(14):
        pixels = blank(width=120, height=90)
        for centre, colour in ((30 + 5 * step, (213, 94, 0)), (90 - 4 * step, (0, 114, 178))):
            inside = np.clip(12.5 - np.hypot(x - centre, y - 45.3 + step / 3), 0, 1)[..., None]
            pixels[..., :3] = np.round(pixels[..., :3] * (1 - inside) + np.array(colour) * inside)
        frames.append(Frame(pixels, 50))
    assert len(np.unique(np.concatenate([f.pixels.reshape(-1, 4) for f in frames]), axis=0)) > 255
    path = write(tmp_path / "a.gif", frames)
    assert min(psnr(f.pixels, p) for f, (p, _) in zip(frames, decoded(path), strict=True)) > 50


@pytest.mark.parametrize("colours", [2, 3, 16, 127, 255])
def test_so_many_colours_and_no_more(tmp_path, colours):
    path = write(tmp_path / "a.gif", colourful_film(), max_colours=colours)
    found = np.unique(np.concatenate([p.reshape(-1, 4) for p, _ in decoded(path)]), axis=0)
    assert len(found) == colours


def pieces(path):
    """Give what each picture stores by itself: its box and its pixels, transparent where they are left as they are."""
    data = path.read_bytes()
    boxes = [box for *_, box in blocks(data)[0]]
    at = 13 + (3 << (data[10] & 7) + 1)
    stored = []
    for box in boxes:
        start = data.index(b"\x2c" + b"".join(n.to_bytes(2, "little") for n in box), at)
        end = start + 11
        while data[end]:
            end += data[end] + 1
        control = data[start - 8 : start]
        assert control[:2] == b"!\xf9"
        size = box[2].to_bytes(2, "little") + box[3].to_bytes(2, "little")
        alone = data[:6] + size + data[10 : 13 + (3 << (data[10] & 7) + 1)] + control
        alone += b"\x2c\0\0\0\0" + data[start + 5 : end + 1] + b";"
        with Image.open(BytesIO(alone)) as image:
            stored.append((box, np.asarray(image.convert("RGBA"))))
        at = end + 1
    return stored


def test_colours_that_the_palette_merges_are_no_change(tmp_path):
    one = blank()
    one[5:15, 5:25, :3] = (200, 0, 0)
    two = one.copy()
    two[5:15, 5:10, :3] = (201, 0, 0)  # of no other colour for a palette of three
    two[20:22, 30:33, :3] = (0, 0, 200)
    path = write(tmp_path / "a.gif", [Frame(one, 100), Frame(two, 100), Frame(one, 100)], max_colours=3)
    boxes = [box for box, _ in pieces(path)]
    assert boxes[1:] == [(30, 20, 3, 2), (30, 20, 3, 2)]
    other = one.copy()
    other[5, 5, :3] = (201, 0, 0)
    path = write(tmp_path / "b.gif", [Frame(one, 100), Frame(other, 70), Frame(two, 100)], max_colours=3)
    assert [ms for ms, *_ in blocks(path.read_bytes())[0]] == [100, 70, 100], "times stay"


def test_between_changed_pixels_only_what_looks_like_one_of_them_is_drawn_again(tmp_path):
    one = blank(width=200)
    one[10, 11:20, :3] = one[12, 11:90, :3] = (200, 0, 0)
    two = one.copy()
    two[10, 10, :3] = two[10, 20, :3] = (200, 0, 0)  # a run of one colour from here to there
    two[11, 10, :3] = two[11, 20, :3] = (0, 0, 200)  # white between them
    two[12, 10, :3] = two[12, 90, :3] = (200, 0, 0)  # of one colour, too, but far apart
    path = write(tmp_path / "a.gif", [Frame(picture, 100) for picture in (one, two)])
    (left, top, *_), pixels = pieces(path)[1]
    assert (left, top) == (10, 10)
    drawn = [np.flatnonzero(row).tolist() for row in pixels[..., 3] > 0]
    assert drawn == [list(range(11)), [0, 10], [0, 80]]
    for picture, (decoded_pixels, _) in zip((one, two), decoded(path), strict=True):
        np.testing.assert_array_equal(decoded_pixels, picture)


def test_fewer_colours_make_smaller_files(tmp_path):
    sizes = [
        write(tmp_path / "a.gif", colourful_film(), max_colours=c).stat().st_size
        for c in (255, 127, 63, 31, 15)
    ]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("colours", [0, 1, 256, -3, "tab10", 9.0, True])
def test_refuses_other_numbers_of_colours(tmp_path, colours):
    with pytest.raises(InputError, match=f"max_colours must be a number from 2 to 255, not {colours!r}"):
        GifWriter(tmp_path / "a.gif", max_colours=colours)


@pytest.mark.parametrize(
    ("loop", "block"), [("forever", 0), ("once", None), (1, None), (2, 1), (3, 2), ("3", 2), (65536, 65535)]
)
def test_loops(tmp_path, loop, block):
    path = write(tmp_path / "a.gif", square_film(), loop=loop)
    assert blocks(path.read_bytes())[1] == block
    with Image.open(path) as image:
        assert image.info.get("loop") == block


def test_equal_neighbours_become_one_longer_picture(tmp_path):
    one, other, *_ = square_film()
    path = write(tmp_path / "a.gif", [one, replace(one, duration_ms=500), other, other, one])
    assert [ms for _, ms in decoded(path)] == [700, 600, 200]


def test_a_film_of_one_picture(tmp_path):
    path = write(tmp_path / "a.gif", [Frame(blank(), 4000)] * 3)
    assert len(decoded(path)) == 1
    assert blocks(path.read_bytes())[0][0][0] == 12_000


@pytest.mark.parametrize("duration", [655_350, 655_360, 655_370, 1_310_700, 1_310_710, 9_000_000])
def test_what_is_longer_than_a_delay_can_say(tmp_path, duration):
    frames = list(square_film())
    path = write(tmp_path / "a.gif", [frames[0], replace(frames[1], duration_ms=duration), frames[2]])
    pictures, _ = blocks(path.read_bytes())
    assert sum(delay for delay, *_ in pictures[1:-1]) == duration
    assert all(20 <= delay <= 655_350 for delay, *_ in pictures)
    for pixels, _ in decoded(path)[1:-1]:
        np.testing.assert_array_equal(pixels, frames[1].pixels)


def transparent_film():
    for step in range(4):
        pixels = blank((255, 255, 255, 0))
        pixels[10:20, 5 + 5 * step : 20 + 5 * step] = (213, 94, 0, 255)
        pixels[20, 5:20] = (0, 0, 0, 64)
        pixels[21, 5:20] = (0, 0, 0, 63)
        yield Frame(pixels, 100)


def thresholded(frame):
    """What a viewer of a transparent GIF may expect: opaque or empty pixels."""
    return np.where(frame.pixels[..., 3:] < 64, np.uint8(0), frame.pixels)


def merged(pictures):
    """Pictures with their times, equal neighbours as one."""
    found = []
    for pixels, ms in pictures:
        seen = np.where(pixels[..., 3:] == 0, np.uint8(0), pixels)
        if found and np.array_equal(found[-1][0], seen):
            found[-1][1] += ms
        else:
            found.append([seen, ms])
    return found


def assert_seen(path, frames):
    expected = merged((thresholded(frame), frame.duration_ms) for frame in frames)
    found = merged(decoded(path))
    assert [ms for _, ms in found] == [ms for _, ms in expected]
    for (pixels, _), (wanted, _) in zip(found, expected, strict=True):
        np.testing.assert_array_equal(pixels, wanted)


def test_transparent(tmp_path):
    frames = [replace(frame, pixels=frame.pixels.copy()) for frame in transparent_film()]
    path = write(tmp_path / "a.gif", frames, transparent=True, matte="#FF0000")
    for frame in frames:
        frame.pixels[20, 5:20] = (191, 0, 0, 255)
    assert_seen(path, frames)


def test_only_what_turns_transparent_is_cleared(tmp_path):
    frame = blank((0, 0, 0, 0))
    frame[0] = frame[-1] = (34, 34, 34, 255)
    frames = []
    for left, colour in ((5, 10), (5, 20), (9, 20), (9, 30), (12, 30)):
        frames.append(Frame(frame.copy(), 100))
        frames[-1].pixels[20:24, left : left + 4] = (colour, 0, 0, 255)
    frames[3].pixels[0] = (44, 34, 34, 255)
    path = write(tmp_path / "a.gif", frames, transparent=True)
    pictures, _ = blocks(path.read_bytes())
    assert [(delay, disposal, box) for delay, disposal, _, box in pictures] == [
        (100, 1, (0, 0, 60, 40)),
        (100, 2, (5, 20, 4, 4)),
        (100, 1, (9, 20, 4, 4)),
        (80, 1, (0, 0, 60, 24)),
        (20, 2, (9, 20, 3, 4)),
        (100, 1, (0, 0, 60, 24)),
    ]
    frames[4].pixels[0] = (34, 34, 34, 255)
    assert_seen(path, frames)


def test_a_moment_too_short_to_be_parted(tmp_path):
    frames = [replace(frame, duration_ms=30) for frame in transparent_film()]
    for number, frame in enumerate(frames):
        frame.pixels[0, : 10 + number] = (34, 34, 34, 255)
    path = write(tmp_path / "a.gif", frames, transparent=True, matte="#000000")
    assert [delay for delay, *_ in blocks(path.read_bytes())[0]] == [30] * 4
    for frame in frames:
        frame.pixels[20, 5:20] = (0, 0, 0, 255)
    assert_seen(path, frames)


def test_what_vanishes_costs_no_more_than_what_it_stood_on(tmp_path):
    """A small thing on a rich stage that is transparent elsewhere, as in a film of ours."""
    stage = next(iter(colourful_film())).pixels.copy()
    stage[20:24] = 0
    frames = []
    for step in range(12):
        frames.append(Frame(stage.copy(), 100))
        frames[-1].pixels[21:23, 4 * step : 4 * step + 6] = (200, 0, 0, 255)
    one = write(tmp_path / "a.gif", frames[:1], transparent=True).stat().st_size
    path = write(tmp_path / "b.gif", frames, transparent=True)
    assert path.stat().st_size < 1.5 * one


def test_a_wholly_transparent_picture(tmp_path):
    frames = [Frame(blank((0, 0, 0, 0)), 100), *square_film(), Frame(blank((0, 0, 0, 0)), 100)]
    assert_seen(write(tmp_path / "a.gif", frames, transparent=True), frames)


def test_pixels_that_shine_through_lie_on_the_matte(tmp_path):
    pixels = blank((0, 0, 0, 51))
    path = write(tmp_path / "a.gif", [Frame(pixels, 100)], matte="#FF8000")
    assert (decoded(path)[0][0] == (204, 102, 0, 255)).all()


def test_the_buffer_may_be_drawn_on_again(tmp_path):
    frames = list(square_film())
    canvas = blank()

    def reused():
        for frame in frames:
            canvas[:] = frame.pixels
            yield replace(frame, pixels=canvas)

    path = write(tmp_path / "a.gif", reused())
    for frame, (pixels, _) in zip(frames, decoded(path), strict=True):
        np.testing.assert_array_equal(pixels, frame.pixels)


@pytest.mark.parametrize("duration", [655_360, 655_370, 655_390, 1_310_710])
def test_a_long_hold_before_something_vanishes(tmp_path, duration):
    frames = [replace(frame, duration_ms=duration) for frame in square_film()]
    for frame in frames:
        frame.pixels[(frame.pixels == 255).all(-1)] = 0
    path = write(tmp_path / "a.gif", frames, transparent=True)
    assert all(20 <= delay <= 655_350 for delay, *_ in blocks(path.read_bytes())[0])
    assert_seen(path, frames)


def test_gifsicle_agrees(tmp_path):
    path = write(tmp_path / "a.gif", colourful_film())
    try:
        said = subprocess.run(
            ["gifsicle", "--info", str(path)], capture_output=True, text=True, check=True, timeout=60
        )
    except FileNotFoundError:
        pytest.skip("no gifsicle")
    assert "5 images" in said.stdout
    assert "warning" not in (said.stdout + said.stderr).lower()


@given(data=st.data())
def test_any_small_film(tmp_path_factory, data):
    """Whatever changes where: the pictures come back, their times too."""
    width, height = data.draw(st.integers(1, 9)), data.draw(st.integers(1, 9))
    colours = np.array(data.draw(st.lists(st.integers(0, 2**24 - 1), min_size=1, max_size=6)), np.uint32)
    frames, shown = [], []
    for _ in range(data.draw(st.integers(1, 6))):
        choice = data.draw(
            st.lists(st.integers(0, len(colours) - 1), min_size=width * height, max_size=width * height)
        )
        pixels = (colours[choice] | 0xFF000000).astype("<u4").view(np.uint8).reshape(height, width, 4)
        duration = 10 * data.draw(st.integers(2, 300))
        frames.append(Frame(pixels, duration))
        if shown and np.array_equal(shown[-1][0], pixels):
            shown[-1] = (pixels, shown[-1][1] + duration)
        else:
            shown.append((pixels, duration))
    path = write(tmp_path_factory.mktemp("gif") / "a.gif", frames)
    found = decoded(path)
    assert [delay for delay, *_ in blocks(path.read_bytes())[0]] == [duration for _, duration in shown]
    for (pixels, _), (expected, _) in zip(found, shown, strict=True):
        np.testing.assert_array_equal(pixels, expected)


@given(data=st.data())
def test_any_small_transparent_film(tmp_path_factory, data):
    """Pixels come, go and come back: what a viewer draws is every time the whole picture, and nothing else."""
    width, height = data.draw(st.integers(1, 40)), data.draw(st.integers(1, 4))
    colours = np.array([0, 0xFF0000FF, 0xFF00FF00, 0xFF123456], np.uint32)
    picture, frames = np.zeros((height, width), "<u4"), []
    for _ in range(data.draw(st.integers(1, 8))):
        for _ in range(data.draw(st.integers(0, 3))):
            left, top = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1))
            right, bottom = data.draw(st.integers(left + 1, width)), data.draw(st.integers(top + 1, height))
            picture[top:bottom, left:right] = colours[data.draw(st.integers(0, 3))]
        duration = 10 * data.draw(st.integers(2, 9))
        frames.append(Frame(picture.copy().view(np.uint8).reshape(height, width, 4), duration))
    assert_seen(write(tmp_path_factory.mktemp("gif") / "a.gif", frames, transparent=True), frames)


def test_another_reader_sees_the_same_transparent_film(tmp_path):
    av = pytest.importorskip("av")
    path = write(tmp_path / "a.gif", transparent_film(), transparent=True)
    with av.open(str(path)) as container:
        found = merged((frame.to_ndarray(format="rgba"), 0) for frame in container.decode(video=0))
    for (pixels, _), (wanted, _) in zip(found, merged(decoded(path)), strict=True):
        np.testing.assert_array_equal(pixels, wanted)


def without_encoder(monkeypatch, error):
    whole = Image.Image.tobytes

    def tobytes(image, name="raw", *args):
        if name == "gif":
            raise error("encoder gif not available")
        return whole(image, name, *args)

    monkeypatch.setattr(Image.Image, "tobytes", tobytes)


@pytest.mark.parametrize("error", [OSError, TypeError])
@pytest.mark.parametrize(
    ("film", "settings"), [(square_film, {}), (colourful_film, {}), (transparent_film, {"transparent": True})]
)
def test_without_what_pillow_may_take_away_the_bytes_are_the_same(
    tmp_path, monkeypatch, error, film, settings
):
    wanted = write(tmp_path / "a.gif", film(), **settings).read_bytes()
    without_encoder(monkeypatch, error)
    assert write(tmp_path / "b.gif", film(), **settings).read_bytes() == wanted


def test_a_pillow_that_is_not_known_at_all(tmp_path, monkeypatch):
    without_encoder(monkeypatch, OSError)
    monkeypatch.setattr(iio, "imwrite", lambda file, *_, **__: file.write(b"GIF89a" + bytes(20)))
    with pytest.raises(OutputError, match="writes GIF images in a way that kmanim does not know"):
        write(tmp_path / "a.gif", square_film())
