"""Cards on the plot of EM: the shares of one row as bars, and what the colours of shared points mean."""

from __future__ import annotations

from functools import cached_property

from kmanim.plot.axes.places import Places
from kmanim.plot.axes.plane import Box
from kmanim.plot.cards.card import card_box, share_covered
from kmanim.plot.cards.colour_scale import draw_colour_scale, scale_size
from kmanim.plot.cards.share_bars import draw_share_bars, share_size
from kmanim.plot.density.shared_colours import steps_for
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.render.pen import Pen
from kmanim.plot.scenes.em.course import Course
from kmanim.plot.scenes.em.state import EmState
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import Theme
from kmanim.story.em.facts import EmFacts
from kmanim.story.em.share_bars import ShareBars, share_bars

# A scale that hides a larger share of the points costs more than it tells.
_HIDDEN = 0.03


class Cards:
    """The cards of a film.

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
        The same, as cards see them.
    theme : Theme
    """

    def __init__(
        self,
        facts: EmFacts,
        states: list[EmState],
        course: Course,
        places: Places,
        obstacles: Obstacles,
        theme: Theme,
    ) -> None:
        self._facts, self._states, self._course = facts, states, course
        self._places, self._obstacles, self._theme = places, obstacles, theme

    def at(self, keyframe: int) -> Box | None:
        """Give what a card covers of a keyframe; None where it has none."""
        card = self._found.get(keyframe)
        return None if card is None else card[1]

    def draw(self, pen: Pen, keyframe: int, styles: tuple[ClusterStyle, ...]) -> None:
        """Draw the card of a keyframe, if it has one."""
        card = self._found.get(keyframe)
        if card is None:
            return
        bars, box = card
        if bars is None:
            draw_colour_scale(pen, box, styles, self._theme)
        else:
            draw_share_bars(pen, box, bars, styles, self._theme)

    @cached_property
    def _found(self) -> dict[int, tuple[ShareBars | None, Box]]:
        """The bars of a card, or None for the scale, and where it stands, by keyframe."""
        found: dict[int, tuple[ShareBars | None, Box]] = {}
        coloured = next((i for i, state in enumerate(self._states) if state.shared is not None), None)
        for keyframe, state in enumerate(self._states):
            if state.explained is not None:
                bars = share_bars(self._facts, state.explained)
                box = self._box(state, share_size(bars, self._theme))
                if box is not None:
                    found[keyframe] = bars, box
            elif keyframe == coloured and self._facts.k > 1 and steps_for(self._facts.k) > 1:
                box = self._box(state, scale_size(self._facts.k, self._theme))
                if box is not None and share_covered(box, self._obstacles, len(self._places)) <= _HIDDEN:
                    found[keyframe] = None, box
        return found

    def _box(self, state: EmState, size: tuple[float, float]) -> Box | None:
        """Choose where a card of some size stands; None where the plot has no room for it."""
        room = self._places.plane.box
        if state.ellipses is None or size[0] > 0.85 * room.width or size[1] > 0.6 * room.height:
            return None
        marks = [(mean, self._theme.centroid / 2 + 12, 1.0) for mean in self._course.at(state.ellipses).means]
        if state.explained is not None:
            marks.append((self._places[state.explained], 24.0, 8.0))
        return card_box(room, size, self._obstacles, len(self._places), marks)
