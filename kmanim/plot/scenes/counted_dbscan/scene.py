"""DBSCAN on data in pieces: cells in the colours of clusters that grow, and the disc that begins one."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from typing import Any

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Plane
from kmanim.plot.density.labelled_cells import LabelledCells, corners_of
from kmanim.plot.layout import MARGIN, Stage, set_stage
from kmanim.plot.marks.neighbourhoods import draw_ball, outline_of, with_balls
from kmanim.plot.panels.visit_counts import counts_plane, draw_counts
from kmanim.plot.render.pen import Pen
from kmanim.plot.scene import Scene, is_end, passing_at
from kmanim.plot.scenes.dbscan.scene import DbscanScene
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.look import Look
from kmanim.simulate.machines.dense_cells.trace import DenseCellsTrace
from kmanim.story.timeline import Keyframe, Timeline

_SIDE = 0.34


class CellScene(Scene):
    """The pictures of a film of DBSCAN on cells.

    Parameters
    ----------
    trace : DenseCellsTrace
        What happened.
    timeline, look, stage, name, options
        As for `Scene`.
    """

    trace: DenseCellsTrace

    def __init__(
        self,
        trace: DenseCellsTrace,
        timeline: Timeline,
        look: Look,
        *,
        stage: Stage | None = None,
        name: Hashable = None,
        **options: Any,
    ) -> None:
        self._has_counts = options.get("panel", "auto") != "none"
        super().__init__(trace, timeline, look, stage=stage, name=name, **options)
        side, theme = self.stage.side, look.style
        self.panel: Plane | None = None
        if side is not None:
            self.panel = counts_plane(theme, side, len(trace) - 1, trace.n, MARGIN, across="Steps")
        self._outline = outline_of(trace.dataset, self.stage.plane, trace.eps)
        self._cells = LabelledCells(trace, self.stage.plane, self.styles, theme)

    def set_stage(self) -> Stage:
        """Lay the page out, with room for the counts beside the points."""
        titles, side = self.trace.dataset.view.titles, _SIDE if self._has_counts else 0.0
        equal = self.has_equal_axes(self.trace)
        return set_stage(self.look, titles, self.extent(self.trace), side=side, equal=equal)

    @classmethod
    def has_equal_axes(cls, trace: DenseCellsTrace) -> bool:
        """Tell whether a disc is a circle, as of DBSCAN's."""
        return DbscanScene.has_equal_axes(trace)

    @classmethod
    def extent(cls, trace: DenseCellsTrace) -> FloatArray:
        """Give the cells, and room for the discs around the outer ones where that leaves enough for the points."""
        return with_balls(corners_of(trace), trace.dataset, trace.eps)

    @classmethod
    def extent_of_result(cls, trace: DenseCellsTrace) -> FloatArray:
        """Give the cells."""
        return corners_of(trace)

    @classmethod
    def extent_of_end(cls, trace: DenseCellsTrace) -> FloatArray:
        """Give the cells."""
        return corners_of(trace)

    def draw_stage(self, pen: Pen) -> None:
        """Draw all that never changes."""
        self.stage.draw(pen)
        if self.panel is not None:
            self.panel.draw(pen, self.look.style)

    def draw_plot(self, pen: Pen, keyframe: int, tween: int | None = None, at: float = 1.0) -> None:
        """Draw the points and all that is among them; parameters as for `draw`."""
        key = self.timeline.keyframes[keyframe]
        passed, _ = passing_at(key, tween, at)
        held = is_end(key, tween, at)
        step = key.step if passed is None or held else passed
        pen.kept(("points", self.name, step), partial(self._draw_points, step=step))
        if held and key.kind == "begin" and self._outline is not None:
            looked_at, box = self.trace.unlabelled[key.step].looked_at, self.stage.plane.box
            assert looked_at is not None
            middle = self.trace.dataset.points[looked_at[:1].astype(np.intp)]
            place = self.stage.plane.to_px(self.trace.dataset.view.project(middle))[0]
            with pen.clipped(box.left + 0.5, box.bottom + 0.5, box.width - 0.5, box.height - 0.5):
                draw_ball(pen, self._outline, place, self.look.style)

    def _draw_points(self, pen: Pen, step: int) -> None:
        self._cells.draw(pen, self.trace.history.at(step) if step else None)

    def draw_beside(self, pen: Pen, key: Keyframe, step: int) -> None:  # noqa: ARG002 - the counts are of the snapshot
        """Draw the counts as far as snapshot `step` has been shown; noise is what is left at the end."""
        if self.panel is None:
            return
        step, last = max(step, 0), len(self.trace) - 1
        steps = np.unique(np.linspace(0, step, min(step + 1, 400)).round().astype(np.intp))
        reached = self.trace.reached[steps]
        noise = np.where(steps == last, self.trace.kinds[2], 0) if step == last else None
        draw_counts(pen, self.panel, steps, reached, noise, self.look.style)

    # On a small plane

    @classmethod
    def draw_data(cls, pen: Pen, trace: Any, cloud: Cloud) -> None:
        """Draw all points grey."""
        LabelledCells(trace, cloud.plane, cls.styles_of(trace, cloud.theme), cloud.theme).draw(pen, None)

    @classmethod
    def draw_result(cls, pen: Pen, trace: Any, cloud: Cloud) -> None:
        """Draw the clusters of the end."""
        styles = cls.styles_of(trace, cloud.theme)
        LabelledCells(trace, cloud.plane, styles, cloud.theme).draw(pen, trace.labels)
