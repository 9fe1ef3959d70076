"""Names of rows on the plot of affinity propagation, in places that points and links leave free."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from kmanim.plot.axes.places import Places
from kmanim.plot.axes.plane import Box
from kmanim.plot.labels.free_room import FreeRoom
from kmanim.plot.labels.labels import Label
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.marks.points import point_size
from kmanim.plot.marks.switched import single_reach
from kmanim.plot.render.text_width import fitted
from kmanim.plot.scenes.affinity_propagation.choices import WITHOUT_LINKS
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.simulate.machines.messages.trace import MessageTrace
from kmanim.story.affinity_propagation.facts import MessageFacts
from kmanim.story.text.words import columns
from kmanim.story.timeline import Keyframe

# So many rows have their names all the time, and short names stand beside matrices.
_HANDFUL, LETTERED, _SIGN = 14, 20, 3
_NAMED = 6


class Names:
    """Finds room for the names of rows.

    Parameters
    ----------
    trace : MessageTrace
    places : Places
        The points.
    box : Box
        The plot.
    theme : Theme
    """

    def __init__(self, trace: MessageTrace, places: Places, box: Box, theme: Theme) -> None:
        self._trace, self._places, self._box, self._theme = trace, places, box, theme

    @cached_property
    def _obstacles(self) -> Obstacles:
        return Obstacles(self._places, self._box)

    def room(self) -> FreeRoom:
        """Give the room that the points leave."""
        return FreeRoom(self._box, self._obstacles, point_size(len(self._places), self._theme) / 2)

    @cached_property
    def fixed(self) -> tuple[Label, ...]:
        """The names of a handful of rows, in places that links leave free."""
        trace, n = self._trace, self._trace.dataset.n
        if trace.dataset.labels is None or n > _HANDFUL:
            return ()
        room, reach = self.room(), single_reach(n, self._theme)
        for choices in {c.tobytes(): c for s in trace.unlabelled if (c := s.choices) is not None}.values():
            for row in np.flatnonzero(choices != np.arange(n)).tolist():
                room.take_line(self._places[[row, int(choices[row])]])
        for row in range(n):
            room.take_mark(self._places[row], reach)
        return tuple(self._label(room, row, reach) for row in range(n))

    def of(self, key: Keyframe) -> tuple[Label, ...]:
        """Name the rows that a picture is about, and exemplars, where they are few."""
        trace = self._trace
        if trace.dataset.labels is None:
            return ()
        own: Sequence[int] = key.rows if key.kind in (*WITHOUT_LINKS, "turn") else ()
        about = [] if key.kind in WITHOUT_LINKS else trace.unlabelled[key.step].exemplars.tolist()
        rows = list(
            dict.fromkeys([*(own if len(own) <= _NAMED else ()), *(about if len(about) <= _NAMED else ())])
        )
        room, n = self.room(), len(self._places)
        turned = set(own)
        for row in rows:
            room.take_mark(self._places[row], single_reach(n, self._theme))
        return tuple(
            self._label(
                room,
                row,
                single_reach(n, self._theme) if row in turned else point_size(n, self._theme) / 2 + 6,
            )
            for row in rows
        )

    def _label(self, room: FreeRoom, row: int, reach: float) -> Label:
        theme = self._theme
        style = TextStyle(
            size=theme.name_size, colour=theme.ink, font=theme.font, halo=2.5, halo_colour=theme.halo
        )
        name = fitted(self._trace.dataset.drawn_name(row), style, 0.45 * self._box.width)
        return room.name(self._places[row], reach, name, style)


def row_names(trace: MessageTrace) -> tuple[str, ...]:
    """Give the names of rows that stand beside a matrix, where they are few and short."""
    dataset, facts = trace.dataset, MessageFacts(trace)
    if dataset.labels is None or dataset.n > LETTERED:
        return ()
    names = tuple(facts.name(row) for row in range(dataset.n))
    return names if all(columns(name) <= _SIGN for name in names) else ()
