"""Centroids: hollow, with a small cross, in their cluster's colour and shape; grey where they were before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.palettes import ClusterStyle
from kmanim.plot.panels.labels import FreeRoom
from kmanim.plot.pen import Pen, text_width
from kmanim.plot.theme import TextStyle, Theme

OUTLINE = 2.5
CROSS = 8.0
HALO, NARROW_HALO = 5.0, 3.0
# From so many points on, hollow outlines drown in points of their own colour.
CROWD = 400
WAY = (4.0, 2.5)


def draw_halos(
    pen: Pen, places: FloatArray, styles: Sequence[ClusterStyle], theme: Theme, reach: float = HALO
) -> None:
    """Clear the ground under centroids at places of shape (k, 2), and `reach` px around them.

    Done before few points, so that none is hidden; after many (see `CROWD`), or nobody would find the centroid.
    """
    with pen.role("halo"):
        for place, style in zip(places, styles, strict=True):
            pen.markers(style.shape, place[None], theme.centroid + 2 * reach, fill=theme.halo)


def draw_centroids(pen: Pen, places: FloatArray, styles: Sequence[ClusterStyle], theme: Theme) -> None:
    """Draw centroids at places of shape (k, 2), in px."""
    for number, (place, style) in enumerate(zip(places, styles, strict=True), start=1):
        with pen.role(f"centroid {number}"):
            if style.edge is not None:
                _hollow(pen, place, style.shape, theme.centroid, style.edge, OUTLINE + 2)
            else:  # a hair of paper tells the outline from points of its own colour, and hides none
                pen.markers(style.shape, place[None], theme.centroid, None, theme.halo, OUTLINE + 1)
            _hollow(pen, place, style.shape, theme.centroid, style.colour, OUTLINE)


def draw_old(
    pen: Pen, old: FloatArray, new: FloatArray, styles: Sequence[ClusterStyle], theme: Theme
) -> None:
    """Draw where centroids were, with a dashed line to where they are; nothing for those that stayed."""
    moved = np.hypot(*(new - old).T) > 0.5
    with pen.role("way"):
        for start, end in zip(old[moved], new[moved], strict=True):
            _way(pen, start, end, theme)
    with pen.role("old centroid"):
        for place, style, went in zip(old, styles, moved, strict=True):
            if went:
                pen.markers(style.shape, place[None], theme.centroid, None, theme.halo, theme.line + 1)
                _hollow(pen, place, style.shape, theme.centroid, theme.old_centroid, theme.line)


def draw_trail(pen: Pen, places: Sequence[FloatArray], styles: Sequence[ClusterStyle], theme: Theme) -> None:
    """Draw the whole way of all centroids: every stop small, hollow and grey, joined by dashed lines.

    Parameters
    ----------
    pen : Pen
        What draws.
    places : sequence of ndarray of shape (k, 2)
        Where the centroids stood, in order of time, in px; the last is where they are and is not marked.
    styles : sequence of ClusterStyle
        One a cluster.
    theme : Theme
        Grey and widths.
    """
    with pen.role("trail"):
        for one, style in enumerate(styles):
            way = np.array([stop[one] for stop in places])
            moved = np.append(True, np.hypot(*np.diff(way, axis=0).T) > 0.5)
            stops = way[moved]
            if len(stops) > 1:
                pen.line(stops, theme.old_centroid, theme.line, dash=WAY)
                pen.markers(
                    style.shape,
                    stops[:-1],
                    theme.centroid * 0.55,
                    theme.paper,
                    theme.old_centroid,
                    theme.line,
                )


def draw_numbers(pen: Pen, places: FloatArray, theme: Theme) -> None:
    """Write the number of each cluster, centred at places of shape (k, 2)."""
    style = number_style(theme)
    with pen.role("centroid numbers"):
        for number, (x, y) in enumerate(places, start=1):
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
    around = np.column_stack([np.cos(angles), np.sin(angles)]) * (theme.centroid / 2 + 0.72 * style.size)
    places = []
    for number, centroid in enumerate(centroids):
        size = np.array([text_width(str(number + 1), style), style.size * 0.76])
        liking = np.arange(8, dtype=np.float64)
        if before is not None:
            liking[np.hypot(*(around - before[number]).T) < 1e-6] = -8
        offset = around[room.choose(centroid + around, size, liking, (centroid, theme.centroid / 2 + 2))]
        places.append(centroid + offset)
    return np.array(places)


def number_style(theme: Theme) -> TextStyle:
    """Numbers beside centroids."""
    return TextStyle(size=theme.name_size, colour=theme.ink, bold=True, halo=2.5, halo_colour=theme.halo)


def draw_emphasis(pen: Pen, places: FloatArray, theme: Theme) -> None:
    """Ring the centroids at places of shape (m, 2)."""
    with pen.role("emphasis"):
        pen.markers("circle", places, theme.centroid * 2, None, theme.ink, theme.line)


def _hollow(pen: Pen, place: FloatArray, shape: str, size: float, colour: str, width: float) -> None:
    """Draw outline and cross, whose bars are a little thinner."""
    pen.markers(shape, place[None], size, None, colour, width)
    pen.markers("plus", place[None], CROSS, None, colour, width - (OUTLINE - 2.0))


def _way(pen: Pen, start: FloatArray, end: FloatArray, theme: Theme) -> None:
    """Draw the dashed line from the rim of the old mark to the rim of the new one."""
    length = float(np.hypot(*(end - start)))
    rim = theme.centroid / 2 + 1
    if length > 2 * rim:
        share = rim / length
        ends = np.array([start + share * (end - start), end - share * (end - start)])
        pen.line(ends, theme.old_centroid, theme.line, dash=WAY)
