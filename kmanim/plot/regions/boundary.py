"""The dotted lines on which a point would be equally near to two centres."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.theme import Theme


def draw_boundary(pen: Pen, pieces: list[FloatArray], theme: Theme) -> None:
    """Draw the pieces, each of shape (m, 2), in px."""
    with pen.role("boundary"):
        for piece in pieces:
            pen.line(np.asarray(piece), theme.boundary, theme.line, dash=(2, 4))
