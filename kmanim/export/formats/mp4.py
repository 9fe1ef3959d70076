"""Films as MP4 (H.264), for places that take videos only; needs the extra ``video``."""

from __future__ import annotations

import re
import subprocess
from contextlib import ExitStack
from pathlib import Path
from typing import IO, ClassVar, cast

import numpy as np

from kmanim.arrays import ByteArray
from kmanim.atomic import plain_path, replacing
from kmanim.errors import InputError, MissingPackage, OutputError, shown
from kmanim.export.reel import Pixels, as_bytes, on_matte, pixel_of
from kmanim.export.writer import About, Writer
from kmanim.frame import Frame

# Nothing of the machine and its clock goes into the file; one thread, because more would change the bytes.
_CODEC = "-an -c:v libx264 -pix_fmt yuv420p -crf 18 -preset medium -tune animation"
_COLOURS = (
    "-vf scale=out_color_matrix=bt709:out_range=tv "
    "-colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv"
)
_SAME_BYTES = "-threads 1 -fflags +bitexact -flags:v +bitexact -map_metadata -1"
_OPTIONS = f"{_CODEC} {_COLOURS} {_SAME_BYTES} -movflags +faststart -f mp4".split()


class VideoWriter(Writer):
    """Writes an MP4 that every browser and phone plays (H.264, 4:2:0).

    A video has one pace, so a picture that stands is repeated; the time that does not divide evenly is
    carried over, and no moment is more than half a frame late. Sides are made even by repeating the last row
    or column.

    Parameters
    ----------
    path : str or Path
        The file to write.
    about : About, optional
        Not written.
    fps : int, default 20
        Frames a second, 1 to 100; 20 shows tweens of 50 ms exactly.
    matte : str, default "#FFFFFF"
        ``#RRGGBB`` of the paper under pixels that are not opaque.

    Raises
    ------
    MissingPackage
        If imageio-ffmpeg is not installed.
    """

    medium = "video"
    takes: ClassVar[tuple[str, ...]] = ("fps", "matte")
    largest_side = 16_384

    def __init__(
        self, path: str | Path, *, about: About | None = None, fps: int = 20, matte: str = "#FFFFFF"
    ) -> None:
        super().__init__(path, about=about)
        try:
            from imageio_ffmpeg import get_ffmpeg_exe  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra
        except ImportError:
            raise MissingPackage("MP4", "imageio-ffmpeg", "video") from None
        if not 1 <= fps <= 100:
            raise InputError(f"fps must lie between 1 and 100, not {shown(fps)}")
        self.fps = fps
        self._program = get_ffmpeg_exe
        self._matte = pixel_of(matte)
        self._elapsed_ms = self._written = 0
        self._file = ExitStack()
        self._encoder: subprocess.Popen[bytes] | None = None
        self._picture: ByteArray = np.empty(0, np.uint8)

    def take(self, pixels: Pixels, frame: Frame) -> None:
        """Encode the picture as often as its time asks for."""
        rgb = as_bytes(on_matte(pixels, self._matte))[..., :3]
        height, width = pixels.shape
        self._picture = np.pad(rgb, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
        self._elapsed_ms += frame.duration_ms
        due = (self._elapsed_ms * self.fps + 500) // 1000
        self._send(due - self._written)

    def finish(self) -> None:
        """End the encoding and put the file into its place."""
        self._send(0 if self._written else 1)
        if self._encoder is not None:
            _, complaint = self._encoder.communicate()
            failed, self._encoder = self._encoder.returncode, None
            if failed:
                raise self._failed(complaint)
        self._file.close()

    def discard(self) -> None:
        """Stop the encoder and remove what it wrote."""
        if self._encoder is not None:
            self._encoder.kill()
            self._encoder.communicate()
            self._encoder = None
        # The temporary file goes as if its block had been interrupted; after `finish` there is none.
        self._file.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)

    def _send(self, times: int) -> None:
        if self._encoder is None:
            self._encoder = self._start()
        pipe = cast(IO[bytes], self._encoder.stdin)
        try:
            for _ in range(times):
                pipe.write(self._picture.tobytes())
        except BrokenPipeError:
            raise self._failed(self._encoder.communicate()[1]) from None
        self._written += times

    def _start(self) -> subprocess.Popen[bytes]:
        temporary = self._file.enter_context(replacing(self.path))
        height, width = self._picture.shape[:2]
        source = f"-f rawvideo -pix_fmt rgb24 -s {width}x{height} -r {self.fps} -i -".split()
        try:
            return subprocess.Popen(
                [self._program(), "-y", "-v", "error", *source, *_OPTIONS, str(temporary.absolute())],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,  # Ctrl-C is ours to handle
            )
        except (OSError, RuntimeError) as error:
            raise OutputError(f"cannot start ffmpeg: {shown(error)}") from None

    def _failed(self, complaint: bytes) -> OutputError:
        words = complaint.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
        last = re.sub(r"^\[[^]]*\] *", "", words[-1])
        return OutputError(f"cannot write {plain_path(self.path)}: ffmpeg: {shown(last, 80)}")
