"""The loss over two weights: contours, each as much farther above the lowest as the one inside it, twice."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Plane
from kmanim.plot.regions.contours import contour
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.theme import Theme
from kmanim.simulate.machines.descent.trace import DescentTrace

_WIDE, _HIGH = 60, 48
_HALVINGS, _DOUBLINGS = 7, 4  # of what lies between start and best
_BEST = 11.0


class Landscape:
    """The loss of a run's model at all places of a plane of two weights.

    Parameters
    ----------
    trace : DescentTrace
        With two weights.
    plane : Plane
        Of these weights.
    """

    def __init__(self, trace: DescentTrace, plane: Plane) -> None:
        self._trace, self._plane = trace, plane

    @cached_property
    def losses(self) -> FloatArray:
        """The loss on a lattice over the plane, shape (h, w), the lowest row first."""
        plane, task = self._plane, self._trace.task
        x = np.linspace(plane.low[0], plane.high[0], _WIDE)
        y = np.linspace(plane.low[1], plane.high[1], _HIGH)
        with np.errstate(all="ignore"):
            found = [[task.at(np.array([across, up])).loss for across in x] for up in y]
        losses: FloatArray = np.array(found)
        return losses

    @cached_property
    def levels(self) -> FloatArray:
        """The losses that have a contour, ascending."""
        known = self.losses[np.isfinite(self.losses)]
        bound = self._trace.bound
        floor = bound.loss if bound is not None else float(known.min(initial=0.0))
        above = float(self._trace.unlabelled[0].objective) - floor
        if not above > 0:
            above = float(known.max(initial=1.0)) - floor
        levels: FloatArray = floor + above * 2.0 ** np.arange(-_HALVINGS, _DOUBLINGS + 1, dtype=np.float64)
        return levels

    @cached_property
    def lines(self) -> list[FloatArray]:
        """The contours, in px."""
        if not np.isfinite(self.losses).all():
            return []
        box = self._plane.box
        scale = np.array([box.width / (_WIDE - 1), box.height / (_HIGH - 1)])
        corner = np.array([box.left, box.bottom])
        return [corner + line * scale for level in self.levels for line in contour(self.losses, level)]

    def draw(self, pen: Pen, theme: Theme) -> None:
        """Draw the contours."""
        with pen.role("contours"):
            for line in self.lines:
                pen.line(line, theme.axis, 1.0)

    def draw_best(self, pen: Pen, theme: Theme) -> None:
        """Draw a cross where the loss is lowest, if that is known."""
        best = self._trace.best
        if best is not None and best.weights is not None:
            with pen.role("best weights"):
                place = self._plane.to_px(best.weights[np.newaxis].astype(np.float64))
                pen.markers("plus", place, _BEST + 4, None, theme.paper, theme.line + 2)
                pen.markers("plus", place, _BEST, None, theme.ink, theme.line)
