"""The dendrogram beside the points: as far as it has grown, then cut, and then those of other linkages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
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
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.scenes.hierarchical.state import TreeState
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.simulate.linkage.dendrogram import Dendrogram, dendrogram
from kmanim.story.hierarchical.facts import MergeFacts
from kmanim.story.hierarchical.others import OtherTree
from kmanim.story.text.words import counted

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
    margin : float
        Free room on the right.
    """

    def __init__(
        self, facts: MergeFacts, room: Box, styles: Sequence[ClusterStyle], theme: Theme, margin: float
    ) -> None:
        self._facts, self._styles, self._theme, self._room = facts, styles, theme, room
        trace = facts.trace
        tree = dendrogram(trace.merges, trace.dataset.n)
        self._hidden = int(tree.steps[0]) if len(tree.steps) else 0
        self.on = self._laid(tree, facts.axis)
        self._number = {int(step) + 1: place for place, step in enumerate(tree.steps)}
        self._first = np.array([int(trace.tree.rows(int(leaf))[0]) for leaf in tree.leaves])
        self._leaf_of = _leaf_of(facts, tree)

    def _laid(self, tree: Dendrogram, title: str) -> TreePlane:
        room, theme = self._room, self._theme
        return tree_plane(
            theme, Box(room.left, room.bottom, room.width, room.height - _WORDS), tree, title,
            leaf_names(self._facts, tree), margin=MARGIN,
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
        if growing is not None:
            new = []
        new = [] if growing is not None else new
        rest = [place for place in told if place not in set(new)]
        height = self._cut_height()
        if state.cut and falling is None:
            self._draw_cut_brackets(pen, self.on, self._facts.trace.labels)
        else:
            draw_brackets(pen, on, rest, theme.secondary, _OLD, "brackets")
        before = state.new[0] - 1 if state.new and growing is None else state.reached
        if before > 0 and not state.cut and falling is None and (state.new or growing is not None):
            self._draw_level(pen, before)
        draw_brackets(pen, on, new, theme.merge, theme.line * (1.5 if len(new) == 1 else 1.1), "new bracket")
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
        switched = np.unique(self._leaf_of[state.switched]) if state.switched.size and state.settled < 0.5 else None
        if self._hidden and state.reached <= self._hidden:
            switched = None
        draw_leaves(pen, self.on, mine, self._styles, self._theme, switched)

    def _draw_level(self, pen: Pen, merge: int) -> None:
        """Mark the height of the merge before."""
        theme = self._theme
        height = float(self._facts.trace.heights[merge - 1])
        with pen.role("level before"):
            pen.line(self.on.level(height), theme.secondary, _FAINT, (3.0, 3.0))

    def _draw_cut_brackets(self, pen: Pen, on: TreePlane, labels: LabelArray) -> None:
        """Draw the brackets below the cut in the colours of their clusters, those above it thin and grey."""
        tree, theme = on.tree, self._theme
        last = len(tree.leaves) - 1
        k = int(labels.max()) + 1
        whose = _first_leaf_rows(on.tree, self._facts, labels)
        kept = last + 1 - k
        draw_brackets(pen, on, list(range(max(kept, 0), last)), theme.secondary, _FAINT, "brackets above")
        for label in range(k):
            mine = [place for place in range(max(kept, 0)) if whose[place] == label]
            style = self._styles[label]
            if style.edge is not None:
                draw_brackets(pen, on, mine, style.edge, theme.line + 1.6, "brackets below")
            draw_brackets(pen, on, mine, style.colour, theme.line, "brackets below")

    def _cut_height(self) -> float | None:
        return cut_height(self._facts, self._facts.k, self._facts.trace.merges, self._facts.trace.parameters.height)

    def _say(self, pen: Pen, state: TreeState) -> None:
        """Say height and clusters above the tree."""
        facts, theme, box = self._facts, self._theme, self.on.plane.box
        clusters = facts.k if state.cut else facts.n - state.reached
        words = counted(clusters, ("cluster", "clusters")) if clusters < 1000 else f"{clusters:,} clusters"
        change = ""
        if state.reached and not state.cut:
            change = f"height {facts.height(float(facts.trace.heights[state.reached - 1]))}"
            if state.new and state.new[0] > 1:
                change += f", before {facts.height(float(facts.trace.heights[state.new[0] - 2]))}"
        style = TextStyle(size=theme.name_size, colour=theme.ink)
        quiet = TextStyle(size=theme.tick_size, colour=theme.quiet_ink)
        with pen.role("tree words"):
            pen.text(box.right, box.top + 27, fitted(words, style, box.width + 30), style, "right")
            pen.text(box.right, box.top + 9, fitted(change, quiet, box.width + 30), quiet, "right")

    # Other trees

    def draw_other(self, pen: Pen, other: OtherTree) -> None:
        """Draw the tree of another linkage or metric in the place of the run's own, with its own axis."""
        theme = self._theme
        on = self._laid(dendrogram(other.merges, self._facts.n), other.title)
        with pen.role("other tree"):
            room = self._room
            pen.rectangle(room.left - 2, room.bottom - 34, room.width + 2, room.height + 34, theme.paper)
        on.plane.draw(pen, theme)
        self._draw_one(pen, on, other, theme.line)

    def _draw_one(self, pen: Pen, on: TreePlane, other: OtherTree, line: float) -> None:
        theme = self._theme
        self._draw_cut_brackets(pen, on, other.labels)
        height = cut_height(self._facts, int(other.labels.max()) + 1, other.merges, None)
        if height is not None:
            draw_cut(pen, on, height, theme)
        rows = np.array([int(leaf) for leaf in on.tree.leaves])
        draw_leaves(pen, on, other.labels[rows].astype(np.intp), self._styles, theme)

    def draw_all(self, pen: Pen, trees: Sequence[OtherTree], page: tuple[float, float]) -> None:
        """Draw several trees side by side on one axis of heights."""
        room = Box(0, self._room.bottom, page[0] - MARGIN, self._room.height)
        draw_trees(pen, self._facts, trees, room, self._theme, self._styles, self._draw_one)


def draw_trees(pen, facts, trees, room, theme, styles, draw_one):  # type: ignore[no-untyped-def]
    """Draw several trees side by side on one axis of heights."""
    shapes = [dendrogram(tree.merges, facts.n) for tree in trees]
    highest = max(float(shape.heights.max(initial=0.0)) for shape in shapes)
    head, gap = 26.0, 14.0
    first = tree_plane(
        theme, Box(room.left, room.bottom, room.width, room.height - head), shapes[0], "Height", highest=highest
    )
    left = first.plane.box.left
    wide = (room.left + room.width - left - gap * (len(trees) - 1)) / len(trees)
    title = TextStyle(size=theme.name_size, colour=theme.ink, bold=True)
    own = (facts.trace.parameters.linkage, facts.trace.parameters.metric)
    for place, (tree, shape) in enumerate(zip(trees, shapes, strict=True)):
        box = Box(left + place * (wide + gap), room.bottom, wide, room.height - head)
        on = tree_plane(
            theme, box, shape, "", leaf_names(facts, shape), highest=highest, labelled=False
        )
        with pen.role("grid"):
            for y in first.plane.y.places:
                level = on.level(float(y))
                pen.line(level, theme.grid, 1)
        with pen.role("axes"):
            pen.line(on.level(0.0), theme.axis, 1)
        if place == 0:
            _draw_axis(pen, first, theme)
        draw_one(pen, on, tree, theme.line)
        with pen.role("tree titles"):
            name = fitted(tree.title, title, wide)
            pen.text(box.left + wide / 2, box.top + 9, name, title, "center")
            if tree.name in own:
                half = text_width(name, title) / 2
                middle = box.left + wide / 2
                line = np.array([(middle - half, box.top + 4), (middle + half, box.top + 4)])
                pen.line(line, theme.ink, 1.5)


def _draw_axis(pen: Pen, on: TreePlane, theme: Theme) -> None:
    """Draw the ticks and the title of the shared axis."""
    from dataclasses import replace

    box = on.plane.box
    narrow = replace(on.plane, box=Box(box.left, box.bottom, 0.0001, box.height))
    narrow.draw(pen, theme)


def leaf_names(facts: MergeFacts, tree: Dendrogram) -> tuple[str, ...]:
    """Name the leaves: rows by their names, subtrees by their sizes."""
    if (tree.sizes > 1).any():
        return tuple(f"{int(size):,}" for size in tree.sizes)
    if facts.dataset.labels is None:
        return tuple(str(int(leaf) + 1) for leaf in tree.leaves)
    return tuple(facts.name(int(leaf), 18) for leaf in tree.leaves)


def cut_height(facts: MergeFacts, k: int, merges: FloatArray, given: float | None) -> float | None:
    """Give the height of the line that cuts a tree into k clusters; None where no height does, or there is no tree."""
    n = facts.n
    if n < 2:
        return None
    if given is not None:
        return min(given, float(merges[:, 2].max()) * 1.04)
    heights = merges[:, 2]
    kept = n - k
    if k == 1:
        return float(heights.max()) * 1.035
    below, above = float(heights[:kept].max(initial=0.0)), float(heights[kept:].min())
    return (below + above) / 2 if below <= above else None


def _leaf_of(facts: MergeFacts, tree: Dendrogram) -> IntArray:
    """Give the leaf under which each row is shown, shape (n,)."""
    found = np.empty(facts.n, np.intp)
    for place, leaf in enumerate(tree.leaves.tolist()):
        found[facts.trace.tree.rows(leaf)] = place
    return found


def _first_leaf_rows(tree: Dendrogram, facts: MergeFacts, labels: LabelArray) -> IntArray:
    """Give the label of the first row of each bracket that is shown, shape (m,)."""
    rows = {}
    for leaf in tree.leaves.tolist():
        rows[leaf] = leaf if leaf < facts.n else int(facts.trace.tree.rows(leaf)[0])
    found = []
    for step, (left, _) in zip(tree.steps.tolist(), tree.children.tolist(), strict=True):
        rows[facts.n + step] = rows[left]
        found.append(int(labels[rows[left]]))
    return np.array(found, np.intp)
