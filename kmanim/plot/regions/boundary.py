"""The dotted lines on which a point would be equally near to two centres."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.colours import mixed
from kmanim.plot.style.theme import Theme

# How much of the paper is in a boundary that is dimmed.
_DIMMED = 0.6


def draw_boundary(pen: Pen, pieces: list[FloatArray], theme: Theme, *, dimmed: bool = False) -> None:
    """Draw the pieces, each of shape (m, 2), in px; pale where they are no longer sure."""
    colour = mixed(theme.boundary, theme.paper, _DIMMED) if dimmed else theme.boundary
    with pen.role("boundary"):
        for piece in pieces:
            pen.line(np.asarray(piece), colour, theme.line, dash=(2, 4))
