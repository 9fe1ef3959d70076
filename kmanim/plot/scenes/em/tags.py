"""What stands beside the means: the number of each component, and how much it weighs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box
from kmanim.plot.labels.free_room import FreeRoom
from kmanim.plot.labels.labels import Label
from kmanim.plot.marks.centroids import KEEPS, number_style
from kmanim.plot.marks.ellipses import LEVELS, outline
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import text_width
from kmanim.plot.style.theme import TextStyle, Theme

# Of more components only the numbers are written: weights are in the table.
MOST_WEIGHED = 8
_BLANK = 5.0
# What ellipses at 1 and 2 standard deviations hold of a Gaussian in the plane, and of one on a line.
HOLDS, LENS_HOLDS = ("39 %", "86 %"), ("68 %", "95 %")
# What a place outside of the ellipse costs, and each px to it, beside what it covers; from it, and what is one place.
_AWAY, _AWAY_PX, _GAP, _SAME, _EVERY_TAG = 60.0, 0.4, 6.0, 24.0, 3
# Places on an ellipse that are tried for words, and every how many-th of its corners they are.
_EVERY = 4


def weight_style(theme: Theme) -> TextStyle:
    """Weights beside means: as ticks are written, with paper around them."""
    return TextStyle(
        size=theme.tick_size, colour=theme.ink, font=theme.font, halo=2.5, halo_colour=theme.halo
    )


def tag_width(number: int, weight: str, theme: Theme) -> float:
    """How wide a number and a weight are, in px; `number` from 1 on."""
    width = text_width(str(number), number_style(theme))
    return width + (_BLANK + text_width(weight, weight_style(theme)) if weight else 0.0)


def tag_places(
    room: FreeRoom,
    means: FloatArray,
    spreads: FloatArray,
    weights: Sequence[str],
    before: FloatArray | None,
    theme: Theme,
) -> FloatArray:
    """Find a free place near each mean for its number and weight, the same side as before where that is still free.

    Where points crowd around a mean its tag stands just outside of its outer ellipse.

    Parameters
    ----------
    room : FreeRoom
        What is taken; the places are taken in it.
    means : ndarray of shape (k, 2)
        In px.
    spreads : ndarray of shape (k, 2, 2)
        In px squared.
    weights : sequence of str
        As they are written; empty where numbers stand alone.
    before : ndarray of shape (k, 2) or None
        How the tags stood to their means in the picture before.
    theme : Theme

    Returns
    -------
    ndarray of shape (k, 2)
        Middles of the tags, in px.
    """
    high, reach = number_style(theme).size * 0.76, theme.centroid / 2
    signs = np.array([(1, 1), (-1, 1), (1, -1), (-1, -1), (1, 0), (-1, 0), (0, 1), (0, -1)], np.float64)
    places = []
    for number, (mean, weight) in enumerate(zip(means, weights, strict=True)):
        wide = tag_width(number + 1, weight, theme)
        slant = 0.55 * reach + 3
        away = np.array([wide / 2 + slant, high / 2 + slant])
        straight = np.array([wide / 2 + reach + 5, high / 2 + reach + 5])
        around = signs * np.where((signs != 0).all(axis=1)[:, None], away, straight)
        outside = _outside(spreads[number], np.array([wide, high]))
        liking = np.concatenate([np.arange(8.0), _AWAY + _AWAY_PX * np.hypot(*outside.T)])
        around = np.concatenate([around, outside])
        if before is not None:
            moved = np.hypot(*(around - before[number]).T)
            nearest = int(np.argmin(moved))
            if moved[nearest] <= _SAME:
                liking[nearest] -= KEEPS
        chosen = room.choose(mean + around, np.array([wide, high]), liking, (mean, reach + 2))
        places.append(mean + around[chosen])
    return np.array(places)


def _outside(spread: FloatArray, size: FloatArray, level: float = LEVELS[-1]) -> FloatArray:
    """Give places from a mean for a box that all but touches an ellipse from outside, shape (32, 2)."""
    edge = outline(np.zeros(2), spread, level)[:-1:_EVERY_TAG]
    ways = edge / np.maximum(np.hypot(*edge.T), 1e-9)[:, None]
    found: FloatArray = edge + ways * _GAP + size / 2 * np.clip(1.6 * ways, -1, 1)
    return found


def draw_tags(pen: Pen, places: FloatArray, weights: Sequence[str], theme: Theme) -> None:
    """Write numbers, bold, and weights, around middles of shape (k, 2)."""
    bold, plain = number_style(theme), weight_style(theme)
    for number, ((x, y), weight) in enumerate(zip(places, weights, strict=True), start=1):
        left, up = float(x) - tag_width(number, weight, theme) / 2, float(y) - bold.size * 0.365
        with pen.role("component numbers"):
            pen.text(left, up, str(number), bold)
        if weight:
            with pen.role("weights"):
                pen.text(left + text_width(str(number), bold) + _BLANK, up, weight, plain)


def label_on(
    room: FreeRoom, means: FloatArray, spreads: FloatArray, level: float, text: str, box: Box, theme: Theme
) -> Label | None:
    """Find room for words on one of the ellipses of some level; None where none has any inside the plot."""
    style = weight_style(theme)
    size = np.array([text_width(text, style), style.size])
    # On the line, or just outside of it where points crowd on the line.
    on = [outline(mean, spread, level)[:-1:_EVERY] for mean, spread in zip(means, spreads, strict=True)]
    out = [mean + _outside(spread, size, level) for mean, spread in zip(means, spreads, strict=True)]
    every, dear = [*on, *out], [2.0 * i + away for away in (0.0, _AWAY) for i in range(len(means))]
    middles = np.vstack(every)
    low = np.array([box.left, box.bottom]) + size / 2 + 3
    high = np.array([box.right, box.top]) - size / 2 - 3
    inside = ((middles >= low) & (middles <= high)).all(axis=1)
    if not inside.any():
        return None
    liking = np.repeat(dear, [len(one) for one in every])
    places = middles[inside]
    x, y = places[room.choose(places, size, liking[inside], (places[0], 0.0))]
    left, bottom = float(x - size[0] / 2), float(y - size[1] / 2)
    return Label(
        text, style, Box(left, bottom, float(size[0]), float(size[1])), (float(x), float(y)), None, 0.0
    )
