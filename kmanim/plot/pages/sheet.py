"""The sheet that a figure is drawn on: a page measured in px, with a heading, notes and plots."""

from __future__ import annotations

from typing import Literal

from kmanim.plot.axes.plane import Plane
from kmanim.plot.pages.page import Page, Plot
from kmanim.plot.render.pen import Align
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import TextStyle, Theme

WIDTH = 600.0
MARGIN = 18.0
LINE = 18.0  # from one line of a note to the next

_LONGEST = 60  # the pen cuts longer lines


class Sheet(Page):
    """A page of so many px and what is drawn on it.

    Parameters
    ----------
    height : float
        In px; a px is a pixel at scale 1.
    look : Look
        Theme, sharpness and paper.
    width : float, default 600
        In px.

    Attributes
    ----------
    theme : Theme
        The look's.
    """

    def __init__(self, height: float, look: Look, width: float = WIDTH) -> None:
        self.width, self.height = float(round(width)), float(round(height))
        self.theme: Theme = look.style
        # A hair more than asked: 418.9999 pixels would lose one.
        across, up = (int((side + 1e-6) * look.scale) for side in (self.width, self.height))
        super().__init__((across, up), 72 * look.scale, None if look.transparent else self.theme.paper)

    def style(
        self, kind: Literal["head", "title", "name", "tick"], *, quiet: bool = False, halo: float = 0.0
    ) -> TextStyle:
        """Give the style of a text: bold heading, title, name on the plot, or tick and note."""
        return style(self.theme, kind, quiet=quiet, halo=halo)

    def text(self, x: float, y: float, text: str, style: TextStyle, align: Align = "left") -> None:
        """Write a line, shown literally, with its baseline at y."""
        self.paint(lambda pen: pen.text(x, y, text, style, align))

    def heading(self, left: str, right: str = "") -> None:
        """Write the header: bold on the left, quiet on the right, as in the films."""
        head, quiet = self.style("head"), self.style("title", quiet=True)
        room = self.width - 2 * MARGIN
        left = fitted(left, head, room)
        self.text(MARGIN, self.height - 28, left, head)
        rest = room - text_width(left, head) - 16
        if right and rest > 40:
            self.text(self.width - MARGIN, self.height - 28, fitted(right, quiet, rest), quiet, "right")

    def notes(self, lines: list[str]) -> None:
        """Write quiet lines at the lower edge."""
        quiet = self.style("tick", quiet=True)
        for i, line in enumerate(reversed(lines)):
            self.text(MARGIN, 13 + LINE * i, line, quiet)

    def plot(self, plane: Plane, name: str) -> Plot:
        """Lay a plot over a plane, and draw the plane's grid, ticks and titles below its curves."""
        self.paint(lambda pen: plane.draw(pen, self.theme), zorder=-1)
        return super().plot(plane, name)


def style(
    theme: Theme,
    kind: Literal["head", "title", "name", "tick"],
    *,
    quiet: bool = False,
    halo: float = 0.0,
) -> TextStyle:
    """Give the style of a text on a figure."""
    sizes = {
        "head": theme.header_size,
        "title": theme.title_size,
        "name": theme.name_size,
        "tick": theme.tick_size,
    }
    return TextStyle(
        size=sizes[kind],
        colour=theme.quiet_ink if quiet else theme.ink,
        bold=kind == "head",
        halo=halo,
        halo_colour=theme.halo,
        font=theme.font,
    )


def wrapped(text: str, style: TextStyle, width: float, most: int = 3) -> list[str]:
    """Break a text into at most `most` lines of at most `width` px; the last is cut where that is too few."""
    lines: list[str] = []
    rest = text.split()
    while rest:
        if len(lines) == most - 1:
            lines.append(fitted(" ".join(rest), style, width))
            break
        count = 1
        while count < len(rest) and _fits(" ".join(rest[: count + 1]), style, width):
            count += 1
        lines.append(fitted(" ".join(rest[:count]), style, width))
        rest = rest[count:]
    return lines


def _fits(text: str, style: TextStyle, width: float) -> bool:
    return len(text) <= _LONGEST and text_width(text, style) <= width
