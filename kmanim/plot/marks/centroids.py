"""Centroids: hollow, with a small cross, in their cluster's colour and shape, and their numbers beside them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.labels.free_room import FreeRoom
from kmanim.plot.render.pen import Layer, Pen
from kmanim.plot.render.text_width import text_width
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import TextStyle, Theme

OUTLINE = 2.5
CROSS, BAR = 8.0, 2.0
# What a number would rather cover than change sides, as the cost of free room has it: a line's touch, but no point.
KEEPS = 85.0


def draw_centroids(
    pen: Pen,
    places: FloatArray,
    styles: Sequence[ClusterStyle],
    theme: Theme,
    only: Sequence[int] | None = None,
) -> None:
    """Draw centroids at places of shape (k, 2), in px; or `only` those of some clusters.

    A hair of paper tells the outline from points of their own colour, and hides none.
    """
    for number, (place, style) in enumerate(zip(places, styles, strict=True), start=1):
        if only is not None and number - 1 not in only:
            continue
        rim, width = (theme.halo, OUTLINE + 1) if style.edge is None else (style.edge, OUTLINE + 2)
        with pen.role(f"centroid {number}"):
            pen.emblem(
                place,
                (
                    Layer(style.shape, theme.centroid, None, rim, width),
                    Layer(style.shape, theme.centroid, None, style.colour, OUTLINE),
                    Layer("plus", CROSS, None, style.edge or style.colour, BAR),
                ),
            )


def draw_sign(
    pen: Pen, place: FloatArray, style: ClusterStyle, size: float, theme: Theme, number: int
) -> None:
    """Draw a small centroid beside words and bars, as its cluster's sign; `number` from 1 on."""
    share = size / theme.centroid
    rim = () if style.edge is None else (Layer(style.shape, size, None, style.edge, OUTLINE * 0.8 + 1.6),)
    with pen.role(f"sign {number}"):
        pen.emblem(
            place,
            (
                *rim,
                Layer(style.shape, size, None, style.colour, OUTLINE * 0.8),
                Layer("plus", CROSS * share, None, style.edge or style.colour, BAR * 0.75),
            ),
        )


def draw_numbers(pen: Pen, places: FloatArray, theme: Theme, only: Sequence[int] | None = None) -> None:
    """Write the number of each cluster, centred at places of shape (k, 2); or `only` those of some clusters."""
    style = number_style(theme)
    with pen.role("centroid numbers"):
        for number, (x, y) in enumerate(places, start=1):
            if only is None or number - 1 in only:
                pen.text(x, y - style.size * 0.365, str(number), style, "center")


def number_places(
    room: FreeRoom, centroids: FloatArray, before: FloatArray | None, theme: Theme
) -> FloatArray:
    """Find a free place near each centroid for its number, the same side as before where that is still free.

    Parameters
    ----------
    room : FreeRoom
        What is taken; the numbers' places are taken in it.
    centroids : ndarray of shape (k, 2)
        In px.
    before : ndarray of shape (k, 2) or None
        How the numbers stood to their centroids in the picture before.
    theme : Theme
        Sizes.

    Returns
    -------
    ndarray of shape (k, 2)
        Middles of the numbers, in px.
    """
    style = number_style(theme)
    angles = np.radians([45, 135, -45, -135, 0, 180, 90, -90])
    # Farther off on the slant, where squares and diamonds have their corners.
    away = theme.centroid / 2 + style.size * np.array([0.85] * 4 + [0.72] * 4)
    around = np.column_stack([np.cos(angles), np.sin(angles)]) * away[:, None]
    places = []
    for number, centroid in enumerate(centroids):
        size = np.array([text_width(str(number + 1), style), style.size * 0.76])
        liking = np.arange(8, dtype=np.float64)
        if before is not None:
            liking[np.hypot(*(around - before[number]).T) < 1e-6] = -KEEPS
        offset = around[room.choose(centroid + around, size, liking, (centroid, theme.centroid / 2 + 2))]
        places.append(centroid + offset)
    return np.array(places)


def number_style(theme: Theme) -> TextStyle:
    """Numbers beside centroids."""
    return TextStyle(
        size=theme.name_size, colour=theme.ink, font=theme.font, bold=True, halo=2.5, halo_colour=theme.halo
    )


def draw_emphasis(pen: Pen, places: FloatArray, theme: Theme) -> None:
    """Ring the centroids at places of shape (m, 2)."""
    with pen.role("emphasis"):
        pen.markers("circle", places, theme.centroid * 2, None, theme.ink, theme.line)
