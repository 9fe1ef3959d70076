"""Rows on one spot: a ring around the point and how many there are."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.plot.axes.places import Places
from kmanim.plot.marks.points import point_size
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.theme import TextStyle, Theme

# More rings than this are clutter, and say nothing that a reader of one picture needs.
MOST_ROWS = 200
MOST_SPOTS = 8


class SharedPlaces(NamedTuple):
    """The spots that hold more than one row.

    Attributes
    ----------
    rows : ndarray of shape (m,)
        The first row on each spot, rising.
    counts : ndarray of shape (m,)
        How many rows there are, at least 2.
    """

    rows: IntArray
    counts: IntArray


def shared_places(shown: FloatArray) -> SharedPlaces:
    """Find rows of one place in shape (n, 2); none where rows or spots are too many to ring them all.

    Who has more than `MOST_ROWS` rows need not give all of them.
    """
    nothing = SharedPlaces(np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp))
    if len(shown) > MOST_ROWS:
        return nothing
    _, first, counts = np.unique(shown, axis=0, return_index=True, return_counts=True)
    order = np.argsort(first)
    first, counts = first[order], counts[order]
    many = counts > 1
    return SharedPlaces(first[many], counts[many]) if 0 < many.sum() <= MOST_SPOTS else nothing


def draw_rings(
    pen: Pen, places: FloatArray | Places, spots: SharedPlaces, theme: Theme, *, but: FloatArray | None = None
) -> None:
    """Ring the spots among the places of shape (n, 2), but for one place that has a ring already."""
    if not spots.rows.size:
        return
    ringed = places[spots.rows]
    if but is not None:
        ringed = ringed[(ringed != but).any(axis=1)]
    with pen.role("duplicates"):
        pen.markers(
            "circle",
            ringed,
            point_size(len(places), theme) + 6.5,
            None,
            theme.quiet_ink,
            theme.line * 0.8,
        )


def count_style(theme: Theme) -> TextStyle:
    """How "×2" is written."""
    return TextStyle(
        size=theme.tick_size, colour=theme.quiet_ink, font=theme.font, halo=2.5, halo_colour=theme.halo
    )
