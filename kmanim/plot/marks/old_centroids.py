"""Where centroids were: grey, hollow, and joined to where they are by dashed lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.marks.centroids import CROSS
from kmanim.plot.render.pen import Layer, Pen
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import Theme

DASH = (4.0, 2.5)
STOP = 0.55  # size of a stop on the trail, as a share of a centroid's


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
                pen.emblem(
                    place,
                    (
                        Layer(style.shape, theme.centroid, None, theme.halo, theme.line + 1),
                        Layer(style.shape, theme.centroid, None, theme.old_centroid, theme.line),
                        Layer("plus", CROSS, None, theme.old_centroid, theme.line - 0.5),
                    ),
                )


def draw_trail(pen: Pen, places: Sequence[FloatArray], styles: Sequence[ClusterStyle], theme: Theme) -> None:
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
    """
    with pen.role("trail"):
        for one, style in enumerate(styles):
            way = np.array([stop[one] for stop in places])
            moved = np.append(True, np.diff(way, axis=0).any(axis=1))
            if moved.sum() > 1:
                pen.line(way[moved], theme.old_centroid, theme.line, dash=DASH)
                marked, size = _apart(way, theme), theme.centroid * STOP
                pen.markers(style.shape, marked, size, theme.paper, theme.old_centroid, theme.line)


def _apart(way: FloatArray, theme: Theme) -> FloatArray:
    """Choose the stops, the first first, that touch neither each other nor the centroid at the end."""
    size = theme.centroid * STOP + theme.line
    kept: list[FloatArray] = []
    for stop in way[np.hypot(*(way - way[-1]).T) > (theme.centroid + size) / 2 - 1]:
        if not kept or np.hypot(*(np.array(kept) - stop).T).min() > size + 1:
            kept.append(stop)
    return np.array(kept).reshape(-1, 2)


def _way(pen: Pen, start: FloatArray, end: FloatArray, theme: Theme) -> None:
    """Draw the dashed line from the rim of the old mark to the rim of the new one."""
    length = float(np.hypot(*(end - start)))
    rim = theme.centroid / 2 + 1
    if length > 2 * rim:
        share = rim / length
        ends = np.array([start + share * (end - start), end - share * (end - start)])
        pen.line(ends, theme.old_centroid, theme.line, dash=DASH)
