"""EM on the page: points between the colours of the components that share them, ellipses that move, the likelihood."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import Any

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.places import Places, extent_of
from kmanim.plot.film.easing import turned
from kmanim.plot.labels.labels import draw_labels
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.layout import DATA_MARGIN, MARGIN, Stage, set_stage
from kmanim.plot.marks.centroids import draw_centroids, draw_emphasis
from kmanim.plot.marks.distances import draw_ring
from kmanim.plot.marks.ellipses import draw_ellipses, draw_old_ellipses
from kmanim.plot.marks.ground import CROWD, draw_ground
from kmanim.plot.marks.pills import draw_pills, pills_of
from kmanim.plot.marks.rings import draw_ringed
from kmanim.plot.panels.objective import ObjectivePanel
from kmanim.plot.render.pen import Pen
from kmanim.plot.scene import Scene, is_end
from kmanim.plot.scenes.em.cards import Cards
from kmanim.plot.scenes.em.course import Course, Spread, reach_of
from kmanim.plot.scenes.em.lettering import Letters
from kmanim.plot.scenes.em.points import Shared, SharedClouds
from kmanim.plot.scenes.em.small_planes import draw_result
from kmanim.plot.scenes.em.state import EmState, em_states, on_the_way, shown_snapshots
from kmanim.plot.scenes.em.tags import draw_tags
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.look import Look
from kmanim.simulate.machines.mixtures.trace import MixtureTrace
from kmanim.story.em.facts import EmFacts
from kmanim.story.timeline import Keyframe, Timeline

# The share of the page's width that the log-likelihood has.
_SHARE = 0.36


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
        self._cloud = self._clouds()
        self.course = Course(trace, self.stage.plane)
        obstacles = Obstacles(self.places, self.stage.plane.box)
        around = self.facts, self.states, self.course, self.places, obstacles
        self.cards = Cards(*around, theme)
        self.letters = Letters(*around, self.cards, theme, is_alone=self.is_alone)
        self._is_small = shared is not None

    def _clouds(self) -> Any:
        """Make the points ready to be drawn."""
        opaque = not self.look.transparent
        return SharedClouds(self._shared, self.places, self.styles, self.look.style, opaque=opaque)

    # The page

    @property
    def n(self) -> int:
        """How many points there are."""
        return self.trace.n

    @classmethod
    def ends_of(cls, trace: MixtureTrace) -> FloatArray:
        """Give the lower and the upper corner of all points, shape (2, 2), in the view's units."""
        return extent_of(trace.dataset)

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
        return reach_of(trace, cls.ends_of(trace), tuple(range(len(trace.states))))

    @classmethod
    def extent_of_result(cls, trace: MixtureTrace) -> FloatArray:
        """Give points, and where the components end."""
        return reach_of(trace, cls.ends_of(trace), (len(trace.states) - 1,))

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
        if not titles[1] or not (equal or stage.plane.is_nearly_equal or self.look.aspect == "equal"):
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
        state = self.states[keyframe]
        if not end:
            state = on_the_way(self.trace, self.timeline, self.states, keyframe, tween or 0, at)
        self._plot(pen, state)
        if state.switched.size and state.shared is not None:
            self._draw_switched(pen, state, keyframe if end else max(keyframe - 1, 0))
        if not self._is_small and state.ellipses is not None:
            self._draw_tags(pen, keyframe, state, end=end)
        if end and self.is_alone:
            draw_labels(pen, self.letters.names(keyframe), self.look.style)
            if key.kind == "start":
                draw_labels(pen, self.letters.levels(keyframe), self.look.style, "levels")
            self.cards.draw(pen, keyframe, self.styles)

    def _components(self, state: EmState) -> Spread | None:
        if state.ellipses is None:
            return None
        if state.bound is None:
            return self.course.at(state.ellipses)
        return self.course.between(state.ellipses, state.bound, state.way)

    def _plot(self, pen: Pen, state: EmState) -> None:
        theme, n, box = self.look.style, self.n, self.stage.plane.box
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
        if state.near and self.is_alone:  # without its share a ring says nothing
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
            pills = pills_of(self.letters.room(keyframe), marks, self.look.style)
            draw_pills(pen, pills, self.look.style)

    def _draw_tags(self, pen: Pen, keyframe: int, state: EmState, *, end: bool) -> None:
        now = self._components(state)
        assert now is not None
        assert state.ellipses is not None
        arriving = self.letters.tags(keyframe)
        offset = arriving
        passing = not end and any(
            lead.kind == "forward" for lead in self.timeline.keyframes[keyframe].lead_in
        )
        if not end and keyframe and not passing:
            leaving = self.letters.tags(keyframe - 1)
            offset = leaving
            if leaving is not None and arriving is not None and state.bound is not None:
                offset = turned(leaving, arriving, state.way)
        if offset is not None:
            draw_tags(pen, now.means + offset, self.letters.weights(state.ellipses), self.look.style)

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
        draw_result(pen, trace, cloud, cls.styles_of(trace, cloud.theme))
