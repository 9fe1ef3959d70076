"""Where names and distances stand among the points of a tree that grows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.places import Places
from kmanim.plot.axes.plane import Plane
from kmanim.plot.labels.free_room import FreeRoom
from kmanim.plot.labels.labels import Label
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.marks.distances import longest_piece, value_style
from kmanim.plot.marks.pills import Pill, pills_of
from kmanim.plot.marks.points import point_size
from kmanim.plot.marks.switched import Switched, single_reach
from kmanim.plot.render.text_width import fitted
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.story.hierarchical.facts import MergeFacts
from kmanim.story.hierarchical.film import HANDFUL

MOST_NAMED = 4


class Letters:
    """Finds room for names and distances; a handful of rows have their names all the time, in fixed places.

    Parameters
    ----------
    facts : MergeFacts
    places : Places
        The points.
    plane : Plane
        Where they lie.
    theme : Theme
        Sizes.
    lines : sequence of ndarray
        All lines that are ever drawn between points, which fixed names keep off.
    hulls : sequence of ndarray
        All lines that are ever drawn around points.
    """

    def __init__(
        self,
        facts: MergeFacts,
        places: Places,
        plane: Plane,
        theme: Theme,
        lines: Sequence[FloatArray],
        hulls: Sequence[FloatArray],
    ) -> None:
        self._facts, self._places, self._plane, self._theme = facts, places, plane, theme
        self._obstacles = Obstacles(places, plane.box)
        self.fixed: tuple[Label, ...] = ()
        if facts.dataset.labels is not None and facts.n <= HANDFUL:
            room = self._room()
            for line in (*lines, *hulls):
                room.take_line(line)
            for row in range(facts.n):
                room.take_mark(places[row], self._large / 2)
            self.fixed = tuple(self._name(room, row, self._large / 2) for row in range(facts.n))

    @property
    def _large(self) -> float:
        return 2 * single_reach(self._facts.n, self._theme)

    def _room(self) -> FreeRoom:
        return FreeRoom(self._plane.box, self._obstacles, point_size(self._facts.n, self._theme) / 2)

    def _name(self, room: FreeRoom, row: int, radius: float) -> Label:
        theme = self._theme
        style = TextStyle(
            size=theme.name_size, colour=theme.ink, font=theme.font, halo=2.5, halo_colour=theme.halo
        )
        name = fitted(self._facts.dataset.drawn_name(row), style, self._plane.box.width * 0.45)
        return room.name(self._places[row], radius, name, style)

    def names(self, rows: Sequence[int], hull: FloatArray | None) -> tuple[Label, ...]:
        """Name up to four rows that a picture is about; none where all have their names, or none has one."""
        if self.fixed or self._facts.dataset.labels is None or not 0 < len(rows) <= MOST_NAMED:
            return ()
        room = self._room()
        if hull is not None:
            room.take_line(np.vstack([hull, hull[:1]]))
        for row in rows:
            room.take_mark(self._places[row], self._large / 2)
        return tuple(self._name(room, row, self._large / 2) for row in rows)

    def pills(self, switched: Switched, hull: FloatArray | None) -> tuple[Pill, ...]:
        """Find room for what counts a crowd of rows."""
        room = self._room()
        for label in self.fixed:
            room.take_box(label.box)
        if hull is not None:
            room.take_line(np.vstack([hull, hull[:1]]))
        return pills_of(room, switched, self._theme)

    def values(self, lines: Sequence[FloatArray], texts: Sequence[str]) -> tuple[Label, ...]:
        """Put distances beside their lines."""
        room = self._room()
        for label in self.fixed:
            room.take_box(label.box)
        for line in lines:
            room.take_line(line)
        found = []
        for line, text in zip(lines, texts, strict=True):
            start, end = longest_piece(line)
            value = room.beside(start, end, text, value_style(self._theme))
            found += [value] if value is not None else []
        return tuple(found)
