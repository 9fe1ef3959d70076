"""k-means and its family on the page: what is drawn at every keyframe, and on the way to it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.errors import InputError, shown
from kmanim.plot.axes.places import Places, extent_of
from kmanim.plot.axes.plane import Box
from kmanim.plot.cards.card import covers
from kmanim.plot.cards.distance_bars import draw_distance_bars
from kmanim.plot.cards.scale_bars import draw_scale_bars
from kmanim.plot.density.clouds import AnyClouds, Clouds
from kmanim.plot.density.point_colours import Colouring, PointColours
from kmanim.plot.labels.labels import draw_labels
from kmanim.plot.layout import MARGIN, Stage, set_stage
from kmanim.plot.marks.bodies import Bodies
from kmanim.plot.marks.centroids import draw_centroids, draw_emphasis, draw_numbers
from kmanim.plot.marks.distances import draw_distances, draw_legs, draw_ring
from kmanim.plot.marks.duplicates import MOST_ROWS, draw_rings, shared_places
from kmanim.plot.marks.ground import draw_ground
from kmanim.plot.marks.pills import draw_pills
from kmanim.plot.marks.seeding_weights import draw_newest, draw_weighed
from kmanim.plot.marks.switched import Switched
from kmanim.plot.panels.objective import ObjectivePanel
from kmanim.plot.regions.boundary import draw_boundary
from kmanim.plot.regions.divisions import Divisions, cells_of
from kmanim.plot.regions.regions import draw_regions
from kmanim.plot.render.pen import Pen
from kmanim.plot.scene import Scene, is_end
from kmanim.plot.scenes.kmeans.lettering import Letters
from kmanim.plot.scenes.kmeans.on_the_way import OnTheWay
from kmanim.plot.scenes.kmeans.passing import passed_at
from kmanim.plot.scenes.kmeans.plot_state import Glide, PlotState, plot_states
from kmanim.plot.scenes.kmeans.short_moves import ShortMoves, draw_hinted, draw_short_moves
from kmanim.plot.scenes.kmeans.small_planes import PointsOn, draw_end, draw_result, draw_state
from kmanim.plot.scenes.kmeans.sweep_order import sweep_order
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.look import Look
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.parameters._base import make_options
from kmanim.simulate.parameters._centred import CentroidSceneOptions
from kmanim.story.comparisons.known_groups import known_groups
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.timeline import Keyframe, Timeline

if TYPE_CHECKING:
    from kmanim.plot.panels.mode_table import Board

# Shares of the page's width.
_OBJECTIVE_SHARE, _MODES_SHARE = 0.36, 0.46


class CentroidScene(Scene):
    """The pictures of a film of k-means or one of its family.

    Everything that never changes is on the stage; a `PlotState` says what else is shown, and `draw` draws it.
    Nothing is remembered between pictures but what would come out the same again.

    Parameters
    ----------
    trace : CentroidTrace
        What happened.
    timeline, look, stage, name, options
        As for `Scene`; one of several on a page names no rows.
    """

    trace: CentroidTrace

    def __init__(
        self,
        trace: CentroidTrace,
        timeline: Timeline,
        look: Look,
        *,
        stage: Stage | None = None,
        name: Hashable = None,
        **options: Any,
    ) -> None:
        self._options = make_options(CentroidSceneOptions, options, "the scene of k-means")
        self._panel = _panel_of(trace, self._options) if stage is None else "none"
        self._objective = np.asarray(trace.objective, dtype=np.float64)
        super().__init__(trace, timeline, look, stage=stage, name=name, **options)
        dataset = trace.dataset
        self._lay_beside()
        self._ways = [dataset.view.project(trace.centroids_of(i)) for i in range(len(trace))]
        self.places = Places(dataset, self.stage.plane)
        self.stops = [self.stage.plane.to_px(way) for way in self._ways]
        self._spots = shared_places(dataset.view.project(dataset.points[: MOST_ROWS + 1]))
        self._course = PointColours(trace.history, dataset.n, trace.k, partial(sweep_order, trace))
        regions = self._options.regions
        self._cloud = self._points(opaque=not (look.transparent or regions))
        self._divisions = Divisions(trace, self.stage.plane, self.stops, regions=regions)
        self.states = plot_states(trace, timeline, self.stops, self._switched_in, trail=self._options.trail)
        if stage is not None:
            self.states = [replace(state, named=()) for state in self.states]
        self.letters = Letters(
            trace, timeline, self.stage, self.places, self.stops, self.states, self._spots,
            lambda step: self._divisions.at(step).walls, self._covered, self._marks, magnifies=self.is_alone,
        )  # fmt: skip
        self.way = OnTheWay(trace, timeline, self.states, self.letters, self.stops, self._passed_at)

    # What is otherwise where rows are counted and not kept

    @property
    def n(self) -> int:
        """How many points there are."""
        return len(self.places)

    def _points(self, *, opaque: bool) -> AnyClouds:
        """Lay the points out."""
        return Clouds(self._course, self.places, self.styles, self.look.style, opaque=opaque)

    def _switched_in(self, step: int) -> IntArray:
        """Give what switched in a snapshot, as it is marked."""
        return self.trace.changed(step)

    def _passed_at(self, start: int, step: int) -> FloatArray:
        """Say when a boundary that glides passes each of them."""
        return passed_at(self.trace, start, step)

    @classmethod
    def check(cls, trace: CentroidTrace, **options: Any) -> None:
        """Refuse regions that no plane can show, and a table of modes where there are no categories.

        Raises
        ------
        InputError
            If they are asked for.
        """
        wanted, dataset = make_options(CentroidSceneOptions, options, "the scene of k-means"), trace.dataset
        _panel_of(trace, wanted)
        if not wanted.regions or dataset.view.faithful:
            return
        if any(dataset.coded):
            raise InputError("regions are drawn of numbers, and there are categories; leave regions out")
        raise InputError(
            f"regions are drawn of two columns at most, and {dataset.d} are clustered; "
            "choose two with columns, or leave regions out"
        )

    def set_stage(self) -> Stage:
        """Lay the page out, with room for the panel beside the points."""
        side = {"none": 0.0, "inertia": _OBJECTIVE_SHARE, "modes": _MODES_SHARE}[self._panel]
        titles, reach = self.trace.dataset.view.titles, self.extent(self.trace)
        return set_stage(self.look, titles, reach, side=side, equal=self.has_equal_axes(self.trace))

    @classmethod
    def has_equal_axes(cls, trace: CentroidTrace) -> bool:
        """Tell whether points were drawn to show a shape, which is one on equal axes alone."""
        return bool(trace.dataset.lesson)

    def _lay_beside(self) -> None:
        """Lay out what stands beside the points."""
        trace, theme, side = self.trace, self.look.style, self.stage.side
        self.panel: ObjectivePanel | None = None
        self.board: Board | None = None
        if side is not None and self._panel == "inertia":
            known = np.flatnonzero(np.isfinite(self._objective))
            rounds = [trace.unlabelled[i].iteration for i in known.tolist()]
            self.panel = ObjectivePanel(
                theme, side, self._objective[known], rounds, trace.parameters.objective, MARGIN,
                best=self.timeline.best,
            )  # fmt: skip
        if side is not None and self._panel == "modes":
            from kmanim.plot.panels.mode_table import lay_board  # noqa: PLC0415 - few data have categories
            from kmanim.story.figures.modes import ModeTable  # noqa: PLC0415

            self._table = ModeTable(CentroidFacts(trace))
            room = Box(side.left, side.bottom, side.width - MARGIN, side.height)
            self.board = lay_board(room, self._table, trace.dataset.d, trace.k, theme)

    def _covered(self, keyframe: int) -> Box | None:
        """Give what the comparison with known classes covers of a picture."""
        card = self.class_card_of(keyframe)
        return None if card is None else card[1]

    def end_marks(self) -> list[tuple[FloatArray, float]]:
        """Give where the centroids end, and at less where they began: the trail shows it."""
        return [(place, 1.0) for place in self.stops[-1]] + [(place, 0.1) for place in self.stops[0]]

    @classmethod
    def extent(cls, trace: CentroidTrace) -> FloatArray:
        """Give what must lie inside the plot in the course of a run, shape (m, 2), in the view's units."""
        view = trace.dataset.view
        ways = [view.project(trace.centroids_of(i)) for i in range(len(trace))]
        return np.vstack([extent_of(trace.dataset), *ways])

    @classmethod
    def extent_of_result(cls, trace: CentroidTrace) -> FloatArray:
        """Give the points, and where the centroids began and ended, shape (m, 2), in the view's units."""
        view = trace.dataset.view
        return np.vstack([extent_of(trace.dataset), *(view.project(trace.centroids_of(i)) for i in (0, -1))])

    @classmethod
    def n_styles(cls, trace: CentroidTrace) -> int:
        """Count the clusters, empty ones included."""
        return trace.k

    def draw_stage(self, pen: Pen) -> None:
        """Draw all that never changes."""
        self.stage.draw(pen)
        if self.panel is not None:
            self.panel.draw_stage(pen)

    def draw_plot(self, pen: Pen, keyframe: int, tween: int | None = None, at: float = 1.0) -> None:
        """Draw the points and all that is among them; parameters as for `draw`."""
        if not is_end(self.timeline.keyframes[keyframe], tween, at):
            self._plot(pen, *self.way.at(keyframe, tween or 0, at))
            return
        lettering, card = self.letters.at(keyframe), self.letters.cards.at(keyframe)
        state = replace(self.states[keyframe], pills=lettering.pills)
        self._plot(pen, state, lettering.numbers, None if card is None else card[1])
        draw_labels(pen, lettering.labels, self.look.style)
        if card is not None:
            draw_distance_bars(pen, card[1], card[0], self.styles, self.look.style)
        scale = self.letters.scales.at(keyframe)
        if scale is not None:
            draw_scale_bars(pen, scale[1], scale[0], self.look.style)

    # How it is drawn

    def _plot(self, pen: Pen, state: PlotState, numbers: FloatArray | None, card: Box | None = None) -> None:
        theme, styles = self.look.style, self.styles
        self._draw_divided(pen, state)
        self._draw_compared(pen, state, below=True)
        if state.centroids is None:
            self._draw_points(pen, state)
        else:
            centroids, old, bound = (
                None if places is None else places.tobytes()
                for places in (state.centroids, state.old, state.bound)
            )
            points = state.labels, state.coloured, state.swept, state.weighed
            ground = ("ground", self.name, *points, centroids, old, bound, state.trail, state.placed)
            pen.kept(ground, partial(self._draw_ground, state=state))
        self._draw_compared(pen, state, below=False)
        key = ("duplicates", self.name, state.explained)
        pen.kept(key, partial(self._draw_duplicates, explained=state.explained))
        if state.centroids is None:
            return
        if state.explained is not None:
            draw_legs(pen, self.letters.legs(state), theme)
            draw_distances(
                pen, self.places[state.explained], self.letters.ways(state), self.letters.rivals(state)[0],
                styles, theme,
                own=self._course.labels(state.labels)[state.explained] if state.labels is not None else None,
            )  # fmt: skip
        # A few switched points lie on top; a crowd of them would bury the centroids.
        marks = self._marks(state)
        crowd = marks is not None and marks.is_crowd
        if crowd:
            self._draw_switched(pen, state)
        short = ShortMoves() if state.magnified is None else self.letters.short_moves.at(state.magnified)
        draw_hinted(pen, short.hinted, state, theme)
        draw_centroids(pen, state.centroids, styles, theme, state.placed)
        if state.explained is not None:  # above centroids that would hide it
            draw_ring(pen, self.places[state.explained], theme)
        if state.drawn is not None:
            draw_newest(pen, self.places[state.drawn], self.letters.newest_size(state), theme)
        draw_emphasis(pen, state.centroids[list(state.emphasised)], theme)
        if not crowd:
            self._draw_switched(pen, state)
        draw_short_moves(pen, short.insets, state, styles, theme)
        if numbers is not None:
            placed = range(len(numbers)) if state.placed is None else state.placed
            # No number stands beside a centroid that a card hides.
            seen = [j for j in placed if card is None or not covers(card, state.centroids[[j]], 0.0)]
            draw_numbers(pen, numbers, theme, seen)
        if crowd:
            draw_pills(pen, state.pills, theme, state.there)

    def _draw_ground(self, pen: Pen, state: PlotState) -> None:
        assert state.centroids is not None
        stops = () if state.trail is None else self.stops[: state.trail + 1]
        there = slice(None) if state.placed is None else list(state.placed)
        draw_ground(
            pen, lambda: self._draw_points(pen, state), self.n, state.centroids[there],
            [self.styles[j] for j in state.placed] if state.placed is not None else self.styles,
            self.look.style, old=state.old, bound=state.bound, stops=stops,
        )  # fmt: skip

    def _marks(self, state: PlotState) -> Switched | None:
        """Give the rows that switched as they are marked; None where there are none."""
        worn = state.labels if state.becoming is None else state.becoming
        if not state.switched.size or worn is None:
            return None
        return self._cloud.switched(worn, state.switched)

    def _draw_switched(self, pen: Pen, state: PlotState) -> None:
        worn = state.labels if state.becoming is None else state.becoming
        if state.switched.size and worn is not None:
            self._cloud.draw_switched(pen, worn, state.switched, state.settled, there=state.there)

    def _draw_divided(self, pen: Pen, state: PlotState) -> None:
        """Draw the boundary and the regions, where they rest or on their way."""
        box = self.stage.plane.box
        with pen.clipped(box.left + 0.5, box.bottom + 0.5, box.width - 0.5, box.height - 0.5):
            if state.glide is not None:
                self._draw_division_between(pen, state.glide)
            elif state.judged_by is not None:
                pen.kept(
                    ("division", self.name, state.judged_by, state.dimmed),
                    partial(self._draw_division, step=state.judged_by, dimmed=state.dimmed),
                )

    @cached_property
    def _bodies(self) -> Bodies | None:
        """The groups that are known."""
        known = known_groups(self.trace, self.trace.k)
        if known is None:
            return None
        return Bodies(self.places[:], known, self.stage.plane.box, self.look.style)

    def _draw_compared(self, pen: Pen, state: PlotState, *, below: bool) -> None:
        """Draw what compares clusters with known groups, below or above the points."""
        if state.compared and state.judged_by is not None:
            draw = partial(self._draw_groups, step=state.judged_by, below=below)
            pen.kept(("groups", self.name, below), draw)

    def _draw_groups(self, pen: Pen, step: int, *, below: bool) -> None:
        """Draw the groups that are known below the points, and what the cells of a snapshot cut off them."""
        if self._bodies is None:
            return
        if below:
            self._bodies.draw(pen)
        if below != self._bodies.on_top:
            self._bodies.draw_cut(pen, cells_of(self.trace, step, self.stage.plane) or None)

    def _draw_division(self, pen: Pen, step: int, *, dimmed: bool) -> None:
        polygons, walls = self._divisions.at(step)
        if polygons:
            draw_regions(pen, polygons, self.styles, self.look.style)
        draw_boundary(pen, walls, self.look.style, dimmed=dimmed)

    def _draw_division_between(self, pen: Pen, glide: Glide) -> None:
        polygons, walls = self._divisions.between(*glide)
        if polygons:
            draw_regions(pen, polygons, self.styles, self.look.style)
        draw_boundary(pen, walls, self.look.style)

    def _draw_duplicates(self, pen: Pen, explained: int | None) -> None:
        but = None if explained is None else self.places[explained]
        draw_rings(pen, self.places, self._spots, self.look.style, but=but)
        draw_labels(pen, self.letters.counts, self.look.style, "duplicate counts")

    def _draw_points(self, pen: Pen, state: PlotState) -> None:
        if state.weighed is not None:
            pen.kept(("weighed", self.name, state.weighed), partial(self._draw_weighed, number=state.weighed))
            return
        colouring = Colouring(state.labels, state.coloured, state.swept)
        pen.kept(("points", self.name, colouring), lambda pen: self._cloud.draw(pen, colouring))

    def _draw_weighed(self, pen: Pen, number: int) -> None:
        draw_weighed(pen, self.places[:], self.letters.weighed(number), self.look.style)

    def draw_beside(self, pen: Pen, key: Keyframe, step: int) -> None:
        """Draw the objective's curve, or the table of modes, as far as snapshot `step` has been shown."""
        theme = self.look.style
        if self.panel is not None:
            self.panel.draw(pen, int(np.isfinite(self._objective[: step + 1]).sum()))
        if self.board is not None:
            from kmanim.plot.panels.mode_table import draw_modes  # noqa: PLC0415

            known_yet = step if key.kind != "data" and step >= 0 else None
            draw_modes(pen, self.board, self._table, known_yet, self.styles, theme)

    # On a small plane

    def draw_small(self, pen: Pen, keyframe: int, cloud: Cloud) -> None:
        """Draw a held picture's plot on a small plane, without names, numbers and distances."""
        on = PointsOn(self.trace, cloud)
        draw_state(pen, self.trace, self.states[keyframe], self.stage.plane, cloud, on)

    @classmethod
    def draw_result(cls, pen: Pen, trace: CentroidTrace, cloud: Cloud) -> None:
        """Draw the final clusters and centroids, and grey crosses where the centroids began."""
        draw_result(pen, trace, cloud, PointsOn(trace, cloud))

    @classmethod
    def extent_of_end(cls, trace: CentroidTrace) -> FloatArray:
        """Give the points and the final centroids, shape (m, 2), in the view's units."""
        return np.vstack([extent_of(trace.dataset), trace.dataset.view.project(trace.centroids_of(-1))])

    @classmethod
    def draw_end(cls, pen: Pen, trace: CentroidTrace, cloud: Cloud) -> None:
        """Draw the final clusters, their centroids and the boundaries between them."""
        draw_end(pen, trace, cloud, PointsOn(trace, cloud))


def _panel_of(trace: CentroidTrace, options: CentroidSceneOptions) -> str:
    """Choose what stands beside the points.

    Raises
    ------
    InputError
        If a table of modes is asked for, and there are no categories.
    """
    categories = any(trace.dataset.coded)
    if options.panel == "auto":
        return "modes" if categories else "none"
    if options.panel == "modes" and not categories:
        raise InputError(
            f"the table of modes is for categories, and {shown(trace.dataset.name)} has none; leave the panel out"
        )
    if options.panel == "inertia" and not np.isfinite(trace.objective).any():
        return "none"
    return options.panel
