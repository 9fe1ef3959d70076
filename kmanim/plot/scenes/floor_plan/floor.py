"""Where cells and rooms of a plan stand in some room of the page, and how large they are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kmanim.arrays import FloatArray, LabelArray
from kmanim.plot.axes.plane import Box
from kmanim.simulate.machines.floor_plans.grid import Grid

# Of a cell, what a room takes; the rest is for the lines between rooms.
_ROOM = (0.74, 0.46)
_LARGEST = (150.0, 116.0)  # of a cell, in px
_BETWEEN = 10.0  # rooms of the ring
_ASIDE, _PASSING = 0.22, 2  # of the way, how far two rooms step aside


@dataclass(frozen=True, eq=False)
class Floor:
    """A grid of cells on the page.

    Attributes
    ----------
    grid : Grid
    box : Box
        Where it lies, in px; the cells stand in its middle.
    """

    grid: Grid
    box: Box

    @cached_property
    def cell(self) -> tuple[float, float]:
        """Width and height of a cell, in px."""
        wide = min(self.box.width / self.grid.columns, _LARGEST[0])
        high = min(self.box.height / self.grid.rows, _LARGEST[1])
        return min(wide, 1.6 * high), min(high, 1.2 * wide)

    @cached_property
    def room(self) -> tuple[float, float]:
        """Width and height of a room, in px."""
        return self.cell[0] * _ROOM[0], self.cell[1] * _ROOM[1]

    @cached_property
    def places(self) -> FloatArray:
        """The middle of every cell in px, shape (cells, 2); the first row of cells is the uppermost."""
        wide, high = self.cell
        left = self.box.left + (self.box.width - wide * self.grid.columns) / 2
        top = self.box.top - (self.box.height - high * self.grid.rows) / 2
        rows, columns = self.grid.places.T
        return np.column_stack([left + (columns + 0.5) * wide, top - (rows + 0.5) * high])

    def of(self, cells: LabelArray) -> FloatArray:
        """Give the middle of each room in px, shape (n, 2)."""
        return self.places[cells]

    def on_the_way(self, before: LabelArray, cells: LabelArray, share: float) -> FloatArray:
        """Give the middle of each room on its way: two that change places pass each other on the right."""
        start, end = self.of(before), self.of(cells)
        way = end - start
        is_pair = int(np.count_nonzero(way.any(axis=1))) <= _PASSING
        aside = np.column_stack([way[:, 1], -way[:, 0]]) * _ASIDE * is_pair * 4 * share * (1 - share)
        placed: FloatArray = start + share * way + aside
        return placed


@dataclass(frozen=True, eq=False)
class Ring:
    """Rooms in a ring, before there is any plan; each as large as in the plan, or smaller where they are many."""

    count: int
    box: Box
    largest: tuple[float, float]

    @cached_property
    def places(self) -> FloatArray:
        """The middle of every room in px, shape (n, 2), the first one above, then clockwise."""
        return self._places_of(self.room)

    @cached_property
    def room(self) -> tuple[float, float]:
        """Width and height of a room, in px: as large as leaves air between any two."""
        wide, high = self.largest
        first = min(1.0, 7.2 / self.count)
        rooms = [(wide * share, high * max(share, 0.3)) for share in np.arange(1.0, first, -0.02)]
        return next(filter(self._has_air, rooms), (wide * first, high * max(first, 0.3)))

    def _places_of(self, room: tuple[float, float]) -> FloatArray:
        wide, high = room
        angle = math.pi / 2 - 2 * math.pi * np.arange(self.count) / self.count
        middle = np.array([self.box.left + self.box.width / 2, self.box.bottom + self.box.height / 2])
        radii = np.array([(self.box.width - wide) / 2 - 2, (self.box.height - high) / 2 - 2])
        return np.asarray(middle + np.column_stack([np.cos(angle), np.sin(angle)]) * radii)

    def _has_air(self, room: tuple[float, float]) -> bool:
        places = self._places_of(room)
        apart = np.abs(places[:, None] - places[None, :]) >= np.array(room) + _BETWEEN
        return bool((apart.any(axis=2) | np.eye(self.count, dtype=np.bool_)).all())
