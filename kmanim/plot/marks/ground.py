"""Points, and the clear ground on which centroids, old and new, are found among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray
from kmanim.plot.marks.old_centroids import draw_old, draw_trail, draw_ways, is_far
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import Theme

HALO, NARROW_HALO, CROWD_HALO = 5.0, 2.0, 4.0
# From so many points on, hollow outlines drown in points of their own colour.
CROWD = 120
# How much of the paper is laid over points inside a centroid: they stay visible, and so does its cross.
WASH, CROWD_WASH = 0.5, 0.8


def draw_ground(
    pen: Pen,
    points: Callable[[], None],
    n: int,
    places: FloatArray,
    styles: Sequence[ClusterStyle],
    theme: Theme,
    *,
    old: FloatArray | None = None,
    bound: FloatArray | None = None,
    stops: Sequence[FloatArray] = (),
) -> None:
    """Draw points, and clear the ground for the centroids that will be drawn on it.

    The ground of few points lies below them, and those inside a centroid grow pale, so that none is hidden.
    Many points are washed out around a centroid, too, or nobody would find it. Ways never show inside a centroid.
    Old marks have ground of their own, and lie above all of it: nothing but the centroids is drawn over them.

    Parameters
    ----------
    pen : Pen
        What draws.
    points : callable
        Draws the points.
    n : int
        How many points there are.
    places : ndarray of shape (k, 2)
        The centroids, in px.
    styles : sequence of ClusterStyle
        One a cluster.
    theme : Theme
        Paper, grey and sizes.
    old : ndarray of shape (k, 2), optional
        Where the centroids just came from; those stand there that are clear of the new ones.
    bound : ndarray of shape (k, 2), optional
        Where the centroids are bound for, while they are on their way; `places` where None. A mark that will be clear
        comes out from under its centroid; the other moves are told elsewhere.
    stops : sequence of ndarray of shape (k, 2)
        The whole way of the centroids, if it is shown.
    """
    crowded = n > CROWD
    goal = places if bound is None else bound
    far = np.zeros(len(places), np.bool_) if old is None else is_far(old, goal, theme)
    clear = far if old is None else far & is_far(old, places, theme)
    left = places if old is None else old
    leaving = far & ~clear
    if crowded:
        points()
        _halos(pen, left[far], _of(styles, far), theme, CROWD_HALO, CROWD_WASH)
    else:
        _halos(pen, places, styles, theme, HALO)
        _halos(pen, left[far], _of(styles, far), theme, NARROW_HALO)
    if len(stops):
        draw_trail(pen, stops, styles, theme, over_many=crowded)
    draw_ways(pen, left[far], places[far], theme, over_many=crowded)
    draw_old(pen, left[leaving], _of(styles, leaving), theme)
    if crowded:
        _halos(pen, places, styles, theme, CROWD_HALO, CROWD_WASH)
    else:
        _halos(pen, places, styles, theme, NARROW_HALO)
        points()
        _halos(pen, places, styles, theme, 0.0, WASH)
    draw_old(pen, left[clear], _of(styles, clear), theme)


def _of(styles: Sequence[ClusterStyle], chosen: NDArray[np.bool_]) -> list[ClusterStyle]:
    return [style for style, is_one in zip(styles, chosen, strict=False) if is_one]


def _halos(
    pen: Pen, places: FloatArray, styles: Sequence[ClusterStyle], theme: Theme, reach: float, alpha: float = 1
) -> None:
    """Lay paper under the centroids and `reach` px around them."""
    with pen.role("halo"):
        for place, style in zip(places, styles, strict=True):
            pen.markers(style.shape, place[None], theme.centroid + 2 * reach, theme.halo, alpha=alpha)
