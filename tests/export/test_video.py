import os
import re
import subprocess

import numpy as np
import pytest
from synthetic_frames import blank, square_film

from kmanim.errors import InputError, OutputError
from kmanim.export.formats.mp4 import VideoWriter
from kmanim.export.writer import write_film
from kmanim.frame import Frame

imageio_ffmpeg = pytest.importorskip("imageio_ffmpeg")


def pictures(path, width=60, height=40):
    """Decode with ffmpeg itself: what it says about the file, and every picture."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-i", str(path), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    result = subprocess.run(command, capture_output=True, check=True, timeout=60)
    return result.stderr.decode(), np.frombuffer(result.stdout, np.uint8).reshape(-1, height, width, 3)


def test_pace_size_and_colours(tmp_path):
    frames = list(square_film())
    write_film(tmp_path / "a.mp4", frames)
    about, found = pictures(tmp_path / "a.mp4")
    assert re.search(r"Video: h264 .*yuv420p\(tv, bt709.*60x40.* 20 fps", about)
    assert "encoder" not in about.split("Input #0")[1].split("Stream mapping")[0].split("Duration")[0]
    assert len(found) == sum(frame.duration_ms for frame in frames) // 50
    starts = np.cumsum([0, *(frame.duration_ms // 50 for frame in frames)])
    for frame, start in zip(frames, starts, strict=False):
        difference = np.abs(found[start].astype(int) - frame.pixels[..., :3])
        assert difference.mean() < 4
        assert np.median(difference) <= 1


def test_time_that_does_not_divide_is_carried_over(tmp_path):
    frames = [Frame(blank((n, n, n, 255)), 70) for n in range(0, 250, 10)]
    write_film(tmp_path / "a.mp4", frames, fps=20)
    assert len(pictures(tmp_path / "a.mp4")[1]) == 25 * 70 // 50


def test_odd_sides_are_made_even(tmp_path):
    write_film(tmp_path / "a.mp4", [Frame(blank((200, 30, 30, 255), width=61, height=41), 100)])
    _, found = pictures(tmp_path / "a.mp4", 62, 42)
    assert len(found) == 2
    assert np.abs(found[0][-1, -1].astype(int) - (200, 30, 30)).max() < 12


def test_a_very_short_film_has_a_picture(tmp_path):
    write_film(tmp_path / "a.mp4", [Frame(blank(), 20)])
    assert len(pictures(tmp_path / "a.mp4")[1]) == 1


@pytest.mark.parametrize("fps", [0, 101, -1])
def test_fps_that_would_not_do(fps):
    with pytest.raises(InputError, match="fps must lie between 1 and 100"):
        VideoWriter("a.mp4", fps=fps)


@pytest.mark.parametrize(
    "script", ["exit 1", "echo 'disk quite full' >&2; exit 1", "cat > /dev/null; exit 3"]
)
def test_an_encoder_that_fails(tmp_path, monkeypatch, script):
    fake = tmp_path / "ffmpeg"
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(0o755)
    monkeypatch.setattr(imageio_ffmpeg, "get_ffmpeg_exe", lambda: str(fake))
    (tmp_path / "out").mkdir()
    with pytest.raises(OutputError, match=r"cannot write .*a\.mp4: ffmpeg: "):
        write_film(tmp_path / "out/a.mp4", [Frame(blank((n, 0, 0, 255)), 2000) for n in range(50)])
    assert list((tmp_path / "out").iterdir()) == []


def test_no_encoder_is_left_running(tmp_path):
    started = []

    class Watched(VideoWriter):
        def _start(self):
            started.append(super()._start())
            return started[-1]

    writer = Watched(tmp_path / "a.mp4")

    def broken():
        with writer:
            writer.add(next(square_film()))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken()
    assert isinstance(started[0], subprocess.Popen)
    assert started[0].returncode is not None
    assert os.listdir(tmp_path) == []  # noqa: PTH208
