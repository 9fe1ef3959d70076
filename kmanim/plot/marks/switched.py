"""Points that have just changed their cluster: yellow with a dark outline, and never without a "!".

A few are large, with a "!" each, in the shape of their new cluster and with a rim of their old colour. Where "!" would
touch "!" they are a crowd: a little larger than points, with pills that count them (`plot/marks/pills.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.letters.fonts import HOUSE_FONT
from kmanim.plot.marks.points import point_size
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import text_width
from kmanim.plot.style.colours import mixed
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import TextStyle, Theme

# Around the yellow, in px: a rim of the old colour, and the outline.
RIM, OUTLINE = 2.5, 1.25
# A mark is twice as large as a point, and at least this share of the theme's; one of a crowd 1.3 times, and so large.
LEAST, CROWDED, LEAST_OF_CROWD = 7 / 9, 1.3, 4.5
# "!" touch where marks are nearer than these shares of their size, across and upwards. Of more than so many places
# nobody reads them one by one.
TOUCHING, MOST_SINGLE = (0.55, 0.85), 60
_AIR = 5.0  # around a "!6" in its mark
_HALF = 0.5  # of a px: places that differ by less are one


class Group(NamedTuple):
    """Marks that look alike: from one cluster to one, at places of shape (m, 2), with signs as wide as each other."""

    former: int
    label: int
    wide: float
    places: FloatArray


@dataclass(frozen=True, eq=False)
class Switched:
    """All rows that switched in one picture, by the places where they lie.

    Attributes
    ----------
    places : ndarray of shape (m, 2)
        Different places, in px; of a crowd the place of every row.
    counts : ndarray of shape (m,)
        How many rows lie on each.
    former, labels : ndarray of shape (m,)
        Their clusters before and now; -1 for none.
    place_of : ndarray of shape (r,)
        For each row, in the order in which they came, its place.
    size : float
        Diameter of the yellow of a mark, in px.
    is_crowd : bool
        Whether they are too many, or too close, for a "!" each.
    font : str
        That of the signs.
    """

    places: FloatArray
    counts: IntArray
    former: LabelArray
    labels: LabelArray
    place_of: IntArray
    size: float
    is_crowd: bool
    font: str = HOUSE_FONT

    @classmethod
    def of(cls, places: FloatArray, former: LabelArray, labels: LabelArray, n: int, theme: Theme) -> Switched:
        """Gather rows at places of shape (r, 2), in px, of `n` points in all, by their former and new clusters."""
        large = single_size(n, theme)
        if len(places) <= 4 * MOST_SINGLE:
            keys = np.column_stack([np.rint(places / _HALF), former, labels])
            _, first, inverse, counts = np.unique(
                keys, axis=0, return_index=True, return_inverse=True, return_counts=True
            )
            apart = places[first]
            if len(apart) <= MOST_SINGLE and not _touch(apart, large):
                return cls(
                    apart, counts, former[first], labels[first], inverse.reshape(-1), large, False, theme.font
                )
        every = np.arange(len(places))
        return cls(places, np.ones_like(every), former, labels, every, crowd_size(n, theme), True)

    @classmethod
    def counted(
        cls,
        places: FloatArray,
        counts: IntArray,
        former: LabelArray,
        labels: LabelArray,
        n: int,
        theme: Theme,
    ) -> Switched:
        """Gather rows that are counted at places of shape (m, 2), in px; other parameters as for `of`."""
        every, large = np.arange(len(places)), single_size(n, theme)
        few = len(places) <= MOST_SINGLE and counts.sum() <= 4 * MOST_SINGLE and not _touch(places, large)
        size = large if few else crowd_size(n, theme)
        return cls(places, counts, former, labels, every, size, not few, theme.font)

    @cached_property
    def groups(self) -> list[Group]:
        """All marks, by what they look like; the same arrays whenever they are asked for."""
        return self.grouped(np.arange(len(self.places)))

    @cached_property
    def _clusters(self) -> list[int]:
        """The clusters that rows switch to, ascending."""
        return [int(label) for label in np.unique(self.labels)]

    def grouped(self, shown: IntArray) -> list[Group]:
        """Give some of the places by what marks there look like; of a crowd by the new cluster alone."""
        labels = self.labels[shown]
        if self.is_crowd:
            found = ((label, shown[labels == label]) for label in self._clusters)
            return [Group(-1, label, 0.0, self.places[mine]) for label, mine in found if mine.size]
        wide = [_sign_width(int(count), self.size, self.font) for count in self.counts[shown]]
        keys = list(zip(self.former[shown].tolist(), labels.tolist(), wide, strict=True))
        return [
            Group(*key, self.places[[i for i, own in zip(shown, keys, strict=True) if own == key]])
            for key in sorted(set(keys))
        ]

    @property
    def reach(self) -> float:
        """How far a mark reaches from its middle, in px."""
        return self.size / 2 + OUTLINE + (0.0 if self.is_crowd else RIM)


def single_size(n: int, theme: Theme) -> float:
    """Diameter in px of the yellow of a mark with its own "!": twice a point's, and 14 at least in a film."""
    return max(
        point_size(n, theme) * theme.switched_point / theme.point - 2 * OUTLINE, theme.switched_point * LEAST
    )


def single_reach(n: int, theme: Theme) -> float:
    """How far such a mark reaches from its middle, in px."""
    return single_size(n, theme) / 2 + RIM + OUTLINE


def crowd_size(n: int, theme: Theme) -> float:
    """Diameter in px of the yellow of a mark in a crowd."""
    return max(point_size(n, theme) * CROWDED, LEAST_OF_CROWD * theme.point / 9)


def _touch(places: FloatArray, size: float) -> bool:
    """Tell whether the "!" of any two marks would touch."""
    apart = np.abs(places[:, None] - places[None, :])
    near = np.asarray((apart < np.array(TOUCHING) * size).all(axis=2))
    return int(np.count_nonzero(near)) > len(places)  # each is near to itself


def draw_switched(
    pen: Pen,
    switched: Switched,
    n: int,
    styles: Sequence[ClusterStyle],
    theme: Theme,
    *,
    settled: float = 0.0,
    there: NDArray[np.bool_] | None = None,
) -> None:
    """Draw switched points in the shape of their new cluster.

    Parameters
    ----------
    pen : Pen
        What draws.
    switched : Switched
        Those that switched.
    n : int
        How many points there are in all.
    styles : sequence of ClusterStyle
        One a cluster.
    theme : Theme
        Yellow, outline, sizes.
    settled : float, default 0
        From 0 (yellow, large) to 1 (an ordinary point of the new cluster); a crowd stays yellow.
    there : ndarray of shape (r,), bool, optional
        Which of the rows are yellow yet, or still; all of them where None.
    """
    shown = np.arange(len(switched.places))
    if there is not None:
        # In a crowd every row has a place of its own.
        shown = np.flatnonzero(there) if switched.is_crowd else np.unique(switched.place_of[there])
    if not shown.size:
        return
    groups = switched.groups if there is None else switched.grouped(shown)
    with pen.role("switched"):
        if switched.is_crowd:
            _draw_crowd(pen, groups, switched.size, styles, theme)
        else:
            _draw_single(pen, groups, switched.size, point_size(n, theme), styles, theme, settled)
    if not settled and not switched.is_crowd:
        with pen.role("switched marks"):
            for place in shown:
                _draw_sign(pen, switched.places[place], int(switched.counts[place]), switched.size, theme)


def _draw_crowd(
    pen: Pen, groups: Sequence[Group], size: float, styles: Sequence[ClusterStyle], theme: Theme
) -> None:
    """Draw a crowd, outlined as one where marks overlap: outlines of their own would leave more ink than yellow."""
    for group in groups:
        pen.markers(styles[group.label].shape, group.places, size + 2 * OUTLINE, theme.switched_ink)
    for group in groups:
        pen.markers(styles[group.label].shape, group.places, size, theme.switched)


def _draw_single(
    pen: Pen,
    groups: Sequence[Group],
    size: float,
    small: float,
    styles: Sequence[ClusterStyle],
    theme: Theme,
    settled: float,
) -> None:
    """Draw marks one over the other: outline, rim of the old colour, yellow."""
    rim, outline = RIM * (1 - settled), OUTLINE * (1 - settled)
    for group in groups:
        style, large = styles[group.label], max(size, group.wide)
        old = theme.noise if group.former < 0 else styles[group.former].colour
        own = large + (small - large) * settled
        ink = mixed(theme.switched_ink, style.colour, settled)
        pen.markers(style.shape, group.places, own + 2 * (rim + outline), ink)
        pen.markers(style.shape, group.places, own + 2 * rim, mixed(old, style.colour, settled))
        pen.markers(style.shape, group.places, own, mixed(theme.switched, style.colour, settled))


def _sign_style(size: float, theme: Theme) -> TextStyle:
    return TextStyle(size=round(size * 0.86), colour=theme.switched_ink, font=theme.font, bold=True)


def _sign_width(count: int, size: float, font: str) -> float:
    """How wide the yellow must be for its sign, in px."""
    if count == 1:
        return 0.0
    return (
        text_width(f"!{count:,}", TextStyle(size=round(size * 0.86), colour="#000000", bold=True, font=font))
        + _AIR
    )


def _draw_sign(pen: Pen, place: FloatArray, count: int, size: float, theme: Theme) -> None:
    """Write a "!", and how many rows lie there where it is more than one."""
    style = _sign_style(size, theme)
    x, y = place
    pen.text(x, y - style.size * 0.365, "!" if count == 1 else f"!{count:,}", style, "center")
