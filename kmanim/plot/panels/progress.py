"""How much of the film has been told: a bar on the lower edge."""

from __future__ import annotations

from kmanim.plot.render.pen import Pen
from kmanim.plot.style.theme import Theme


def draw_progress(pen: Pen, progress: float | None, width: float, height: float, theme: Theme) -> None:
    """Fill the bar from the left; it is full at 1 only. None, on a still, leaves no bar at all."""
    if progress is None:
        with pen.role("caption bar"):
            pen.rectangle(0, 0, width, height, theme.caption_bar)
        return
    with pen.role("progress"):
        if progress > 0:
            pen.rectangle(0, 0, width * min(progress, 1.0), height, theme.progress)
