"""The body of a group, as an eye sees it: all that lies near its points; what is cut off it is hatched."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box
from kmanim.plot.marks.points import point_size
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.colours import mixed
from kmanim.plot.style.palettes import cluster_styles
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.story.comparisons.known_groups import KnownGroups

# The body keeps so many times the usual way to the next point off each, within these limits in px.
_REACH, _LEAST, _MOST = 1.6, 4.0, 16.0
_SAMPLED, _MOST_ASKED = 400, 3_000
# Between hatches, and their width, in px; how much paper is in the tint of a body.
PITCH, _WIDTH, _RIM, _PAPER = 7.0, 1.3, 1.3, 0.9
_TINY = 1e-9

Part = tuple[float, float]
Cells = Sequence[tuple[int, FloatArray]]

# Among so many rows a cluster of one is told of.
_LONELY = 20
# Of more points than this a group is a surface, which would cover hatches.
_COVERED = 1_000
ALONE = "one point, one centre"


class Bodies:
    """The bodies of all groups in a box, and what is cut off them.

    Parameters
    ----------
    places : ndarray of shape (n, 2)
        All points, in px.
    known : KnownGroups
        Which group each belongs to, and where it should have been found.
    box : Box
        Where points lie.
    theme : Theme
        Ink, paper and sizes.
    """

    def __init__(self, places: FloatArray, known: KnownGroups, box: Box, theme: Theme) -> None:
        self._places, self._known, self._box, self._theme = places, known, box, theme
        n = len(places)
        self._elsewhere = np.zeros(n, np.bool_)
        self._elsewhere[known.misplaced] = True
        own = [np.flatnonzero(known.of_rows == group) for group in range(len(known.names))]
        self._reaches = [reach_of(places[rows], n, theme) for rows in own]
        self._rows = [
            rows[in_body(places[rows], reach) | self._elsewhere[rows]]
            for rows, reach in zip(own, self._reaches, strict=True)
        ]

    @property
    def on_top(self) -> bool:
        """Whether points are so many that hatches below them would not be seen."""
        return len(self._places) > _COVERED

    def draw(self, pen: Pen) -> None:
        """Draw the bodies alone, which points lie upon."""
        styles = cluster_styles(self._known.styles, self._theme)
        with pen.clipped(*self._box):
            for group, (rows, reach) in enumerate(zip(self._rows, self._reaches, strict=True)):
                colour = styles[self._known.cluster_of[group]].colour
                draw_body(pen, self._places[rows], reach, colour, self._theme)

    def draw_cut(self, pen: Pen, cells: Cells | None) -> None:
        """Hatch what of the bodies lies outside of the cells of their clusters, and name centres of a single point.

        Parameters
        ----------
        pen : Pen
            What draws.
        cells : sequence of (int, ndarray), or None
            Convex polygons that divide the box, each with its cluster. None where no cells are to be seen: then the
            bodies of the rows that lie elsewhere are hatched.
        """
        known, places = self._known, self._places
        with pen.clipped(*self._box):
            for group, (rows, reach) in enumerate(zip(self._rows, self._reaches, strict=True)):
                apart = rows[self._elsewhere[rows]]
                if not apart.size:
                    continue
                if cells is None:
                    draw_hatches(pen, hatches(places[apart], reach), self._theme)
                    continue
                cell = [corners for cluster, corners in cells if cluster == known.cluster_of[group]]
                cell = [corners for corners in cell if len(corners)]
                draw_hatches(pen, hatches(places[rows], reach, cell), self._theme)
        if len(places) >= _LONELY:
            clusters, first, counts = np.unique(known.labels, return_index=True, return_counts=True)
            for row in first[(counts == 1) & (clusters >= 0)]:
                _draw_lonely(pen, places[row], self._box, self._theme)


def _draw_lonely(pen: Pen, place: FloatArray, box: Box, theme: Theme) -> None:
    """Say of a point that it has a centre for itself."""
    x, y = float(place[0]), float(place[1])
    side = theme.centroid + 14
    style = TextStyle(
        size=theme.tick_size, colour=theme.ink, font=theme.font, bold=True, halo=3, halo_colour=theme.halo
    )
    leftwards = x > box.left + box.width / 2
    with pen.role("lonely"):
        pen.markers("circle", place[None], side, None, theme.ink, theme.line)
        reach = side / 2 + 6
        pen.text(
            x - reach if leftwards else x + reach,
            y - side / 2 - 4,
            ALONE,
            style,
            "right" if leftwards else "left",
        )


def reach_of(places: FloatArray, n: int, theme: Theme) -> float:
    """Choose how far the body of a group of places of shape (m, 2) goes beyond its points, of n in all, in px."""
    least = max(_LEAST, 0.9 * point_size(n, theme))
    if len(places) < 2:
        return least
    sample = places[:: max(1, len(places) // _SAMPLED)]
    return float(np.clip(_REACH * np.quantile(_nearest(sample, places), 0.8), least, max(least, _MOST)))


def in_body(places: FloatArray, reach: float) -> NDArray[np.bool_]:
    """Tell which places of shape (m, 2) make the body: an eye leaves out those that lie by themselves."""
    if not 2 < len(places) <= _MOST_ASKED:
        return np.ones(len(places), np.bool_)
    near: NDArray[np.bool_] = _nearest(places, places) <= 2 * reach
    return near if near.any() else np.ones(len(places), np.bool_)


def _nearest(asked: FloatArray, places: FloatArray) -> FloatArray:
    """Give the way from each place that is asked about to the next place that is another one, in px."""
    found = np.zeros(len(asked))
    for i, place in enumerate(asked):
        apart = np.hypot(*(places - place).T)
        others = apart[apart > _TINY]
        found[i] = others.min() if others.size else 0.0
    return found


def draw_body(pen: Pen, places: FloatArray, reach: float, colour: str, theme: Theme) -> None:
    """Draw the outline of a group's body, of places of shape (m, 2), filled with a tint of its colour."""
    with pen.role("bodies"):
        pen.markers("circle", places, 2 * (reach + _RIM), theme.ink)
        pen.markers("circle", places, 2 * reach, mixed(colour, theme.paper, _PAPER))


def draw_hatches(pen: Pen, lines: Sequence[FloatArray], theme: Theme) -> None:
    """Draw hatches, each of shape (2, 2)."""
    with pen.role("hatches"):
        for line in lines:
            pen.line(line, theme.ink, _WIDTH)


def hatches(
    places: FloatArray, reach: float, own: Sequence[FloatArray] = (), pitch: float = PITCH
) -> list[FloatArray]:
    """Find the slanting lines inside a body that lie outside of a cell.

    A line meets each disc around a point in one piece, and a convex polygon, too: the pieces of the discs are
    joined, and those of the cell taken away. So it is exact, whatever the shape, and without a mesh.

    Parameters
    ----------
    places : ndarray of shape (m, 2)
        The points of the group, in px.
    reach : float
        How far its body goes beyond them.
    own : sequence of ndarray of shape (c, 2)
        The convex pieces of the cell in which the group should be, corners in order.
    pitch : float
        Between neighbouring lines, in px.

    Returns
    -------
    list of ndarray of shape (2, 2)
        The ends of each piece.
    """
    if not len(places):
        return []
    along, across = np.array([1.0, 1.0]) / np.sqrt(2), np.array([-1.0, 1.0]) / np.sqrt(2)
    t, height = places @ along, places @ across
    found = []
    first, last = np.floor((height.min() - reach) / pitch), np.ceil((height.max() + reach) / pitch)
    for level in np.arange(first, last + 1) * pitch:
        off = np.abs(height - level)
        near = off < reach
        if not near.any():
            continue
        half = np.sqrt(reach**2 - off[near] ** 2)
        parts = joined(np.column_stack([t[near] - half, t[near] + half]))
        for polygon in own:
            inside = chord(polygon @ along, polygon @ across - level)
            parts = parts if inside is None else without(parts, inside)
        found += [np.array([begin * along, end * along]) + level * across for begin, end in parts]
    return found


def joined(parts: FloatArray) -> list[Part]:
    """Join intervals of shape (m, 2) that overlap; ascending."""
    parts = parts[np.argsort(parts[:, 0], kind="stable")]
    reached = np.maximum.accumulate(parts[:, 1])
    begins = np.flatnonzero(np.append(True, parts[1:, 0] > reached[:-1]))
    ends = np.append(begins[1:], len(parts)) - 1
    return [(float(parts[i, 0]), float(reached[j])) for i, j in zip(begins, ends, strict=True)]


def without(parts: Sequence[Part], hole: Part) -> list[Part]:
    """Take an interval away from others."""
    found = []
    for begin, end in parts:
        for piece in ((begin, min(end, hole[0])), (max(begin, hole[1]), end)):
            if piece[1] - piece[0] > _TINY:
                found.append(piece)
    return found


def chord(t: FloatArray, height: FloatArray) -> Part | None:
    """Find where a line lies in a convex polygon whose corners are so far along and above it; None where nowhere."""
    ends: list[float] = []
    for i in range(len(t)):
        a, b = height[i - 1], height[i]
        if (a < 0) != (b < 0):
            ends.append(float(t[i - 1] + a / (a - b) * (t[i] - t[i - 1])))
    return (min(ends), max(ends)) if len(ends) > 1 else None
