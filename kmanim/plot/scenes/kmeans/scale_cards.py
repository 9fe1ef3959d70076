"""The scales that stand in pictures which contradict their numbers: a row that looks nearer to another centre."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.places import Places
from kmanim.plot.axes.plane import Box
from kmanim.plot.cards.card import card_box
from kmanim.plot.cards.scale_bars import ScaleBars, round_length, scale_size
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.layout import Stage
from kmanim.plot.marks.distances import ring_size
from kmanim.plot.scenes.kmeans.plot_state import PlotState
from kmanim.story.kmeans.distances.unit_worth import TITLE, worth
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.timeline import Keyframe

# How much longer than the line of a farther centre a line must be drawn to mislead: that of the nearest, and others.
_NEAREST, _OTHERS = 1.05, 1.4
# What it costs to cover the row and its lines, where covering a centroid costs 1.
_ROW, _WAY = 100.0, 2.0


class ScaleCards:
    """The scales of a film, all alike and in one place.

    Parameters
    ----------
    facts : CentroidFacts
        Of the trace.
    keyframes, states : sequence of Keyframe, sequence of PlotState
        What is told, and what is shown of it.
    ways : callable
        Gives the lines from the explained row of a state to the centres, by centre, the nearest first, in px.
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
        ways: Callable[[PlotState], dict[int, FloatArray]],
        stage: Stage,
        places: Places,
        obstacles: Obstacles,
    ) -> None:
        self._facts, self._states, self._ways = facts, states, ways
        self._stage, self._places, self._obstacles = stage, places, obstacles
        self._misleading = [
            number
            for number, (key, state) in enumerate(zip(keyframes, states, strict=True))
            if self._misleads(key, state) or self._switch_misleads(key, state)
        ]

    def at(self, keyframe: int) -> tuple[ScaleBars, Box] | None:
        """Give the scale of a picture and its box; None where the picture tells the truth without one."""
        return (self._bars, self._box) if keyframe in self._misleading else None

    def _misleads(self, key: Keyframe, state: PlotState) -> bool:
        dataset = self._facts.dataset
        ways = self._ways(state) if dataset.d == 2 else {}
        if len(ways) < 2:
            return False
        assert state.explained is not None
        assert state.centroids is not None
        shown = list(ways)
        drawn = self._drawn(self._places[state.explained], state.centroids[shown])
        measured = np.array(self._facts.distances(key.step, state.explained))[shown]
        longer = (
            drawn[:, None] > drawn[None] * np.where(np.arange(len(shown)) == 0, _NEAREST, _OTHERS)[:, None]
        )
        return bool((longer & (measured[:, None] < measured[None])).any())

    def _switch_misleads(self, key: Keyframe, state: PlotState) -> bool:
        """Tell whether one of the rows that switch, and are named, is drawn nearer to the centre that it leaves."""
        dataset = self._facts.dataset
        rows = [row for row in state.named if row in state.switched]
        if not rows or dataset.d != 2 or not dataset.view.faithful or state.centroids is None:
            return False
        went, came = self._facts.labels(key.step)[rows], self._facts.labels(key.step - 1)[rows]
        here = self._places[rows]
        return bool(
            (
                self._drawn(here, state.centroids[went]) > _NEAREST * self._drawn(here, state.centroids[came])
            ).any()
        )

    def _drawn(self, here: FloatArray, there: FloatArray) -> FloatArray:
        """Measure in px, along the lines that are drawn."""
        apart = np.abs(there - here)
        drawn: FloatArray = (
            apart.sum(axis=1) if self._facts.terms.metric == "manhattan" else np.hypot(*apart.T)
        )
        return drawn

    @cached_property
    def _bars(self) -> ScaleBars:
        plane, scaling = self._stage.plane, self._facts.dataset.scaling
        axes = self._facts.dataset.view.axes
        column = [int(np.flatnonzero(axes[:, axis])[0]) for axis in (0, 1)]
        per_unit = scaling.factor[column] / plane.units_per_px
        length = round_length(per_unit)
        texts = worth(self._facts, length)
        across, up = (float(side) for side in length * per_unit)
        return ScaleBars(TITLE, across, up, (texts[column[0]], texts[column[1]]))

    @cached_property
    def _box(self) -> Box:
        theme = self._stage.theme
        marks: list[tuple[FloatArray, float, float]] = []
        for number in self._misleading:
            state = self._states[number]
            assert state.centroids is not None
            rows = state.named if state.explained is None else (state.explained,)
            marks += [(self._places[row], ring_size(theme) / 2 + 40, _ROW) for row in rows]
            marks += [(place, theme.centroid / 2 + 20, 1.0) for place in state.centroids]
            for way in self._ways(state).values():
                share = np.linspace(0, 1, 20)[:, None]
                marks += [(place, 8.0, _WAY) for place in way[0] + share * (way[-1] - way[0])]
        size = scale_size(self._bars, theme)
        return card_box(self._stage.plane.box, size, self._obstacles, len(self._places), marks)
