"""EM on the page: points between the colours of the components that share them, ellipses that move, the likelihood."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.places import Places
from kmanim.plot.axes.plane import Box
from kmanim.plot.cards.card import card_box
from kmanim.plot.cards.share_bars import draw_share_bars, share_size
from kmanim.plot.density.shared_colours import codes_of, shared_styles
from kmanim.plot.film.easing import eased, turned
from kmanim.plot.labels.free_room import FreeRoom
from kmanim.plot.labels.labels import Label, draw_labels
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.layout import DATA_MARGIN, MARGIN, Stage, set_stage
from kmanim.plot.marks.centroids import draw_centroids, draw_emphasis
from kmanim.plot.marks.distances import draw_ring
from kmanim.plot.marks.ellipses import LEVELS, draw_ellipses, draw_old_ellipses, outline
from kmanim.plot.marks.ground import CROWD, draw_ground
from kmanim.plot.marks.pills import draw_pills, pills_of
from kmanim.plot.marks.points import point_size
from kmanim.plot.marks.rings import draw_ringed
from kmanim.plot.marks.switched import single_reach
from kmanim.plot.panels.objective import ObjectivePanel
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted
from kmanim.plot.scene import Scene, is_end
from kmanim.plot.scenes.em.course import Course, Spread, reach_of
from kmanim.plot.scenes.em.lettering import (
    HOLDS,
    LENS_HOLDS,
    MOST_WEIGHED,
    draw_tags,
    label_on,
    tag_places,
    tag_width,
)
from kmanim.plot.scenes.em.points import Shared, SharedClouds
from kmanim.plot.scenes.em.state import NOBODY, EmState, em_states, shown_snapshots
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import TextStyle
from kmanim.simulate.machines.mixtures.trace import MixtureTrace
from kmanim.story.em.facts import EmFacts
from kmanim.story.em.share_bars import share_bars
from kmanim.story.timeline import Keyframe, Timeline

# The share of the page's width that the log-likelihood has.
_SHARE = 0.36
# A scale that differs no more is made equal: circles look like circles then.
_NEARLY = 1.7
_NAMED = 4


class EmScene(Scene):
    """The pictures of a film of EM.

    Parameters
    ----------
    trace : MixtureTrace
        What happened.
    timeline, look, stage, name, options
        As for `Scene`; one of several on a page names no rows, and no weights.
    shared : Shared, optional
        How points are shared, where another scene of the same film knows it already.
    """

    trace: MixtureTrace

    def __init__(
        self,
        trace: MixtureTrace,
        timeline: Timeline,
        look: Look,
        *,
        stage: Stage | None = None,
        name: Hashable = None,
        shared: Shared | None = None,
        **options: Any,
    ) -> None:
        self._has_panel = options.get("panel", "auto") != "none" and stage is None
        self.facts = EmFacts(trace)
        super().__init__(trace, timeline, look, stage=stage, name=name, **options)
        theme = look.style
        self._lay_beside()
        self.places = Places(trace.dataset, self.stage.plane)
        self.states = em_states(trace, self.facts, timeline)
        self._shared = shared or Shared(trace, shown_snapshots(timeline, self.states))
        self._cloud = SharedClouds(self._shared, self.places, self.styles, theme, opaque=not look.transparent)
        self.course = Course(trace, self.stage.plane)
        self._tags: dict[int, FloatArray | None] = {}

    # The page

    @classmethod
    def n_styles(cls, trace: MixtureTrace) -> int:
        """Count the components, those that lead no row among them."""
        return trace.k

    @classmethod
    def has_equal_axes(cls, trace: MixtureTrace) -> bool:
        """Tell whether points were drawn to show a shape, which is one on equal axes alone."""
        return bool(trace.dataset.lesson)

    @classmethod
    def extent(cls, trace: MixtureTrace) -> FloatArray:
        """Give points and means, and ellipses as far as they leave the points large."""
        return reach_of(trace, tuple(range(len(trace.states))))

    @classmethod
    def extent_of_result(cls, trace: MixtureTrace) -> FloatArray:
        """Give points, and where the components end."""
        return reach_of(trace, (len(trace.states) - 1,))

    @classmethod
    def extent_of_end(cls, trace: MixtureTrace) -> FloatArray:
        """Give the same: nothing of the beginning is shown."""
        return cls.extent_of_result(trace)

    def set_stage(self) -> Stage:
        """Lay the page out, with room for the panel; where both axes have nearly one scale, they get it."""
        titles, reach = self.trace.dataset.view.titles, self.extent(self.trace)
        side = _SHARE if self._has_panel else 0.0
        equal = self.has_equal_axes(self.trace)
        stage = set_stage(self.look, titles, reach, side=side)
        scale, box = stage.plane.units_per_px, stage.plane.box
        near = 1 / _NEARLY < scale[0] / scale[1] < _NEARLY
        if not titles[1] or not (equal or near or self.look.aspect == "equal"):
            return stage
        # The plot keeps its size, and shows more around the points: ellipses have use for it.
        middle, half = (stage.plane.low + stage.plane.high) / 2, scale.max() / 2
        size = np.array([box.width, box.height]) - 2 * DATA_MARGIN
        return set_stage(
            self.look, titles, np.array([middle - half * size, middle + half * size]), side=side, equal=True
        )

    def _lay_beside(self) -> None:
        """Lay out the log-likelihood: a dot a state, as far as it is known."""
        self.panel: ObjectivePanel | None = None
        values = self.facts.likelihoods
        known = np.flatnonzero(np.isfinite(values))
        aim = self.trace.parameters.objective
        if self.stage.side is None or not self._has_panel or aim is None:
            return
        self.panel = ObjectivePanel(
            self.look.style, self.stage.side, values[known], known.tolist(), aim, MARGIN,
            best=self.timeline.best, texts=[self.facts.likelihood(state) for state in known.tolist()], each="step",
        )  # fmt: skip

    def draw_stage(self, pen: Pen) -> None:
        """Draw all that never changes."""
        self.stage.draw(pen)
        if self.panel is not None:
            self.panel.draw_stage(pen)

    def draw_beside(self, pen: Pen, key: Keyframe, step: int) -> None:
        """Draw the log-likelihoods of the states that have been shown: of the ellipses in the picture the last."""
        if self.panel is None:
            return
        shown = 0 if step < 0 or key.kind == "data" else self.trace.state_of(step) + 1
        count = int(np.isfinite(self.facts.likelihoods[:shown]).sum())
        self.panel.draw(pen, count)

    # The plot

    def draw_plot(self, pen: Pen, keyframe: int, tween: int | None = None, at: float = 1.0) -> None:
        """Draw the points and all that is among them; parameters as for `draw`."""
        key = self.timeline.keyframes[keyframe]
        end = is_end(key, tween, at)
        state = self.states[keyframe] if end else self._on_the_way(keyframe, tween or 0, at)
        self._plot(pen, state)
        if state.switched.size and state.shared is not None:
            self._draw_switched(pen, state, keyframe if end else max(keyframe - 1, 0))
        if self.is_alone and state.ellipses is not None:
            self._draw_tags(pen, keyframe, state, end=end)
        if end and self.is_alone:
            draw_labels(pen, self._names(keyframe), self.look.style)
            if key.kind == "start":
                draw_labels(pen, self._levels(keyframe), self.look.style, "levels")
            self._draw_card(pen, keyframe)

    def _on_the_way(self, keyframe: int, tween: int, at: float) -> EmState:
        """Give what is shown on the way to a keyframe."""
        key, here = self.timeline.keyframes[keyframe], self.states[keyframe]
        before = self.states[keyframe - 1] if keyframe else EmState()
        before = replace(before, near=(), explained=None)
        passed = {lead.kind for lead in key.lead_in[:tween]}
        kind = key.lead_in[tween].kind
        if kind == "recolour":
            return replace(before, settled=at) if at < 1 else replace(before, switched=NOBODY)
        if "recolour" in passed:
            before = replace(before, switched=NOBODY)
        if kind == "sweep" and here.shared is not None:
            return replace(before, shared=here.shared, swept=int(np.ceil(at * self.trace.dataset.n)))
        if kind == "forward":
            step = key.passing_at(at)[0]
            return replace(
                here, shared=step, ellipses=self.trace.state_of(step), switched=NOBODY, near=(), trail=False
            )
        if kind == "move" and before.ellipses is not None:
            return replace(before, bound=here.ellipses, way=eased(at), old=before.ellipses)
        return before

    def _components(self, state: EmState) -> Spread | None:
        if state.ellipses is None:
            return None
        if state.bound is None:
            return self.course.at(state.ellipses)
        return self.course.between(state.ellipses, state.bound, state.way)

    def _plot(self, pen: Pen, state: EmState) -> None:
        theme, n, box = self.look.style, len(self.places), self.stage.plane.box
        now = self._components(state)
        many = n > CROWD
        with pen.clipped(box.left + 0.5, box.bottom + 0.5, box.width - 0.5, box.height - 0.5):
            if now is None:
                self._draw_points(pen, state)
            else:
                old = None if state.old is None else self.course.at(state.old)

                def points() -> None:
                    if many:
                        self._draw_points(pen, state)
                    if old is not None:
                        draw_old_ellipses(pen, *old, theme, over_many=many)
                    draw_ellipses(pen, *now, self.styles, theme, over_many=many)
                    if not many:
                        self._draw_points(pen, state)

                stops = self.course.stops(state.ellipses or 0) if state.trail else ()
                bound = None if state.bound is None else self.course.at(state.bound).means
                draw_ground(
                    pen, points, n, now.means, self.styles, theme,
                    old=None if old is None else old.means, bound=bound, stops=stops,
                )  # fmt: skip
                draw_centroids(pen, now.means, self.styles, theme)
                draw_emphasis(pen, now.means[list(state.flawed)], theme)
        if state.near:
            with pen.role("near ties"):
                draw_ringed(pen, self.places[list(state.near)], n, theme)
        if state.explained is not None:
            draw_ring(pen, self.places[state.explained], theme)

    def _draw_points(self, pen: Pen, state: EmState) -> None:
        colouring = self._shared.colouring(state.shared, state.swept)
        pen.kept(("points", self.name, colouring), lambda pen: self._cloud.draw(pen, colouring))

    def _draw_switched(self, pen: Pen, state: EmState, keyframe: int) -> None:
        assert state.shared is not None
        self._cloud.turn(state.shared, state.shared - 2)
        place = self._shared.colouring(state.shared).step
        assert place is not None
        self._cloud.draw_switched(pen, place, state.switched, state.settled)
        marks = self._cloud.switched(place, state.switched)
        if marks.is_crowd and self.is_alone:
            pills = pills_of(self._room_of(keyframe), marks, self.look.style)
            draw_pills(pen, pills, self.look.style)

    @cached_property
    def _obstacles(self) -> Obstacles:
        return Obstacles(self.places, self.stage.plane.box)

    # Letters

    def _weights(self, state: int) -> list[str]:
        """Give what stands beside the numbers; nothing where there is one component, or very many."""
        if not 1 < self.trace.k <= MOST_WEIGHED:
            return [""] * self.trace.k
        return self.facts.weights(self.trace.states[state])

    def _tags_at(self, keyframe: int) -> FloatArray | None:
        """Give how the tags of a keyframe stand to its means; on their way they keep to them."""
        for number in range(keyframe + 1):  # each keeps its side from picture to picture
            if number in self._tags:
                continue
            state = self.states[number]
            self._tags[number] = None
            if state.ellipses is None:
                continue
            now, theme = self.course.at(state.ellipses), self.look.style
            room = FreeRoom(self.stage.plane.box, self._obstacles, point_size(len(self.places), theme) / 2)
            for mean, spread in zip(*now, strict=True):
                room.take_line(outline(mean, spread))
                room.take_mark(mean, theme.centroid / 2 + 1)
            if state.old is not None:
                for mean in self.course.at(state.old).means:
                    room.take_mark(mean, theme.centroid / 2 + 1)
            for row in state.switched[:60].tolist():
                room.take_mark(self.places[row], single_reach(len(self.places), theme))
            card = self._card(number)
            if card is not None:
                room.take_box(card[1])
            before = self._tags.get(number - 1)
            places = tag_places(room, now.means, self._weights(state.ellipses), before, theme)
            self._tags[number] = places - now.means
        return self._tags[keyframe]

    def _draw_tags(self, pen: Pen, keyframe: int, state: EmState, *, end: bool) -> None:
        now = self._components(state)
        assert now is not None
        assert state.ellipses is not None
        arriving = self._tags_at(keyframe)
        offset = arriving
        passing = not end and any(
            lead.kind == "forward" for lead in self.timeline.keyframes[keyframe].lead_in
        )
        if not end and keyframe and not passing:
            leaving = self._tags_at(keyframe - 1)
            offset = leaving
            if leaving is not None and arriving is not None and state.bound is not None:
                offset = turned(leaving, arriving, state.way)
        if offset is not None:
            draw_tags(pen, now.means + offset, self._weights(state.ellipses), self.look.style)

    def _levels(self, keyframe: int) -> list[Label]:
        """Say once, on the ellipses, how far they reach, and how much of a component they hold."""
        state, theme = self.states[keyframe], self.look.style
        if state.ellipses is None:
            return []
        now, room = self.course.at(state.ellipses), self._room_of(keyframe)
        held = LENS_HOLDS if self.trace.dataset.d == 1 else HOLDS
        found = []
        for level, share in zip(LEVELS, held, strict=True):
            label = label_on(
                room, now.means, now.spreads, level, f"{level} sd: {share}", self.stage.plane.box, theme
            )
            found += [label] if label is not None else []
        return found

    def _room_of(self, keyframe: int) -> FreeRoom:
        """Give the plot as letters see it that come last: what is taken by means, tags and card."""
        state, theme = self.states[keyframe], self.look.style
        room = FreeRoom(self.stage.plane.box, self._obstacles, point_size(len(self.places), theme) / 2)
        if state.ellipses is None:
            return room
        now, tags = self.course.at(state.ellipses), self._tags_at(keyframe)
        weights = self._weights(state.ellipses)
        for number, mean in enumerate(now.means):
            room.take_mark(mean, theme.centroid / 2 + 2)
            if tags is not None:
                x, y = mean + tags[number]
                wide = tag_width(number + 1, weights[number], theme)
                room.take_box(Box(float(x) - wide / 2, float(y) - 7, wide, 14))
        card = self._card(keyframe)
        if card is not None:
            room.take_box(card[1])
        return room

    def _names(self, keyframe: int) -> list[Label]:
        """Name the row that is explained, and a few that change sides, where rows have names."""
        state, dataset, theme = self.states[keyframe], self.trace.dataset, self.look.style
        if state.ellipses is None:
            return []
        switched = state.switched.tolist() if state.switched.size <= _NAMED else []
        near = list(state.near) if len(state.near) <= _NAMED else []
        rows = [state.explained] if state.explained is not None else [*switched, *near]
        # A number of a row says nothing; why it is ringed does.
        rows = [row for row in rows if dataset.labels is not None or row in near]
        if not rows:
            return []
        size = point_size(len(self.places), theme)
        room = self._room_of(keyframe)
        style = TextStyle(size=theme.name_size, colour=theme.ink, halo=2.5, halo_colour=theme.halo)
        widest = 0.45 * self.stage.plane.box.width
        reach = {row: single_reach(len(self.places), theme) for row in switched}
        found = []
        for row in rows:
            name = fitted(dataset.drawn_name(row), style, widest) if dataset.labels is not None else ""
            if row in near and state.shared is not None:
                name = f"{name} {self.facts.tie(row, self.trace.state_of(state.shared))}".strip()
            found.append(room.name(self.places[row], reach.get(row, size / 2 + 6), name, style))
        return found

    # Cards

    @cached_property
    def _cards(self) -> dict[int, tuple[Any, Box]]:
        """The shares of explained rows, and where they stand, by keyframe."""
        found = {}
        theme, room = self.look.style, self.stage.plane.box
        for keyframe, state in enumerate(self.states):
            if state.explained is None or state.ellipses is None or not self.is_alone:
                continue
            bars = share_bars(self.facts, state.explained)
            size = share_size(bars, theme)
            if size[0] > 0.85 * room.width or size[1] > 0.6 * room.height:
                continue
            means = self.course.at(state.ellipses).means
            marks = [(mean, theme.centroid / 2 + 12, 1.0) for mean in means]
            marks.append((self.places[state.explained], 24.0, 8.0))
            found[keyframe] = (bars, card_box(room, size, self._obstacles, len(self.places), marks))
        return found

    def _card(self, keyframe: int) -> tuple[Any, Box] | None:
        return self._cards.get(keyframe)

    def _draw_card(self, pen: Pen, keyframe: int) -> None:
        card = self._card(keyframe)
        if card is not None:
            draw_share_bars(pen, card[1], card[0], self.styles, self.look.style)

    def end_marks(self) -> list[tuple[FloatArray, float]]:
        """Give where the means end."""
        return [(mean, 1.0) for mean in self.course.at(len(self.trace.states) - 1).means]

    # On a small plane

    def draw_small(self, pen: Pen, keyframe: int, cloud: Cloud) -> None:
        """Draw a held picture's plot on a small plane."""
        look = replace(self.look, theme=cloud.theme)
        stage = Stage(look=look, plane=cloud.plane)
        name = ("small", keyframe, cloud.plane.box)
        inner = type(self)(
            self.trace, self.timeline, look, stage=stage, name=name, shared=self._shared, **self.options
        )
        inner.draw_plot(pen, keyframe)

    @classmethod
    def draw_result(cls, pen: Pen, trace: MixtureTrace, cloud: Cloud) -> None:
        """Draw the end of a run: points as they are shared, ellipses and means; all grey where it is no result."""
        styles, theme, n = cls.styles_of(trace, cloud.theme), cloud.theme, trace.dataset.n
        now = Course(trace, cloud.plane).at(len(trace.states) - 1)
        many = n > CROWD

        def draw_points() -> None:
            known = None if trace.failure else trace.responsibilities(len(trace) - 1)
            if known is None:
                cloud.draw(pen, None, styles)
            else:
                cloud.draw(pen, codes_of(known), shared_styles(styles, theme.unassigned))

        def points() -> None:
            if many:
                draw_points()
            draw_ellipses(pen, *now, styles, theme, over_many=many)
            if not many:
                draw_points()

        box = cloud.plane.box
        with pen.clipped(box.left + 0.5, box.bottom + 0.5, box.width - 0.5, box.height - 0.5):
            draw_ground(pen, points, n, now.means, styles, theme)
            draw_centroids(pen, now.means, styles, theme)
