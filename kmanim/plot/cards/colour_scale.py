"""What the colours of shared points mean: a scale from one component to the other, on a card among the points."""

from __future__ import annotations

import numpy as np

from kmanim.plot.axes.plane import Box
from kmanim.plot.cards.card import PAD, draw_card
from kmanim.plot.density.shared_colours import between, steps_for
from kmanim.plot.marks.centroids import draw_sign
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import TextStyle, Theme

_SIGN, _STEP, _HIGH, _GAP = 13.0, 9.0, 13.0, 7.0
_TITLE = "Colour: shares"


def scale_size(k: int, theme: Theme) -> tuple[float, float]:
    """Give width and height of the card for k components, in px."""
    wide = 2 * (_SIGN + _GAP) + _STEP * (steps_for(k) + 1)
    return max(wide, text_width(_TITLE, _quiet(theme))) + 2 * PAD, theme.tick_size + 6 + _HIGH + 2 * PAD - 4


def draw_colour_scale(pen: Pen, box: Box, styles: tuple[ClusterStyle, ...], theme: Theme) -> None:
    """Draw the steps from the first component's colour to the second's; others are mixed as these are."""
    draw_card(pen, box, theme)
    quiet, steps = _quiet(theme), steps_for(len(styles))
    left, top = box.left + PAD, box.top - PAD
    with pen.role("scale title"):
        pen.text(left, top - theme.tick_size * 0.8, fitted(_TITLE, quiet, box.width - 2 * PAD), quiet)
    middle = top - theme.tick_size - 6 - _HIGH / 2 + 2
    start = left + _SIGN + _GAP
    with pen.role("colour scale"):
        for step in range(steps + 1):
            colour = between(styles[0].colour, styles[1].colour, step / steps)
            pen.rectangle(start + _STEP * step, middle - _HIGH / 2, _STEP, _HIGH, colour)
    right = start + _STEP * (steps + 1) + _GAP + _SIGN / 2
    for number, x in enumerate((left + _SIGN / 2, right)):
        draw_sign(pen, np.array([x, middle]), styles[number], _SIGN, theme, number + 1)


def _quiet(theme: Theme) -> TextStyle:
    return TextStyle(size=theme.tick_size, colour=theme.quiet_ink, font=theme.font)
