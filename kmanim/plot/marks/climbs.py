"""Climbs to where points are dense: balls at their true size, their ways, where they go next, where they end."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.marks.old_centroids import DASH
from kmanim.plot.render.pen import Layer, Pen
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import Theme

# Of more balls than this each would be one line of a net.
MOST_BALLS = 80
FEW_BALLS = 12
_TINT, _SHARED_TINT = 0.10, 0.5
_RINGS = (1.0, 2.0)  # of a Gaussian, in bandwidths
_CENTRE, _DOT, _HEAD = 8.0, 5.0, 8.0


def draw_balls(
    pen: Pen,
    outline: FloatArray,
    places: FloatArray,
    theme: Theme,
    *,
    colours: Sequence[str] = (),
    soft: bool = False,
    hollow: bool = False,
    width: float | None = None,
) -> None:
    """Draw balls around places of shape (m, 2): tinted, the less the more there are, with an edge.

    Parameters
    ----------
    pen : Pen
    outline : ndarray of shape (c, 2)
        Of a ball around the origin, in px.
    places : ndarray of shape (m, 2)
        In px.
    theme : Theme
    colours : sequence of str, optional
        Of each; the theme's for a ball that is looked at by default.
    soft : bool, default False
        Whether it is a Gaussian, which has no edge: rings that fade.
    hollow : bool, default False
        Whether there is an edge alone.
    width : float, optional
        Of the edge, in px; by default a line, and thinner where there are many.
    """
    tint = min(_TINT, _SHARED_TINT / max(len(places), 1))
    few = len(places) <= FEW_BALLS
    width = (theme.line if few else 1.0) if width is None else width
    with pen.role("balls"):
        for number, place in enumerate(places):
            colour = colours[number] if colours else theme.neighbourhood
            if soft:
                for ring in _RINGS:
                    pen.polygon(ring * outline + place, colour, alpha=tint * 0.6)
                draw_edge(pen, outline + place, colour, width / 2)
            else:
                if few and not hollow:
                    pen.polygon(outline + place, colour, alpha=tint)
                draw_edge(pen, outline + place, colour, width, alpha=1.0 if few else 0.5)


def draw_old_ball(pen: Pen, outline: FloatArray, place: FloatArray, theme: Theme) -> None:
    """Draw where a ball was: grey, hollow and dashed."""
    with pen.role("old ball"):
        draw_edge(pen, outline + place, theme.earlier, theme.line * 0.75, dashed=True)


def draw_edge(
    pen: Pen, corners: FloatArray, colour: str, width: float, *, dashed: bool = False, alpha: float = 1.0
) -> None:
    """Draw the edge of a ball."""
    pen.line(np.vstack([corners, corners[:1]]), colour, width, dash=DASH if dashed else (), alpha=alpha)


def draw_way(pen: Pen, path: FloatArray, theme: Theme) -> None:
    """Draw the way of one climb through places of shape (m, 2), with a dot at every stop but the last."""
    if len(path) < 2:
        return
    with pen.role("way"):
        pen.line(path, theme.halo, theme.line + 2.5, alpha=0.8)
        pen.line(path, theme.neighbourhood, theme.line)
        pen.markers("circle", path[:-1], _DOT, theme.paper, theme.neighbourhood, 1.5)


def draw_centre(pen: Pen, place: FloatArray, theme: Theme) -> None:
    """Draw the middle of a ball."""
    with pen.role("centre"):
        pen.emblem(
            place,
            (
                Layer("circle", _CENTRE + 3, theme.halo),
                Layer("circle", _CENTRE, theme.neighbourhood),
            ),
        )


def draw_next(pen: Pen, place: FloatArray, mean: FloatArray, theme: Theme) -> None:
    """Draw the mean of what is in a ball as a cross, and an arrow to it from the middle of the ball."""
    ahead = mean - place
    length = float(np.hypot(*ahead))
    with pen.role("next"):
        if length > _CENTRE + _HEAD:
            along = ahead / length
            start, tip = place + along * (_CENTRE / 2 + 1), mean - along * 5.0
            across = np.array([-along[1], along[0]])
            foot = tip - along * _HEAD
            head = np.array([tip, foot + across * _HEAD * 0.45, foot - across * _HEAD * 0.45])
            pen.line(np.array([start, foot]), theme.halo, theme.line + 3)
            pen.line(np.array([start, foot]), theme.neighbourhood, theme.line)
            pen.polygon(head, theme.neighbourhood, theme.halo, 1.0)
    with pen.role("mean"):
        pen.emblem(
            mean,
            (
                Layer("cross", 10.0, None, theme.halo, 5.0),
                Layer("cross", 10.0, None, theme.neighbourhood, 2.2),
            ),
        )


def draw_trails(pen: Pen, ways: FloatArray, theme: Theme, many: int, *, newest: bool = False) -> None:
    """Draw the ways of many climbs, lines with rows of NaN between them; thin where `many` lie over each other.

    Those of the `newest` move are wider.
    """
    if len(ways):
        with pen.role("trails"):
            wide, alpha = (1.4, 0.9) if many <= 60 else (0.9, 0.55) if many <= 1_000 else (0.6, 0.35)
            wide, alpha = (1.6 * wide, min(1.0, 1.6 * alpha)) if newest else (wide, alpha)
            pen.line(ways, theme.neighbourhood, wide, alpha=alpha)


def draw_climbers(pen: Pen, places: FloatArray, theme: Theme) -> None:
    """Draw where many climbs are, at places of shape (m, 2)."""
    size = 6.5 if len(places) <= 60 else 4.5 if len(places) <= 600 else 3.0
    with pen.role("climbers"):
        pen.markers("circle", places, size + 2, theme.halo)
        pen.markers("circle", places, size, theme.neighbourhood)


def draw_starts(pen: Pen, places: FloatArray, theme: Theme) -> None:
    """Draw where climbs have started, small hollow squares at places of shape (m, 2)."""
    size = 6.0 if len(places) <= 100 else 4.0
    with pen.role("climb starts"):
        pen.markers("square", places, size, theme.paper, theme.earlier, 1.2)


def draw_absorbed(
    pen: Pen, outline: FloatArray | None, places: FloatArray, modes: FloatArray, theme: Theme
) -> None:
    """Draw ends that do not stay, grey, each with a dashed line to the mode of shape (2,) that has removed it."""
    with pen.role("absorbed"):
        for place, mode in zip(places, modes, strict=True):
            if outline is not None and len(places) <= 12:
                draw_edge(pen, outline + place, theme.earlier, theme.line * 0.6, dashed=True)
            pen.line(np.array([place, mode]), theme.earlier, theme.line * 0.75, dash=DASH)
        pen.markers("circle", places, 7.0, theme.paper, theme.earlier, 1.5)


def draw_small_modes(pen: Pen, places: FloatArray, styles: Sequence[ClusterStyle], theme: Theme) -> None:
    """Draw modes that are too many for full marks."""
    with pen.role("small modes"):
        for place, style in zip(places, styles, strict=True):
            pen.emblem(
                place,
                (
                    Layer("plus", 11.0, None, theme.halo, 5.0),
                    Layer("plus", 10.0, None, style.edge or style.colour, 2.2),
                ),
            )
