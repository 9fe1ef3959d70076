"""The dendrogram beside the points: as far as it has grown, then cut, and then those of other linkages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import IntArray
from kmanim.plot.axes.plane import Box
from kmanim.plot.layout import MARGIN
from kmanim.plot.panels.dendrogram import (
    TreePlane,
    draw_brackets,
    draw_cut,
    draw_growing,
    draw_leaves,
    tree_plane,
)
from kmanim.plot.panels.trees import cut_height, draw_cut_brackets, draw_trees, draw_whole_tree, leaf_names
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted
from kmanim.plot.scenes.hierarchical.state import TreeState
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.simulate.machines.linkage.dendrogram import Dendrogram, dendrogram
from kmanim.story.hierarchical.facts import LINKAGE_WORDS, MergeFacts
from kmanim.story.hierarchical.others import OtherTree

_WORDS = 42.0
_OLD, _FAINT = 1.6, 1.2


class TreePanel:
    """The dendrogram of a run.

    Parameters
    ----------
    facts : MergeFacts
        What grows.
    room : Box
        Where on the page.
    styles : sequence of ClusterStyle
        By label of the points; the last is that of single rows.
    theme : Theme
        Inks and sizes.
    """

    def __init__(self, facts: MergeFacts, room: Box, styles: Sequence[ClusterStyle], theme: Theme) -> None:
        self._facts, self._styles, self._theme, self._room = facts, styles, theme, room
        trace = facts.trace
        tree = dendrogram(trace.merges, trace.dataset.n)
        self._hidden = int(tree.steps[0]) if len(tree.steps) else 0
        self.on = self._laid(tree, facts.axis)
        self._number = {int(step) + 1: place for place, step in enumerate(tree.steps)}
        self._first = np.array([int(trace.tree.rows(int(leaf))[0]) for leaf in tree.leaves])
        self._leaf_of = _leaf_of(facts, tree)

    def _laid(self, tree: Dendrogram, title: str, highest: float | None = None) -> TreePlane:
        room, theme = self._room, self._theme
        shown = len(tree.steps)
        below = f"the last {shown} merges" if shown < self._facts.n - 1 else ""
        return tree_plane(
            theme, Box(room.left, room.bottom, room.width, room.height - _WORDS), tree, title,
            leaf_names(self._facts, tree), margin=MARGIN, highest=highest, below=below,
        )  # fmt: skip

    def draw_axes(self, pen: Pen) -> None:
        """Draw what never changes."""
        self.on.plane.draw(pen, self._theme)

    def draw(
        self,
        pen: Pen,
        state: TreeState,
        labels: IntArray,
        *,
        growing: tuple[int, float] | None = None,
        falling: float | None = None,
    ) -> None:
        """Draw the tree of a picture.

        Parameters
        ----------
        pen : Pen
            What draws.
        state : TreeState
            What is told.
        labels : ndarray of shape (n,)
            What the points wear.
        growing : (int, float), optional
            The merge whose bracket is on its way, and how far it is.
        falling : float, optional
            How far the line that cuts has come down.
        """
        theme, on = self._theme, self.on
        told = [self._number[i] for i in range(self._hidden + 1, state.reached + 1)]
        new = [self._number[i] for i in state.new if i in self._number]
        new = [] if growing is not None else new
        rest = [place for place in told if place not in set(new)]
        height = self._cut_height()
        if state.cut and falling is None:
            draw_cut_brackets(pen, on, self._facts, self._facts.trace.labels, self._styles, theme)
        else:
            draw_brackets(pen, on, rest, theme.secondary, on.width(_OLD), "brackets")
        before = state.new[0] - 1 if state.new and growing is None else state.reached
        if before > 0 and not state.cut and falling is None and (state.new or growing is not None):
            self._draw_level(pen, before)
        width = theme.line * 1.5 if len(new) == 1 else on.width(theme.line * 1.1)
        draw_brackets(pen, on, new, theme.merge, width, "new bracket")
        if growing is not None and growing[0] in self._number:
            draw_growing(pen, on, self._number[growing[0]], growing[1], theme)
        if falling is not None and height is not None:
            top = float(on.plane.high[1])
            draw_cut(pen, on, top + falling * (height - top), theme)
        if state.cut and falling is None and height is not None:
            draw_cut(pen, on, height, theme)
        self._leaves(pen, state, labels)
        if growing is None and falling is None:
            self._say(pen, state)

    def _leaves(self, pen: Pen, state: TreeState, labels: IntArray) -> None:
        """Draw the leaves as their points look; a subtree that is not yet one cluster is grey."""
        mine = labels[self._first]
        if self._hidden and state.reached < self._hidden:
            mine = np.full_like(mine, len(self._styles) - 1)
        switched = (
            np.unique(self._leaf_of[state.switched]) if state.switched.size and state.settled < 0.5 else None
        )
        if self._hidden and state.reached <= self._hidden:
            switched = None
        draw_leaves(pen, self.on, mine, self._styles, self._theme, switched)

    def _draw_level(self, pen: Pen, merge: int) -> None:
        """Mark the height of the merge before."""
        theme = self._theme
        height = float(self._facts.trace.heights[merge - 1])
        with pen.role("level before"):
            pen.line(self.on.level(height), theme.secondary, _FAINT, (3.0, 3.0))

    def _cut_height(self) -> float | None:
        return cut_height(
            self._facts, self._facts.k, self._facts.trace.merges, self._facts.trace.parameters.height
        )

    def _say(self, pen: Pen, state: TreeState) -> None:
        """Say height and clusters above the tree."""
        facts, theme, box = self._facts, self._theme, self.on.plane.box
        clusters = facts.n - state.reached
        words = facts.clusters(clusters)
        change = ""
        if state.cut:
            words, change = "", self._range()
        if state.reached and not state.cut:
            change = f"height {facts.height(float(facts.trace.heights[state.reached - 1]))}"
            if state.new and state.new[0] > 1:
                change += f", before {facts.height(float(facts.trace.heights[state.new[0] - 2]))}"
        style = TextStyle(size=theme.name_size, colour=theme.ink, font=theme.font)
        quiet = TextStyle(size=theme.tick_size, colour=theme.quiet_ink, font=theme.font)
        with pen.role("tree words"):
            pen.text(box.right, box.top + 27, fitted(words, style, box.width + 30), style, "right")
            pen.text(box.right, box.top + 9, fitted(change, quiet, box.width + 30), quiet, "right")

    def _range(self) -> str:
        """Say which heights cut the tree as it is cut."""
        facts, k = self._facts, self._facts.k
        if k in (1, facts.n):
            return ""
        below, above = facts.trace.cut_between(k)
        if below >= above:
            return ""
        low, high = facts.height(below), facts.height(above)
        if low == high:
            write = facts.distance.apart((below, above))
            low, high = write(below), write(above)
        return f"any height from {low} to {high}" if low != high else f"height {low}"

    # Other trees

    def draw_other(self, pen: Pen, other: OtherTree, highest: float) -> None:
        """Draw the tree of another linkage or metric in the place of the run's own, on an axis that all these share."""
        theme = self._theme
        title = LINKAGE_WORDS.get(other.name, f"{other.title} distance")
        on = self._laid(dendrogram(other.merges, self._facts.n), title, highest)
        with pen.role("other tree"):
            room = self._room
            pen.rectangle(room.left - 2, room.bottom - 34, room.width + 2, room.height + 34, theme.paper)
        on.plane.draw(pen, theme)
        draw_whole_tree(pen, on, self._facts, other, self._styles, theme)

    def draw_all(self, pen: Pen, trees: Sequence[OtherTree], page: tuple[float, float]) -> None:
        """Draw several trees side by side on one axis of heights."""
        room = Box(0, self._room.bottom, page[0] - MARGIN, self._room.height)
        draw_trees(pen, self._facts, trees, room, self._theme, self._styles)


def _leaf_of(facts: MergeFacts, tree: Dendrogram) -> IntArray:
    """Give the leaf under which each row is shown, shape (n,)."""
    found = np.empty(facts.n, np.intp)
    for place, leaf in enumerate(tree.leaves.tolist()):
        found[facts.trace.tree.rows(leaf)] = place
    return found
