"""Dendrograms: brackets at the heights of merges, over leaves that never change their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.plot.axes.plane import Box, Plane, tick_style
from kmanim.plot.axes.ticks import NO_TICKS, round_ticks
from kmanim.plot.render.pen import Dash, Pen
from kmanim.plot.render.text_width import text_width, widest
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import Theme
from kmanim.simulate.machines.linkage.dendrogram import Dendrogram

AIR = 1.07
_UNMARKED = 5.0  # so many px below its upper end an axis has no mark
CUT: Dash = (6.0, 4.0)
_LEAF, _SMALLEST = 8.0, 1.6
_SHAPED_FROM = 4.0
_THINNEST = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class TreePlane:
    """Where a tree stands on the page.

    Attributes
    ----------
    tree : Dendrogram
    plane : Plane
        Places of leaves along one axis, heights along the other.
    lying : bool
        Whether leaves stand below each other, the first on top, and heights grow to the right.
    names : tuple of str
        What stands at each leaf; empty where there is no room.
    """

    tree: Dendrogram
    plane: Plane
    lying: bool = False
    names: tuple[str, ...] = ()

    @property
    def pitch(self) -> float:
        """Px from leaf to leaf."""
        axis = 1 if self.lying else 0
        length = self.plane.box.height if self.lying else self.plane.box.width
        return length / float(self.plane.high[axis] - self.plane.low[axis])

    def to_px(self, places: FloatArray, heights: FloatArray) -> FloatArray:
        """Put places and heights, each of shape (m,), on the page, shape (m, 2)."""
        if self.lying:
            return self.plane.to_px(np.column_stack([heights, -places]))
        return self.plane.to_px(np.column_stack([places, heights]))

    def bracket(self, which: int, height: float | None = None) -> FloatArray:
        """Give the corners of a bracket, shape (4, 2), in px; or as far as it has grown."""
        tree = self.tree
        top = float(tree.heights[which]) if height is None else height
        left, right = tree.places[which]
        feet = tree.feet[which]
        return self.to_px(np.array([left, left, right, right]), np.array([feet[0], top, top, feet[1]]))

    def width(self, wanted: float) -> float:
        """Give the width of a bracket's lines: as wanted, or as much less as leaves paper between neighbours."""
        return min(wanted, max(_THINNEST, self.pitch * 0.5))

    def level(self, height: float) -> FloatArray:
        """Give a line right through the plane at a height, shape (2, 2)."""
        axis = 1 if self.lying else 0
        ends = np.array([self.plane.low[axis], self.plane.high[axis]])
        return self.to_px(-ends if self.lying else ends, np.array([height, height]))


def tree_plane(
    theme: Theme,
    room: Box,
    tree: Dendrogram,
    title: str,
    names: Sequence[str] = (),
    *,
    highest: float | None = None,
    margin: float = 0.0,
    labelled: bool = True,
    below: str = "",
) -> TreePlane:
    """Lay out a standing tree in some room of the page; its leaves hang below the room.

    Parameters
    ----------
    theme : Theme
        Sizes of the letters.
    room : Box
        From the title of the heights to the right edge.
    tree : Dendrogram
    title : str
        Of the heights.
    names : sequence of str
        Of the leaves; they are written if all fit.
    highest : float, optional
        Where the axis ends, if other trees share it.
    margin : float
        Free room on the right.
    labelled : bool
        Whether the heights are marked; without, the box begins where the room does.
    below : str
        What stands below the leaves.
    """
    top = ((float(tree.heights.max(initial=0.0)) if highest is None else highest) or 1.0) * AIR
    # What stands above the room is not touched by half the height of a label.
    y = round_ticks(0.0, top * (1 - _UNMARKED / room.height), min(9, max(2, int(room.height / 42))))
    left = 8 + theme.title_size + 6 + widest(y.labels, tick_style(theme)) + 8 if labelled else 0.0
    box = Box(room.left + left, room.bottom, room.width - left - margin, room.height)
    last = len(tree.leaves) - 1
    plane = Plane(
        box=box,
        low=np.array([-0.6, 0.0]),
        high=np.array([last + 0.6, top]),
        x=NO_TICKS,
        y=y if labelled else NO_TICKS,
        titles=(below, title if labelled else ""),
    )
    found = TreePlane(tree, plane)
    style = tick_style(theme)
    fits = len(names) == last + 1 and all(text_width(name, style) <= found.pitch - 3 for name in names)
    return TreePlane(tree, plane, names=tuple(names) if fits else ())


def lying_plane(theme: Theme, room: Box, tree: Dendrogram, title: str, names: Sequence[str]) -> TreePlane:
    """Lay out a lying tree: its leaves on the left of the room, one below the other, heights to the right."""
    top = (float(tree.heights.max(initial=0.0)) or 1.0) * AIR
    for most in range(9, 1, -1):
        x = round_ticks(0.0, top, most)
        pitch = room.width / max(len(x.labels), 1)
        if pitch >= widest(x.labels, tick_style(theme)) + 14:
            break
    last = len(tree.leaves) - 1
    plane = Plane(
        box=room,
        low=np.array([0.0, -last - 0.6]),
        high=np.array([top, 0.6]),
        x=x,
        y=NO_TICKS,
        titles=(title, ""),
    )
    return TreePlane(tree, plane, True, tuple(names))


def draw_brackets(
    pen: Pen, on: TreePlane, which: IntArray | Sequence[int], colour: str, width: float, role: str
) -> None:
    """Draw brackets, as one stroke."""
    if not len(which):
        return
    lift = np.full((1, 2), np.nan)
    lines = [part for one in which for part in (on.bracket(int(one)), lift)]
    with pen.role(role):
        pen.line(np.vstack(lines[:-1]), colour, width, cap="projecting")


def draw_growing(pen: Pen, on: TreePlane, which: int, share: float, theme: Theme) -> None:
    """Draw a bracket that has grown by a share, 0 to 1, from its higher foot to its height."""
    foot = float(on.tree.feet[which].max())
    height = foot + share * (float(on.tree.heights[which]) - foot)
    with pen.role("new bracket"):
        pen.line(on.bracket(which, height), theme.merge, theme.line * 1.5, cap="projecting")


def draw_cut(pen: Pen, on: TreePlane, height: float, theme: Theme) -> None:
    """Draw the line that cuts the tree at a height."""
    with pen.role("cut"):
        line = on.level(height)
        pen.line(line, theme.paper, theme.line + 2.5)
        pen.line(line, theme.ink, theme.line, CUT)


def draw_leaves(
    pen: Pen,
    on: TreePlane,
    labels: IntArray,
    styles: Sequence[ClusterStyle],
    theme: Theme,
    switched: IntArray | None = None,
) -> None:
    """Draw the leaves below the tree, as the points look, and their names.

    Parameters
    ----------
    pen : Pen
        What draws.
    on : TreePlane
        Where.
    labels : ndarray of shape (m,)
        The cluster of each leaf.
    styles : sequence of ClusterStyle
        One a label.
    theme : Theme
        Sizes.
    switched : ndarray of int, optional
        Leaves that have just changed their cluster: they are yellow.
    """
    leaves = len(on.tree.leaves)
    away = np.array([-9.0, 0.0]) if on.lying else np.array([0.0, -9.0])
    places = on.to_px(np.arange(leaves, dtype=np.float64), np.zeros(leaves)) + away
    size = max(_SMALLEST, min(_LEAF, on.pitch - 1.5))
    turned = np.zeros(leaves, np.bool_)
    if switched is not None:
        turned[switched] = True
    with pen.role("leaves"):
        for label, style in enumerate(styles):
            mine = places[(labels == label) & ~turned]
            shape = style.shape if size >= _SHAPED_FROM else "circle"
            edge = style.edge if size >= 5 else None
            pen.markers(shape, mine, size, style.colour, edge, 1.0 if edge else 0.0)
    with pen.role("switched leaves"):
        for label, style in enumerate(styles):
            mine = places[(labels == label) & turned]
            shape = style.shape if size >= _SHAPED_FROM else "circle"
            grown = min(size * 1.5, max(size, on.pitch - 1))
            pen.markers(shape, mine, grown, theme.switched, theme.switched_ink, 1.2 if grown >= 4 else 0.6)
    letters = tick_style(theme)
    with pen.role("leaf names"):
        for (x, y), name in zip(places, on.names, strict=False):
            if on.lying:
                pen.text(x - 9, y - letters.size * 0.365, name, letters, "right")
            else:
                pen.text(x, y - 8 - letters.size * 0.76, name, letters, "center")
