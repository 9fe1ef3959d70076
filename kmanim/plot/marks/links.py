"""Links from points to those that shall stand for them, and marks around these."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.plot.marks.points import point_size
from kmanim.plot.render.pen import Dash, Pen
from kmanim.plot.style.theme import Theme

_DASH: Dash = (4, 3)
_FEW, _MANY = 60, 1_000
_SMALLEST = 10.0  # ring, in px
# Of more exemplars rings would hide everything.
_CROWD = 150


def link_width(n: int, theme: Theme) -> float:
    """How thick a link is, in px, among so many points."""
    return theme.line * (0.8 if n <= _FEW else 0.5 if n <= _MANY else 0.3)


def draw_links(
    pen: Pen,
    places: FloatArray,
    choices: IntArray,
    rows: IntArray,
    colour: str,
    width: float,
    *,
    old: bool = False,
) -> None:
    """Draw a line from each of some points to its choice, as one stroke; old ones dashed.

    Parameters
    ----------
    pen : Pen
    places : ndarray of shape (n, 2)
        All points, in px.
    choices : ndarray of shape (n,)
        Which point each one chooses.
    rows : ndarray of shape (m,)
        Whose links are drawn; those to themselves have none.
    colour : str
    width : float
    old : bool, default False
    """
    rows = rows[choices[rows] != rows]
    if not rows.size:
        return
    lines = np.full((3 * len(rows), 2), np.nan)
    lines[::3], lines[1::3] = places[rows], places[choices[rows]]
    with pen.role("old links" if old else "links"):
        pen.line(lines[:-1], colour, width, _DASH if old else ())


def draw_exemplars(pen: Pen, places: FloatArray, n: int, theme: Theme, *, old: bool = False) -> None:
    """Ring those of n points that stand for others; those that no longer do have a grey, dotted ring."""
    if not len(places):
        return
    size = point_size(n, theme)
    crowd = len(places) > _CROWD
    ring = size + 2.0 if crowd else max(size + 4.0, 1.9 * size, _SMALLEST)
    with pen.role("old exemplars" if old else "exemplars"):
        if old:
            pen.markers("circle", places, ring, None, theme.earlier, 1.2)
        else:
            few = len(places) <= _FEW
            if few:
                pen.markers("circle", places, ring + 1, None, theme.halo, 4.0)
            pen.markers("circle", places, ring, None, theme.exemplar, 2.2 if few else 0.6 if crowd else 1.0)
