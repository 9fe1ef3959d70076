"""DBSCAN on the page: the ball that is looked at, what it has reached, and what is noise so far."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cached_property, partial
from typing import Any

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.data.dataset import Dataset
from kmanim.plot.axes.places import Places
from kmanim.plot.axes.plane import Plane
from kmanim.plot.density.clouds import is_dense
from kmanim.plot.labels.free_room import FreeRoom
from kmanim.plot.labels.labels import Label, draw_labels
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.layout import MARGIN, Stage, set_stage
from kmanim.plot.marks.density_points import density_dots
from kmanim.plot.marks.neighbourhoods import draw_ball, draw_old_balls, outline_of, with_balls
from kmanim.plot.marks.pills import draw_pills, pills_of
from kmanim.plot.marks.points import draw_dots, point_size
from kmanim.plot.marks.rings import draw_ringed
from kmanim.plot.marks.switched import Switched, draw_switched, single_reach
from kmanim.plot.panels.visit_counts import counts_plane, draw_counts
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted
from kmanim.plot.scene import Scene, is_end, passing_at
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import TextStyle
from kmanim.simulate.machines.neighbourhoods.trace import DbscanTrace
from kmanim.simulate.snapshot import NO_CLUSTER
from kmanim.story.dbscan.facts import DbscanFacts
from kmanim.story.timeline import Keyframe, Timeline

_SIDE = 0.34
# Of more balls than this the grey ones would be a net over the points.
_OLD_BALLS = 30
_NAMED = 4
# Of more tiny clusters than this sizes would hide each other.
_SIZED = 12
_WITHOUT_BALL = ("data", "estimate", "chunk", "small", "done")


class DbscanScene(Scene):
    """The pictures of a film of DBSCAN.

    Parameters
    ----------
    trace : DbscanTrace
        What happened.
    timeline, look, stage, name, options
        As for `Scene`; one of several on a page names no rows.
    """

    trace: DbscanTrace

    def __init__(
        self,
        trace: DbscanTrace,
        timeline: Timeline,
        look: Look,
        *,
        stage: Stage | None = None,
        name: Hashable = None,
        **options: Any,
    ) -> None:
        self._has_counts = options.get("panel", "auto") != "none"
        super().__init__(trace, timeline, look, stage=stage, name=name, **options)
        self.places = Places(trace.dataset, self.stage.plane)
        side = self.stage.side
        self.panel: Plane | None = (
            None if side is None else counts_plane(look.style, side, len(trace) - 1, len(trace) - 1, MARGIN)
        )
        self._outline = outline_of(trace.dataset, self.stage.plane, trace.eps)
        self._cloud = Cloud(trace.dataset, self.stage.plane, look.style)

    def set_stage(self) -> Stage:
        """Lay the page out, with room for the counts beside the points."""
        titles, side = self.trace.dataset.view.titles, _SIDE if self._has_counts else 0.0
        equal = self.has_equal_axes(self.trace)
        return set_stage(self.look, titles, self.extent(self.trace), side=side, equal=equal)

    @classmethod
    def has_equal_axes(cls, trace: Any) -> bool:
        """Tell whether a ball is a circle: two columns that are shown as they are clustered."""
        dataset: Dataset = trace.dataset
        return dataset.d == 2 and dataset.view.faithful and dataset.scaling.method == "none"

    @classmethod
    def extent(cls, trace: DbscanTrace) -> FloatArray:
        """Give the points, and room for the balls around the outer ones where that leaves the points large enough."""
        return with_balls(super().extent(trace), trace.dataset, trace.eps)

    def draw_stage(self, pen: Pen) -> None:
        """Draw all that never changes."""
        self.stage.draw(pen)
        if self.panel is not None:
            self.panel.draw(pen, self.look.style)

    def draw_plot(self, pen: Pen, keyframe: int, tween: int | None = None, at: float = 1.0) -> None:
        """Draw the points and all that is among them; parameters as for `draw`."""
        key, end = self.timeline.keyframes[keyframe], True
        passed, _ = passing_at(key, tween, at)
        if passed is not None and not is_end(key, tween, at):
            self._draw_passing(pen, passed)
            return
        if not is_end(key, tween, at) and keyframe:
            keyframe, end = keyframe - 1, False  # the yellow of the picture before settles
            key = self.timeline.keyframes[keyframe]
        theme, plane = self.look.style, self.stage.plane
        box = plane.box
        pen.kept(("points", self.name, keyframe), partial(self._draw_points, keyframe=keyframe))
        if end and key.kind not in _WITHOUT_BALL and self._outline is not None:
            with pen.clipped(box.left + 0.5, box.bottom + 0.5, box.width - 0.5, box.height - 0.5):
                draw_old_balls(pen, self._outline, self.places[self._looked_at(keyframe)], theme)
                for row in self._current(keyframe):
                    draw_ball(pen, self._outline, self.places[row], theme)
        elif end and key.kind not in _WITHOUT_BALL:
            rows = [
                row for current in self._current(keyframe) for row in self.trace.near.of(current).tolist()
            ]
            with pen.role("neighbours"):
                draw_ringed(pen, self.places[sorted(set(rows))], len(self.places), theme)
        self._draw_adopted(pen, keyframe, 0.0 if end else at)
        if end and key.kind == "contested":
            self._draw_contested(pen, key.rows[0])
        if end and key.kind == "small":
            self._draw_small_clusters(pen)
        if end and self.is_alone:
            draw_labels(pen, self._names(keyframe), theme)
            pen.kept(("count", keyframe), partial(self._draw_count, keyframe=keyframe))

    def _draw_passing(self, pen: Pen, step: int) -> None:
        """Draw a visit that goes by: all that is known by then, and the ball that is looked at."""
        draw = partial(_draw_all, trace=self.trace, step=step, cloud=self._cloud, scene=type(self))
        pen.kept(("passing", self.name, step), draw)
        if self._outline is not None:
            box = self.stage.plane.box
            with pen.clipped(box.left + 0.5, box.bottom + 0.5, box.width - 0.5, box.height - 0.5):
                row = int(self.trace.visits[step - 1])
                draw_ball(pen, self._outline, self.places[row], self.look.style)

    def draw_beside(self, pen: Pen, key: Keyframe, step: int) -> None:  # noqa: ARG002 - the counts are of the snapshot
        """Draw the counts as far as snapshot `step` has been shown."""
        if self.panel is None:
            return
        step = max(step, 0)
        reached, noise = self.trace.tally
        visits = np.arange(step + 1)
        if step > 400:  # as many as the panel has pixels
            visits = np.unique(np.linspace(0, step, 400).round().astype(np.intp))
        draw_counts(pen, self.panel, visits, reached[visits], noise[visits], self.look.style)

    @classmethod
    def draw_result(cls, pen: Pen, trace: DbscanTrace, cloud: Cloud) -> None:
        """Draw the clusters of the end, core points filled and border points hollow."""
        _draw_all(pen, trace, len(trace) - 1, cloud, cls)

    # What is seen

    def _draw_points(self, pen: Pen, keyframe: int) -> None:
        key = self.timeline.keyframes[keyframe]
        if key.kind in ("data", "estimate"):
            self._cloud.draw(pen, None, self.styles)
        else:
            _draw_all(pen, self.trace, key.step, self._cloud, type(self))

    def _since(self, keyframe: int) -> int:
        """Give the first snapshot that a keyframe tells."""
        return self.timeline.keyframes[keyframe - 1].step + 1 if keyframe else 1

    def _current(self, keyframe: int) -> list[int]:
        """Give the rows whose balls are looked at: of a few visits all, of many the last."""
        key = self.timeline.keyframes[keyframe]
        if key.kind == "contested":
            return [key.rows[0]]
        first = self._since(keyframe)
        steps = range(first, key.step + 1) if key.step - first < 3 else range(key.step, key.step + 1)
        return [int(self.trace.visits[step - 1]) for step in steps]

    def _looked_at(self, keyframe: int) -> IntArray:
        """Give the rows whose balls were looked at before, the latest ones; none where balls would hide the points."""
        first = self._since(keyframe)
        if len(self.places) > 5 * _OLD_BALLS:
            return np.empty(0, np.intp)
        return self.trace.visits[max(0, first - 1 - _OLD_BALLS) : max(first - 1, 0)]

    def _adopted(self, keyframe: int) -> IntArray:
        """Give the rows that a keyframe shows in yellow."""
        key = self.timeline.keyframes[keyframe]
        if key.kind in ("data", "estimate", "contested", "small", "done"):
            return np.empty(0, np.intp)
        return self.trace.adopted(self._since(keyframe), key.step)

    def _draw_adopted(self, pen: Pen, keyframe: int, settled: float) -> None:
        rows = self._adopted(keyframe)
        if not rows.size or settled >= 1:
            return
        theme, n = self.look.style, len(self.places)
        switched = self._marks(keyframe, rows)
        there = np.arange(len(rows)) >= round(settled * len(rows)) if switched.is_crowd else None
        faded = 0.0 if switched.is_crowd else settled
        draw_switched(pen, switched, n, self.styles, theme, settled=faded, there=there)
        if switched.is_crowd:
            room = FreeRoom(self.stage.plane.box, self._obstacles, point_size(n, theme) / 2)
            draw_pills(pen, pills_of(room, switched, theme), theme, there)

    def _marks(self, keyframe: int, rows: IntArray) -> Switched:
        """Give the rows that a keyframe shows in yellow, as they are marked: they were noise before."""
        labels = self.trace.history.at(self.timeline.keyframes[keyframe].step)
        assert labels is not None
        former = np.full(len(rows), NO_CLUSTER, labels.dtype)
        return Switched.of(self.places[rows], former, labels[rows], len(self.places), self.look.style)

    def _draw_contested(self, pen: Pen, row: int) -> None:
        """Ring a border point in the colours of all clusters that reach it."""
        size = point_size(len(self.places), self.look.style)
        with pen.role("contested"):
            for number, cluster in enumerate(self.trace.contested[row]):
                ring = size + 8 + 7 * number
                pen.markers("circle", self.places[[row]], ring, None, self.styles[cluster].colour, 2.5)

    def _draw_small_clusters(self, pen: Pen) -> None:
        """Ring every cluster that is tiny beside the others, as a whole, with its size."""
        theme, facts = self.look.style, DbscanFacts(self.trace)
        size = point_size(len(self.places), theme)
        style = TextStyle(
            size=theme.name_size,
            colour=theme.ink,
            font=theme.font,
            bold=True,
            halo=2.5,
            halo_colour=theme.halo,
        )
        box = self.stage.plane.box
        for cluster in facts.small_clusters:
            inside = self.places[np.flatnonzero(self.trace.labels == cluster)]
            middle = (inside.min(axis=0) + inside.max(axis=0)) / 2
            reach = float(np.hypot(*(inside - middle).T).max()) + size / 2 + 4
            with pen.role("small cluster"):
                pen.markers("circle", middle[None], 2 * reach, None, theme.ink, 1.8)
            if len(facts.small_clusters) > _SIZED:
                continue
            with pen.role("small size"):
                above = middle[1] + reach + 3
                low = above if above + theme.name_size < box.top else middle[1] - reach - theme.name_size
                pen.text(float(middle[0]), float(low), f"{len(inside):,}", style, "center")

    def _draw_count(self, pen: Pen, keyframe: int) -> None:
        """Write how many neighbours the point has that is looked at, over its ball or under it."""
        key, theme = self.timeline.keyframes[keyframe], self.look.style
        current = self._current(keyframe) if key.kind in ("noise", "begin", "visit", "adopt") else []
        if len(current) != 1 or self._outline is None:
            return
        count = int(self.trace.counts_of_visits[key.step - 1])
        few = count < self.trace.min_samples
        x, y = (float(v) for v in self.places[current[0]])
        box, reach, high = self.stage.plane.box, float(self._outline[:, 1].max()) + 5, theme.name_size
        x = min(max(x, box.left + 22), box.right - 22)
        above = min(y + reach, box.top - high - 3)
        below = max(y - reach - high, box.bottom + 3)
        # Where fewer points lie behind it.
        near = self.places[:][np.abs(self.places[:][:, 0] - x) < 22, 1]
        crowds = [int(((near > low - 4) & (near < low + high + 4)).sum()) for low in (above, below)]
        low = above if crowds[0] <= crowds[1] else below
        text = f"{count:,} < {self.trace.min_samples:,}" if few else f"{count:,}"
        with pen.role("count"):
            style = TextStyle(
                size=theme.name_size,
                colour=theme.ink,
                font=theme.font,
                bold=True,
                halo=2.5,
                halo_colour=theme.halo,
            )
            pen.text(x, low, text, style, "center")

    def _names(self, keyframe: int) -> list[Label]:
        """Name the point that is looked at, and those that are adopted or contested, where rows have names."""
        key, dataset, theme = self.timeline.keyframes[keyframe], self.trace.dataset, self.look.style
        if dataset.labels is None or key.kind in _WITHOUT_BALL:
            return []
        adopted = self._adopted(keyframe)
        rows = [*self._current(keyframe), *(adopted.tolist() if adopted.size <= _NAMED else ())][:_NAMED]
        size = point_size(len(self.places), theme)
        room = FreeRoom(self.stage.plane.box, self._obstacles, size / 2)
        style = TextStyle(
            size=theme.name_size, colour=theme.ink, font=theme.font, halo=2.5, halo_colour=theme.halo
        )
        widest_name = 0.45 * self.stage.plane.box.width
        radius = dict.fromkeys(adopted.tolist(), single_reach(len(self.places), theme))
        return [
            room.name(
                self.places[row],
                radius.get(row, size / 2 + 2),
                fitted(dataset.drawn_name(row), style, widest_name),
                style,
            )
            for row in dict.fromkeys(rows)
        ]

    @cached_property
    def _obstacles(self) -> Obstacles:
        return Obstacles(self.places, self.stage.plane.box)


def _draw_all(pen: Pen, trace: DbscanTrace, step: int, cloud: Cloud, scene: type[Scene]) -> None:
    """Draw all points as they are known at a snapshot; very many as a density, without their kinds."""
    labels = trace.history.at(step)
    assert labels is not None
    styles = scene.styles_of(trace, cloud.theme)
    if is_dense(pen, trace.dataset.n):
        cloud.draw(pen, labels, styles)
        return
    visited, core = trace.visited(step), trace.core(step)
    draw_dots(pen, density_dots(cloud.places[:], labels, visited, core, styles, cloud.theme))
