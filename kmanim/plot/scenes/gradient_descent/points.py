"""The rows of a descent: the known class as their shape, the told one as their colour; of numbers they are grey."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.plot.marks.pills import Pill, draw_pills
from kmanim.plot.marks.points import point_size
from kmanim.plot.marks.rings import draw_ringed
from kmanim.plot.marks.switched import Switched, draw_switched
from kmanim.plot.render.pen import Pen
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.palettes import ClusterStyle, cluster_styles
from kmanim.plot.style.theme import Theme
from kmanim.simulate.machines.descent.trace import DescentTrace

# Of more switched rows than this, what is yellow is drawn as a density.
_MANY = 1_800
_SMALL = 7.0  # px: a point of a small plot


def class_styles(trace: DescentTrace, theme: Theme) -> tuple[ClusterStyle, ...]:
    """Give colour and shape of both classes, the second one's warmer.

    Of numbers a curve shows on which side of it a row is: both are grey circles. Where there is no curve, rows above
    and below what is told of them are triangles that point there.
    """
    warm, cold = cluster_styles(2, theme)
    if not trace.has_classes and trace.dataset.d == 1:
        return (ClusterStyle(theme.unassigned, "circle", None),) * 2
    if not trace.has_classes:
        return cold._replace(shape="triangle"), warm._replace(shape="down-triangle")
    return ClusterStyle(cold.colour, "circle", cold.edge), ClusterStyle(warm.colour, "triangle", warm.edge)


class DescentPoints:
    """The rows on a plane.

    Parameters
    ----------
    trace : DescentTrace
    cloud : Cloud
        Of the table that is drawn.
    """

    def __init__(self, trace: DescentTrace, cloud: Cloud) -> None:
        self._trace, self.cloud = trace, cloud
        theme = cloud.theme
        own = class_styles(trace, theme)
        # The known class twice two: its shape, in the colour of either class that may be told.
        self._styles = tuple(
            own[told]._replace(shape=own[known if trace.has_classes else told].shape)
            for known in (0, 1)
            for told in (0, 1)
        )
        self._is_told = trace.has_classes or trace.dataset.d > 1
        shapes = [style.shape if trace.has_classes else "circle" for style in self._styles]
        self._grey = tuple(ClusterStyle(theme.unassigned, shape, None) for shape in shapes)
        self._known: IntArray = (
            trace.target.values.astype(np.intp) if trace.has_classes else np.zeros(trace.dataset.n, np.intp)
        )

    def labels(self, index: int) -> LabelArray:
        """Give the known and the told class of every row at a snapshot as one number, from 0 to 3."""
        told = self._trace.history.at(range(len(self._trace))[index])
        assert told is not None
        return (2 * self._known + told).astype(np.uint8)

    def draw(self, pen: Pen, index: int | None) -> None:
        """Draw the rows as they are told at a snapshot; before anything is told (None) they are grey."""
        if index is None or not self._is_told:
            self.cloud.draw(pen, (2 * self._known).astype(np.uint8), self._grey)
        else:
            self.cloud.draw(pen, self.labels(index), self._styles)

    def draw_wrong(self, pen: Pen, index: int) -> None:
        """Ring the rows whose class is told wrong at a snapshot."""
        wrong = self._trace.wrong(index) if self._trace.has_classes else np.empty(0, np.intp)
        if len(wrong):
            with pen.role("wrong"):
                self._draw_rings(pen, wrong)

    def _draw_rings(self, pen: Pen, rows: IntArray) -> None:
        theme, n = self.cloud.theme, self.cloud.dataset.n
        if theme.point >= _SMALL or len(rows) > _MANY:
            self.cloud.draw_rings(pen, rows, self._styles)
        else:  # on a small plot rings of the usual size would bury the points
            size = point_size(n, theme) + 3.5
            pen.markers("circle", self.cloud.places[rows], size, None, theme.ink, 1.0)

    def draw_explained(self, pen: Pen, row: int) -> None:
        """Ring one row that a picture is about."""
        with pen.role("ringed"):
            draw_ringed(pen, self.cloud.places[[row]], self.cloud.dataset.n, self.cloud.theme)

    def switched(self, rows: IntArray, old: int, now: int) -> Switched:
        """Give rows that switched between two snapshots as they are marked."""
        places = self.cloud.places[rows]
        n, theme = self.cloud.dataset.n, self.cloud.theme
        return Switched.of(places, self.labels(old)[rows], self.labels(now)[rows], n, theme)

    def draw_switched(
        self,
        pen: Pen,
        rows: IntArray,
        old: int,
        now: int,
        settled: float,
        pills: tuple[Pill, ...],
        letters: Theme,
    ) -> None:
        """Draw rows that switched in yellow; `settled` of it (0 to 1) has become the colour of the class."""
        if not len(rows) or settled >= 1:
            return
        cloud = self.cloud
        styles = self._styles if self._is_told else self._grey
        if len(rows) > _MANY:
            left = rows[: round((1 - settled) * len(rows))]
            cloud.draw_switched(pen, self.labels(old), self.labels(now), left, styles)
            return
        marked = self.switched(rows, old, now)
        there: NDArray[np.bool_] | None = None
        if marked.is_crowd and settled:
            there, settled = np.arange(len(rows)) >= round(settled * len(rows)), 0.0
        draw_switched(pen, marked, cloud.dataset.n, styles, cloud.theme, settled=settled, there=there)
        draw_pills(pen, pills, letters, there)


def spread_rows(across: FloatArray, count: int) -> IntArray:
    """Choose rows whose places, shape (n,), are spread over the whole range: each nearest to a share of the rows."""
    order = np.argsort(across, kind="stable")
    shares = (np.arange(count) + 0.5) / count * len(order)
    return np.unique(order[np.minimum(shares.astype(np.intp), len(order) - 1)])
