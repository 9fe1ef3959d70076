"""Affinity propagation on the page: links from points to their choices, and the messages beside them."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cached_property, partial
from typing import Any, NamedTuple

import numpy as np

from kmanim.arrays import NOBODY, IntArray
from kmanim.plot.axes.places import Places
from kmanim.plot.axes.plane import Box
from kmanim.plot.density.clouds import is_dense
from kmanim.plot.labels.labels import draw_labels
from kmanim.plot.layout import MARGIN, Stage, set_stage
from kmanim.plot.marks.links import draw_exemplars, draw_links, link_width
from kmanim.plot.marks.pills import draw_pills, pills_of
from kmanim.plot.marks.switched import Switched, draw_switched
from kmanim.plot.render.pen import Pen
from kmanim.plot.scene import Scene, is_end, passing_at
from kmanim.plot.scenes.affinity_propagation.choices import (
    LESSONS,
    WITHOUT_LINKS,
    choices_at,
    draw_coloured,
    labels_at,
)
from kmanim.plot.scenes.affinity_propagation.course_panel import CoursePanel
from kmanim.plot.scenes.affinity_propagation.lesson import draw_explained, draw_pair
from kmanim.plot.scenes.affinity_propagation.matrix_panel import MatrixPanel
from kmanim.plot.scenes.affinity_propagation.names import Names, row_names
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import ClusterStyle, cluster_styles
from kmanim.simulate.machines.messages.trace import MessageTrace
from kmanim.story.affinity_propagation.lessons import MOST_DRAWN
from kmanim.story.affinity_propagation.tutorial import Tried, tried
from kmanim.story.timeline import Keyframe, Timeline

_SIDE = 0.45
# How much of the height the two matrices take.
_PAIR = 0.47


class _Shown(NamedTuple):
    """What the plot shows at an instant.

    Attributes
    ----------
    step : int
        The snapshot.
    turned : ndarray of shape (m,)
        Rows that are yellow.
    settled : float
        How far their yellow has gone.
    is_held : bool
        Whether it is the held picture of the keyframe.
    """

    step: int
    turned: IntArray
    settled: float
    is_held: bool


class MessageScene(Scene):
    """The pictures of a film of affinity propagation; parameters as for `Scene`."""

    trace: MessageTrace

    def __init__(
        self,
        trace: MessageTrace,
        timeline: Timeline,
        look: Look,
        *,
        stage: Stage | None = None,
        name: Hashable = None,
        **options: Any,
    ) -> None:
        self._panel = _panel_of(trace, options.get("panel", "auto"))
        super().__init__(trace, timeline, look, stage=stage, name=name, **options)
        theme, side = look.style, self.stage.side
        self.places = Places(trace.dataset, self.stage.plane)
        self.names = Names(trace, self.places, self.stage.plane.box, theme)
        self._cloud = Cloud(trace.dataset, self.stage.plane, theme)
        self.matrices: MatrixPanel | None = None
        self.course: CoursePanel | None = None
        if side is not None and self._panel != "none":
            room = Box(side.left + 8, side.bottom, side.width - 8 - MARGIN, side.height)
            names = row_names(trace)
            if self._panel == "matrices":
                high = round(_PAIR * room.height)
                pair = Box(room.left, room.top - high, room.width, high)
                self.matrices = MatrixPanel(trace, room, pair, theme, names)
                room = Box(room.left, room.bottom, room.width, self.matrices.bottom - 6 - room.bottom)
            self.course = CoursePanel(trace, room, theme, names, strip=trace.dataset.n <= MOST_DRAWN)

    def set_stage(self) -> Stage:
        """Lay the page out; where both axes have nearly one scale, they get it."""
        titles, reach = self.trace.dataset.view.titles, self.extent(self.trace)
        side = _SIDE if self._panel != "none" else 0.0
        stage = set_stage(self.look, titles, reach, side=side)
        if stage.plane.is_nearly_equal:
            return set_stage(self.look, titles, reach, side=side, equal=True)
        return stage

    # The points

    def draw_plot(self, pen: Pen, keyframe: int, tween: int | None = None, at: float = 1.0) -> None:
        """Draw the points and all that is among them; parameters as for `draw`."""
        key = self.timeline.keyframes[keyframe]
        shown = self._shown(keyframe, tween, at)
        theme, box = self.look.style, self.stage.plane.box
        with pen.clipped(box.left + 0.5, box.bottom + 0.5, box.width - 0.5, box.height - 0.5):
            named = ("links", self.name, keyframe, shown.step, shown.settled > 0)
            links = partial(self._draw_links, shown=shown, key=key)
            dense = is_dense(pen, len(self.places))  # links lie over a cloud, and under points
            if not dense:
                pen.kept(named, links)
            other = self._tried.get(key.kind) if shown.is_held else None
            if other is not None:
                self._draw_tried(pen, other)
            else:
                self._draw_points(pen, shown.step)
            if dense:
                pen.kept(named, links)
            self._draw_rings(pen, shown, key)
            self._draw_turned(pen, shown)
            if shown.is_held:
                draw_pair(pen, key, self.trace, self.places, theme)
        if self.is_alone:
            if self.names.fixed:
                pen.kept(("names", self.name), partial(draw_labels, labels=self.names.fixed, theme=theme))
            elif shown.is_held:
                pen.kept(
                    ("own names", keyframe), partial(draw_labels, labels=self.names.of(key), theme=theme)
                )

    def _shown(self, keyframe: int, tween: int | None, at: float) -> _Shown:
        """Say what is shown on the way to a keyframe, or at it."""
        key = self.timeline.keyframes[keyframe]
        if is_end(key, tween, at):
            return _Shown(key.step, self._turned(key), 0.0, True)
        before = self.timeline.keyframes[keyframe - 1] if keyframe else key
        passed, _ = passing_at(key, tween, at)
        if passed is not None:
            return _Shown(passed, NOBODY, 0.0, False)
        settling = key.lead_in[tween or 0].kind == "recolour"
        return _Shown(before.step, self._turned(before), at if settling else 0.0, False)

    def _turned(self, key: Keyframe) -> IntArray:
        return self.trace.turned(key.step) if key.kind == "turn" else NOBODY

    def _draw_points(self, pen: Pen, step: int) -> None:
        history = self.trace.history
        paint = partial(self._cloud.draw, labels=labels_at(self.trace, step), styles=self.styles)
        pen.kept(("points", self.name, history.versions[step]), paint)

    def _draw_links(self, pen: Pen, shown: _Shown, key: Keyframe) -> None:
        if not shown.step or key.kind in WITHOUT_LINKS:
            return
        theme, n = self.look.style, len(self.places)
        places, width = self.places[:], link_width(n, theme)
        choices = choices_at(self.trace, shown.step)
        if choices is None:
            return
        turned = shown.turned if not shown.settled else NOBODY
        if turned.size:
            before = choices_at(self.trace, shown.step - 1)
            assert before is not None
            draw_links(pen, places, before, turned, theme.earlier, max(width, 1.0), old=True)
        others = np.ones(n, np.bool_)
        others[turned] = False
        draw_coloured(
            pen,
            places,
            choices,
            np.flatnonzero(others),
            labels_at(self.trace, shown.step),
            self.styles,
            theme,
            width,
        )
        draw_links(pen, places, choices, turned, theme.ink, max(1.5 * width, 1.2))

    def _draw_rings(self, pen: Pen, shown: _Shown, key: Keyframe) -> None:
        if key.kind in WITHOUT_LINKS:
            return
        theme, n, now = self.look.style, len(self.places), self.trace.unlabelled[shown.step].exemplars
        if shown.is_held and key.kind in ("turn", "exemplars", "refined"):
            before = self.trace.unlabelled[shown.step - 1].exemplars
            draw_exemplars(pen, self.places[np.setdiff1d(before, now)], n, theme, old=True)
        draw_exemplars(pen, self.places[np.asarray(now, np.intp)], n, theme)

    def _draw_turned(self, pen: Pen, shown: _Shown) -> None:
        rows = shown.turned
        if not rows.size or shown.settled >= 1:
            return
        theme, n = self.look.style, len(self.places)
        switched = self._marks(shown.step)
        there = None
        if switched.is_crowd:
            there = np.arange(len(rows)) >= round(shown.settled * len(rows))
        styles = (*self.styles, ClusterStyle(theme.unassigned, "circle", None))
        draw_switched(
            pen, switched, n, styles, theme, settled=0.0 if switched.is_crowd else shown.settled, there=there
        )
        if switched.is_crowd and self.is_alone:
            draw_pills(pen, pills_of(self.names.room(), switched, theme), theme, there)

    def _marks(self, step: int) -> Switched:
        """Give the rows that turn in an update, as they are marked."""
        if step not in self._marked:
            rows = self.trace.turned(step)
            now, before = (self.trace.history.at(i) for i in (step, step - 1))
            assert now is not None
            assert before is not None
            n = len(self.places)
            self._marked[step] = Switched.of(self.places[rows], before[rows], now[rows], n, self.look.style)
        return self._marked[step]

    @cached_property
    def _marked(self) -> dict[int, Switched]:
        return {}

    @cached_property
    def _tried(self) -> dict[str, Tried]:
        """What other preferences lead to, where the film tells it."""
        if not any(key.kind == "median" for key in self.timeline.keyframes):
            return {}
        return {one.kind: one for one in tried(self.trace)}

    def _draw_tried(self, pen: Pen, other: Tried) -> None:
        """Draw the clusters that another preference leads to."""
        theme, n = self.look.style, len(self.places)
        if other.failure:
            self._cloud.draw(pen, None, self.styles)
            return
        styles = cluster_styles(max(len(other.exemplars), 1), theme)
        choices = np.asarray(other.exemplars, np.intp)[other.labels]
        every = np.arange(n)
        draw_coloured(pen, self.places[:], choices, every, other.labels, styles, theme, link_width(n, theme))
        self._cloud.draw(pen, other.labels, styles)
        draw_exemplars(pen, self.places[np.asarray(other.exemplars, np.intp)], n, theme)

    # Beside them

    def draw_beside(self, pen: Pen, key: Keyframe, step: int) -> None:
        """Draw the matrices that are told, or the messages and the course as far as snapshot `step` has been shown."""
        if self.course is None or key.kind in ("data", "messages", "equal") or not self.trace.updates:
            return
        if self.matrices is not None and key.kind in LESSONS:
            draw_explained(pen, key, self.trace, self.matrices, self._tried)
            return
        update = min(step, self.trace.updates)
        if update < 1:
            return
        self.course.draw_axes(pen)
        self.course.draw(pen, step)
        if self.matrices is not None:
            self.matrices.draw_both(pen, update)

    # On small planes

    @classmethod
    def draw_result(cls, pen: Pen, trace: MessageTrace, cloud: Cloud) -> None:
        """Draw the end of a run: every point in the colour of its exemplar, exemplars ringed; all grey if it failed."""
        styles, n, theme = cls.styles_of(trace, cloud.theme), trace.dataset.n, cloud.theme
        labels = labels_at(trace, len(trace) - 1)
        choices = choices_at(trace, len(trace) - 1)
        if choices is not None and not is_dense(pen, n):
            draw_coloured(
                pen, cloud.places[:], choices, np.arange(n), labels, styles, theme, link_width(n, theme)
            )
        cloud.draw(pen, labels, styles)
        draw_exemplars(pen, cloud.places[np.asarray(trace.exemplars, np.intp)], n, theme)


def _panel_of(trace: MessageTrace, asked: str) -> str:
    """Say what stands beside the points."""
    if asked == "auto" or (asked == "matrices" and trace.dataset.n > MOST_DRAWN):
        return "matrices" if trace.dataset.n <= MOST_DRAWN else "curves"
    return asked
