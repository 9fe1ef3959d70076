"""Above the plot: the phase on the left, where we are on the right."""

from __future__ import annotations

import numpy as np

from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.style.theme import TextStyle, Theme


def draw_header(
    pen: Pen,
    phase: str,
    counter: str,
    left: float,
    right: float,
    baseline: float,
    theme: Theme,
    *,
    tick: bool,
) -> None:
    """Write phase and counter between two edges; a tick mark after the phase where something was checked."""
    bold = TextStyle(size=theme.header_size, colour=theme.ink, bold=True)
    plain = TextStyle(size=theme.header_size, colour=theme.quiet_ink)
    counter = fitted(counter, plain, (right - left) * 0.6)
    room = right - left - text_width(counter, plain) - 44
    phase = fitted(phase, bold, room)
    with pen.role("header"):
        pen.text(left, baseline, phase, bold)
        pen.text(right, baseline, counter, plain, "right")
    if tick:
        x = left + text_width(phase, bold) + 9
        with pen.role("tick mark"):
            pen.line(
                np.array([(x, baseline + 5.5), (x + 4.5, baseline + 0.5), (x + 14, baseline + 12)]),
                theme.ink, 2.5, cap="round",
            )  # fmt: skip
