"""What stands above the plot: which line is which curve, and which mark is which group, where they have names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kmanim.plot.axes.plane import Plane
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import TextStyle, Theme

KEY_HEIGHT = 22.0
_LINE, _MARK, _AFTER, _BETWEEN = 20.0, 10.0, 6.0, 16.0
_SHORTEST = 24.0  # px of a name that is cut


class Entry(NamedTuple):
    """A name, and how what it names is drawn: as a line, or as a mark."""

    name: str
    look: ClusterStyle
    is_line: bool


def key_width(entries: Sequence[Entry], theme: Theme) -> float:
    """Say how wide the line is that names everything, in px."""
    style = _style(theme)
    return (
        sum(_sample(entry) + _AFTER + text_width(entry.name, style) + _BETWEEN for entry in entries)
        - _BETWEEN
    )


def draw_key(pen: Pen, entries: Sequence[Entry], plane: Plane, theme: Theme) -> None:
    """Name everything above a plane, as far as there is room."""
    style, at, up = _style(theme), plane.box.left + 2, plane.box.top + 8
    right, middle = plane.box.right, up + style.size * 0.36
    for entry in entries:
        room = right - at - _sample(entry) - _AFTER
        if room < _SHORTEST:
            return
        text = fitted(entry.name, style, room)
        with pen.role("key of curves" if entry.is_line else "key of groups"):
            if entry.is_line:
                pen.line(np.array([(at, middle), (at + _LINE, middle)]), entry.look.colour, theme.line + 0.5)
            else:
                place = np.array([(at + _MARK / 2, middle)])
                pen.markers(entry.look.shape, place, _MARK, entry.look.colour, entry.look.edge, 1.0)
            pen.text(at + _sample(entry) + _AFTER, up, text, style)
        at += _sample(entry) + _AFTER + text_width(text, style) + _BETWEEN


def _sample(entry: Entry) -> float:
    return _LINE if entry.is_line else _MARK


def _style(theme: Theme) -> TextStyle:
    return TextStyle(size=theme.tick_size, colour=theme.ink, font=theme.font)
