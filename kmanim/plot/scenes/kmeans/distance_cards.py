"""The cards with distances, in films whose plane hides columns: which picture has one, and where all of them stand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from kmanim.arrays import FloatArray
from kmanim.plot.axes.places import Places
from kmanim.plot.axes.plane import Box
from kmanim.plot.cards.card import card_box, covers
from kmanim.plot.cards.distance_bars import bars_size
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.layout import Stage
from kmanim.plot.marks.distances import ring_size
from kmanim.plot.scenes.kmeans.plot_state import PlotState
from kmanim.story.kmeans.distances.distance_bars import MOST_BARS, DistanceBars, distance_bars
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.timeline import Keyframe

# What it costs to cover the row that a card is about, where covering a centroid costs 1.
_DEAR = 100.0


class DistanceCards:
    """The cards of a film, all of one size, and in one place where that can be, so that only their bars change.

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
        return None if bars is None else (bars, self._boxes[keyframe])

    @cached_property
    def _boxes(self) -> dict[int, Box]:
        """Give the box of every card: one for all, unless it hides a centroid."""
        theme = self._stage.theme
        sizes = [bars_size(bars, theme) for bars in self._bars.values()]
        size = max(width for width, _ in sizes), max(height for _, height in sizes)
        marks = {number: self._marks(number) for number in self._bars}
        shared = self._placed(size, [mark for some in marks.values() for mark in some])
        stops = [self._states[number].centroids for number in self._bars]
        if not any(covers(shared, stop, theme.centroid / 2) for stop in stops if stop is not None):
            return dict.fromkeys(self._bars, shared)
        return {number: self._placed(size, some) for number, some in marks.items()}

    def _placed(self, size: tuple[float, float], marks: list[tuple[FloatArray, float, float]]) -> Box:
        return card_box(self._stage.plane.box, size, self._obstacles, len(self._places), marks)

    def _marks(self, number: int) -> list[tuple[FloatArray, float, float]]:
        """Give what a card had better not cover: the row above all, and the centroids."""
        theme, state = self._stage.theme, self._states[number]
        assert state.explained is not None
        assert state.centroids is not None
        row = self._places[state.explained], ring_size(theme) / 2 + 4, _DEAR
        told = {bar.cluster for bar in self._bars[number].bars}
        dear = [1.0 if cluster in told else 0.5 for cluster in range(len(state.centroids))]
        rims = [theme.centroid / 2 + 2] * len(dear)
        return [row, *zip(state.centroids, rims, dear, strict=True)]
