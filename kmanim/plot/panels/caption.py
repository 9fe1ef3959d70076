"""The caption in its bar: one or two lines, always whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kmanim.plot.axes.plane import Box
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, widest
from kmanim.plot.style.theme import TextStyle, Theme

SMALLEST = 13.0
SIDE = 14.0


def caption_style(lines: Sequence[str], room: float, theme: Theme) -> TextStyle:
    """Set the lines as large as the theme wants, or smaller where the longest would not fit."""
    style = TextStyle(size=theme.caption_size, colour=theme.ink)
    wide = widest(lines, style)
    if wide <= room:
        return style
    return replace(style, size=max(SMALLEST, int(style.size * room / wide * 4) / 4))


def draw_caption(pen: Pen, lines: Sequence[str], bar: Box, theme: Theme) -> None:
    """Write one or two lines into the middle of the bar."""
    room = bar.width - 2 * SIDE
    style = caption_style(lines, room, theme)
    pitch = theme.caption_size * 1.36
    middle = bar.bottom + bar.height / 2
    first = middle + (len(lines) - 1) * pitch / 2 - style.size * 0.36
    with pen.role("caption"):
        for number, line in enumerate(lines):
            pen.text(
                bar.left + bar.width / 2, first - number * pitch, fitted(line, style, room), style, "center"
            )
