"""Rooms as boxes with their names, lines as thick as the walks between them, and where rooms stood before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.plot.render.pen import Pen
from kmanim.plot.scenes.floor_plan.floor import Floor
from kmanim.plot.scenes.floor_plan.names import in_room, name_size
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.story.floor_plan.facts import fewest_lined

_THICKEST, _THINNEST = 9.0, 0.8
_SHARE = 0.11  # of a room's width, of the thickest line
_BOW = 0.13  # of its length, of a line that would go under another room
_POINTS = 9  # of a bow
_OLD_AIR, _DASHES = 5.0, (5.0, 4.0)
_MANY = 60  # of so many rooms lines are thinner
_HIGHEST = 30.0  # of a bow, in px


@dataclass(frozen=True, eq=False)
class Rooms:
    """What is drawn of rooms wherever they stand.

    Attributes
    ----------
    names : sequence of str
    walks : ndarray of shape (n, n)
    theme : Theme
    size : float
        Of the names, in px.
    thickest : float
        Width of the line for the most walks, in px.
    fewest : float
        So many walks have a line.
    """

    names: Sequence[str]
    walks: FloatArray
    theme: Theme
    size: float
    thickest: float
    fewest: float

    @classmethod
    def of(cls, names: Sequence[str], walks: FloatArray, room: tuple[float, float], theme: Theme) -> Rooms:
        """Choose the size of the names for rooms of a size."""
        thickest = min(_THICKEST, _SHARE * room[0]) / (1 if len(names) <= _MANY else 2)
        return cls(names, walks, theme, name_size(names, room, theme), thickest, fewest_lined(walks))

    def draw_walks(self, pen: Pen, places: FloatArray, without: IntArray | None = None) -> None:
        """Draw a line for every two rooms between which somebody walks, the thickest last; those of some left out."""
        most = float(self.walks.max(initial=0.0))
        if not most:
            return
        one, other = np.nonzero(np.triu(self.walks >= self.fewest, 1))
        if without is not None and len(without):
            stay = ~(np.isin(one, without) | np.isin(other, without))
            one, other = one[stay], other[stay]
        strength = self.walks[one, other] / most
        colour = self.theme.rest  # 3:1 and more on either paper
        with pen.role("walks"):
            for at in np.argsort(strength, kind="stable"):
                way = _way(places[one[at]], places[other[at]], places)
                width = max(_THINNEST, self.thickest * float(strength[at]))
                pen.line(way, colour, width)

    def draw(
        self,
        pen: Pen,
        places: FloatArray,
        room: tuple[float, float],
        moved: IntArray | None = None,
        above: IntArray | None = None,
    ) -> None:
        """Draw the rooms; those that have moved yellow with a "!", above all others, as those on their way are."""
        theme = self.theme
        marked = set() if moved is None else set(moved.tolist())
        plain = TextStyle(size=self.size, colour=theme.ink, font=theme.font)
        with pen.role("rooms"):
            on_their_way = [] if above is None else above.tolist()
            for row in (*(row for row in range(len(self.names)) if row not in on_their_way), *on_their_way):
                if row not in marked:
                    _box(pen, places[row], room, theme.caption_bar, theme.ink, 1.5)
                    self._write(pen, row, places[row], room, plain)
        dark = TextStyle(size=self.size, colour=theme.switched_ink, font=theme.font)
        with pen.role("switched"):
            for row in sorted(marked):
                _box(pen, places[row], room, theme.switched, theme.switched_ink, 2.5)
                self._write(pen, row, places[row], room, dark)
        with pen.role("switched marks"):
            size = min(max(11.0, self.size), 0.8 * room[1])
            sign = TextStyle(size=size, colour=theme.switched_ink, font=theme.font, bold=True)
            for row in sorted(marked):
                x, y = places[row]
                pen.text(
                    x + room[0] / 2 - 4,
                    y + room[1] / 2 - min(4.0, 0.08 * room[1]) - 0.8 * size,
                    "!",
                    sign,
                    "right",
                )

    def _write(
        self, pen: Pen, row: int, place: FloatArray, room: tuple[float, float], style: TextStyle
    ) -> None:
        if room[1] >= 8:
            name = in_room(self.names[row], room, style)
            pen.text(place[0], place[1] - 0.365 * style.size, name, style, "center")


def draw_cells(pen: Pen, floor: Floor, theme: Theme) -> None:
    """Draw the cells of a floor, so that empty ones are seen."""
    wide, high = floor.cell
    with pen.role("cells"):
        for x, y in floor.places:
            pen.rectangle(x - wide / 2, y - high / 2, wide, high, None, theme.grid, 1.0)


def draw_old(pen: Pen, old: FloatArray, places: FloatArray, room: tuple[float, float], theme: Theme) -> None:
    """Draw where rooms stood before, dashed and grey, and a line to where they stand now."""
    wide, high = room[0] / 2 + _OLD_AIR, room[1] / 2 + _OLD_AIR
    drawn: set[frozenset[tuple[float, float]]] = set()
    with pen.role("old places"):
        for (x, y), end in zip(old, places, strict=True):
            corners = np.array(
                [(x - wide, y - high), (x + wide, y - high), (x + wide, y + high), (x - wide, y + high)]
            )
            pen.line(np.vstack([corners, corners[:1]]), theme.old_centroid, theme.line, _DASHES)
            # Two that change places have one line: dashes of two would fill each other's gaps.
            way = frozenset({(round(x, 3), round(y, 3)), (round(end[0], 3), round(end[1], 3))})
            if way not in drawn:
                pen.line(np.array([(x, y), end]), theme.old_centroid, theme.line, _DASHES)
            drawn.add(way)


def _box(pen: Pen, place: FloatArray, room: tuple[float, float], fill: str, edge: str, width: float) -> None:
    pen.rectangle(place[0] - room[0] / 2, place[1] - room[1] / 2, *room, fill, edge, width)


def _way(start: FloatArray, end: FloatArray, places: FloatArray) -> FloatArray:
    """Give a line from one room to another: straight, or bowed where a third one stands on its way."""
    way = end - start
    length = float(np.hypot(*way))
    if not length:
        return np.array([start, end])
    along = way / length
    aside = (places - start) @ np.array([-along[1], along[0]])
    on = (places - start) @ along
    if not ((np.abs(aside) < 2) & (on > 2) & (on < length - 2)).any():
        return np.array([start, end])
    share = np.linspace(0, 1, _POINTS)[:, None]
    bow = 4 * min(_BOW * length, _HIGHEST) * share * (1 - share) * np.array([-along[1], along[0]])
    return np.asarray(start + share * way + bow)
