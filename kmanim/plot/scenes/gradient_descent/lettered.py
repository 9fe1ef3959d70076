"""Letters among the rows of gradient descent: a residual, names, levels, counts, and the room that is left for them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.plot.labels.free_room import CLOSE, FreeRoom
from kmanim.plot.labels.labels import Label
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.layout import Stage
from kmanim.plot.marks import curves
from kmanim.plot.marks.pills import Pill, pills_of
from kmanim.plot.marks.points import point_size
from kmanim.plot.marks.switched import single_reach
from kmanim.plot.render.text_width import text_width
from kmanim.plot.scene import Scene
from kmanim.plot.scenes.gradient_descent.moment import Moment, Moments
from kmanim.plot.scenes.gradient_descent.points import DescentPoints, spread_rows
from kmanim.plot.scenes.gradient_descent.told import LEVELS, Told
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.simulate.machines.descent.trace import DescentTrace
from kmanim.story.timeline import Timeline

_RESIDUALS = 5
_PICTURES = {"line": 16, "polynomial": 12, "logistic": 8, "network": 5}
_NAMED = 4
_SMALL_PILL = 10.0
# Words beside a level may take so much of the width of the plot.
_WIDEST = 0.6


class LetteredScene(Scene):
    """What a scene of gradient descent writes among its rows, and what is there already.

    Parameters
    ----------
    trace : DescentTrace
        What happened.
    timeline, look, stage, name, options
        As for `Scene`.
    """

    trace: DescentTrace

    def __init__(
        self,
        trace: DescentTrace,
        timeline: Timeline,
        look: Look,
        *,
        stage: Stage | None = None,
        name: Hashable = None,
        **options: Any,
    ) -> None:
        super().__init__(trace, timeline, look, stage=stage, name=name, **options)
        self.points = DescentPoints(trace, Cloud(self.drawn(trace), self.stage.plane, look.style))
        self.told = Told(trace, self.stage.plane)
        self._moments = Moments(trace, timeline, _PICTURES[trace.kind])
        self._found: dict[int, list[Label]] = {}
        self._pilled: dict[int, tuple[Pill, ...]] = {}

    @property
    def _key(self) -> tuple[tuple[str, ...], str]:
        """What stands above the plot: both classes and what a ring means; or, where no curve shows it, both sides."""
        if self.trace.has_classes:
            return self.trace.target.classes, "wrong"
        return ("above", "below") if self.trace.dataset.d > 1 else (), ""

    # What letters keep clear of

    def _levels(self, weights: FloatArray, chances: Sequence[float] = LEVELS) -> list[FloatArray]:
        """Give the thin lines beside a straight boundary, on which a chance is small or large."""
        if not self.told.is_plane or not self.told.is_straight:
            return []
        return [line for chance in chances for line in self.told.lines(weights, chance)]

    def _thin(self, now: Moment) -> list[FloatArray]:
        """Give the residuals that are not explained, each of shape (2, 2), as far as they are inside."""
        if now.weights is None or not self.told.is_curve:
            return []
        return self._residuals(now.weights, np.setdiff1d(self._spread, now.key.rows[:1]).astype(np.intp))

    def _residuals(self, weights: FloatArray, rows: IntArray) -> list[FloatArray]:
        """Give the way from rows to the curve, each of shape (2, 2), as far as it is inside."""
        feet = self.told.feet(weights, self.trace.dataset.points[rows])
        ways = np.stack([self.points.cloud.places[rows], feet], axis=1)
        found = (curves.inside(way, self.stage.plane.box) for way in ways)
        return [way for way in found if len(way) == 2]

    @cached_property
    def _spread(self) -> IntArray:
        """The rows that have a residual."""
        return spread_rows(self.trace.dataset.points[:, 0], _RESIDUALS)

    @property
    def _pill_theme(self) -> Theme:
        """The theme of what counts a crowd, which is small on one of several plots."""
        theme = self.look.style
        return theme if self.is_alone else replace(theme, name_size=_SMALL_PILL)

    def _pills(self, now: Moment, rows: IntArray) -> tuple[Pill, ...]:
        """Find room for what counts a crowd of switched rows, once for a keyframe."""
        if now.number not in self._pilled:
            assert now.old is not None
            marked = self.points.switched(rows, now.old, now.key.step)
            self._pilled[now.number] = pills_of(self._room(now.number), marked, self._pill_theme)
        return self._pilled[now.number]

    def _weights(self, index: int) -> FloatArray:
        weights: FloatArray = self.trace.unlabelled[index].weights
        return weights

    # Letters

    def _labels(self, keyframe: int) -> list[Label]:
        """Find room for the words on a plot: a residual, a few names, levels.

        The equation of the end is in the caption alone: between levels it has no room.
        """
        if keyframe not in self._found:
            self._found[keyframe] = self._labels_of(keyframe)
        return self._found[keyframe]

    def _labels_of(self, keyframe: int) -> list[Label]:
        key = self.timeline.keyframes[keyframe]
        now = self._moments.at(keyframe, None, 1.0)
        if now.weights is None or not self.is_alone:
            return []
        room, style, found = self._room(keyframe), self._name_style, []
        places, weights = self.points.cloud.places, now.weights
        if key.kind == "residual" and key.rows and key.note:
            rows = key.rows[:1] if self.told.is_curve else ()
            for line in self._residuals(weights, np.array(rows, np.intp)):
                room.take_line(line)
                label = room.beside(line[0], line[1], key.note, style)
                found += [label] if label is not None else []
        if key.kind == "residual" and key.rows and self.trace.dataset.labels is not None:
            name = self.trace.dataset.drawn_name(key.rows[0])
            name = name if self.told.is_curve or not key.note else f"{name}: {key.note}"
            found.append(room.name(places[key.rows[0]], self._reach, name, style, ringed=True))
        switched = self._moments.switched(now)
        for pill in self._pills(now, switched) if len(switched) else ():
            room.take_box(pill.box)
        if 0 < len(switched) <= _NAMED and self.trace.dataset.labels is not None:
            for row in switched.tolist():
                found.append(room.name(places[row], self._reach, self.trace.dataset.drawn_name(row), style))
        if not len(switched):
            for chance in LEVELS:
                told = f"{round(100 * chance)} % {self._key[0][1]}" if self._key[0] else ""
                lines = self._levels(weights, (chance,))
                near = self._beside(room, lines, told)
                # Between a level and the boundary, words might belong to either.
                found += [label for label in near if not _between(label, lines, self.told.present(weights))]
        return found

    def _beside(self, room: FreeRoom, lines: Sequence[FloatArray], text: str) -> list[Label]:
        """Write beside the longest line what it is, if that has room so near that nothing need point at it."""
        longest = max(lines, key=len, default=np.empty((0, 2)))
        fits = text_width(text, self._name_style) <= _WIDEST * self.stage.plane.box.width
        if not fits or len(longest) < 2 or np.isnan(longest).any():
            return []
        label = room.along(longest, text, self._name_style, most=CLOSE)
        return [label] if label is not None and label.leader is None else []

    @property
    def _reach(self) -> float:
        return single_reach(self.trace.dataset.n, self.look.style)

    @property
    def _name_style(self) -> TextStyle:
        theme = self.look.style
        return TextStyle(
            size=theme.name_size, colour=theme.ink, font=theme.font, halo=2.5, halo_colour=theme.halo
        )

    def _room(self, keyframe: int) -> FreeRoom:
        """Give the plot as letters see it: points, lines and switched rows are taken."""
        now, theme = self._moments.at(keyframe, None, 1.0), self.look.style
        room = FreeRoom(self.stage.plane.box, self._obstacles, point_size(self.trace.dataset.n, theme) / 2)
        if now.weights is not None:
            old = [] if now.old is None else self.told.present(self._weights(now.old))
            levels = [] if len(self._moments.switched(now)) else self._levels(now.weights)
            for line in (*self.told.present(now.weights), *old, *levels):
                for piece in np.split(line, np.flatnonzero(np.isnan(line[:, 0]))):
                    whole = piece[~np.isnan(piece[:, 0])]
                    if len(whole) > 1:
                        room.take_line(whole)
        for line in self._thin(now) if now.key.kind == "residual" else ():
            room.take_line(line)
        for row in self._moments.switched(now)[:60].tolist():
            room.take_mark(self.points.cloud.places[row], self._reach)
        return room

    @cached_property
    def _obstacles(self) -> Obstacles:
        return Obstacles(self.points.cloud.places, self.stage.plane.box)


def _between(label: Label, lines: Sequence[FloatArray], others: Sequence[FloatArray]) -> bool:
    """Whether the middle of words lies on that side of a straight line on which others are."""
    if not len(lines) or not len(others):
        return False
    start, way = lines[0][0], lines[0][-1] - lines[0][0]
    box, other = label.box, others[0].mean(axis=0)
    middle = np.array([box.left + box.width / 2, box.bottom + box.height / 2])
    here, there = (way[0] * (at[1] - start[1]) - way[1] * (at[0] - start[0]) for at in (middle, other))
    return bool(here * there > 0)
