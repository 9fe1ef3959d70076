"""Names of rows, beside their dots."""

from __future__ import annotations

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import text_width
from kmanim.plot.style.theme import TextStyle, Theme


def draw_names(
    pen: Pen,
    places: FloatArray,
    texts: list[str] | tuple[str, ...],
    box: Box,
    theme: Theme,
    away: FloatArray,
) -> None:
    """Write names so many px above their rows, or below them, inside the plot; they go with them."""
    style = TextStyle(
        size=theme.tick_size, colour=theme.ink, font=theme.font, halo=2.5, halo_colour=theme.halo
    )
    with pen.role("names"):
        for (x, y), text, off in zip(places.tolist(), texts, away.tolist(), strict=True):
            half = text_width(text, style) / 2
            if box.left <= x <= box.right and box.bottom <= y <= box.top:
                middle = min(max(x, box.left + half + 2), box.right - half - 2)
                up = y + off if y + off + 2 + style.size <= box.top else y - off - 2 - 0.7 * style.size
                pen.text(middle, up, text, style, "center")
