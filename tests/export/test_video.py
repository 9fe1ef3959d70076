"""MP4 and WebM, read back by FFmpeg's own decoders."""

import os
import sys

import numpy as np
import pytest
from synthetic_frames import blank, psnr, square_film

from kmanim.errors import InputError, MissingPackage, OutputError
from kmanim.export.writer import write_film, writer_for
from kmanim.frame import Frame

av = pytest.importorskip("av")
VIDEOS = (".mp4", ".webm")


def rgb_of(planes):
    """Colours by the book of BT.709: what PyAV makes of them depends on its version."""
    y, u, v = (planes.astype(float) - np.array([16, 128, 128])[:, None, None]) / np.array([219, 224, 224])[
        :, None, None
    ]
    rgb = [y + 1.5748 * v, y - 0.187324 * u - 0.468124 * v, y + 1.8556 * u]
    return np.clip(np.rint(255 * np.stack(rgb, axis=-1)), 0, 255).astype(np.uint8)


def pictures(path, *, alpha=False):
    """Decode: all pictures, and their times in milliseconds."""
    found, times = [], []
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        decoder = av.CodecContext.create("libvpx-vp9", "r") if alpha else stream.codec_context
        for packet in container.demux(stream):
            for frame in decoder.decode(packet):
                pixels = frame.to_ndarray(format="rgba")
                pixels[..., :3] = rgb_of(frame.reformat(format="yuv444p").to_ndarray())
                found.append(pixels)
                times.append(round(float(frame.pts * stream.time_base) * 1000))
    return np.stack(found), times


@pytest.mark.parametrize("suffix", VIDEOS)
def test_every_moment_shows_its_picture(tmp_path, suffix):
    frames = list(square_film())
    write_film(tmp_path / f"a{suffix}", frames)
    found, times = pictures(tmp_path / f"a{suffix}")
    assert times == list(range(0, sum(frame.duration_ms for frame in frames), 50))
    ends = np.cumsum([frame.duration_ms for frame in frames])
    for at, picture in zip(times, found, strict=True):
        true = frames[int(np.searchsorted(ends, at, "right"))].pixels
        assert np.median(np.abs(picture[..., :3].astype(int) - true[..., :3])) <= 1
        assert psnr(picture, true) > 28  # sharp edges of saturated colour, whose chroma is halved


@pytest.mark.parametrize("suffix", VIDEOS)
def test_what_players_are_told(tmp_path, suffix):
    frames = list(square_film())
    write_film(tmp_path / f"a{suffix}", frames)
    with av.open(str(tmp_path / f"a{suffix}")) as container:
        stream = container.streams.video[0]
        assert container.duration == 1000 * sum(frame.duration_ms for frame in frames)
        assert (stream.width, stream.height, stream.pix_fmt) == (60, 40, "yuv420p")
        assert stream.average_rate == 20
        assert stream.start_time in (0, None)
        context = stream.codec_context
        assert (context.colorspace, context.color_range) == (1, 1)  # BT.709, as televisions count
        assert "creation_time" not in {**container.metadata, **stream.metadata}


@pytest.mark.parametrize("suffix", VIDEOS)
def test_the_same_film_gives_the_same_bytes_whatever_memory_held_before(tmp_path, suffix):
    rng = np.random.default_rng(1)
    pictures = [rng.integers(0, 256, (90, 122, 4), dtype=np.uint8) for _ in range(2)]
    stills = [np.roll(pictures[0], step, axis=1) for step in range(6)]
    frames = [Frame(np.where(pixels > 9, pixels, 255), 150) for pixels in (*stills, *pictures)]
    contents, junk = set(), []
    for turn in range(4):
        write_film(tmp_path / f"a{suffix}", frames)
        contents.add((tmp_path / f"a{suffix}").read_bytes())
        junk.append(rng.bytes(1_000_000 * (turn + 1)))
    assert len(contents) == 1


@pytest.mark.parametrize("suffix", VIDEOS)
def test_time_that_does_not_divide_is_carried_over(tmp_path, suffix):
    frames = [Frame(blank((n, n, n, 255)), 70) for n in range(0, 250, 10)]
    write_film(tmp_path / f"a{suffix}", frames, fps=20)
    assert len(pictures(tmp_path / f"a{suffix}")[0]) == 25 * 70 // 50


def test_another_pace(tmp_path):
    write_film(tmp_path / "a.mp4", [Frame(blank((n, n, n, 255)), 100) for n in range(0, 250, 50)], fps=30)
    assert pictures(tmp_path / "a.mp4")[1] == [round(n * 1000 / 30) for n in range(15)]


@pytest.mark.parametrize("suffix", VIDEOS)
def test_odd_sides_are_made_even(tmp_path, suffix):
    write_film(tmp_path / f"a{suffix}", [Frame(blank((200, 30, 30, 255), width=61, height=41), 100)])
    found, _ = pictures(tmp_path / f"a{suffix}")
    assert found.shape == (2, 42, 62, 4)
    assert np.abs(found[0][-1, -1, :3].astype(int) - (200, 30, 30)).max() < 12


@pytest.mark.parametrize("suffix", VIDEOS)
def test_a_very_short_film_has_a_picture(tmp_path, suffix):
    write_film(tmp_path / f"a{suffix}", [Frame(blank(), 20)])
    assert len(pictures(tmp_path / f"a{suffix}")[0]) == 1


@pytest.mark.parametrize("suffix", VIDEOS)
def test_what_is_not_opaque_lies_on_the_matte(tmp_path, suffix):
    write_film(tmp_path / f"a{suffix}", [Frame(blank((255, 255, 255, 0)), 100)], matte="#204060")
    found, _ = pictures(tmp_path / f"a{suffix}")
    assert np.abs(found[0][..., :3].astype(int) - (0x20, 0x40, 0x60)).max() < 4


def test_a_transparent_webm(tmp_path):
    pixels = blank((0, 0, 0, 0))
    pixels[10:30, 10:40] = (213, 94, 0, 255)
    write_film(tmp_path / "a.webm", [Frame(pixels, 300)], transparent=True)
    found, _ = pictures(tmp_path / "a.webm", alpha=True)
    assert np.abs(found[0][..., 3].astype(int) - pixels[..., 3]).mean() < 3
    assert found[0][20, 20, 3] > 250
    assert found[0][2, 2, 3] < 5
    with av.open(str(tmp_path / "a.webm")) as container:
        assert container.streams.video[0].metadata["alpha_mode"] == "1"


def test_a_transparent_mp4_is_refused_with_what_would_do():
    with pytest.raises(InputError) as caught:
        writer_for("a.mp4", transparent=True)
    assert str(caught.value) == "an MP4 cannot be transparent; .webm, .webp, .avif, .apng or .gif would do"


@pytest.mark.parametrize("suffix", VIDEOS)
@pytest.mark.parametrize("fps", [0, 101, -1, 2.5, True, "20"])
def test_fps_that_would_not_do(suffix, fps):
    with pytest.raises(InputError, match="fps must be a whole number from 1 to 100"):
        writer_for(f"a{suffix}", fps=fps)


@pytest.mark.parametrize(("suffix", "name"), [(".mp4", "MP4"), (".webm", "WebM")])
def test_videos_without_their_package_say_how_to_get_it(monkeypatch, suffix, name):
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(MissingPackage) as caught:
        writer_for(f"a{suffix}")
    assert str(caught.value) == f"{name} needs av: pip install 'kmanim[video]'"


def test_an_encoder_that_is_not_there(tmp_path, monkeypatch):
    monkeypatch.setattr(av, "codecs_available", set())
    with pytest.raises(OutputError, match="this PyAV was built without libx264"):
        write_film(tmp_path / "a.mp4", square_film())


@pytest.mark.parametrize("suffix", VIDEOS)
def test_an_encoder_that_fails(tmp_path, monkeypatch, suffix):
    writer = writer_for(tmp_path / f"a{suffix}")
    monkeypatch.setattr(type(writer), "options", {"crf": "nonsense", "qp": "nonsense"})
    with pytest.raises(OutputError, match=rf"cannot write .*a\{suffix}: FFmpeg: "), writer:
        writer.add(next(square_film()))
    assert os.listdir(tmp_path) == []  # noqa: PTH208
