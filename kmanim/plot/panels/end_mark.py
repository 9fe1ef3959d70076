"""What stands beside a run that has ended: a tick where it ended at the best that is known, a stop elsewhere."""

from __future__ import annotations

import numpy as np

from kmanim.plot.render.pen import Pen
from kmanim.plot.style.theme import Theme
from kmanim.story.comparisons.side_by_side import Mark

_STOP, _TICK = 9.0, 14.0
# What the wider of the two takes, with the blank behind it.
END_WIDTH = _TICK + 5


def draw_end(pen: Pen, mark: Mark, left: float, baseline: float, theme: Theme) -> float:
    """Draw the mark before a line of words, and give how much room it takes, in px; none where the run goes on."""
    if not mark:
        return 0.0
    with pen.role("tick mark" if mark == "tick" else "stop mark"):
        if mark == "stop":
            pen.rectangle(left, baseline + 0.5, _STOP, _STOP, theme.ink)
            return _STOP + 6
        corners = np.array([(0, 5.5), (4.5, 0.5), (_TICK - 1, 11.0)])
        pen.line(corners + np.array([left, baseline]), theme.ink, 2.5, cap="round")
        return END_WIDTH
