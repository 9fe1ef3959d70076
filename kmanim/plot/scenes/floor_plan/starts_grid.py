"""The plans that a dozen random starts came to, side by side, each turned to be like the run's own."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import LabelArray
from kmanim.plot.axes.plane import Box
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.scenes.floor_plan.floor import Floor
from kmanim.plot.scenes.floor_plan.names import LONGEST, short_names
from kmanim.plot.scenes.floor_plan.rooms import Rooms
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.simulate.machines.floor_plans.dozen import best_of, dozen
from kmanim.simulate.machines.floor_plans.walking import nearest_turning
from kmanim.story.floor_plan.facts import PlanFacts

COLUMNS = 4
_TITLE, _GAP, _FRAME = 20.0, 10.0, 2.0


def draw_starts(pen: Pen, facts: PlanFacts, room: Box, theme: Theme, *, titles: bool = True) -> None:
    """Draw a dozen plans in a lattice; the shortest of them have a frame and a bold title.

    Parameters
    ----------
    pen : Pen
    facts : PlanFacts
        Of the run whose parameters they share.
    room : Box
    theme : Theme
    titles : bool, default True
        Whether seed and walk stand above each.
    """
    trace, found = facts.trace, dozen(facts.trace)
    best = best_of(found) if trace.best_known is None else trace.best_known
    rows, head = -(-len(found) // COLUMNS), _TITLE if titles else 0.0
    wide = (room.width - _GAP * (COLUMNS - 1)) / COLUMNS
    high = (room.height - _GAP * (rows - 1)) / rows - head
    names = short_names([facts.name(row, LONGEST) for row in range(trace.dataset.n)])
    all_alike = all(trace.is_as_short(start.walk, found[0].walk) for start in found)
    for place, start in enumerate(found):
        row, column = divmod(place, COLUMNS)
        left = room.left + column * (wide + _GAP)
        box = Box(left, room.top - (row + 1) * (high + head) - row * _GAP, wide, high)
        is_best = trace.is_as_short(start.walk, best) and not all_alike
        draw_plain(pen, facts, nearest_turning(start.cells, trace.labels, trace.grid), names, box, theme)
        if is_best:
            with pen.role("best"):
                pen.rectangle(*box, None, theme.ink, _FRAME)
        if titles:
            with pen.role("panel title"):
                style = TextStyle(size=theme.tick_size, colour=theme.ink, bold=is_best, font=theme.font)
                told = f"Start {start.seed}: {facts.walk(start.walk)}"
                if text_width(told, style) > wide:
                    told = facts.walk(start.walk)
                pen.text(box.left, box.top + 5, fitted(told, style, wide), style)


def draw_plain(
    pen: Pen, facts: PlanFacts, cells: LabelArray, names: list[str], box: Box, theme: Theme
) -> None:
    """Draw a small plan: rooms with short names, and the lines between them."""
    floor = Floor(facts.trace.grid, Box(box.left + 3, box.bottom + 3, box.width - 6, box.height - 6))
    places = floor.of(np.asarray(cells))
    room = (floor.cell[0] * 0.72, floor.cell[1] * 0.62)
    rooms = Rooms.of(names, facts.trace.walks, room, theme)
    rooms.draw_walks(pen, places)
    rooms.draw(pen, places, room)
