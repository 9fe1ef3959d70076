"""What stands beside a run that has ended: a tick where that is the best known, a stop, a cross where it failed."""

from __future__ import annotations

import numpy as np

from kmanim.plot.render.pen import Pen
from kmanim.plot.style.theme import Theme
from kmanim.story.comparisons.panels import Mark

_STOP, _TICK, _CROSS = 9.0, 14.0, 10.5
# What the wider of the two takes, with the blank behind it.
END_WIDTH = _TICK + 5


def draw_end(pen: Pen, mark: Mark, left: float, baseline: float, theme: Theme) -> float:
    """Draw the mark before a line of words, and give how much room it takes, in px; none where the run goes on."""
    if not mark:
        return 0.0
    with pen.role(f"{mark} mark"):
        if mark == "stop":
            pen.rectangle(left, baseline + 0.5, _STOP, _STOP, theme.ink)
            return width_of_end(mark)
        if mark == "cross":
            for ends in ([(0.5, 0.5), (_CROSS, _CROSS)], [(0.5, _CROSS), (_CROSS, 0.5)]):
                pen.line(np.array(ends) + np.array([left, baseline]), theme.ink, 2.5, cap="round")
            return width_of_end(mark)
        corners = np.array([(0, 5.5), (4.5, 0.5), (_TICK - 1, 11.0)])
        pen.line(corners + np.array([left, baseline]), theme.ink, 2.5, cap="round")
        return END_WIDTH


def width_of_end(mark: str) -> float:
    """Say how much room a mark takes before a line of words, in px."""
    return {"": 0.0, "stop": _STOP + 6, "cross": END_WIDTH - 2}.get(mark, END_WIDTH)
