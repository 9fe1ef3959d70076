"""The cards with distances, in films whose plane hides columns: which picture has one, and where all of them stand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from kmanim.arrays import FloatArray
from kmanim.plot.axes.places import Places
from kmanim.plot.axes.plane import Box
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.layout import Stage
from kmanim.plot.marks.distances import ring_size
from kmanim.plot.panels.card import card_box
from kmanim.plot.panels.distance_bars import bars_size
from kmanim.plot.scenes.kmeans.plot_state import PlotState
from kmanim.story.kmeans.distances.distance_bars import MOST_BARS, DistanceBars, distance_bars
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.timeline import Keyframe

# What it costs to cover the row that a card is about, where covering a centroid costs 1.
_DEAR = 100.0


class DistanceCards:
    """The cards of a film, all of one size in one place, so that only their bars change.

    Parameters
    ----------
    facts : CentroidFacts
        Of the trace.
    keyframes, states : sequence of Keyframe, sequence of PlotState
        What is told, and what is shown of it.
    stage : Stage
        Where the plot lies.
    places : Places
        The points.
    obstacles : Obstacles
        The same, to be counted.
    """

    def __init__(
        self,
        facts: CentroidFacts,
        keyframes: Sequence[Keyframe],
        states: Sequence[PlotState],
        stage: Stage,
        places: Places,
        obstacles: Obstacles,
    ) -> None:
        self._stage, self._places, self._obstacles = stage, places, obstacles
        self._states = states
        self._bars: dict[int, DistanceBars] = {}
        if facts.dataset.view.faithful:
            return
        for number, (key, state) in enumerate(zip(keyframes, states, strict=True)):
            if state.explained is not None and state.centroids is not None:
                most = min(MOST_BARS, max(state.rivals, 1) + 1)
                self._bars[number] = distance_bars(facts, state.explained, key.step, most)

    def at(self, keyframe: int) -> tuple[DistanceBars, Box] | None:
        """Give the bars of a picture and their box; None where it has none."""
        bars = self._bars.get(keyframe)
        return None if bars is None else (bars, self._box)

    @cached_property
    def _box(self) -> Box:
        theme = self._stage.theme
        sizes = [bars_size(bars, theme) for bars in self._bars.values()]
        size = max(width for width, _ in sizes), max(height for _, height in sizes)
        marks: list[tuple[FloatArray, float, float]] = []
        for number in self._bars:
            state = self._states[number]
            assert state.explained is not None
            assert state.centroids is not None
            marks.append((self._places[state.explained], ring_size(theme) / 2 + 4, _DEAR))
            marks += [(place, theme.centroid / 2 + 4, 1 / len(self._bars)) for place in state.centroids]
        return card_box(self._stage.plane.box, size, self._obstacles, len(self._places), marks)
