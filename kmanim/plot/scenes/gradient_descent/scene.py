"""Gradient descent on the page: a curve, a boundary or a bent one, where it was before, and the loss beside it."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.plot.axes.places import extent_of
from kmanim.plot.labels.labels import draw_labels
from kmanim.plot.layout import Stage
from kmanim.plot.marks import curves
from kmanim.plot.panels.class_key import KEY, draw_class_key
from kmanim.plot.panels.courses import Courses
from kmanim.plot.render.pen import Pen
from kmanim.plot.scene import Scene
from kmanim.plot.scenes.gradient_descent.drawn_table import drawn_table
from kmanim.plot.scenes.gradient_descent.lettered import LetteredScene
from kmanim.plot.scenes.gradient_descent.loss_panel import loss_courses
from kmanim.plot.scenes.gradient_descent.moment import UNDOTTED, Moment
from kmanim.plot.scenes.gradient_descent.points import DescentPoints, class_styles
from kmanim.plot.scenes.gradient_descent.told import Told
from kmanim.plot.scenes.gradient_descent.weights_scene import WeightsScene
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.palettes import ClusterStyle, cluster_styles
from kmanim.plot.style.theme import Theme
from kmanim.simulate.machines.descent.trace import DescentTrace
from kmanim.story.timeline import Keyframe

_SIDE = 0.35
# A curve may open the axes by so much of the rows' own range on each side.
_ROOM = 0.45


class DescentScene(LetteredScene):
    """The pictures of a film of gradient descent.

    Parameters
    ----------
    trace : DescentTrace
        What happened.
    timeline, look, stage, name, options
        As for `Scene`.
    """

    side = _SIDE
    end_kinds = ()  # the told classes are on the plot already, beside the known ones

    @classmethod
    def chosen(cls, **options: Any) -> type[Scene]:
        """Give this scene, or that of the weights where they are what shall lie on the plot."""
        return WeightsScene if options.get("space") == "weights" else cls

    @classmethod
    def drawn(cls, trace: DescentTrace) -> Dataset:
        """Give the table of one feature and the target; of several features the one that is clustered."""
        return drawn_table(trace)

    @classmethod
    def styles_of(cls, trace: DescentTrace, theme: Theme) -> tuple[ClusterStyle, ...]:
        """Give colour and shape of both classes; of numbers both sides of the curve are grey."""
        return class_styles(trace, theme)

    @classmethod
    def n_styles(cls, trace: DescentTrace) -> int:  # noqa: ARG003 - there are always two
        """Count the classes."""
        return 2

    @classmethod
    def extent(cls, trace: DescentTrace) -> FloatArray:
        """Give the rows, and the curve where it begins and ends as far as that leaves the rows large."""
        ends = extent_of(cls.drawn(trace))
        if trace.dataset.d != 1:
            return ends
        if trace.has_classes:
            return np.vstack([ends, [(ends[0, 0], 0.0), (ends[0, 0], 1.0)]])
        low, high = ends
        span = high[1] - low[1] or abs(high[1]) or 1.0
        x = np.linspace(low[0], high[0], 33)
        told = np.concatenate([trace.predict(index, x[:, np.newaxis]) for index in (0, -1)])
        told = np.clip(np.nan_to_num(told, nan=low[1]), low[1] - _ROOM * span, high[1] + _ROOM * span)
        return np.vstack([ends, np.column_stack([np.tile(x, 2), told])])

    def set_stage(self) -> Stage:
        """Lay the page out, of classes with their key above the plot."""
        stage = super().set_stage()
        if not self._key[0]:
            return stage
        box = stage.plane.box
        return replace(stage, plane=replace(stage.plane, box=box._replace(height=box.height - KEY)))

    # The plot

    def draw_plot(self, pen: Pen, keyframe: int, tween: int | None = None, at: float = 1.0) -> None:
        """Draw the rows and all that is among them; parameters as for `draw`."""
        now = self._moments.at(keyframe, tween, at)
        box = self.stage.plane.box
        with pen.clipped(box.left + 0.5, box.bottom + 0.5, box.width - 0.5, box.height - 0.5):
            self._draw_told(pen, now)
        self._draw_points(pen, now)
        if now.held:
            draw_labels(pen, self._labels(now.number), self.look.style)

    def _draw_told(self, pen: Pen, now: Moment) -> None:
        """Draw what lies below the points."""
        if now.weights is None:
            return
        theme = self.look.style
        if self.told.is_curve:
            if now.key.kind == "residual":
                self._draw_residuals(pen, now)
            if now.old is not None:
                curves.draw_old_curve(pen, self.told.curve(self._weights(now.old)), theme)
            self._draw_curve(pen, now.weights)
            if now.key.kind == "done" and not self.trace.has_classes and self.trace.best is not None:
                curves.draw_best_curve(pen, self.told.curve(self._best), theme)
        elif self.told.is_plane:
            if not self.told.is_straight:
                self._draw_tints(pen, now)
            if now.old is not None:
                for line in self.told.lines(self._weights(now.old)):
                    curves.draw_old_curve(pen, line, theme, "old boundary")
            self._draw_boundary(pen, now.weights)

    def _draw_curve(self, pen: Pen, weights: FloatArray) -> None:
        theme = self.look.style
        if self.trace.has_classes:
            with pen.role("boundary"):
                for line in self.told.middles(weights):
                    pen.line(line, theme.boundary, theme.line, (2, 4))
        path = self.told.curve(weights)
        curves.draw_curve(pen, path, self._curve_colour, theme)
        if not len(path):
            curves.draw_away(pen, self.told.side(weights), self.stage.plane.box, self._curve_colour, theme)

    @property
    def _curve_colour(self) -> str:
        """Of a curve through grey rows a colour; of one between two colours ink."""
        theme = self.look.style
        return theme.ink if self.trace.has_classes else cluster_styles(2, theme)[1].colour

    def _draw_boundary(self, pen: Pen, weights: FloatArray) -> None:
        theme = self.look.style
        if self.told.is_straight:
            curves.draw_levels(pen, self._levels(weights), theme)
        for line in self.told.lines(weights):
            curves.draw_curve(pen, line, theme.ink, theme, "boundary")

    def _draw_tints(self, pen: Pen, now: Moment) -> None:
        """Tint the ground as the points are coloured: while the boundary moves it is as it was, all in one change."""
        pixels = self.told.tints(self._weights(now.worn), pen.scale, self.styles)
        if pixels is not None:
            with pen.role("tints"):
                pen.image(self.stage.plane.box.left, self.stage.plane.box.bottom, pixels)

    def _draw_residuals(self, pen: Pen, now: Moment) -> None:
        """Draw a few residuals thin, and that of the row that is explained thick."""
        assert now.weights is not None
        theme, rows = self.look.style, list(now.key.rows[:1])
        curves.draw_residuals(pen, self._thin(now), theme)
        for line in self._residuals(now.weights, np.array(rows, np.intp)):
            curves.draw_residual(pen, line, theme.ink, theme)

    def _draw_points(self, pen: Pen, now: Moment) -> None:
        worn = None if now.weights is None else now.worn
        pen.kept(("points", self.name, worn), lambda pen: self.points.draw(pen, worn))
        if worn is None:
            return
        if now.key.kind == "residual" and now.key.rows:
            self.points.draw_explained(pen, now.key.rows[0])
        pen.kept(("wrong", self.name, worn), lambda pen: self.points.draw_wrong(pen, worn))
        rows = self._moments.switched(now)
        if len(rows) and now.old is not None and (now.held or now.settled):
            pills = self._pills(now, rows)
            self.points.draw_switched(pen, rows, now.old, now.key.step, now.settled, pills, self._pill_theme)

    @property
    def _best(self) -> FloatArray:
        assert self.trace.best is not None
        assert self.trace.best.weights is not None
        return self.trace.best.weights

    # Beside it

    @cached_property
    def _courses(self) -> Courses | None:
        side = self.stage.side
        return None if side is None else loss_courses(self.trace, self.timeline, self.look.style, side)

    def draw_stage(self, pen: Pen) -> None:
        """Draw all that never changes."""
        self.stage.draw(pen)
        names, wrong = self._key
        if names:
            draw_class_key(pen, self.stage.plane.box, names, self.styles, wrong, self.look.style)
        if self._courses is not None:
            self._courses.draw_axes(pen)

    def draw_beside(self, pen: Pen, key: Keyframe, step: int) -> None:
        """Draw the loss as far as it has been shown."""
        if self._courses is not None:
            is_early = key.kind in UNDOTTED or (key.kind == "start" and not self.trace.has_classes)
            self._courses.draw(pen, -1 if is_early else max(step, 0))

    # Small planes

    @classmethod
    def draw_result(cls, pen: Pen, trace: DescentTrace, cloud: Cloud) -> None:
        """Draw the end of a run: what is told there, and who is told wrong."""
        cls._draw_end_of(pen, trace, cloud)

    @classmethod
    def _draw_end_of(cls, pen: Pen, trace: DescentTrace, cloud: Cloud) -> None:
        theme, told = cloud.theme, Told(trace, cloud.plane)
        weights = trace.unlabelled[-1].weights
        if told.is_curve:
            colour = theme.ink if trace.has_classes else cluster_styles(2, theme)[1].colour
            path = told.curve(weights)
            curves.draw_curve(pen, path, colour, theme)
            if not len(path):
                curves.draw_away(pen, told.side(weights), cloud.plane.box, colour, theme)
        elif told.is_plane:
            if not told.is_straight:
                pixels = told.tints(weights, pen.scale, cls.styles_of(trace, theme))
                if pixels is not None:
                    with pen.role("tints"):
                        pen.image(cloud.plane.box.left, cloud.plane.box.bottom, pixels)
            for line in told.lines(weights):
                curves.draw_curve(pen, line, theme.ink, theme, "boundary")
        points = DescentPoints(trace, Cloud(cls.drawn(trace), cloud.plane, theme, cloud))
        points.draw(pen, len(trace) - 1)
        points.draw_wrong(pen, len(trace) - 1)
