"""Rows that have groups and no places: tiles with their names, in the colour of their group."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.scenes.recorded.state import YieldedState
from kmanim.plot.style.colours import contrast, mixed
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import TextStyle, Theme

TILED = ("tiles", "grid")
"""What a run shows of such rows, as `Recorded.shows` names it."""

_GAP = 3.0
_LARGEST = 64.0  # px, of a tile that has all the room
_LEAST_LETTERS = 9.0


def draw_tiles(
    pen: Pen,
    state: YieldedState,
    places: FloatArray,
    styles: Sequence[ClusterStyle],
    theme: Theme,
    texts: Sequence[str],
) -> None:
    """Draw rows as tiles at places of shape (n, 2), in px, with a text in each."""
    wide, high = _pitch(places[:, 0]) - _GAP, _pitch(places[:, 1]) - _GAP
    size = min(theme.tick_size, high - 4)
    switched = np.zeros(len(places), np.bool_)
    if state.former is not None:
        switched[state.switched] = True
    looked_at = set(state.highlight.tolist())
    for row, (x, y) in enumerate(places.tolist()):
        label = -1 if state.labels is None else int(state.labels[row])
        fill = theme.grid if label < 0 else styles[label].colour
        role = "tiles" if label < 0 else f"tiles group {label + 1}"
        is_yellow = bool(switched[row]) and state.settled < 1
        if is_yellow:
            role, fill = "switched", mixed(theme.switched, fill, state.settled)
        edge, line = (
            (theme.ink, 2.5) if row in looked_at else (theme.switched_ink, 1.25) if is_yellow else (None, 0.0)
        )
        with pen.role(role):
            pen.rectangle(x - wide / 2, y - high / 2, wide, high, fill, edge, line)
        if size < _LEAST_LETTERS or not (texts or is_yellow):
            continue
        ink = max((theme.ink, theme.paper, theme.switched_ink), key=lambda colour: contrast(colour, fill))
        style = TextStyle(size=size, colour=ink, font=theme.font, bold=is_yellow)
        text = texts[row] if texts else ""
        if is_yellow and not state.settled:
            text = f"{text}\N{NO-BREAK SPACE}!" if text else "!"
        with pen.role("switched marks" if is_yellow else "names"):
            text = text if text_width(text, style) <= wide - 2 else fitted(text, style, wide - 2)
            pen.text(x, y - size * 0.365, text, style, "center")


def _pitch(along: FloatArray) -> float:
    """Say how far neighbours are apart, in px."""
    apart = np.unique(np.round(along, 6))
    return min(_LARGEST, float(np.diff(apart).min())) if apart.size > 1 else _LARGEST
