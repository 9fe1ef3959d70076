"""Bars in the colour of a cluster: solid for what is meant first, hollow for the others."""

from __future__ import annotations

from kmanim.plot.render.pen import Pen
from kmanim.plot.style.palettes import ClusterStyle

_RIM, _OUTLINE = 1.6, 1.4


def draw_bar(
    pen: Pen, left: float, middle: float, length: float, height: float, style: ClusterStyle, *, solid: bool
) -> None:
    """Draw a bar from `left` on, about the height `middle`, at least a px long.

    Colours that paper swallows have a dark outline, outside of a hollow bar's own.
    """
    length = max(length, 1.0)
    if solid:
        pen.rectangle(left, middle - height / 2, length, height, style.colour, style.edge, 1.0)
        return
    low, high = middle - (height - _RIM) / 2, height - _RIM
    if style.edge is not None:
        pen.rectangle(left, low, length, high, None, style.edge, _RIM + _OUTLINE)
    pen.rectangle(left, low, length, high, None, style.colour, _RIM)
