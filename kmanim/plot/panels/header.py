"""Above the plot: the phase on the left, where we are on the right."""

from __future__ import annotations

from typing import Literal

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
    mark: Literal["", "tick", "cross"] = "",
) -> None:
    """Write phase and counter between two edges; a tick or a cross after the phase where something was checked."""
    bold = TextStyle(size=theme.header_size, colour=theme.ink, bold=True)
    plain = TextStyle(size=theme.header_size, colour=theme.quiet_ink)
    counter = fitted(counter, plain, (right - left) * 0.6)
    room = right - left - text_width(counter, plain) - 44
    phase = fitted(phase, bold, room)
    with pen.role("header"):
        pen.text(left, baseline, phase, bold)
        pen.text(right, baseline, counter, plain, "right")
    if mark:
        x = left + text_width(phase, bold) + 9
        with pen.role(f"{mark} mark"):
            if mark == "tick":
                corners = np.array([(x, baseline + 5.5), (x + 4.5, baseline + 0.5), (x + 14, baseline + 12)])
                pen.line(corners, theme.ink, 2.5, cap="round")
            else:
                low, high = baseline + 0.5, baseline + 11.5
                pen.line(np.array([(x, low), (x + 11, high)]), theme.ink, 2.5, cap="round")
                pen.line(np.array([(x, high), (x + 11, low)]), theme.ink, 2.5, cap="round")
