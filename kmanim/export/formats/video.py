"""Films as MP4 (H.264) and WebM (VP9), for places that take videos only; by PyAV, the extra ``video``.

A video has one pace: a picture that stands is repeated. Containers can tell of every picture how long it stands, which
saves half of the time; Firefox plays that to the hundredth, but Chromium, which reckons with the mean of the last
pictures, showed moves up to two seconds before their time after long holds and left out 22 of 79 pictures (version
156; with no picture longer than 100 ms it plays). Repetitions cost little where key frames are rare and none is
predicted from later ones.

Measured on the walkthrough of the 32 cars, 79 pictures of 600 x 450, 39 s (CPU time; PSNR in dB, of which halved chroma
alone leaves 42.5):

===================================  =======  ====  ====  =============
way                                  bytes    s     PSNR  worst picture
===================================  =======  ====  ====  =============
MP4                                  122,022  1.0   41.8  40.3
ffmpeg, ``-crf 18 -tune animation``  217,744  3.0   42.3  38.3
WebM                                 138,385  1.0   41.6  40.2
WebM, ``deadline`` good              120,302  13.6  41.8  40.4
===================================  =======  ====  ====  =============
"""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, cast

import numpy as np

from kmanim.atomic import output_error, plain_path, replacing
from kmanim.errors import InputError, MissingPackage, OutputError, shown
from kmanim.export.reel import Pixels, as_bytes, on_matte, pixel_of
from kmanim.export.writer import About, Writer
from kmanim.frame import Frame

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

_SECONDS_A_KEY_FRAME = 60  # a player that seeks decodes from there on
_OF_DISKS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
_BT709, _LIMITED = 1, 1  # as H.273 numbers colours, and FFmpeg ranges


class _VideoWriter(Writer):
    """Encodes picture by picture.

    The time that does not divide evenly is carried over, and no moment is more than half a frame late. Sides are made
    even by repeating the last row or column.

    Parameters
    ----------
    path : str or Path
        The file to write.
    about : About, optional
        Not written.
    fps : int, default 20
        Frames a second, 1 to 100; 20 shows tweens of 50 ms exactly.
    transparent : bool, default False
        Whether what is not opaque lets the page shine through.
    matte : str, default "#FFFFFF"
        ``#RRGGBB`` of the paper under pixels that are not opaque.

    Raises
    ------
    MissingPackage
        If PyAV is not installed.
    """

    medium = "video"
    takes: ClassVar[tuple[str, ...]] = ("fps", "transparent", "matte")
    largest_side = 16_384
    codec: ClassVar[str]
    options: ClassVar[Mapping[str, str]]
    container_options: ClassVar[Mapping[str, str]] = MappingProxyType({"fflags": "+bitexact"})

    def __init__(
        self,
        path: str | Path,
        *,
        about: About | None = None,
        fps: int = 20,
        transparent: bool = False,
        matte: str = "#FFFFFF",
    ) -> None:
        super().__init__(path, about=about)
        try:
            import av  # noqa: PLC0415 - an extra
        except ImportError:
            raise MissingPackage(self.suffix.upper().replace("WEBM", "WebM"), "av", "video") from None
        if isinstance(fps, bool) or not isinstance(fps, int) or not 1 <= fps <= 100:
            raise InputError(f"fps must be a whole number from 1 to 100, not {shown(fps)}")
        self._av = av
        self.fps = fps
        self.transparent = transparent
        self._matte = pixel_of(matte)
        self._elapsed_ms = self._written = 0
        self._file = ExitStack()
        self._container: OutputContainer | None = None
        self._stream: VideoStream | None = None
        self._picture: VideoFrame | None = None

    def open(self) -> None:
        """Look whether the file can be written, and whether this PyAV has the encoder."""
        if self.codec not in self._av.codecs_available:
            raise OutputError(f"this PyAV was built without {self.codec}; .webp or .gif would do")
        super().open()

    def take(self, pixels: Pixels, frame: Frame) -> None:
        """Encode the picture as often as its time asks for."""
        self._picture = self._frame(pixels)
        self._elapsed_ms += frame.duration_ms
        due = (self._elapsed_ms * self.fps + 500) // 1000
        self._send(due - self._written)

    def finish(self) -> None:
        """End the encoding and put the file into its place."""
        self._send(0 if self._written else 1)
        with self._complaints():
            if self._stream is not None and self._container is not None:
                self._container.mux(self._stream.encode())
            self._close()
        self._file.close()

    def discard(self) -> None:
        """Stop the encoder and remove what it wrote."""
        with suppress(self._av.FFmpegError):
            self._close()
        # The temporary file goes as if its block had been interrupted; after `finish` there is none.
        self._file.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)

    def _frame(self, pixels: Pixels) -> VideoFrame:
        if self.transparent:
            # What is hidden has the colour of the paper, which colours beside it are mixed with.
            rgba = as_bytes(np.where(pixels >> 24 == 0, np.uint32(self._matte & 0xFFFFFF), pixels))
        else:
            rgba = as_bytes(on_matte(pixels, self._matte))[..., :3]
        height, width = pixels.shape
        even = np.pad(rgba, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
        frame = self._av.VideoFrame.from_ndarray(even, format="rgba" if self.transparent else "rgb24")
        return frame.reformat(
            format="yuva420p" if self.transparent else "yuv420p",
            dst_colorspace=_BT709,
            dst_color_range=_LIMITED,
        )

    def _send(self, times: int) -> None:
        picture = self._picture
        if picture is None:
            return
        with self._complaints():
            container, stream = self._opened(picture)
            picture.time_base = Fraction(1, self.fps)
            for _ in range(times):
                picture.pts = self._written
                container.mux(stream.encode(picture))
                self._written += 1

    def _opened(self, picture: VideoFrame) -> tuple[OutputContainer, VideoStream]:
        if self._container is None or self._stream is None:
            temporary = self._file.enter_context(replacing(self.path))
            container = self._container = self._av.open(
                str(temporary.absolute()), "w", format=self.suffix, options=dict(self.container_options)
            )
            options = {**self.options, "g": str(_SECONDS_A_KEY_FRAME * self.fps)}
            stream = cast("VideoStream", container.add_stream(self.codec, rate=self.fps, options=options))
            self._stream = stream
            stream.width, stream.height, stream.pix_fmt = picture.width, picture.height, picture.format.name
            context = stream.codec_context
            # Nothing of the machine goes into the file; one thread, because more would change the bytes.
            context.thread_count = 1
            # With frames that are predicted from later ones MP4 begins late, and what stands costs more.
            context.max_b_frames = 0
            context.colorspace = context.color_primaries = context.color_trc = _BT709
            context.color_range = _LIMITED
            context.flags |= self._av.codec.context.Flags.bitexact
        return self._container, self._stream

    def _close(self) -> None:
        container, self._container, self._stream = self._container, None, None
        if container is not None:
            container.close()

    @contextmanager
    def _complaints(self) -> Iterator[None]:
        """Turn what the encoder complains about into one line; what the disk does is told by the file's block."""
        try:
            yield
        except self._av.FFmpegError as error:
            told = error if isinstance(error, OSError) and error.errno in _OF_DISKS else None
            raise (
                output_error(self.path, told)
                if told
                else OutputError(f"cannot write {plain_path(self.path)}: FFmpeg: {shown(error, 80)}")
            ) from None


class Mp4Writer(_VideoWriter):
    """Writes an MP4 that every browser and phone plays (H.264, 4:2:0).

    Raises
    ------
    InputError
        If it is to be transparent.
    """

    suffix, codec = "mp4", "libx264"
    # One quantiser for all: what stands costs nothing, what moves is as true as what stands. No smoothing of blocks and
    # no psychovisual means, which are for nature, not for letters. With weighted prediction and the macroblock tree the
    # bytes differed from one film to the next in one process, as if some memory were read before it is written; why
    # was not looked into.
    options = MappingProxyType(
        {
            "qp": "18",
            "preset": "fast",
            "x264-params": "deblock=-3,-3:psy=0:weightp=0:scenecut=0:rc-lookahead=0",
        }
    )
    container_options = MappingProxyType({"fflags": "+bitexact", "movflags": "+faststart"})

    def __init__(self, path: str | Path, *, transparent: bool = False, **settings: Any) -> None:
        if transparent:
            raise InputError("an MP4 cannot be transparent; .webm, .webp, .avif, .apng or .gif would do")
        super().__init__(path, **settings)


class WebmWriter(_VideoWriter):
    """Writes a WebM (VP9, 4:2:0), which browsers play; transparent ones are so in Chromium and Firefox."""

    suffix, codec = "webm", "libvpx-vp9"
    # For screens, and as calls are encoded: by its best means files would be a sixth smaller, and take
    # thirteen times as long.
    options = MappingProxyType(
        {
            "crf": "20", "b": "0", "deadline": "realtime", "cpu-used": "5", "tune-content": "screen",
            "lag-in-frames": "0",
        }
    )  # fmt: skip
