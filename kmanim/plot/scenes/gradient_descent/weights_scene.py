"""The loss over two weights as a valley of contours, and the way that a run takes through it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np

from kmanim.arrays import FloatArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.data.feature import Feature
from kmanim.data.scaling import Scaling
from kmanim.data.view import View
from kmanim.errors import InputError
from kmanim.plot.axes.places import extent_of
from kmanim.plot.axes.plane import Box, Plane
from kmanim.plot.film.easing import eased
from kmanim.plot.layout import Stage
from kmanim.plot.marks import curves
from kmanim.plot.render.pen import Pen
from kmanim.plot.scene import Scene, is_end
from kmanim.plot.scenes.gradient_descent.landscape import Landscape
from kmanim.plot.scenes.gradient_descent.loss_panel import dotted_steps, loss_courses
from kmanim.plot.scenes.gradient_descent.moment import UNDOTTED
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import cluster_styles
from kmanim.plot.style.theme import Theme
from kmanim.simulate.machines.descent.trace import DescentTrace
from kmanim.story.timeline import Keyframe, Timeline

_SIDE = 0.35
# A way that leaves the valley opens the axes by so much of the span from start to best on each side.
_ROOM = 1.05  # a step of the largest stable rate leads as far beyond the best as it began before it
_AROUND = 0.15
_STOP, _BALL = 5.0, 13.0


class WeightsScene(Scene):
    """The pictures of a film in the space of two weights.

    Parameters
    ----------
    trace : DescentTrace
        What happened.
    timeline, look, stage, name, options
        As for `Scene`.
    """

    side = _SIDE
    end_kinds = ()
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
        plane = self.stage.plane
        self._landscape = Landscape(trace, plane)
        self._stops: FloatArray = plane.to_px(weights_of(trace))
        self._courses = (
            None
            if self.stage.side is None
            else loss_courses(trace, timeline, look.style, self.stage.side, rights=False)
        )

    @classmethod
    def check(cls, trace: DescentTrace, **options: Any) -> None:  # noqa: ARG003 - only one brings it here
        """Refuse a model that has not two weights.

        Raises
        ------
        InputError
            If it has more, or fewer.
        """
        count = len(trace.names)
        if count != 2:
            raise InputError(
                f"space weights shows the loss over two weights, and this model has {count:,}; "
                "a line over one feature has two (columns), or leave space out"
            )

    @classmethod
    def drawn(cls, trace: DescentTrace) -> Dataset:
        """Give the weights of all steps as a table, as far as they are near."""
        low, high = _window(trace, _ROOM)
        points = frozen(np.clip(weights_of(trace), low, high))
        names = axis_titles(trace)
        return Dataset(
            name=trace.dataset.name,
            points=points,
            features=tuple(Feature(name) for name in names),
            noun=("step", "steps"),
            scaling=Scaling.fit("none", points),
            view=View.of_columns(names, (0, 1)),
        )

    @classmethod
    def has_equal_axes(cls, trace: DescentTrace) -> bool:
        """Tell whether both weights have one unit, so that a round valley is one: where the feature is scaled."""
        return bool(trace.dataset.scaling.method != "none")

    @classmethod
    def n_styles(cls, trace: DescentTrace) -> int:  # noqa: ARG003 - there are always two
        """Count the classes."""
        return 2

    @classmethod
    def extent(cls, trace: DescentTrace) -> FloatArray:
        """Give start, best and the way, as far as it stays near, with room around them for the valley."""
        return np.vstack([extent_of(cls.drawn(trace)), _window(trace, _AROUND)])

    @classmethod
    def extent_of_result(cls, trace: DescentTrace) -> FloatArray:
        """Give the same: the end is where the way leads."""
        return cls.extent(trace)

    def draw_plot(self, pen: Pen, keyframe: int, tween: int | None = None, at: float = 1.0) -> None:
        """Draw the valley and the way through it; parameters as for `draw`."""
        key = self.timeline.keyframes[keyframe]
        box, theme = self.stage.plane.box, self.look.style
        with pen.clipped(box.left + 0.5, box.bottom + 0.5, box.width - 0.5, box.height - 0.5):
            pen.kept(("landscape", self.name), lambda pen: self._landscape.draw(pen, theme))
            if key.kind != "data":
                self._draw_way(pen, keyframe, tween, at)
            self._landscape.draw_best(pen, theme)

    def _draw_way(self, pen: Pen, keyframe: int, tween: int | None, at: float) -> None:
        key, theme = self.timeline.keyframes[keyframe], self.look.style
        before = self.timeline.keyframes[keyframe - 1].step if keyframe else key.step
        share = 1.0
        if not is_end(key, tween, at) and tween is not None:
            share = eased(at) if key.lead_in[tween].kind == "move" else 0.0
        shown = self._shown(before if share < 1 else key.step)
        draw_way(pen, self._way(before, key.step, share), shown, theme, self.stage.plane)

    def _way(self, before: int, step: int, share: float) -> FloatArray:
        """Give the way from the start, up to a share of what leads from one step to another."""
        if share >= 1 or step <= before:
            return self._stops[: step + 1]
        way = self._stops[before : step + 1]
        far = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(way, axis=0).T))])
        goal = share * far[-1]
        last = min(int(np.searchsorted(far, goal, side="right")) - 1, len(way) - 2)
        part = (goal - far[last]) / ((far[last + 1] - far[last]) or 1.0)
        here = way[last] + part * (way[last + 1] - way[last])
        return np.vstack([self._stops[: before + last + 1], here])

    def _shown(self, step: int) -> FloatArray:
        """Give the places of the steps that have been shown, shape (m, 2)."""
        return self._stops[[number for number in dotted_steps(self.timeline) if number <= step]]

    def draw_stage(self, pen: Pen) -> None:
        """Draw all that never changes."""
        self.stage.draw(pen)
        if self._courses is not None:
            self._courses.draw_axes(pen)

    def draw_beside(self, pen: Pen, key: Keyframe, step: int) -> None:
        """Draw the loss as far as it has been shown."""
        if self._courses is not None:
            self._courses.draw(pen, -1 if key.kind in UNDOTTED else max(step, 0))

    @classmethod
    def draw_result(cls, pen: Pen, trace: DescentTrace, cloud: Cloud) -> None:
        """Draw the valley and the whole way through it on a small plane."""
        landscape = Landscape(trace, cloud.plane)
        landscape.draw(pen, cloud.theme)
        way = cloud.plane.to_px(weights_of(trace))
        draw_way(pen, way, way[:0], cloud.theme, cloud.plane)
        landscape.draw_best(pen, cloud.theme)


def draw_way(pen: Pen, way: FloatArray, stops: FloatArray, theme: Theme, plane: Plane) -> None:
    """Draw a way with a dot where a step was shown, a ring where it began, and a ball where it is now."""
    box, colour = plane.box, cluster_styles(2, theme)[1].colour
    path = curves.inside(way, box) if len(way) > 1 else way[:0]
    with pen.role("way"):
        if len(path):
            pen.line(path, theme.halo, theme.line + 2)
            pen.line(path, colour, theme.line)
        pen.markers("circle", _within(stops, box), _STOP, colour)
    with pen.role("way start"):
        pen.markers("circle", _within(way[:1], box), _BALL - 3, theme.paper, theme.ink, theme.line)
    with pen.role("ball"):
        pen.markers("circle", _within(way[-1:], box), _BALL, colour, theme.ink, theme.line)


def _within(places: FloatArray, box: Box) -> FloatArray:
    """Give the places that lie on the plot."""
    across, up = places.T
    seen = (across >= box.left) & (across <= box.right) & (up >= box.bottom) & (up <= box.top)
    found: FloatArray = places[seen]
    return found


def weights_of(trace: DescentTrace) -> FloatArray:
    """Give the weights of all steps, shape (s, p), in clustered units."""
    return np.array([snapshot.weights for snapshot in trace.unlabelled])


def axis_titles(trace: DescentTrace) -> tuple[str, str]:
    """Name both weights with their units."""
    feature, told = trace.dataset.features[0], trace.target.feature
    is_scaled = trace.dataset.scaling.method != "none"
    per = {"zscore": "sd", "minmax": "range"}.get(trace.dataset.scaling.method, feature.unit)
    unit = told.unit if not trace.has_classes else ""
    if unit and per:
        return f"w ({unit} per {per})", f"b ({unit})"
    return f"w ({feature.name}{', scaled' if is_scaled else ''})", "b"


def _window(trace: DescentTrace, room: float) -> FloatArray:
    """Choose what of the plane is near: start and best, and some room around them; its two corners."""
    ends = [trace.unlabelled[0].weights]
    if trace.best is not None and trace.best.weights is not None:
        ends.append(trace.best.weights)
    else:
        ends.append(trace.unlabelled[-1].weights)
    low, high = np.min(ends, axis=0), np.max(ends, axis=0)
    span = high - low
    span = np.where(span > 0, span, span.max() or 1.0)
    if WeightsScene.has_equal_axes(trace):  # as wide as high, or little would be left of the plot
        middle, span = (low + high) / 2, np.full(2, span.max())
        low, high = middle - span / 2, middle + span / 2
    return np.array([low - room * span, high + room * span])
