"""A scale for a plane whose axes have unequal ones: two bars that count as equally far, each as long as it is drawn."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box
from kmanim.plot.cards.card import PAD, draw_card
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.style.theme import TextStyle, Theme

_LONGEST = 64.0
_END, _GAP = 3.5, 6.0
_ROUND = (1.0, 2.0, 5.0)


class ScaleBars(NamedTuple):
    """The two bars.

    Attributes
    ----------
    title : str
        What they have in common.
    across, up : float
        How long they are, in px.
    texts : (str, str)
        How much each is.
    """

    title: str
    across: float
    up: float
    texts: tuple[str, str]


def round_length(px_per_unit: FloatArray) -> float:
    """Choose a round length of which the longer bar is as long as a card has room for.

    Parameters
    ----------
    px_per_unit : ndarray of shape (2,)
        How long one unit is on both axes.
    """
    most = _LONGEST / float(px_per_unit.max())
    power = 10.0 ** np.floor(np.log10(most))
    return float(power * max(step for step in _ROUND if step * power <= most * (1 + 1e-9)))


def scale_size(bars: ScaleBars, theme: Theme) -> tuple[float, float]:
    """Give width and height of a card, in px."""
    style = _style(theme)
    wide = max(
        text_width(bars.title, _quiet(theme)),
        _END + _GAP + text_width(bars.texts[1], style),
        bars.across,
        text_width(bars.texts[0], style),
    )
    return wide + 2 * PAD, 2 * PAD + 2 * (theme.tick_size + 5) + max(bars.up, theme.tick_size + 9)


def draw_scale_bars(pen: Pen, box: Box, bars: ScaleBars, theme: Theme) -> None:
    """Draw a card in a box that is at least as large as `scale_size` says: an angle whose legs are the bars."""
    draw_card(pen, box, theme)
    style, quiet = _style(theme), _quiet(theme)
    left, bottom = box.left + PAD + _END, box.bottom + PAD + theme.tick_size + 5
    with pen.role("scale title"):
        base = box.top - PAD - theme.tick_size * 0.8
        pen.text(box.left + PAD, base, fitted(bars.title, quiet, box.width - 2 * PAD), quiet)
    with pen.role("scale bars"):
        across, up = np.array([bars.across, 0.0]), np.array([0.0, bars.up])
        corner = np.array([left, bottom])
        pen.line(np.array([corner + up, corner, corner + across]), theme.ink, theme.line, cap="projecting")
        for end, aside in ((corner + across, np.array([0, _END])), (corner + up, np.array([_END, 0]))):
            pen.line(np.array([end - aside, end + aside]), theme.ink, theme.line)
    with pen.role("scale texts"):
        room = box.right - PAD - left + _END
        pen.text(
            box.left + PAD, bottom - 5 - theme.tick_size * 0.76, fitted(bars.texts[0], style, room), style
        )
        # Above the bar that goes across, which may be the longer one.
        base = bottom + max(bars.up / 2 - theme.tick_size * 0.365, 6.0)
        pen.text(left + _END + _GAP, base, fitted(bars.texts[1], style, room - _END - _GAP), style)


def _style(theme: Theme) -> TextStyle:
    return TextStyle(size=theme.tick_size, colour=theme.ink, font=theme.font)


def _quiet(theme: Theme) -> TextStyle:
    return TextStyle(size=theme.tick_size, colour=theme.quiet_ink, font=theme.font)
