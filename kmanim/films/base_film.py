"""A film as a thing that can be looked at and written: what is told and drawn, whatever it is of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from html import escape
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING, Any

from kmanim.atomic import temporary_name, write_whole
from kmanim.errors import InputError, counted, only_known, shown
from kmanim.export.formats import film_formats
from kmanim.export.writer import About, Caption, settings_of, write_film, write_with, writer_for
from kmanim.films.binary_file import format_of, hand_over
from kmanim.films.player import Player
from kmanim.films.settings import settings_for
from kmanim.films.still_file import STILL_SUFFIXES, save_page
from kmanim.frame import Frame
from kmanim.plot.film.canvas import Drawable
from kmanim.plot.film.frames import frames, page_of, settle, stills
from kmanim.plot.pages.as_figure import figure_of
from kmanim.plot.pages.page import Page
from kmanim.plot.style.look import Look
from kmanim.shown.notebook import HTML, PNG, TEXT, Displayed, Maker, Still, data_uri
from kmanim.story.timeline import Timeline

if TYPE_CHECKING:
    from kmanim.plot.pages.page_figure import PageFigure

# What `max_bytes` may give up, dearest first: colours, then in-between pictures, then both.
ECONOMIES = ((255, 50), (127, 50), (63, 50), (63, 100), (31, 100), (31, 0), (15, 0))
ECONOMIES_OF_TIME = ((255, 50), (255, 100), (255, 0))  # for the formats without a palette

LARGEST_SHOWN = 8_000_000  # bytes of a film in a notebook, which holds every film that it shows


class BaseFilm(Displayed):
    """What all films can do; each says what it tells and what draws it.

    Attributes
    ----------
    look : Look
        Size, theme and panels.
    timeline : Timeline
        What is told, and for how long.
    """

    look: Look
    timeline: Timeline

    @property
    def scene(self) -> Drawable:
        """What draws the timeline's pictures."""
        raise NotImplementedError

    def alt_of(self, keyframe: int) -> str:
        """Describe one picture, by its index from 0."""
        raise NotImplementedError

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know besides of where it comes from, one sentence each; none as a rule."""
        return ()

    @property
    def captions(self) -> tuple[str, ...]:
        """The caption of every keyframe, as one line each."""
        return tuple(keyframe.text for keyframe in self.timeline.keyframes)

    @property
    def alt(self) -> str:
        """The alternative text of the film."""
        return self.timeline.alt

    @property
    def duration_ms(self) -> int:
        """How long one showing takes."""
        return self.timeline.duration_ms

    def frames(self, tween_ms: int = 50) -> Iterator[Frame]:
        """Draw the film, picture after picture.

        Parameters
        ----------
        tween_ms : int, default 50
            How long an in-between picture stands; 0 makes cuts of all moves.
        """
        return frames(self.scene, self.timeline, self.look, tween_ms=tween_ms)

    def still(self, keyframe: int = -1) -> PageFigure:
        """Draw one keyframe as a figure; by default the last, which is the film's poster."""
        return figure_of(self.page(keyframe))

    def page(self, keyframe: int = -1) -> Page:
        """Lay one keyframe out as a page; by default the last."""
        number = range(len(self.timeline.keyframes))[keyframe]
        return page_of(self.scene, self.look, number).with_alt(self.alt_of(number))

    def stills(self, keyframes: Sequence[int]) -> Iterator[Frame]:
        """Draw the held pictures of some keyframes, one at a time."""
        every = range(len(self.timeline.keyframes))
        return stills(self.scene, self.look, [every[keyframe] for keyframe in keyframes])

    def settle(self) -> None:
        """Do beforehand what is done once for all pictures, before several processes draw some of them each."""
        settle(self.scene, self.timeline, self.look)

    @only_known
    def save(
        self,
        path: str | Path | IO[bytes],
        *,
        format: str | None = None,
        loop: str | int | None = None,
        fps: int | None = None,
        max_colours: int | None = None,
        tween_ms: int = 50,
        max_bytes: int | None = None,
    ) -> Path:
        """Write the film in the format of the path's suffix.

        Parameters
        ----------
        path : str, Path or binary file
            ``.gif``, ``.apng``, ``.avif``, ``.webp``, ``.webm``, ``.mp4`` or ``.html``; ``.png``, ``.svg`` and ``.pdf``
            write the poster. Or a file that is open for bytes, such as ``io.BytesIO()``; then say `format`, too.
        format : str, optional
            ``"gif"`` and so on, for a file without a name.
        loop : "forever", "once" or int, optional
            How often an image plays, for ever by default; of videos pages say so.
        fps : int, optional
            Frames a second of a video, 20 by default.
        max_colours : int, optional
            How many colours a GIF keeps at most, 2 to 255; 255 by default.
        tween_ms : int, default 50
            How long an in-between picture stands, a multiple of 10 from 20 on; 0 makes cuts of all moves.
        max_bytes : int, optional
            Give up colours first and in-between pictures then until the file is no larger.

        Returns
        -------
        Path
            The file written; for an open one the name that it would have, such as ``film.gif``.

        Raises
        ------
        InputError
            If the suffix is unknown, the format has no such setting, or nothing fits `max_bytes`.
        OutputError
            If the file cannot be written; what stood there before still does.
        """
        settings: dict[str, Any] = {"loop": loop, "fps": fps, "max_colours": max_colours}
        wished = {name: value for name, value in settings.items() if value is not None}
        if not isinstance(path, (str, PathLike)):
            known = (*film_formats(), *(suffix[1:] for suffix in STILL_SUFFIXES))
            name = f"film.{format_of(path, format, known)}"
            with TemporaryDirectory() as folder:
                made = self.save(Path(folder) / name, tween_ms=tween_ms, max_bytes=max_bytes, **settings)
                hand_over(made.read_bytes(), path)
            return Path(name)
        path = Path(path)
        if format is not None and path.suffix.lower().removeprefix(".") != str(format).lower().removeprefix(
            "."
        ):
            raise InputError(
                f"{shown(path.name)} is written in the format of its suffix, not as {shown(repr(format))}; "
                "leave format out, or change the suffix"
            )
        still = path.suffix.lower() in STILL_SUFFIXES
        known = () if still else settings_of(path)
        for name in wished:
            if name not in known:
                other = ".mp4" if name == "fps" else ".gif"
                raise InputError(
                    f"a {path.suffix} file has no setting {name}; leave it out, or write a {other}"
                )
        _check_whole(
            "tween_ms", tween_ms, lambda ms: ms == 0 or (ms >= 20 and ms % 10 == 0), "0, 20, 30, 40 …"
        )
        if max_colours is not None:
            _check_whole(
                "max_colours", max_colours, lambda count: 2 <= count <= 255, "a number from 2 to 255"
            )
        if max_bytes is not None:
            _check_whole("max_bytes", max_bytes, lambda count: count > 0, "a number of bytes, 1 or more")
        if still:
            save_page(self.page(), path)
        elif max_bytes is None:
            self._write([path], tween_ms, wished)
        else:
            self._write_small(path, tween_ms, wished, max_bytes)
        return path

    def save_all(
        self,
        paths: Sequence[Path],
        *,
        loop: str | int | None = None,
        fps: int | None = None,
        max_bytes: int | None = None,
    ) -> None:
        """Write the film in several formats, and PNG posters, drawing it once; settings hold where a format has them.

        Parameters
        ----------
        paths, loop, fps, max_bytes
            As for `save`. Where films must be small, each is drawn by itself.
        """
        posters = [path for path in paths if path.suffix == ".png"]
        wished = {name: value for name, value in (("loop", loop), ("fps", fps)) if value is not None}
        if max_bytes is None:
            self._write([path for path in paths if path not in posters[1:]], 50, wished)
        else:
            for path in paths:
                if path not in posters:
                    known = settings_of(path)
                    told: dict[str, Any] = {name: value for name, value in wished.items() if name in known}
                    self.save(path, max_bytes=max_bytes, **told)
            for path in posters[:1]:
                write_film(path, self.stills([-1]))
        for path in posters[1:]:
            write_whole(path, posters[0].read_bytes())

    def _write(self, paths: Sequence[Path], tween_ms: int, wished: Mapping[str, Any]) -> None:
        writers = [
            writer_for(path, about=self._about, **settings_for(path.suffix, self.look, wished))
            for path in paths
        ]
        poster = any(writer.of_still for writer in writers)
        # Writers copy what they keep.
        drawn = frames(self.scene, self.timeline, self.look, tween_ms, lent=True, poster=poster)
        write_with(writers, drawn, with_still=poster)

    def _write_small(self, path: Path, tween_ms: int, wished: dict[str, Any], max_bytes: int) -> None:
        """Try one economy after the other until the file is small enough."""
        has_colours = "max_colours" in settings_of(path)
        most = wished.get("max_colours", ECONOMIES[0][0])
        attempt = path.with_name(temporary_name() + path.suffix)
        sizes = []
        try:
            for fewer, slower in ECONOMIES if has_colours else ECONOMIES_OF_TIME:
                further = {"max_colours": min(most, fewer)} if has_colours else {}
                self._write([attempt], max(tween_ms, slower) if tween_ms and slower else 0, wished | further)
                sizes.append(attempt.stat().st_size)
                if sizes[-1] <= max_bytes:
                    attempt.replace(path)
                    return
        finally:
            attempt.unlink(missing_ok=True)
        raise InputError(
            f"{shown(path.name)} cannot be made to fit {max_bytes:,} bytes: the smallest has {min(sizes):,}, "
            "without in-between pictures; choose a smaller size or allow more"
        )

    @cached_property
    def _about(self) -> About:
        keyframes = self.timeline.keyframes
        return About(
            title=self.timeline.title,
            alt=self.alt,
            captions=tuple(Caption(phase=k.phase, counter=k.counter, text=k.text) for k in keyframes),
            table=self.timeline.table,
            notes=self.notes,
        )

    def player(self) -> Player:
        """Give the film as a page to step through, to be shown in a cell of a notebook.

        Returns
        -------
        Player
            The last line of a cell shows it. It works without a network, and beside others; a notebook that becomes
            LaTeX or PDF has its poster in its place. ``film.save("film.html")`` writes the same page as a file.
        """
        return Player(
            name=self._summary,
            alt=self.alt,
            size=(self.look.width, self.look.height),
            page=lambda: self._made(".html").decode("utf-8"),
            poster=lambda: self._made(".png"),
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self._summary}>"

    @property
    def _summary(self) -> str:
        """Say in one line what it is of, and how long and large it is."""
        count, look = counted(len(self.timeline.keyframes), "picture"), self.look
        size = f"{look.width * look.scale:g} x {look.height * look.scale:g} px"
        return f"{shown(self.timeline.title, 120)}; {count}, {self.duration_ms / 1000:.1f} s, {size}"

    def _kinds(self) -> Mapping[str, Maker]:
        """Be moving, the poster, or a line of text."""
        poster = cache(partial(self._made, ".png"))
        return {
            HTML: lambda: self._moving(poster()),
            PNG: lambda: Still(poster(), (self.look.width, self.look.height), self.alt),
            TEXT: lambda: repr(self),
        }

    def _moving(self, poster: bytes) -> str:
        """Embed the film, and its poster for those who want no motion; the poster alone where the film is huge."""
        film = self._made(".gif")
        still = moving = data_uri("png", poster)
        note = ""
        if len(film) <= LARGEST_SHOWN:
            moving = data_uri("gif", film)
        else:
            note = (
                f"<p>The film has {len(film) / 1e6:.1f} MB, more than the {LARGEST_SHOWN / 1e6:.0f} MB that are "
                "shown here; this is its last picture. Save it by film.save(&quot;film.gif&quot;), or make it "
                "smaller.</p>\n"
            )
        return (
            f'<div>\n<picture><source media="(prefers-reduced-motion: reduce)" srcset="{still}">'
            f'<img src="{moving}" alt="{escape(self.alt, quote=True)}" '
            f'width="{self.look.width}" height="{self.look.height}"></picture>\n{note}</div>'
        )

    def _made(self, suffix: str) -> bytes:
        with TemporaryDirectory() as folder:
            return self.save(Path(folder) / f"film{suffix}").read_bytes()


def _check_whole(name: str, value: Any, good: Callable[[int], bool], wanted: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not good(value):
        raise InputError(f"{name} must be {wanted}, got {shown(repr(value))}")
