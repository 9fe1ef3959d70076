"""A picture as the list of its strokes, to be compared with the picture before."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import NamedTuple

from kmanim.plot.render.pen import Pen
from kmanim.plot.render.strokes import Stroke


class _Part(NamedTuple):
    """What was painted by a key, and what by keys within it."""

    strokes: list[Stroke]
    within: dict[Hashable, _Part]


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
        self._kept: dict[Hashable, _Part] = {}
        self._known = before._kept if before is not None else {}

    def _put(self, stroke: Stroke) -> None:
        self.strokes.append(stroke)

    def kept(self, key: Hashable, paint: Callable[[Pen], None]) -> None:
        """Take over the strokes of the picture before, with the parts within them, or paint."""
        part = self._known.get(key)
        if part is None:
            start, around, self._kept = len(self.strokes), self._kept, {}
            paint(self)
            part = _Part(self.strokes[start:], self._kept)
            self._kept = around
        else:
            self.strokes += part.strokes
        self._kept |= part.within
        self._kept[key] = part
