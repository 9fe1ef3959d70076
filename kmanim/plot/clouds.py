"""All points of a film: drawn one by one, kept as a layer, or counted as a density, by their number."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from math import ceil

from kmanim.arrays import ByteArray, FloatArray, IntArray, LabelArray
from kmanim.plot.palettes import ClusterStyle
from kmanim.plot.panels.density import density_image
from kmanim.plot.panels.points import draw_points, point_size
from kmanim.plot.pen import Pen
from kmanim.plot.theme import Theme

# From here on points are drawn as one picture that is kept while they do not change, and then as a density.
KEPT_FROM, DENSE_FROM = 3_000, 20_000


class Clouds:
    """The points, at any number of them.

    Parameters
    ----------
    places : ndarray of shape (n, 2)
        In px.
    styles : sequence of ClusterStyle
        One a cluster.
    theme : Theme
        Grey, rim and size.
    page : (float, float)
        Width and height of the page, in px.
    """

    def __init__(
        self, places: FloatArray, styles: Sequence[ClusterStyle], theme: Theme, page: tuple[float, float]
    ) -> None:
        self._places, self._styles, self._theme, self._page = places, styles, theme, page
        self._layer: tuple[object, ByteArray] | None = None

    def draw(self, pen: Pen, labels: LabelArray | None, coloured: IntArray | None, state: Hashable) -> None:
        """Draw all points; `state` is equal where labels and coloured rows are."""
        if len(self._places) <= KEPT_FROM:
            draw_points(pen, self._places, labels, self._styles, self._theme, coloured=coloured)
            return
        key = (state, pen.scale)
        if self._layer is None or self._layer[0] != key:
            self._layer = key, self._pixels(pen.scale, labels, coloured)
        with pen.role("points"):
            pen.image(0, 0, self._layer[1])

    def _pixels(self, scale: float, labels: LabelArray | None, coloured: IntArray | None) -> ByteArray:
        """Draw all points on nothing."""
        width, height = (ceil(side * scale - 1e-6) for side in self._page)
        if len(self._places) > DENSE_FROM:
            spot = max(1, round(point_size(len(self._places), self._theme) * scale))
            places = self._places * scale
            return density_image(places, (width, height), spot, labels, self._styles, self._theme, coloured)
        sheet, pixels = Pen.on_nothing(width, height, scale)
        draw_points(sheet, self._places, labels, self._styles, self._theme, coloured=coloured)
        return pixels()
