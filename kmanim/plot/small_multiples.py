"""Points on a plane of any size, as the films draw them: for figures with many or small panels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from kmanim.arrays import ByteArray, FloatArray, IntArray, LabelArray
from kmanim.data.dataset import Dataset
from kmanim.plot.axes.places import Places
from kmanim.plot.axes.plane import Box, Plane, fitted_title, tick_style, title_style
from kmanim.plot.axes.ticks import Ticks, round_ticks
from kmanim.plot.density.clouds import is_dense, pixel_counts_of
from kmanim.plot.density.pixel_counts import PixelCounts
from kmanim.plot.density.point_colours import groups_of
from kmanim.plot.density.switched_density import SINGLE, marks_of
from kmanim.plot.labels.free_room import FreeRoom
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.layout import plane_in
from kmanim.plot.marks.pills import draw_pills, pills_of
from kmanim.plot.marks.points import dots_of, draw_dots, point_size
from kmanim.plot.marks.rings import draw_ringed
from kmanim.plot.marks.switched import CROWDED, Switched, crowd_size, draw_switched
from kmanim.plot.regions.boundary import draw_boundary
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import text_width, widest
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import Theme

GAP = 12.0
PILL = 10.0  # letters of a name beside which a pill of a small plot has its size


class Cloud:
    """The points of a data set on one plane.

    Parameters
    ----------
    dataset : Dataset
        What is shown.
    plane : Plane
        Where it is shown.
    theme : Theme
        Sizes and colours.
    like : Cloud, optional
        The same points on a plane of the same size and limits elsewhere: very many points are counted once.
    """

    def __init__(self, dataset: Dataset, plane: Plane, theme: Theme, like: Cloud | None = None) -> None:
        self.dataset, self.plane, self.theme = dataset, plane, theme
        self._counted: Plane = like._counted if like is not None else plane
        self._tallies: dict[tuple[float, tuple[ClusterStyle, ...]], PixelCounts] = (
            like._tallies if like is not None else {}
        )

    @cached_property
    def places(self) -> Places:
        """The points in px, shape (n, 2)."""
        return Places(self.dataset, self.plane)

    def to_px(self, points: FloatArray) -> FloatArray:
        """Place points of shape (m, d), in original units, in px."""
        return self.plane.to_px(self.dataset.view.project(points))

    def draw(
        self,
        pen: Pen,
        labels: LabelArray | None,
        styles: Sequence[ClusterStyle],
        *,
        coloured: IntArray | None = None,
    ) -> None:
        """Draw the points, grey or in their clusters' colours; very many as a density."""
        n = self.dataset.n
        if not is_dense(pen, n):
            draw_dots(pen, dots_of(self.places[:], labels, styles, self.theme, coloured=coloured))
            return
        tally = self._tally(pen.scale, styles)
        tally.show(groups_of(labels, n, len(styles), coloured))
        with pen.role("points"):
            self._put(pen, tally, tally.picture())

    def draw_switched(
        self,
        pen: Pen,
        former: LabelArray,
        labels: LabelArray,
        rows: IntArray,
        styles: Sequence[ClusterStyle],
    ) -> None:
        """Draw rows that switched, in yellow; a crowd is counted by one pill."""
        n, theme = self.dataset.n, self.theme
        switched = Switched.of(self.places[rows], former[rows], labels[rows], n, theme)
        if self._one_by_one(pen, rows):
            draw_switched(pen, switched, n, styles, theme)
        else:
            tally = self._tally(pen.scale, styles)
            with pen.role("switched"):
                least = point_size(n, theme) * CROWDED
                self._put(pen, tally, marks_of(tally, rows, theme, crowd_size(n, theme), least))
        if switched.is_crowd:
            room = FreeRoom(
                self.plane.box, Obstacles(self.places[:], self.plane.box), point_size(n, theme) / 2
            )
            letters = replace(theme, name_size=PILL)
            draw_pills(pen, pills_of(room, switched, letters, most=1), letters)

    def draw_rings(self, pen: Pen, rows: IntArray, styles: Sequence[ClusterStyle]) -> None:
        """Draw a ring around some rows; around all that touch each other, where they are very many."""
        theme, size = self.theme, point_size(self.dataset.n, self.theme)
        if self._one_by_one(pen, rows):
            draw_ringed(pen, self.places[rows], self.dataset.n, theme)
            return
        tally = self._tally(pen.scale, styles)
        self._put(pen, tally, marks_of(tally, rows, theme, size + 4.5, size, fill=False))

    def _one_by_one(self, pen: Pen, rows: IntArray) -> bool:
        return not is_dense(pen, self.dataset.n) or len(rows) <= SINGLE

    def _tally(self, scale: float, styles: Sequence[ClusterStyle]) -> PixelCounts:
        key = scale, tuple(styles)
        if key not in self._tallies:
            self._tallies[key] = pixel_counts_of(
                Places(self.dataset, self._counted), styles, self.theme, scale
            )
        return self._tallies[key]

    def _put(self, pen: Pen, tally: PixelCounts, pixels: ByteArray) -> None:
        here, there = self.plane.box, self._counted.box
        pen.image(tally.left + here.left - there.left, tally.bottom + here.bottom - there.bottom, pixels)

    def draw_walls(self, pen: Pen, walls: list[FloatArray]) -> None:
        """Draw lines between regions, each of shape (m, 2) in px."""
        with pen.clipped(*self.plane.box):
            draw_boundary(pen, walls, self.theme)


def small(theme: Theme, point: float, centroid: float) -> Theme:
    """Give the theme of a small panel: smaller points and centroids, thinner lines."""
    return replace(theme, point=point, centroid=centroid, switched_point=2.2 * point, line=1.6)


def lattice(
    area: Box,
    columns: int,
    rows: int,
    theme: Theme,
    titles: tuple[str, str],
    shown: FloatArray,
    *,
    head: float,
    margin: float = 9.0,
    gap: float = GAP,
    equal: bool = False,
) -> list[Plane]:
    """Fit planes with the same limits into a lattice, from left to right and from top to bottom.

    Ticks are labelled on the left and lowest planes; the axis titles are left to the caller.

    Parameters
    ----------
    area : Box
        Room of the lattice, tick labels included.
    columns, rows : int
        How many.
    theme : Theme
        Sizes of the letters.
    titles : (str, str)
        Axis titles; the second is empty where there is one column alone.
    shown : ndarray of shape (m, 2)
        What must lie inside every plane.
    head : float
        Room above each plane, in px.
    margin : float, default 9
        Room around what is shown, in px.
    gap : float, default 12
        Between neighbours, in px.
    equal : bool, default False
        Whether one unit is equally long on both axes.
    """
    below = 10 + theme.tick_size
    height = (area.height - below) / rows - head
    left, right = _sides(height, theme, titles, shown, margin)
    width = (area.width - left - right - gap * (columns - 1)) / columns
    first = plane_of(width, height, theme, titles, shown, margin=margin, equal=equal)
    planes = []
    for place in range(columns * rows):
        row, column = divmod(place, columns)
        box = Box(
            area.left + left + column * (width + gap),
            area.bottom + below + (rows - 1 - row) * (height + head),
            width,
            height,
        )
        planes.append(replace(first, box=box, titles=("", "")))
    return planes


def plane_of(
    width: float,
    height: float,
    theme: Theme,
    titles: tuple[str, str],
    shown: FloatArray,
    *,
    margin: float = 9.0,
    equal: bool = False,
) -> Plane:
    """Fit a plane whose box is exactly so wide and high; its place is left to the caller."""
    left, right = _sides(height, theme, titles, shown, margin)
    if equal:
        shown = _spread(shown, width - 2 * margin, height - 2 * margin)
    return plane_in(Box(0, 0, left + width + right, height), theme, titles, shown, margin=margin)


def _spread(shown: FloatArray, width: float, height: float) -> FloatArray:
    """Give the ends of what is shown, opened so that one unit is equally long on both sides of a box."""
    low, high = shown.min(axis=0), shown.max(axis=0)
    scale = float(((high - low) / (width, height)).max()) or 1.0
    half = np.array([width, height]) * scale / 2
    middle: FloatArray = (low + high) / 2
    return np.array([middle - half, middle + half])


def _sides(
    height: float, theme: Theme, titles: tuple[str, str], shown: FloatArray, margin: float
) -> tuple[float, float]:
    """Measure what a plane of some height needs on its left and right for labels and title."""
    room = 400.0
    box = plane_in(Box(0, 0, room, height), theme, titles, shown, margin=margin).box
    return box.left, room - box.right


def draw_axis_titles(
    pen: Pen,
    planes: Sequence[Plane],
    titles: tuple[str, str],
    theme: Theme,
    *,
    baseline: float,
    lowest: float,
    across: float,
    up: float,
) -> None:
    """Write the axis titles once for all planes of a lattice.

    Parameters
    ----------
    pen : Pen
        What draws.
    planes : sequence of Plane
        With the same limits; the first is the upper left one, the last the lower right one.
    titles : (str, str)
        The second is empty where one column is shown.
    theme : Theme
        Sizes of the letters.
    baseline : float
        Of the title below, in px.
    lowest : float
        Where the title on the left may begin at the lowest, in px.
    across, up : float
        Room for the two, in px.
    """
    style, first, last = title_style(theme), planes[0], planes[-1]
    x = fitted_title(first.x, titles[0], style, across)
    right = max(plane.box.right for plane in planes)
    pen.text((first.box.left + right) / 2, baseline, x, style, "center")
    if titles[1]:
        # "Dimension 2" rather than "Dimension 2 (14 % of i…".
        names = (titles[1], titles[1].split(" (")[0])
        fitting = (name for name in names if text_width(first.y.titled(name), style) <= up)
        y = fitted_title(first.y, next(fitting, titles[1]), style, up)
        left = first.box.left - 15 - widest(first.y.labels, tick_style(theme))
        middle = max((first.box.top + last.box.bottom) / 2, lowest + text_width(y, style) / 2)
        pen.text(left, middle, y, style, "center", upright=True)


def muted(plane: Plane, theme: Theme, *, x: bool, y: bool) -> Plane:
    """Keep of a plane's tick labels those of the axes that are asked for, where neighbours leave them room.

    The titles go too: what they say, and what all labels leave out, is said once for all panels.
    """
    found = _with_room(plane.x, plane, theme)
    low, high = float(plane.low[0]), float(plane.high[0])
    for most in range(2, 7):
        if sum(map(bool, found.labels)) < 2:
            found = _with_room(round_ticks(low, high, most, exponent=plane.x.exponent), plane, theme)
    return replace(
        plane,
        x=found if x else Ticks(found.places, ("",) * len(found.labels)),
        y=Ticks(plane.y.places, plane.y.labels if y else ("",) * len(plane.y.labels)),
        titles=("", ""),
    )


def _with_room(ticks: Ticks, plane: Plane, theme: Theme) -> Ticks:
    """Blank the labels that would reach into the next panel or touch the label before."""
    style, box = tick_style(theme), plane.box
    span = float(plane.high[0] - plane.low[0])
    kept, end = [], -GAP
    for place, label in zip(ticks.places, ticks.labels, strict=True):
        middle, half = float(place - plane.low[0]) / span * box.width, text_width(label, style) / 2
        free = middle - half > end + 6 and half - min(middle, box.width - middle) < GAP / 2
        kept.append(label if free else "")
        end = middle + half if free else end
    return Ticks(ticks.places, tuple(kept))
