"""A film in a cell of a notebook, with buttons to step through it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape

from kmanim.shown.notebook import HTML, PNG, TEXT, Displayed, Maker, Still, data_uri

# What the page has above and below the picture: its title, the caption, two rows of buttons, the folded steps.
_WORDS_HIGH = 430
_LEAST_WIDE, _MARGINS_WIDE = 768, 40


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Player(Displayed):
    """A film as a page to step through, for one cell; `BaseFilm.player` makes it.

    The page stands in a frame of its own, so that neither its style nor its names meet those of the notebook or of
    another player.

    Attributes
    ----------
    name : str
        What is played, in one line.
    alt : str
        The alternative text of the film.
    size : (int, int)
        Width and height of its pictures, in CSS px.
    page, poster : callable
        What makes the page, and the picture that stands for it where there is no HTML.
    """

    name: str
    alt: str
    size: tuple[int, int]
    page: Callable[[], str]
    poster: Callable[[], bytes]

    def __repr__(self) -> str:
        return f"<Player: {self.name}>"

    def _kinds(self) -> Mapping[str, Maker]:
        """Be the page in a frame, the poster, or a line of text."""
        poster = cache(self.poster)
        return {
            HTML: lambda: self._framed(poster()),
            PNG: lambda: Still(poster(), self.size, self.alt),
            TEXT: lambda: repr(self),
        }

    def _framed(self, poster: bytes) -> str:
        wide, high = max(self.size[0], _LEAST_WIDE) + _MARGINS_WIDE, self.size[1] + _WORDS_HIGH
        alt = escape(self.alt, quote=True)
        # Where scripts may, the frame becomes as high as its page, else it scrolls. Of a notebook that is not trusted
        # JupyterLab shows no frame; what stands for it is left there, and goes once the frame is loaded.
        fit = (
            "this.nextElementSibling.hidden=true;"
            "try{this.style.height=this.contentDocument.documentElement.scrollHeight+8+'px'}catch(_){}"
        )
        return (
            f'<div>\n<iframe title="{alt}" srcdoc="{escape(self.page(), quote=True)}" onload="{fit}" '
            f'style="display: block; border: 0; width: 100%; max-width: {wide}px; height: {high}px"></iframe>\n'
            f'<div><img src="{data_uri("png", poster)}" alt="{alt}" width="{self.size[0]}" height="{self.size[1]}">\n'
            "<p>To step through the film, trust this notebook or run the cell.</p></div>\n</div>"
        )
