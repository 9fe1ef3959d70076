"""Which mark stands for which class, in one line above a plot: known ones have shapes, told ones have colours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.plot.axes.plane import Box
from kmanim.plot.marks.rings import draw_ringed
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import TextStyle, Theme

KEY = 22.0
"""Room that the line takes above a plot."""
_NEAR, _APART, _UP = 6.0, 16.0, 7.0


def draw_class_key(
    pen: Pen, box: Box, names: Sequence[str], styles: Sequence[ClusterStyle], wrong: str, theme: Theme
) -> None:
    """Draw the marks of two classes where both agree, and the ring of rows where they do not, above a box.

    Without a word for the latter there is no ring.
    """
    style = TextStyle(size=theme.tick_size, colour=theme.quiet_ink, font=theme.font)
    size, n = theme.point, 1
    marks = len(names) + 1
    room = box.width - marks * (size + 4 + _NEAR) - (marks - 1) * _APART - text_width(wrong, style)
    texts = _shared(names, style, room)
    x, baseline = box.left, box.top + _UP
    middle = baseline + 0.365 * style.size
    with pen.role("class key"):
        for text, mark in zip(texts, styles, strict=True):
            place = np.array([(x + size / 2 + 1, middle)])
            pen.markers(mark.shape, place, size, mark.colour, mark.edge or theme.paper, 0.8)
            x += size + 2 + _NEAR
            pen.text(x, baseline, text, style)
            x += text_width(text, style) + _APART
        if not wrong:
            return
        draw_ringed(pen, np.array([(x + size / 2 + 3, middle)]), n, theme)
        pen.text(x + size + 7 + _NEAR, baseline, wrong, style)


def _shared(texts: Sequence[str], style: TextStyle, room: float) -> list[str]:
    """Cut texts until all fit into some room together, the longest first."""
    each = room / max(len(texts), 1)
    spare = sum(max(0.0, each - text_width(text, style)) for text in texts)
    longer = sum(text_width(text, style) > each for text in texts)
    return [fitted(text, style, each + (spare / longer if longer else 0.0)) for text in texts]
