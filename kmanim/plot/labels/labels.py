"""Short texts on the plot, with a thin line to what they name where they stand away from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kmanim.plot.axes.plane import Box
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.theme import TextStyle, Theme


class Label(NamedTuple):
    """A text that has found its place.

    Attributes
    ----------
    text : str
        One line.
    style : TextStyle
        How it is set.
    box : Box
        What it covers, in px.
    anchor : (float, float)
        What it names.
    leader : tuple of two places, or None
        A thin line from the rim of what it names to the text, where it had to move away.
    cost : float
        How much it covers and how far away it is; from 250 on it covers a point.
    """

    text: str
    style: TextStyle
    box: Box
    anchor: tuple[float, float]
    leader: tuple[tuple[float, float], tuple[float, float]] | None
    cost: float


def draw_labels(pen: Pen, labels: Sequence[Label], theme: Theme, role: str = "names") -> None:
    """Write labels, each with its leader."""
    with pen.role(role):
        for label in labels:
            if label.leader is not None:
                pen.line(np.array(label.leader), theme.quiet_ink, 1)
        for label in labels:
            pen.text(label.box.left, label.box.bottom + label.style.size * 0.24, label.text, label.style)


def leader_to(
    box: Box, anchor: tuple[float, float], radius: float
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Draw a line from the rim of a mark to a box; None where they are so close that none is needed."""
    x, y = anchor
    end = (min(max(x, box.left - 1), box.right + 1), min(max(y, box.bottom), box.top))
    length = float(np.hypot(end[0] - x, end[1] - y))
    if length <= radius + 4:
        return None
    share = (radius + 1) / length
    return (x + share * (end[0] - x), y + share * (end[1] - y)), end
