"""From one point to every centre: solid to the nearest, dashed to the others; with a corner where it is measured so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.render.pen import Dash, Pen
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import TextStyle, Theme

_CORNER = 8.0


def ring_size(theme: Theme) -> float:
    """Diameter in px of the ring around an explained point."""
    return theme.point + 9


def draw_distances(
    pen: Pen,
    place: FloatArray,
    ways: Mapping[int, FloatArray],
    nearest: int,
    styles: Sequence[ClusterStyle],
    theme: Theme,
    own: int | None = None,
) -> None:
    """Draw the lines, from rim to rim, and the point; its ring is drawn last of all, see `draw_ring`.

    Parameters
    ----------
    pen : Pen
        What draws.
    place : ndarray of shape (2,)
        The point, in px.
    ways : mapping of int to ndarray of shape (m, 2)
        The lines to the centres that have one, in px, the nearest first; none where lines would say nothing true.
    nearest : int
        The one with the solid line.
    styles : sequence of ClusterStyle
        One a cluster.
    theme : Theme
        Widths.
    own : int, optional
        The cluster whose colour the point wears; it is drawn anew where many points would hide it.
    """
    with pen.role("distances"):
        for number in tuple(ways)[::-1]:
            style, line = styles[number], ways[number]
            dash: Dash = () if number == nearest else (5.0, 3.0)
            if style.edge is not None:
                pen.line(line, style.edge, theme.line + 2.5, dash)
            pen.line(line, style.colour, theme.line + 0.5, dash)
        if own is not None:
            style = styles[own]
            pen.markers(style.shape, place[None], theme.point, style.colour, style.edge or theme.halo, 1)


def draw_ring(pen: Pen, place: FloatArray, theme: Theme) -> None:
    """Ring the point at a place of shape (2,)."""
    with pen.role("distances"):
        pen.markers("circle", place[None], ring_size(theme), None, theme.ink, theme.line)


def draw_legs(pen: Pen, legs: Sequence[FloatArray], theme: Theme) -> None:
    """Draw the legs of a right triangle, each of shape (2, 2), and the sign of its right angle where it has room."""
    if not legs:
        return
    with pen.role("legs"):
        for leg in legs:
            pen.line(leg, theme.quiet_ink, theme.line * 0.75)
        (start, turn), (_, end) = legs
        if min(abs(turn[0] - start[0]), abs(end[1] - turn[1])) > 2 * _CORNER:
            across = np.array([np.sign(start[0] - turn[0]) * _CORNER, 0.0])
            up = np.array([0.0, np.sign(end[1] - turn[1]) * _CORNER])
            pen.line(np.array([turn + across, turn + across + up, turn + up]), theme.quiet_ink, 1)


def between_rims(place: FloatArray, centre: FloatArray, theme: Theme) -> FloatArray | None:
    """Give the visible part of a line, of shape (2, 2); None where point and centre touch."""
    apart = centre - place
    length = float(np.hypot(*apart))
    start, end = ring_size(theme) / 2 + 1, theme.centroid / 2 + 2
    if length <= start + end:
        return None
    return np.array([place + apart * (start / length), centre - apart * (end / length)])


def way(place: FloatArray, centre: FloatArray, theme: Theme, *, corner: bool) -> FloatArray | None:
    """Give the visible part of a way, of shape (2, 2), or (3, 2) if it has a corner; None where nothing is visible."""
    turn = np.array([centre[0], place[1]])
    start, end = ring_size(theme) / 2 + 1, theme.centroid / 2 + 2
    across, up = turn - place, centre - turn
    if not corner or abs(across[0]) <= start or abs(up[1]) <= end:
        return between_rims(place, centre, theme)
    return np.array([place + np.sign(across) * start, turn, centre - np.sign(up) * end])


def longest_piece(line: FloatArray) -> FloatArray:
    """Give the longest straight piece, of shape (2, 2), of a line of shape (m, 2)."""
    pieces = np.stack([line[:-1], line[1:]], axis=1)
    piece: FloatArray = pieces[int(np.hypot(*(pieces[:, 1] - pieces[:, 0]).T).argmax())]
    return piece


def value_style(theme: Theme) -> TextStyle:
    """Distances beside their lines."""
    return TextStyle(
        size=theme.name_size, colour=theme.ink, font=theme.font, halo=2.5, halo_colour=theme.halo
    )
