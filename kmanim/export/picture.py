"""What a page has to know about one picture file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture of a post.

    Attributes
    ----------
    file : str
        Its name, relative to the page.
    caption : str
        What stands below it.
    alt : str
        What it shows, for those who do not see it.
    width, height : int
        In CSS px; a picture for sharp screens has more pixels than that.
    heading : str
        Of its section; empty if it goes on with the section before.
    kind : {"still", "film"}
        A film moves.
    poster : str
        The still that stands for a film where motion is not wanted.
    duration_ms : int
        Of one showing of a film.
    strip, player : str
        Other ways to look at a film, as file names: all steps at once, and step by step. Empty for none.
    captions : tuple of str
        Everything a film says, in order.
    """

    file: str
    caption: str
    alt: str
    width: int
    height: int
    heading: str = ""
    kind: Literal["still", "film"] = "still"
    poster: str = ""
    duration_ms: int = 0
    strip: str = ""
    player: str = ""
    captions: tuple[str, ...] = ()

    @property
    def other_ways(self) -> tuple[tuple[str, str], ...]:
        """The other ways to look at a film: (what a link says, file name).

        What moves by itself for more than five seconds must come with a way to stop it (WCAG 2.2, 2.2.2).
        """
        ways = (
            ("still picture", self.poster),
            ("all steps in one picture", self.strip),
            ("step by step", self.player),
        )
        return tuple((words, file) for words, file in ways if file)
