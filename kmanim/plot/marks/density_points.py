"""Points of a density-based clustering: core points filled, border points hollow, noise as crosses, the rest grey."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, LabelArray
from kmanim.plot.marks.points import RIMMED, SHAPED_FROM, Dots, dots_of, point_size
from kmanim.plot.style.colours import mixed
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import Theme

_RIM, _HOLLOW = 1.2, 2.0
# How much of the paper is in the colour of points that a cluster has reached and nobody has looked at.
_PALE = 0.55
# Smaller points would be all rim.
_RIMMED_FROM = 7.5


def density_dots(
    places: FloatArray,
    labels: LabelArray,
    visited: NDArray[np.bool_],
    core: NDArray[np.bool_],
    styles: Sequence[ClusterStyle],
    theme: Theme,
) -> list[Dots]:
    """Sort points by how they look.

    Parameters
    ----------
    places : ndarray of shape (n, 2)
        In px.
    labels : ndarray of shape (n,)
        -1 where no cluster has reached the point.
    visited, core : ndarray of shape (n,), bool
        Who has been looked at, and who of these is a core point.
    styles : sequence of ClusterStyle
        One a cluster.
    theme : Theme

    Returns
    -------
    list of Dots
        In the order in which they are drawn; no one without points.
    """
    outside = labels < 0
    grey = dots_of(places[outside & ~visited], None, (), theme)
    noise = dots_of(places[outside & visited], labels[outside & visited], (), theme)
    size = point_size(len(places), theme)
    found = [dots._replace(size=size) for dots in grey]
    found += [dots._replace(size=0.8 * size) for dots in noise if dots.role == "points noise"]
    rim = theme.core if len(places) <= RIMMED and size >= _RIMMED_FROM else None
    for cluster in np.unique(labels[~outside]).tolist():
        style, mine = styles[cluster], labels == cluster
        shape = style.shape if size >= SHAPED_FROM else "circle"
        role = f"points cluster {cluster + 1}"
        pale = mixed(style.colour, theme.paper, _PALE)
        edge = style.edge or style.colour
        kinds = (
            ("reached", mine & ~visited, pale, edge, 0.8),
            ("border", mine & visited & ~core, theme.paper, style.colour, _HOLLOW),
            ("core", mine & core, style.colour, rim, _RIM),
        )
        for kind, rows, fill, line, width in kinds:
            if rows.any():
                found.append(Dots(f"{role} {kind}", shape, places[rows], size, fill, line, width))
    return found
