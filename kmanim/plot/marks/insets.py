"""Moves too short to be seen: magnified in a round inset, or told by an arrow beside the centroid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box
from kmanim.plot.marks.centroids import BAR, CROSS, OUTLINE
from kmanim.plot.marks.old_centroids import old_layers
from kmanim.plot.render.pen import Layer, Pen
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import LIGHT, TextStyle, Theme

LARGE, SMALL = 38.0, 32.0  # radii of insets in px
# So many px apart, two marks inside have room for an arrow between them.
SEEN = 27.0
# Diameter of the marks inside as a share of the radius; and what is left free between them and the rim.
_MARK, _CLEAR = 0.38, 4.5
_FACTORS = (1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 40, 50, 60, 80, 100)
_RIM = 1.5
# Of an arrow beside a centroid of full size; and what a small one keeps of it at least.
_HEAD, _SHAFT, _STROKE, _SMALLEST = 7.0, 16.0, 2.0, 0.8
# What the letters of the factor take beyond the rim.
_LETTERS = 8.0


class Inset(NamedTuple):
    """A place of the plot, magnified.

    Attributes
    ----------
    cluster : int
        Whose move it shows, from 0.
    x, y, radius : float
        Its middle and size on the page, in px.
    factor : float
        How many times longer a way is inside.
    """

    cluster: int
    x: float
    y: float
    radius: float
    factor: float

    @property
    def middle(self) -> FloatArray:
        """The middle, shape (2,)."""
        return np.array([self.x, self.y])

    @property
    def box(self) -> Box:
        """What it takes of the page, with the letters on its rim."""
        width, height = inset_size(self.radius)
        return Box(self.x - width / 2, self.y - height / 2, width, height)


def inset_size(radius: float) -> tuple[float, float]:
    """Give width and height of what an inset takes, with the letters on its rim."""
    return 2 * radius + 3, 2 * (radius + _LETTERS)


def factor_of(way: float, radius: float) -> float:
    """Choose the largest round factor with which a way of so many px fits into an inset."""
    longest = 2 * (radius - 0.62 * _MARK * radius - _CLEAR)
    return max((factor for factor in _FACTORS if factor * way <= longest), default=1.0)


def factor_text(factor: float) -> str:
    """Say how many times an inset magnifies."""
    return f"×{factor:g}"


def draw_inset(
    pen: Pen, inset: Inset, old: FloatArray, new: FloatArray, style: ClusterStyle, theme: Theme,
    bound: FloatArray | None = None,
) -> None:  # fmt: skip
    """Draw an inset: the old mark and the new one as far apart as the factor says, and an arrow between their rims.

    Parameters
    ----------
    pen : Pen
        What draws.
    inset : Inset
        Where.
    old, new : ndarray of shape (2,)
        Where the centroid was and where it is, in px of the plot.
    style : ClusterStyle
        Its cluster's.
    theme : Theme
        Colours and widths.
    bound : ndarray of shape (2,), optional
        Where it is bound for while it moves, so that the two stand in the middle in the end.
    """
    goal = new if bound is None else bound
    middle, radius = inset.middle, inset.radius
    with pen.role("inset leader"):
        _draw_leader(pen, inset, goal, theme)
    with pen.role("inset"):
        pen.markers("circle", middle[None], 2 * radius, theme.paper, theme.halo, _RIM + 3)
        pen.markers("circle", middle[None], 2 * radius, theme.paper, theme.quiet_ink, _RIM)
    start = middle - inset.factor * (goal - old) / 2
    end, size = start + inset.factor * (new - old), _MARK * radius
    with pen.role("old centroid"):
        pen.emblem(start, old_layers(style, theme, size))
    with pen.role("inset centroid"):
        pen.emblem(end, _layers(style, theme, size))
    with pen.role("inset arrow"):
        rim = size / 2 + 2.5
        length = float(np.hypot(*(end - start)))
        if length > 2 * rim + 2:
            along = (end - start) / length
            _draw_arrow(pen, start + rim * along, end - rim * along, theme.ink, theme)
    letters = TextStyle(
        size=theme.tick_size, colour=theme.ink, font=theme.font, bold=True, halo=3, halo_colour=theme.halo
    )
    with pen.role("inset factor"):
        # Opposite to the leader, so that nothing is written on it.
        side = -1.0 if goal[1] >= inset.y else 1.0
        base = inset.y + side * radius - letters.size * 0.365
        pen.text(inset.x, base, factor_text(inset.factor), letters, "center")


def leader_of(inset: Inset, place: FloatArray, theme: Theme) -> FloatArray:
    """Give the leader from the rim of an inset to the ground of the centroid at a place, shape (2, 2)."""
    way = place - inset.middle
    length = float(np.hypot(*way)) or 1.0
    return np.array([
        inset.middle + inset.radius / length * way,
        place - (theme.centroid * 0.62 + 3) / length * way,
    ])  # fmt: skip


def _draw_leader(pen: Pen, inset: Inset, place: FloatArray, theme: Theme) -> None:
    line = leader_of(inset, place, theme)
    pen.line(line, theme.halo, 4.0)
    pen.line(line, theme.quiet_ink, 1.2)


def draw_hints(
    pen: Pen,
    clusters: Sequence[int],
    old: FloatArray,
    new: FloatArray,
    theme: Theme,
    bound: FloatArray | None = None,
) -> None:
    """Draw a grey arrow that ends at the rim of each of some centroids: where they came from, and no more than that.

    All arrows are of one length, that of the way itself being too short to see; parameters as for `draw_inset`.
    """
    with pen.role("short move"):
        for cluster in clusters:
            start, end = hint_of(old[cluster], new[cluster], theme, None if bound is None else bound[cluster])
            _draw_arrow(pen, start, end, theme.old_centroid, theme, halo=theme.halo)


def hint_of(old: FloatArray, new: FloatArray, theme: Theme, bound: FloatArray | None = None) -> FloatArray:
    """Give both ends of the arrow to the rim of a centroid, shape (2, 2)."""
    way = (new if bound is None else bound) - old
    along = way / (float(np.hypot(*way)) or 1.0)
    rim = theme.centroid * 0.62 + 2.5
    return np.array([new - (rim + _SHAFT * _scale(theme)) * along, new - rim * along])


def _scale(theme: Theme) -> float:
    """Tell how large arrows are: as centroids are, but never so small that a head is a dot."""
    return max(theme.centroid / LIGHT.centroid, _SMALLEST)


def _draw_arrow(
    pen: Pen, start: FloatArray, end: FloatArray, colour: str, theme: Theme, halo: str | None = None
) -> None:
    """Draw an arrow with a filled head; a short one is all head."""
    length = float(np.hypot(*(end - start))) or 1.0
    along = (end - start) / length
    across = np.array([-along[1], along[0]])
    head = min(_HEAD * _scale(theme), length)
    foot = end - head * along
    corners = np.array([end, foot + 0.55 * head * across, foot - 0.55 * head * across])
    stroke = _STROKE * _scale(theme)
    shaft = np.array([start, foot + 0.5 * along])
    if halo is not None:
        pen.line(shaft, halo, stroke + 3)
        pen.polygon(corners, halo, halo, 3)
    if length > head:
        pen.line(shaft, colour, stroke)
    pen.polygon(corners, colour)


def _layers(style: ClusterStyle, theme: Theme, size: float) -> tuple[Layer, ...]:
    rim, width = (theme.paper, OUTLINE + 1) if style.edge is None else (style.edge, OUTLINE + 2)
    return (
        # Opaque: the old mark comes out from under it.
        Layer(style.shape, size, theme.paper, rim, width),
        Layer(style.shape, size, None, style.colour, OUTLINE),
        Layer("plus", CROSS * size / theme.centroid, None, style.edge or style.colour, BAR),
    )
