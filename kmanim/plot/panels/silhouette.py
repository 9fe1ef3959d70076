"""The silhouette plot: a bar for every row, cluster by cluster, the longest first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Plane
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import TextStyle, Theme

# Px between clusters, and how many bars a cluster is drawn with at most: more cannot be told apart.
GAP = 5.0
_BARS = 400


def draw_silhouettes(
    pen: Pen,
    parts: Sequence[FloatArray],
    plane: Plane,
    styles: Sequence[ClusterStyle],
    theme: Theme,
    right: float,
) -> None:
    """Draw the bars, number the clusters, and mark the average of all rows.

    Parameters
    ----------
    pen : Pen
        What draws.
    parts : sequence of ndarray
        The silhouettes of each cluster, falling; empty where it has no rows.
    plane : Plane
        Its x axis holds the silhouettes; along the other all rows share the room.
    styles : sequence of ClusterStyle
        One for each cluster.
    theme : Theme
        Ink and sizes.
    right : float
        How far the words beside the plot may reach, in px.
    """
    box = plane.box
    filled = [number for number, part in enumerate(parts) if part.size]
    gap = min(GAP, 0.2 * box.height / max(len(filled), 1))
    each = (box.height - gap * (len(filled) + 1)) / sum(part.size for part in parts)
    ends, top = {}, box.top - gap
    for number in filled:
        ends[number] = top, top - each * parts[number].size
        top = ends[number][1] - gap
    zero, one = plane.to_px(np.array([(0.0, 0.0), (1.0, 0.0)]))[:, 0]
    with pen.role("silhouettes"):
        for number, (upper, lower) in ends.items():
            corners = _outline(zero + (one - zero) * parts[number], zero, upper, lower)
            own = styles[number]
            pen.polygon(corners, own.colour, own.edge, 1 if own.edge else 0)
        pen.line(np.array([(zero, box.bottom), (zero, box.top)]), theme.axis, 1)
    with pen.role("average"):
        x = zero + (one - zero) * float(np.concatenate(list(parts)).mean())
        pen.line(np.array([(x, box.bottom), (x, box.top)]), theme.paper, 4)
        pen.line(np.array([(x, box.bottom), (x, box.top)]), theme.ink, theme.line, (6, 4))
    _number(pen, parts, ends, plane, theme, right)


def _outline(x: FloatArray, zero: float, upper: float, lower: float) -> FloatArray:
    """Join bars that begin at zero and end at x, of equal height from upper to lower, to one polygon."""
    chosen = x[np.linspace(0, x.size - 1, min(x.size, _BARS)).round().astype(np.intp)]
    edges = np.linspace(upper, lower, chosen.size + 1)
    steps = np.column_stack([np.repeat(chosen, 2), np.repeat(edges, 2)[1:-1]])
    return np.vstack([[(zero, upper)], steps, [(zero, lower)]])


def _number(
    pen: Pen,
    parts: Sequence[FloatArray],
    ends: dict[int, tuple[float, float]],
    plane: Plane,
    theme: Theme,
    right: float,
) -> None:
    """Write number, rows and average on the right of each cluster that has room for it."""
    style = TextStyle(size=theme.tick_size, colour=theme.ink, font=theme.font)
    room, last = theme.tick_size + 2, np.inf
    with pen.role("clusters"):
        for number, (upper, lower) in ends.items():
            middle = (upper + lower) / 2
            if last - middle < room:
                continue
            last = middle
            baseline = min(
                max(middle - style.size * 0.365, plane.box.bottom), plane.box.top - style.size * 0.7
            )
            count, mean = parts[number].size, float(parts[number].mean())
            words = f"{number + 1}: n {count:,}, {mean:.2f}".replace("-", "−")
            left = plane.box.right + 10
            pen.text(left, baseline, fitted(words, style, right - left), style)
