"""The caption in its bar: one or two lines, always whole, in which clusters may stand as their marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kmanim.plot.axes.plane import Box
from kmanim.plot.marks.points import NOISE_LINE
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.simulate.snapshot import NO_CLUSTER
from kmanim.story.text.marked import Line

SMALLEST = 13.0
SIDE = 14.0
# Of the size of letters: the diameter of a mark, which is a little less than a capital letter is high, the width that
# it takes (diamonds are the widest), and how far above the baseline its middle lies.
MARK, _ROOM, _MIDDLE = 0.68, 0.77, 0.365
# Among points a triangle stands where its middle of mass is; in a line half its height is the middle.
_LOWER = {"triangle": 0.13, "down-triangle": -0.13}


def caption_style(lines: Sequence[Line], room: float, theme: Theme) -> TextStyle:
    """Set the lines as large as the theme wants, or smaller where the longest would not fit."""
    style = TextStyle(size=theme.caption_size, colour=theme.ink, font=theme.font)
    wide = max((line_width(line, style) for line in lines), default=0.0)
    if wide <= room:
        return style
    return replace(style, size=max(SMALLEST, int(style.size * room / wide * 4) / 4))


def too_wide(lines: Sequence[str], bar: Box, theme: Theme) -> float:
    """Tell by how many px lines are wider than the bar has room for, in the smallest letters; 0 where they fit."""
    room = bar.width - 2 * SIDE
    shown: list[Line] = [(line,) for line in lines]
    style = caption_style(shown, room, theme)
    return max(0.0, *(line_width(line, style) - room for line in shown))


def line_width(line: Line, style: TextStyle) -> float:
    """Width of a line of text and marks in px."""
    return sum(_advance(run, style) for run in line)


def fitted_line(line: Line, style: TextStyle, room: float) -> Line:
    """Cut a line, with an ellipsis, until it is no wider than `room` px; a mark is left whole or left out."""
    if line_width(line, style) <= room:
        return line
    kept: list[str | int] = []
    for run in line:
        left = room - line_width(tuple(kept), style)
        if _advance(run, style) + text_width("…", style) <= left:
            kept.append(run)
            continue
        kept.append(fitted(f"{run}…", style, left) if isinstance(run, str) else "…")
        break
    return tuple(kept)


def draw_caption(
    pen: Pen,
    lines: Sequence[str],
    bar: Box,
    theme: Theme,
    *,
    marked: Sequence[Line] = (),
    styles: Sequence[ClusterStyle] = (),
) -> None:
    """Write one or two lines into the middle of the bar.

    Parameters
    ----------
    pen : Pen
    lines : sequence of str
        The caption in words.
    bar : Box
    theme : Theme
    marked : sequence of tuple of str and int, optional
        The lines as they are drawn where clusters stand in them as marks; see `Keyframe`.
    styles : sequence of ClusterStyle, optional
        Of the clusters; where one that is marked has none, the words are drawn.
    """
    shown: Sequence[Line] = [(line,) for line in lines]
    if marked and all(
        NO_CLUSTER <= run < len(styles) for line in marked for run in line if isinstance(run, int)
    ):
        shown = marked
    room = bar.width - 2 * SIDE
    style = caption_style(shown, room, theme)
    pitch = theme.caption_size * 1.36
    middle = bar.bottom + bar.height / 2
    first = middle + (len(shown) - 1) * pitch / 2 - style.size * 0.36
    for number, line in enumerate(shown):
        line = fitted_line(line, style, room)  # noqa: PLW2901 - what is drawn of it
        x, y = bar.left + (bar.width - line_width(line, style)) / 2, first - number * pitch
        for run in line:
            if isinstance(run, str):
                with pen.role("caption"):
                    pen.text(x, y, run, style)
            else:
                with pen.role("caption mark"):
                    _draw_mark(pen, x, y, _style_of(run, styles, theme), style)
            x += _advance(run, style)


def _advance(run: str | int, style: TextStyle) -> float:
    if isinstance(run, int):
        return _ROOM * style.size
    # Of a line that is laid out as a whole, as where f and l join, the blanks at its end have no width.
    words = run.rstrip(" ")
    return text_width(words, style) + (len(run) - len(words)) * text_width(" ", style)


def _style_of(cluster: int, styles: Sequence[ClusterStyle], theme: Theme) -> ClusterStyle:
    return ClusterStyle(theme.noise, "cross", None) if cluster == NO_CLUSTER else styles[cluster]


def _draw_mark(pen: Pen, x: float, baseline: float, style: ClusterStyle, text: TextStyle) -> None:
    """Draw the mark of a cluster as it stands among the points, in the middle of a capital letter's height."""
    size = MARK * text.size
    middle = baseline + (_MIDDLE - _LOWER.get(style.shape, 0.0)) * text.size
    place = np.array([(x + _ROOM * text.size / 2, middle)])
    if style.shape == "cross":
        pen.markers("cross", place, 0.8 * size, None, style.colour, NOISE_LINE)
    else:
        pen.markers(style.shape, place, size, style.colour, style.edge, 1)
