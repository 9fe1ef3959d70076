"""A writer is open, add, close: it takes frames one at a time and leaves a whole file or none."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Literal, Self

from kmanim.atomic import check_target, plain_path
from kmanim.errors import InputError, OutputError, did_you_mean, listed, meant, shown
from kmanim.export.formats import STILL, file_of, film_formats
from kmanim.export.reel import Pixels, as_pixels
from kmanim.frame import Frame

SUFFIXES = tuple(f".{name}" for name in (*film_formats(), STILL))


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """The words of one keyframe: header on the left, header on the right, and what is told."""

    phase: str
    counter: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a film says about itself, for the formats that can hold words.

    Attributes
    ----------
    title : str
        One line.
    alt : str
        The alternative text of the film.
    captions : tuple of Caption
        One for each keyframe: ``frame.keyframe`` counts in this tuple.
    table : tuple of tuple of str
        Numbers to be shown below the film; the first row is the head. Empty for none.
    notes : tuple of str
        What a reader must know besides, one sentence each.
    """

    title: str = ""
    alt: str = ""
    captions: tuple[Caption, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()


class Writer(ABC):
    """Base of all writers, and what they promise.

    Used as a context manager: a block that ends well leaves the whole file, one that ends otherwise leaves
    what stood there before. All frames must have the size of the first. A subclass implements `take` and
    `finish`, and `discard` where it holds more than memory.

    Parameters
    ----------
    path : str or Path
        The file to write.
    about : About, optional
        Words for the formats that can hold them; the others leave them aside.
    """

    suffix: ClassVar[str] = ""  # without its dot; empty where its file writes one format alone
    medium: ClassVar[Literal["image", "video", "page"]] = "image"  # how a browser shows such a file
    largest_side: ClassVar[int] = 65_535
    of_still: ClassVar[bool] = False  # whether it writes a picture of its own, where a film comes with one
    takes: ClassVar[tuple[str, ...]] = ()  # names of the settings, beside `path` and `about`

    def __init__(self, path: str | Path, *, about: About | None = None) -> None:
        self.path = Path(path)
        self.about = about or About()
        self._count = 0
        self._shape: tuple[int, ...] = ()

    def open(self) -> None:
        """Look whether the file can be written, before anything is drawn.

        Raises
        ------
        OutputError
            If it cannot.
        """
        check_target(self.path)

    def add(self, frame: Frame) -> None:
        """Take the next frame; its pixels may be drawn on again afterwards.

        Raises
        ------
        InputError
            If its pixels or its duration are not what `Frame` promises.
        """
        number = self._count + 1
        shape = frame.pixels.shape
        if len(shape) != 3 or shape[2] != 4 or frame.pixels.dtype != "uint8" or 0 in shape:
            raise InputError(
                f"frame {number} must be (height, width, 4) of uint8, not {shape} of {frame.pixels.dtype}"
            )
        if self._shape and shape != self._shape:
            raise InputError(
                f"frame {number} is {_size(shape)} px, but the first one is {_size(self._shape)}"
            )
        if max(shape[:2]) > self.largest_side:
            raise InputError(
                f"{_size(shape)} px is too large for {self.path.suffix}; at most {self.largest_side}"
            )
        if not isinstance(frame.duration_ms, int) or frame.duration_ms < 20 or frame.duration_ms % 10:
            raise InputError(
                f"frame {number} stands {shown(frame.duration_ms)} ms; multiples of 10 from 20 on would do"
            )
        self._shape = shape
        self._count = number
        self.take(as_pixels(frame.pixels), frame)

    def close(self) -> None:
        """Write the file.

        Raises
        ------
        InputError
            If there was no frame.
        OutputError
            If the file cannot be written; nothing of it is left then.
        """
        if not self._count:
            raise InputError(f"a film without frames cannot be written to {plain_path(self.path)}")
        try:
            self.finish()
        except MemoryError:
            raise OutputError(f"cannot write {plain_path(self.path)}: not enough memory") from None

    @abstractmethod
    def take(self, pixels: Pixels, frame: Frame) -> None:
        """Keep or encode one picture; `pixels` is only lent."""

    @abstractmethod
    def finish(self) -> None:
        """Write the whole file."""

    def discard(self) -> None:  # noqa: B027 - most writers hold nothing but memory
        """Let go of everything without writing the file."""

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.close()
        finally:
            self.discard()


def writer_for(path: str | Path, *, about: About | None = None, **settings: Any) -> Writer:
    """Choose the writer by the suffix of the path.

    Parameters
    ----------
    path : str or Path
        ``.gif``, ``.png`` (a still), ``.apng``, ``.avif``, ``.webp``, ``.mp4``, ``.webm`` or ``.html``, in any case.
    about : About, optional
        The words of the film.
    **settings
        Settings of that format, as its writer documents them; None stands for its default.

    Raises
    ------
    InputError
        If the suffix is unknown or the format has no such setting.
    MissingPackage
        If the format needs a package that is not installed.

    Examples
    --------
    >>> writer_for("film.gif", loop="once").path.name
    'film.gif'
    """
    suffix = Path(path).suffix.lower()
    writer = _writer_class(path)
    chosen = {key: value for key, value in settings.items() if value is not None}
    for key in chosen:
        if key not in writer.takes:
            known = f"; it has: {listed(writer.takes)}" if writer.takes else ""
            raise InputError(f"{suffix} has no setting {shown(repr(key))}{known}")
    return writer(path, about=about, **chosen)


def settings_of(path: str | Path) -> tuple[str, ...]:
    """Name the settings that the format of a path has.

    Raises
    ------
    InputError
        If the suffix is unknown.
    """
    return _writer_class(path).takes


def write_film(
    path: str | Path, frames: Iterable[Frame], *, about: About | None = None, **settings: Any
) -> None:
    """Write all frames of a film with the writer that `writer_for` chooses.

    Raises
    ------
    InputError
        If the suffix, a setting or a frame would not do.
    OutputError
        If the file cannot be written; what stood at `path` before still does.
    """
    write_with([writer_for(path, about=about, **settings)], frames)


def write_with(writers: Iterable[Writer], frames: Iterable[Frame], *, with_still: bool = False) -> None:
    """Write all frames of a film with several writers at once; one of stills takes the still alone, if one is there."""
    with ExitStack() as stack:
        opened = [stack.enter_context(writer) for writer in writers]
        for frame in frames:
            for writer in opened:
                if writer.of_still if frame.still else not (with_still and writer.of_still):
                    writer.add(frame)


def medium_of(path: str | Path) -> Literal["image", "video", "page"]:
    """Say how a browser shows a film in the format of the path's suffix; of other files that is an image."""
    return _writer_class(path).medium if Path(path).suffix.lower() in SUFFIXES else "image"


def _writer_class(path: str | Path) -> type[Writer]:
    suffix = Path(path).suffix.lower()
    if suffix not in SUFFIXES:
        name = shown(repr(Path(path).name))
        near = meant(suffix[1:], [known[1:] for known in SUFFIXES])
        hint = did_you_mean(f".{near}" if near else "")
        raise InputError(
            f"no film can be written to {name}: its suffix must be {listed(SUFFIXES, 'or')}{hint}"
        )
    name = suffix.removeprefix(".")
    module = import_module(f"kmanim.export.formats.{file_of(name)}")
    for value in vars(module).values():
        if not (isinstance(value, type) and issubclass(value, Writer)) or value.__name__.startswith("_"):
            continue
        if value.__module__ == module.__name__ and value.suffix in ("", name):
            return value
    raise TypeError(f"{module.__name__} defines no Writer of {suffix}")


def _size(shape: tuple[int, ...]) -> str:
    return f"{shape[1]} x {shape[0]}"
