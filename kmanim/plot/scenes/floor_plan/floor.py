"""Where cells and rooms of a plan stand in some room of the page, and how large they are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

import numpy as np

from kmanim.arrays import FloatArray, LabelArray
from kmanim.plot.axes.plane import Box
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.simulate.machines.floor_plans.grid import Grid

# Of a cell, what a room takes; the rest is for the lines between rooms.
_ROOM = (0.74, 0.46)
_LARGEST = (150.0, 116.0)  # of a cell, in px
_SMALLEST_NAME = 7.0
_ASIDE, _PASSING = 0.22, 2  # of the way, how far two rooms step aside
_AIR = 6.0  # beside a name, within its room


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
        wide, high = self.room
        angle = math.pi / 2 - 2 * math.pi * np.arange(self.count) / self.count
        middle = np.array([self.box.left + self.box.width / 2, self.box.bottom + self.box.height / 2])
        radii = np.array([(self.box.width - wide) / 2 - 2, (self.box.height - high) / 2 - 2])
        return np.asarray(middle + np.column_stack([np.cos(angle), np.sin(angle)]) * radii)

    @cached_property
    def room(self) -> tuple[float, float]:
        """Width and height of a room, in px."""
        share = min(1.0, 7.2 / self.count)
        return self.largest[0] * share, self.largest[1] * max(share, 0.3)


def name_size(names: Sequence[str], room: tuple[float, float], theme: Theme) -> float:
    """Choose the size of the names, one for all: as large as all have room for, and never so small as to be dots."""
    size = min(theme.name_size, 0.62 * room[1])
    style = TextStyle(size=size, colour=theme.ink, font=theme.font)
    longest = max((text_width(name, style) for name in names), default=0.0)
    fitting = size * min(1.0, (room[0] - _AIR) / max(longest, 1e-9))
    # A long name is cut before all others become too small to be read.
    return max(fitting, min(size, max(_SMALLEST_NAME, 0.78 * size)))


def distinct(names: Sequence[str], room: tuple[float, float], theme: Theme) -> list[str]:
    """Give names that can be told apart once they are cut to their room: without what all begin with, where need be.

    ``Room number 7`` and ``Room number 22`` become ``7`` and ``22``; what is still alike is numbered.
    """
    style = TextStyle(size=name_size(names, room, theme), colour=theme.ink, font=theme.font)
    cut = [fitted(name, style, room[0] - _AIR) for name in names]
    if len(set(cut)) == len(cut):
        return list(names)
    words = [name.split(" ") for name in names]
    alike = sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, zip(*words, strict=False)))
    rest = [" ".join(of_name[alike:]) or name for of_name, name in zip(words, names, strict=True)]
    style = TextStyle(size=name_size(rest, room, theme), colour=theme.ink, font=theme.font)
    if len({fitted(name, style, room[0] - _AIR) for name in rest}) == len(rest):
        return rest
    return [str(number) for number in range(1, len(names) + 1)]


def short_names(names: Sequence[str]) -> list[str]:
    """Give names of two to four letters that tell rooms apart; numbers where such letters do not."""
    for length in (2, 3, 4):
        cut = [name[:length].strip() for name in names]
        if len(set(cut)) == len(cut):
            return cut
    return [str(number) for number in range(1, len(names) + 1)]
