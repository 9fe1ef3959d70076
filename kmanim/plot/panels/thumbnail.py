"""A clustering as small as a stamp: points in the colours of their clusters, without axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kmanim.arrays import LabelArray
from kmanim.data.dataset import Dataset
from kmanim.plot.axes.places import extent_of
from kmanim.plot.axes.plane import Box
from kmanim.plot.render.pen import Pen
from kmanim.plot.small_multiples import Cloud, plane_of, small
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import Theme

_POINT, _MARGIN = 4.0, 5.0
_FRAME = 2.0


class Thumbnails:
    """Stamps of one data set, all of one size and with the same limits.

    Parameters
    ----------
    dataset : Dataset
        Whose points.
    width, height : float
        Of each, in px.
    theme : Theme
        Of the figure.
    equal : bool
        Whether one unit is equally long on both axes.
    """

    def __init__(
        self, dataset: Dataset, width: float, height: float, theme: Theme, *, equal: bool = False
    ) -> None:
        self.width, self.height = width, height
        self._dataset, self._theme = dataset, small(theme, _POINT, _POINT)
        self._plane = plane_of(
            width, height, theme, dataset.view.titles, extent_of(dataset), margin=_MARGIN, equal=equal
        )
        self._first = Cloud(dataset, self._plane, self._theme)

    def draw(
        self,
        pen: Pen,
        left: float,
        bottom: float,
        labels: LabelArray,
        styles: Sequence[ClusterStyle],
        *,
        framed: bool = False,
    ) -> None:
        """Draw one with its lower left corner at a place; in a dark frame, or in a quiet one."""
        box = Box(left, bottom, self.width, self.height)
        cloud = Cloud(self._dataset, replace(self._plane, box=box), self._theme, self._first)
        with pen.role("thumbnail"):
            pen.rectangle(*box, self._theme.paper)
        with pen.clipped(*box):
            cloud.draw(pen, labels, styles)
        with pen.role("thumbnail frame"):
            ink, width = (self._theme.ink, _FRAME) if framed else (self._theme.axis, 1.0)
            pen.rectangle(*box, None, ink, width)
