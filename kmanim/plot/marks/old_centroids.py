"""Where centroids were: grey, hollow, and joined to where they are by dashed lines.

A mark that is nearly covered by the new one would be a grey sliver, which tells nobody anything. So an old mark is
drawn where it stands apart; a shorter move is magnified, or an arrow says which way it went: see `insets`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray
from kmanim.plot.marks.centroids import CROSS
from kmanim.plot.render.pen import Layer, Pen
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import Theme

DASH = (4.0, 2.5)
STOP = 0.55  # size of a stop on the trail, as a share of a centroid's
# From so many diameters on, old and new stand clearly apart; less than so many px are no move that a picture shows.
APART, STAYS = 4 / 3, 0.5


def is_far(old: FloatArray, new: FloatArray, theme: Theme) -> NDArray[np.bool_]:
    """Tell which moves, between places of shape (k, 2) in px, leave the old mark clear of the new one."""
    far: NDArray[np.bool_] = np.hypot(*(new - old).T) >= APART * theme.centroid
    return far


def short_moves(old: FloatArray, new: FloatArray, theme: Theme) -> tuple[int, ...]:
    """Give the clusters that moved, yet not far enough for two marks, the longest way first."""
    ways = np.hypot(*(new - old).T)
    short = (ways > STAYS) & ~is_far(old, new, theme)
    return tuple(int(j) for j in np.argsort(-ways, kind="stable") if short[j])


def draw_ways(pen: Pen, old: FloatArray, new: FloatArray, theme: Theme, *, over_many: bool = False) -> None:
    """Draw dashed lines from old marks to new ones, from rim to rim; with paper around them over many points."""
    rim = theme.centroid / 2 + 1
    with pen.role("way"):
        for start, end in zip(old, new, strict=True):
            length = float(np.hypot(*(end - start)))
            if length > 2 * rim:
                share = rim / length
                ends = np.array([start + share * (end - start), end - share * (end - start)])
                if over_many:
                    pen.line(ends, theme.halo, theme.line + 3)
                pen.line(ends, theme.old_centroid, theme.line, dash=DASH)


def draw_old(pen: Pen, places: FloatArray, styles: Sequence[ClusterStyle], theme: Theme) -> None:
    """Draw where centroids were, each with a hair of paper around its outline."""
    with pen.role("old centroid"):
        for place, style in zip(places, styles, strict=True):
            pen.emblem(place, old_layers(style, theme, theme.centroid))


def old_layers(style: ClusterStyle, theme: Theme, size: float) -> tuple[Layer, ...]:
    """Give an old centroid of some diameter: what a new one is, in grey."""
    return (
        Layer(style.shape, size, None, theme.halo, theme.line + 1.5),
        Layer(style.shape, size, None, theme.old_centroid, theme.line),
        Layer("plus", CROSS * size / theme.centroid, None, theme.old_centroid, theme.line - 0.5),
    )


def draw_trail(
    pen: Pen,
    places: Sequence[FloatArray],
    styles: Sequence[ClusterStyle],
    theme: Theme,
    *,
    over_many: bool = False,
) -> None:
    """Draw the whole way of all centroids: a dashed line through every stop, and those marked that stand apart.

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
    over_many : bool, default False
        Whether it lies over many points, and wants paper around it.
    """
    with pen.role("trail"):
        for one, style in enumerate(styles):
            way = np.array([stop[one] for stop in places])
            moved = np.append(True, np.diff(way, axis=0).any(axis=1))
            if moved.sum() > 1:
                marked, size = _apart(way, theme), theme.centroid * STOP
                if over_many:
                    _draw_trail_ground(pen, way[moved], style.shape, marked, theme)
                pen.line(way[moved], theme.old_centroid, theme.line, dash=DASH)
                pen.markers(style.shape, marked, size, theme.paper, theme.old_centroid, theme.line)


def _draw_trail_ground(pen: Pen, way: FloatArray, shape: str, marked: FloatArray, theme: Theme) -> None:
    """Lay paper around a trail and its stops."""
    with pen.role("trail ground"):
        pen.line(way, theme.halo, theme.line + 3, alpha=0.85)
        pen.markers(shape, marked, theme.centroid * STOP, theme.halo, theme.halo, theme.line + 3)


def _apart(way: FloatArray, theme: Theme) -> FloatArray:
    """Choose the stops, the first first, that touch neither each other nor the centroid at the end."""
    size = theme.centroid * STOP + theme.line
    kept: list[FloatArray] = []
    for stop in way[np.hypot(*(way - way[-1]).T) > (theme.centroid + size) / 2 - 1]:
        if not kept or np.hypot(*(np.array(kept) - stop).T).min() > size + 1:
            kept.append(stop)
    return np.array(kept).reshape(-1, 2)
