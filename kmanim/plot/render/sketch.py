"""A picture as the list of its strokes, to be compared with the picture before."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from kmanim.plot.render.pen import Pen
from kmanim.plot.render.strokes import Stroke


class Sketch(Pen):
    """A pen that draws nothing and keeps the strokes, as they would be drawn on Agg's pixels.

    Parameters
    ----------
    scale : float
        Pixels to one px of the layout.
    before : Sketch, optional
        Of the picture before, whose kept parts are taken over.

    Attributes
    ----------
    strokes : list of Stroke
        In the order of drawing.
    """

    def __init__(self, scale: float, before: Sketch | None = None) -> None:
        self._scale = scale
        self.is_raster = True
        self._clip = None
        self.strokes: list[Stroke] = []
        self._kept: dict[Hashable, list[Stroke]] = {}
        self._known = before._kept if before is not None else {}

    def _put(self, stroke: Stroke) -> None:
        self.strokes.append(stroke)

    def kept(self, key: Hashable, paint: Callable[[Pen], None]) -> None:
        """Take over the strokes of the picture before, or paint."""
        strokes = self._known.get(key)
        if strokes is None:
            start = len(self.strokes)
            paint(self)
            strokes = self.strokes[start:]
        else:
            self.strokes += strokes
        self._kept[key] = strokes
