"""What a page has to know about one picture file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from kmanim.export.writer import medium_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture of a post.

    Attributes
    ----------
    file : str
        Its name, relative to the page. The suffix decides how a page shows it, see `medium`.
    caption : str
        What stands below it.
    alt : str
        What it shows, for those who do not see it.
    width, height : int
        In CSS px; a picture for sharp screens has more pixels than that.
    heading : str
        Of its section; empty if it goes on with the section before.
    fold : str
        What it is a part of that pages keep folded; empty for what is seen at once. Neighbours in one fold share it.
    kind : {"still", "film"}
        A film moves.
    poster : str
        The still that stands for a film where motion is not wanted.
    duration_ms : int
        Of one showing of a film.
    strip, player : str
        Other ways to look at a film, as file names: all steps at once, and the ``.html`` to step through. Empty
        for none.
    captions : tuple of str
        Everything a film says, in order.
    plate : str
        What lies behind a picture without paper, as CSS says it; empty for one that has its own.
    """

    file: str
    caption: str
    alt: str
    width: int
    height: int
    heading: str = ""
    fold: str = ""
    kind: Literal["still", "film"] = "still"
    poster: str = ""
    duration_ms: int = 0
    strip: str = ""
    player: str = ""
    captions: tuple[str, ...] = ()
    plate: str = ""

    @property
    def suffix(self) -> str:
        """The suffix of the file in lower case, with its dot."""
        return PurePath(self.file).suffix.lower()

    @property
    def medium(self) -> Literal["image", "video", "page", "document"]:
        """How a browser can show the file: a page and a document have to be opened by themselves."""
        return "document" if self.suffix == ".pdf" else medium_of(self.file)

    @property
    def plays_by_itself(self) -> bool:
        """Whether it moves without being asked to."""
        return self.kind == "film" and self.medium == "image"

    @property
    def other_ways(self) -> tuple[tuple[str, str], ...]:
        """The other ways to look at a film: (what a link says, file name).

        What moves by itself for more than five seconds must come with a way to stop it (WCAG 2.2, 2.2.2).
        """
        if self.kind != "film":
            return ()
        is_page = self.medium == "page"
        ways = (
            ("still picture", "" if is_page else self.poster),
            ("all steps in one picture", self.strip),
            ("step by step", self.file if is_page else self.player),
        )
        return tuple((words, file) for words, file in ways if file)

    @property
    def duration(self) -> str:
        """How long one showing of a film takes, in words; empty if that is not known."""
        return f"The film takes {max(round(self.duration_ms / 1000), 1)} s." if self.duration_ms else ""
