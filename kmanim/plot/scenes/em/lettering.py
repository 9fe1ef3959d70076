"""Where letters stand on the plot of EM: tags beside the means, names of rows, the levels of ellipses."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.places import Places
from kmanim.plot.axes.plane import Box
from kmanim.plot.labels.free_room import FreeRoom
from kmanim.plot.labels.labels import Label
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.marks.ellipses import LEVELS, outline
from kmanim.plot.marks.points import point_size
from kmanim.plot.marks.switched import single_reach
from kmanim.plot.render.text_width import fitted
from kmanim.plot.scenes.em.cards import Cards
from kmanim.plot.scenes.em.course import Course
from kmanim.plot.scenes.em.state import EmState
from kmanim.plot.scenes.em.tags import HOLDS, LENS_HOLDS, MOST_WEIGHED, label_on, tag_places, tag_width
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.story.em.facts import EmFacts

_NAMED = 4
_BEYOND = 50.0  # px: what lies farther outside of the plot is in nobody's way
# Of more rows that changed sides not all are kept free of letters.
_KEPT_FREE = 60


class Letters:
    """Finds room for letters, keyframe by keyframe.

    Parameters
    ----------
    facts : EmFacts
    states : sequence of EmState
        What every keyframe shows.
    course : Course
        Where the components are.
    places : Places
        The points.
    obstacles : Obstacles
        The same, as letters see them.
    cards : Cards
        What else stands on the plot.
    theme : Theme
    is_alone : bool
        Whether weights stand beside the numbers; one of several plots has no room for them.
    """

    def __init__(
        self,
        facts: EmFacts,
        states: list[EmState],
        course: Course,
        places: Places,
        obstacles: Obstacles,
        cards: Cards,
        theme: Theme,
        *,
        is_alone: bool,
    ) -> None:
        self._facts, self._states, self._course, self._cards = facts, states, course, cards
        self._places, self._obstacles, self._theme, self._is_alone = places, obstacles, theme, is_alone
        self._tags: dict[int, FloatArray | None] = {}

    def weights(self, state: int) -> list[str]:
        """Give what stands beside the numbers in a state; nothing where there is one component, or very many."""
        k = self._facts.k
        if not self._is_alone or not 1 < k <= MOST_WEIGHED:
            return [""] * k
        return self._facts.weights(self._facts.moved(state))

    def tags(self, keyframe: int) -> FloatArray | None:
        """Give how the tags of a keyframe stand to its means, (k, 2) in px; None where there are no means."""
        for number in range(keyframe + 1):  # each keeps its side from picture to picture
            if number not in self._tags:
                self._tags[number] = self._tags_of(number, self._tags.get(number - 1))
        return self._tags[keyframe]

    def _tags_of(self, keyframe: int, before: FloatArray | None) -> FloatArray | None:
        state, theme = self._states[keyframe], self._theme
        if state.ellipses is None:
            return None
        now, room, box = self._course.at(state.ellipses), self._free(), self._places.plane.box
        low, high = np.array([box.left, box.bottom]) - _BEYOND, np.array([box.right, box.top]) + _BEYOND
        for mean, spread in zip(*now, strict=True):
            room.take_line(np.clip(outline(mean, spread), low, high))
            room.take_mark(mean, theme.centroid / 2 + 1)
        for mean in () if state.old is None else self._course.at(state.old).means:
            room.take_mark(mean, theme.centroid / 2 + 1)
        for row in state.switched[:_KEPT_FREE].tolist():
            room.take_mark(self._places[row], self._reach)
        card = self._cards.at(keyframe) if self._is_alone else None
        if card is not None:
            room.take_box(card)
        return (
            tag_places(room, now.means, now.spreads, self.weights(state.ellipses), before, theme) - now.means
        )

    def room(self, keyframe: int) -> FreeRoom:
        """Give the plot as letters see it that come last: what is taken by means, tags and card."""
        state, room = self._states[keyframe], self._free()
        if state.ellipses is None:
            return room
        now, tags, weights = (
            self._course.at(state.ellipses),
            self.tags(keyframe),
            self.weights(state.ellipses),
        )
        for number, mean in enumerate(now.means):
            room.take_mark(mean, self._theme.centroid / 2 + 2)
            if tags is not None:
                x, y = mean + tags[number]
                wide = tag_width(number + 1, weights[number], self._theme)
                room.take_box(Box(float(x) - wide / 2, float(y) - 7, wide, 14))
        card = self._cards.at(keyframe)
        if card is not None:
            room.take_box(card)
        return room

    def levels(self, keyframe: int) -> list[Label]:
        """Say on the ellipses how far they reach, and how much of a component they hold."""
        state, room = self._states[keyframe], self.room(keyframe)
        if state.ellipses is None:
            return []
        now, box = self._course.at(state.ellipses), self._places.plane.box
        held = LENS_HOLDS if self._facts.dataset.d == 1 else HOLDS
        labels = [
            label_on(room, now.means, now.spreads, level, f"{level} sd: {share}", box, self._theme)
            for level, share in zip(LEVELS, held, strict=True)
        ]
        return [label for label in labels if label is not None]

    def names(self, keyframe: int) -> list[Label]:
        """Name the row that is explained, or a few that change sides; say of near ties how near they are."""
        state, dataset, theme = self._states[keyframe], self._facts.dataset, self._theme
        switched = state.switched.tolist() if state.switched.size <= _NAMED else []
        near = list(state.near) if len(state.near) <= _NAMED else []
        rows = [state.explained] if state.explained is not None else [*switched, *near]
        # A number of a row says nothing; why it is ringed does.
        rows = [row for row in rows if dataset.labels is not None or row in near]
        if not rows:
            return []
        room = self.room(keyframe)
        style = TextStyle(
            size=theme.name_size, colour=theme.ink, font=theme.font, halo=2.5, halo_colour=theme.halo
        )
        widest = 0.45 * self._places.plane.box.width
        found = []
        for row in rows:
            name = fitted(dataset.drawn_name(row), style, widest) if dataset.labels is not None else ""
            if row in near and state.shared is not None:
                name = f"{name} {self._facts.tie(row, self._facts.trace.state_of(state.shared))}".strip()
            radius = self._reach if row in switched else point_size(self._facts.n, theme) / 2 + 6
            found.append(room.name(self._places[row], radius, name, style))
        return found

    @property
    def _reach(self) -> float:
        return single_reach(self._facts.n, self._theme)

    def _free(self) -> FreeRoom:
        return FreeRoom(self._places.plane.box, self._obstacles, point_size(self._facts.n, self._theme) / 2)
