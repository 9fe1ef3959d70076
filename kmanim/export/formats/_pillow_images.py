"""A film as images of Pillow, for the formats that Pillow puts together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar

from PIL import Image

from kmanim.atomic import plain_path, replacing
from kmanim.errors import OutputError, shown
from kmanim.export.formats._loop_count import play_count
from kmanim.export.reel import Pixels, Reel, as_bytes
from kmanim.export.writer import About, Writer
from kmanim.frame import Frame


class Images:
    """The images of a film after the first, made anew whenever somebody goes over them.

    Pillow does so twice, and a list would keep a second copy of the film.

    Parameters
    ----------
    reel : Reel
        The film.
    longest_ms : int
        The longest time of one image; what stands longer is repeated.

    Attributes
    ----------
    durations : list of int
        The time of every image, in milliseconds, that of the first included.
    turns : list of int
        For every image how often it has been shown just before: 0 unless it is a repetition.
    """

    def __init__(self, reel: Reel, longest_ms: int) -> None:
        self._reel = reel
        self._mode = "RGB" if reel.is_opaque() else "RGBA"
        self._parts = [_parts(shot.duration_ms, longest_ms) for shot in reel.shots]
        self.durations = [ms for parts in self._parts for ms in parts]
        self.turns = [turn for parts in self._parts for turn in range(len(parts))]

    def __iter__(self) -> Iterator[Image.Image]:
        return islice(self._all(), 1, None)

    def save(self, path: Path, kind: str, **options: Any) -> None:
        """Let Pillow write the film as a file of this kind.

        Raises
        ------
        OutputError
            If the file cannot be written; what stood there before still does.
        """
        try:
            with replacing(path) as temporary, temporary.open("wb") as file:
                next(self._all()).save(
                    file, kind, save_all=True, append_images=self, duration=self.durations, **options
                )
        except RuntimeError as error:  # how the encoder of WebP complains
            raise OutputError(f"cannot write {plain_path(path)}: {shown(error)}") from None

    def _all(self) -> Iterator[Image.Image]:
        for (picture, _), parts in zip(self._reel.pictures(), self._parts, strict=True):
            for _ in parts:
                # Of a copy, because the picture is drawn upon again.
                yield Image.frombytes("RGBA", picture.shape[::-1], as_bytes(picture).tobytes()).convert(
                    self._mode
                )


def _parts(duration_ms: int, longest_ms: int) -> list[int]:
    full, rest = divmod(duration_ms, longest_ms)
    return [longest_ms] * full + [rest] * bool(rest)


class ImagesWriter(Writer):
    """Collects what changes in every picture, for formats that Pillow puts together once all are there.

    While Pillow writes, it holds every picture whole: 4 bytes a pixel, so 1 MB for each of 600 x 450. A film of
    thousands of pictures is better written as GIF or MP4.

    Parameters
    ----------
    path : str or Path
        The file to write.
    about : About, optional
        Not written.
    loop : "forever", "once" or int, default "forever"
        How often the film plays; a number is the number of showings.
    """

    takes: ClassVar[tuple[str, ...]] = ("loop",)

    def __init__(self, path: str | Path, *, about: About | None = None, loop: str | int = "forever") -> None:
        super().__init__(path, about=about)
        self.plays = play_count(loop)
        self._reel = Reel()

    def take(self, pixels: Pixels, frame: Frame) -> None:
        """Keep what changed."""
        self._reel.add(pixels, frame.duration_ms, frame.changed)
