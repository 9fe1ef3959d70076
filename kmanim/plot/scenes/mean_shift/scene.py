"""Mean shift on the page: the ball that climbs, what comes into it and drops out, all climbs, and where they end."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cached_property, partial
from typing import Any

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.errors import InputError
from kmanim.plot.axes.places import Places
from kmanim.plot.labels.free_room import FreeRoom
from kmanim.plot.labels.labels import draw_labels
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.layout import Stage, set_stage
from kmanim.plot.marks import climbs as marks
from kmanim.plot.marks.centroids import draw_centroids
from kmanim.plot.marks.ground import draw_ground
from kmanim.plot.marks.neighbourhoods import outline_of, reach_of
from kmanim.plot.marks.pills import draw_pills, pills_of
from kmanim.plot.marks.points import point_size
from kmanim.plot.marks.switched import Switched, draw_switched
from kmanim.plot.panels.courses import Courses
from kmanim.plot.regions.regions import draw_regions
from kmanim.plot.regions.voronoi import cells
from kmanim.plot.render.pen import Pen
from kmanim.plot.scene import Scene
from kmanim.plot.scenes.mean_shift.instant import Instant, instant
from kmanim.plot.scenes.mean_shift.numbers import of_all, of_one
from kmanim.plot.scenes.mean_shift.one_climb import OneClimb, bold_of
from kmanim.plot.scenes.mean_shift.ways import Ways
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.look import Look
from kmanim.simulate.machines.climbs.merging import nearest
from kmanim.simulate.machines.climbs.trace import ClimbTrace
from kmanim.simulate.snapshot import NO_CLUSTER
from kmanim.story.mean_shift.told import ALL_KINDS, CLIMB_KINDS, climb_of, moment, told_climb
from kmanim.story.timeline import Keyframe, Timeline

_SIDE = 0.34
# Balls up to so large a share of the data are shown whole where they start and where they rest.
_ROOM = 0.75
# Of more modes than this marks are small, and their balls would be a net.
_MANY_MODES = 12
# Of more than this marks would bury the points.
_MOST_MODES = 120
_FEW_ENDS = 5
_MOST_BASINS = 200
# Of more climbs the ways are not drawn once more among the clusters.
_MOST_WAYS = 60
_COLOURED = ("assign", "elsewhere", "done")


class ClimbScene(Scene):
    """The pictures of a film of mean shift.

    Parameters
    ----------
    trace : ClimbTrace
        What happened.
    timeline, look, stage, name, options
        As for `Scene`; one of several on a page names no rows.
    """

    trace: ClimbTrace

    def __init__(
        self,
        trace: ClimbTrace,
        timeline: Timeline,
        look: Look,
        *,
        stage: Stage | None = None,
        name: Hashable = None,
        **options: Any,
    ) -> None:
        self._has_panel = options.get("panel", "auto") != "none"
        super().__init__(trace, timeline, look, stage=stage, name=name, **options)
        plane, theme = self.stage.plane, look.style
        self.places = Places(trace.dataset, plane)
        self.ways = Ways(trace, plane)
        self._outline = outline_of(trace.dataset, plane, trace.bandwidth)
        self._is_soft = trace.parameters.kernel != "flat"
        self._cloud = Cloud(trace.dataset, plane, theme)
        self._courses: dict[int, Courses] = {}

    @classmethod
    def check(cls, trace: ClimbTrace, **options: Any) -> None:
        """Refuse basins that no plane can show.

        Raises
        ------
        InputError
            If they are asked for.
        """
        if options.get("basins") and not trace.dataset.view.faithful:
            raise InputError(
                f"basins are drawn of two columns at most, and {trace.dataset.d} are clustered; "
                "choose two with columns, or leave basins out"
            )

    def set_stage(self) -> Stage:
        """Lay the page out, with room for the panel beside the points."""
        titles, side = self.trace.dataset.view.titles, _SIDE if self._has_panel else 0.0
        equal = self.has_equal_axes(self.trace)
        return set_stage(self.look, titles, self.extent(self.trace), side=side, equal=equal)

    @classmethod
    def has_equal_axes(cls, trace: ClimbTrace) -> bool:
        """Tell whether a ball is a circle: two columns that are shown as they are clustered."""
        dataset = trace.dataset
        return dataset.d == 2 and dataset.view.faithful and dataset.scaling.method == "none"

    @classmethod
    def n_styles(cls, trace: ClimbTrace) -> int:
        """Count the modes, those without points included."""
        return trace.n_numbers

    @classmethod
    def extent(cls, trace: ClimbTrace) -> FloatArray:
        """Give the points and the starts, and room for the balls that are looked at where points stay large."""
        dataset = trace.dataset
        ends = super().extent(trace)
        if not trace.from_rows:
            ends = np.vstack([ends, dataset.view.project(trace.positions_of(0))])
        ends = np.array([ends.min(axis=0), ends.max(axis=0)])
        if dataset.d != 2 or not dataset.view.faithful:
            return ends
        low, high = ends
        reach = reach_of(dataset, trace.bandwidth)
        if (2 * reach > _ROOM * (high - low)).all():
            return ends
        balls = np.vstack([trace.modes, trace.path(told_climb(trace))])
        shown = dataset.view.project(dataset.scaling.undo(balls))
        return np.vstack([ends, shown.min(axis=0) - reach, shown.max(axis=0) + reach])

    # The plot

    def draw_plot(self, pen: Pen, keyframe: int, tween: int | None = None, at: float = 1.0) -> None:
        """Draw the points and all that is among them; parameters as for `draw`."""
        now = instant(self.timeline, keyframe, tween, at)
        box = self.stage.plane.box
        if now.key.kind in _COLOURED:
            self._draw_coloured(pen, now)
        elif now.key.kind in CLIMB_KINDS:
            self._one.draw(pen, now)
        else:
            pen.kept(("points", self.name), partial(self._cloud.draw, labels=None, styles=self.styles))
            with pen.clipped(box.left + 0.5, box.bottom + 0.5, box.width - 0.5, box.height - 0.5):
                if now.key.kind in ALL_KINDS:
                    self._draw_all(pen, now)
                elif now.key.kind == "merge":
                    self._draw_merge(pen)
            if now.key.kind == "merge":
                self._draw_counts(pen)

    @cached_property
    def _one(self) -> OneClimb:
        return OneClimb(
            self.trace, self.stage, self.look.style, self.ways, self._outline,
            name=self.name, has_letters=self.is_alone,
        )  # fmt: skip

    # All climbs

    def _draw_all(self, pen: Pen, now: Instant) -> None:
        trace, theme = self.trace, self.look.style
        is_end = now.key.kind == "ends" and now.held
        places = self.ways.ends if is_end else self.ways.between(now.snapshot, now.share)
        for index in range(1, now.snapshot):
            self._draw_trails(pen, index, 1.0)
        share = now.share if now.share >= 1 or self.ways.smooth else 0.0
        if share:
            self._draw_trails(pen, now.snapshot, share, newest=now.key.kind == "round" or not now.held)
        if not trace.from_rows:
            marks.draw_starts(pen, self.ways.stops(0), theme)
        # On their way many balls would be a net that moves; where they start they say why.
        most = marks.MOST_BALLS if now.held and now.key.kind != "round" else marks.FEW_BALLS
        if self._outline is not None and len(places) <= most:
            marks.draw_balls(
                pen, self._outline, places, theme, soft=self._is_soft, hollow=not now.held and len(places) > 1
            )
        marks.draw_climbers(pen, places, theme)

    def _draw_trails(self, pen: Pen, index: int, share: float, *, newest: bool = False) -> None:
        ways = self.ways.lines(index, share)
        draw = partial(
            marks.draw_trails, ways=ways, theme=self.look.style, many=self.trace.n_climbs, newest=newest
        )
        if share >= 1:
            pen.kept(("trails", self.name, index, newest), draw)
        else:
            draw(pen)

    def _draw_merge(self, pen: Pen) -> None:
        """Draw the ends that stay in their colours, and those that go in grey."""
        trace, theme = self.trace, self.look.style
        for index in range(1, trace.rounds + 1):
            self._draw_trails(pen, index, 1.0)
        places, modes = self.ways.absorbed
        marks.draw_absorbed(pen, self._outline, places, modes, theme)
        if len(self.ways.modes) > _MOST_MODES:
            marks.draw_climbers(pen, self.ways.modes, theme)
        self._draw_mode_balls(pen)
        self._draw_modes(pen, lambda: None)

    def _draw_mode_balls(self, pen: Pen) -> None:
        k = len(self.ways.modes)
        if self._outline is not None and k <= _MANY_MODES:
            colours = [style.colour for style in self.styles]
            marks.draw_balls(
                pen,
                self._outline,
                self.ways.modes,
                self.look.style,
                colours=colours,
                soft=self._is_soft,
                width=1.5,
            )

    def _draw_modes(self, pen: Pen, points: Any) -> None:
        """Draw the points and, on them, the modes."""
        modes, theme = self.ways.modes, self.look.style
        if len(modes) > _MANY_MODES:
            points()
            if len(modes) <= _MOST_MODES:
                marks.draw_small_modes(pen, modes, self.styles, theme)
            return
        draw_ground(pen, points, len(self.places), modes, self.styles, theme)
        draw_centroids(pen, modes, self.styles, theme)

    def _draw_counts(self, pen: Pen) -> None:
        """Write beside the ends how many points are in the ball of each: the fuller one stays."""
        ends, counts = self.ways.modes, self.trace.mode_counts.tolist()
        if not self.is_alone or self._is_soft or len(ends) > _MANY_MODES:
            return
        theme = self.look.style
        if len(ends) + len(self.ways.absorbed[0]) <= _FEW_ENDS:
            ends = np.concatenate([ends, self.ways.absorbed[0]])
            counts += self.trace.absorbed.counts.tolist()
        room = FreeRoom(self.stage.plane.box, self._obstacles, point_size(len(self.places), theme) / 2)
        for end in ends:
            room.take_mark(end, theme.centroid / 2 + 2)
        labels = [
            room.name(end, theme.centroid / 2, f"{count:,}", bold_of(theme), ringed=True)
            for end, count in zip(ends, counts, strict=True)
        ]
        draw_labels(pen, labels, theme, "counts")

    # Clusters

    def _draw_coloured(self, pen: Pen, now: Instant) -> None:
        box = self.stage.plane.box
        with pen.clipped(box.left + 0.5, box.bottom + 0.5, box.width - 0.5, box.height - 0.5):
            if self.options.get("basins") and now.held:
                pen.kept(("basins", self.name), self._draw_basins)
            self._draw_mode_balls(pen)
        # Of many climbs the ways have been seen; here they would lie over the clusters.
        if now.key.kind == "done" and now.held and 1 < self.trace.n_climbs <= _MOST_WAYS:
            for index in range(1, self.trace.rounds + 1):
                self._draw_trails(pen, index, 1.0)
        swept = now.swept if now.key.kind == "assign" or self.trace.is_alone else 1.0
        self._draw_modes(pen, lambda: self._draw_points(pen, swept))
        if self.trace.is_alone:
            path = self.ways.path(0)
            marks.draw_way(pen, path, self.look.style)
        if now.key.kind == "elsewhere":
            self._draw_elsewhere(pen, now)

    def _draw_points(self, pen: Pen, swept: float) -> None:
        trace = self.trace
        order = self._sweep_order
        if swept >= 1 and not trace.is_alone:
            pen.kept(
                ("points", self.name, "clusters"),
                partial(self._cloud.draw, labels=trace.labels, styles=self.styles),
            )
            return
        rows = np.sort(order[: round(swept * len(order))])
        self._cloud.draw(pen, trace.labels, self.styles, coloured=rows)

    @cached_property
    def _sweep_order(self) -> IntArray:
        """The rows by how near they are to their modes; of one climb alone those that it has reached."""
        apart = nearest(self.trace.dataset.values, self.trace.modes)[1]
        order = np.argsort(apart, kind="stable")
        return order[self.trace.labels[order] >= 0] if self.trace.is_alone else order

    def _draw_basins(self, pen: Pen) -> None:
        dataset, plane = self.trace.dataset, self.stage.plane
        weights = plane.clustered_per_px(dataset)
        metric: FloatArray = weights.T @ weights
        if dataset.d == 1:
            metric[1, 1] = metric[0, 0]
        polygons = cells(self.ways.modes[:_MOST_BASINS], metric, plane.box)
        draw_regions(pen, list(enumerate(polygons)), self.styles, self.look.style)

    def _draw_elsewhere(self, pen: Pen, now: Instant) -> None:
        """Mark the points whose own climb has ended on another mode; their rims have its colour."""
        trace, theme, n = self.trace, self.look.style, len(self.places)
        rows = trace.elsewhere
        if now.settled >= 1:
            return
        labels = trace.labels[rows].astype(np.intp)
        switched = Switched.of(self.places[rows], trace.mode_of[rows].astype(np.intp), labels, n, theme)
        there = np.arange(len(rows)) >= round(now.settled * len(rows)) if switched.is_crowd else None
        faded = 0.0 if switched.is_crowd else now.settled
        draw_switched(pen, switched, n, self.styles, theme, settled=faded, there=there)
        if switched.is_crowd:
            room = FreeRoom(self.stage.plane.box, self._obstacles, point_size(n, theme) / 2)
            draw_pills(pen, pills_of(room, switched, theme), theme, there)

    def end_marks(self) -> list[tuple[FloatArray, float]]:
        """Give where the modes are."""
        return [(place, 1.0) for place in self.ways.modes[:_MANY_MODES]]

    @cached_property
    def _obstacles(self) -> Obstacles:
        return Obstacles(self.places, self.stage.plane.box)

    # Beside it

    def draw_beside(self, pen: Pen, key: Keyframe, step: int) -> None:
        """Draw the numbers of the climb, or of all climbs, as far as they have been shown."""
        side = self.stage.side
        if side is None or key.kind in ("data", "estimate"):
            return
        is_one = key.kind in CLIMB_KINDS or self.trace.is_alone
        which = climb_of(self.trace, key) if is_one else -1
        if which not in self._courses:
            theme = self.look.style
            self._courses[which] = (
                of_one(self.trace, which, theme, side) if is_one else of_all(self.trace, theme, side)
            )
        # On the way to a move its numbers are not known yet.
        at = min(moment(key), step) if key.kind in (*CLIMB_KINDS, *ALL_KINDS) else self.trace.rounds
        if key.passing and step in [index for index, _ in key.passing]:
            at = step
        pen.kept(("courses", which), self._courses[which].draw_axes)
        self._courses[which].draw(pen, max(0, min(at, self.trace.rounds)))

    # Small planes

    @classmethod
    def draw_result(cls, pen: Pen, trace: ClimbTrace, cloud: Cloud) -> None:
        """Draw the clusters of the end and their modes."""
        styles = cls.styles_of(trace, cloud.theme)
        modes = cloud.to_px(trace.dataset.scaling.undo(trace.modes))
        coloured = np.flatnonzero(trace.labels != NO_CLUSTER) if trace.is_alone else None

        def points() -> None:
            cloud.draw(pen, trace.labels, styles, coloured=coloured)

        if len(modes) > _MANY_MODES:
            points()
        else:
            draw_ground(pen, points, trace.dataset.n, modes, styles, cloud.theme)
            draw_centroids(pen, modes, styles, cloud.theme)
