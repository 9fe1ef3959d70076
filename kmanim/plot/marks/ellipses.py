"""Ellipses of a mixture: how far its components reach, at 1 and 2 standard deviations, as the plane shows them.

A Gaussian that is seen in two of its dimensions, or in two directions through them, is a Gaussian of the plane: the
ellipse at 1 standard deviation holds 39 % of it, that at 2 holds 86 %. Of one column alone, 68 % and 95 % lie within.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.plot.axes.plane import Plane
from kmanim.plot.render.pen import Dash, Pen
from kmanim.plot.style.colours import mixed
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import Theme

LEVELS = (1, 2)
# Widths of lines as shares of the theme's.
INNER, OUTER = 1.25, 0.65
_CORNERS = 96
_DARKER = 0.3
# Farther from the page, in px, no renderer needs to know where a line goes.
_FAR = 1e6
_OLD: Dash = (5.0, 3.5)
_OLD_WIDTH = 0.7
# A stretch of the one axis is drawn as a lens so many px high.
_LENS = 14.0


def spread_on(plane: Plane, dataset: Dataset, covariances: FloatArray) -> FloatArray:
    """Give covariances of shape (k, d, d), in original units, as a plane shows them: (k, 2, 2), in px squared."""
    across = dataset.view.axes / plane.units_per_px
    shown: FloatArray = across.T @ covariances @ across
    if dataset.d == 1:
        shown[:, 1, 1] = _LENS**2
    return shown


def outline(mean: FloatArray, spread: FloatArray, level: float = 1.0) -> FloatArray:
    """Give the ellipse of so many standard deviations around a mean, shape (97, 2) and closed, in px."""
    sizes, directions = np.linalg.eigh(spread)
    angles = np.linspace(0, 2 * np.pi, _CORNERS + 1)
    circle = np.column_stack([np.cos(angles), np.sin(angles)])
    around: FloatArray = mean + level * (circle * np.sqrt(np.maximum(sizes, 0.0))) @ directions.T
    return np.clip(around, -_FAR, _FAR)


def draw_ellipses(
    pen: Pen,
    means: FloatArray,
    spreads: FloatArray,
    styles: Sequence[ClusterStyle],
    theme: Theme,
    *,
    over_many: bool = False,
) -> None:
    """Draw every component at 1 standard deviation, and thinly at 2.

    Parameters
    ----------
    pen : Pen
        What draws.
    means : ndarray of shape (k, 2)
        In px.
    spreads : ndarray of shape (k, 2, 2)
        In px squared.
    styles : sequence of ClusterStyle
        One a component.
    theme : Theme
        Paper.
    over_many : bool, default False
        Whether they lie over many points, and want paper around them.
    """
    for number, (mean, spread, style) in enumerate(zip(means, spreads, styles, strict=True), start=1):
        with pen.role(f"ellipse {number}"):
            for level, share in zip(LEVELS, (INNER, OUTER), strict=True):
                width = share * theme.line
                around = outline(mean, spread, level)
                if over_many:
                    pen.line(around, theme.halo, width + 2.5, alpha=0.8)
                pen.line(around, line_colour(style), width)


def line_colour(style: ClusterStyle) -> str:
    """Give the colour of a component's lines: its own, darker where paper would swallow a thin line of it."""
    return style.colour if style.edge is None else mixed(style.colour, style.edge, _DARKER)


def draw_old_ellipses(
    pen: Pen, means: FloatArray, spreads: FloatArray, theme: Theme, *, over_many: bool = False
) -> None:
    """Draw where components were, at 1 standard deviation: grey and dashed."""
    with pen.role("old ellipses"):
        for mean, spread in zip(means, spreads, strict=True):
            around = outline(mean, spread)
            if over_many:
                pen.line(around, theme.halo, _OLD_WIDTH * theme.line + 2, alpha=0.8)
            pen.line(around, theme.earlier, _OLD_WIDTH * theme.line, _OLD)
