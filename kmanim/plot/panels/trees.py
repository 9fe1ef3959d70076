"""Whole trees, cut: one, or several side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.plot.axes.plane import Box
from kmanim.plot.panels.dendrogram import TreePlane, draw_brackets, draw_cut, draw_leaves, tree_plane
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.simulate.machines.linkage.dendrogram import Dendrogram, dendrogram
from kmanim.story.hierarchical.facts import MergeFacts
from kmanim.story.hierarchical.movers import joining, mover
from kmanim.story.hierarchical.others import OtherTree

_FAINT = 1.2


def draw_cut_brackets(
    pen: Pen,
    on: TreePlane,
    facts: MergeFacts,
    labels: LabelArray,
    styles: Sequence[ClusterStyle],
    theme: Theme,
) -> None:
    """Draw the brackets below a cut in the colours of their clusters, those above it thin and grey."""
    last = len(on.tree.leaves) - 1
    k = int(labels.max()) + 1
    whose, kept = labels_of_brackets(on.tree, facts, labels), max(last + 1 - k, 0)
    draw_brackets(pen, on, list(range(kept, last)), theme.secondary, on.width(_FAINT), "brackets above")
    for label in range(k):
        mine = [place for place in range(kept) if whose[place] == label]
        draw_brackets(pen, on, mine, styles[label].colour, on.width(theme.line + 0.4), "brackets below")


def draw_whole_tree(
    pen: Pen,
    on: TreePlane,
    facts: MergeFacts,
    tree: OtherTree,
    styles: Sequence[ClusterStyle],
    theme: Theme,
) -> None:
    """Draw a tree of single rows with the line that cuts it and its leaves."""
    draw_cut_brackets(pen, on, facts, tree.labels, styles, theme)
    height = cut_height(facts, int(tree.labels.max()) + 1, tree.merges, None)
    if height is not None:
        draw_cut(pen, on, height, theme)
    draw_leaves(pen, on, leaf_labels(facts, on.tree, tree.labels), styles, theme)


def leaf_labels(facts: MergeFacts, tree: Dendrogram, labels: LabelArray) -> IntArray:
    """Give the label of each leaf, shape (m + 1,)."""
    rows = [leaf if leaf < facts.n else int(facts.trace.tree.rows(leaf)[0]) for leaf in tree.leaves.tolist()]
    return labels[rows].astype(np.intp)


def draw_trees(
    pen: Pen,
    facts: MergeFacts,
    trees: Sequence[OtherTree],
    room: Box,
    theme: Theme,
    styles: Sequence[ClusterStyle],
) -> None:
    """Draw several trees side by side on one axis of heights; the name of the run's own is underlined.

    Numbers are the height of the last merge, and of that by which the only row joins which the trees disagree about.
    """
    row = mover(facts, trees)
    shapes = [dendrogram(tree.merges, facts.n) for tree in trees]
    highest = max(float(shape.heights.max(initial=0.0)) for shape in shapes)
    head, gap = 26.0, 14.0
    first = tree_plane(
        theme,
        Box(room.left, room.bottom, room.width, room.height - head),
        shapes[0],
        "Height",
        highest=highest,
    )
    left = first.plane.box.left
    wide = (room.left + room.width - left - gap * (len(trees) - 1)) / len(trees)
    title = TextStyle(size=theme.name_size, colour=theme.ink, font=theme.font, bold=True)
    own = (facts.trace.parameters.linkage, facts.trace.parameters.metric)
    for place, (tree, shape) in enumerate(zip(trees, shapes, strict=True)):
        box = Box(left + place * (wide + gap), room.bottom, wide, room.height - head)
        on = tree_plane(theme, box, shape, "", leaf_names(facts, shape), highest=highest, labelled=False)
        with pen.role("grid"):
            for y in first.plane.y.places:
                level = on.level(float(y))
                pen.line(level, theme.grid, 1)
        with pen.role("axes"):
            pen.line(on.level(0.0), theme.axis, 1)
        if place == 0:
            _draw_axis(pen, first, theme)
        draw_whole_tree(pen, on, facts, tree, styles, theme)
        steps = [len(shape.steps) - 1, *([] if row is None else [joining(facts, tree, row).step])]
        _draw_heights(pen, on, facts, steps, theme)
        with pen.role("tree titles"):
            name = fitted(tree.title, title, wide)
            pen.text(box.left + wide / 2, box.top + 9, name, title, "center")
            if tree.name in own:
                half = text_width(name, title) / 2
                middle = box.left + wide / 2
                line = np.array([(middle - half, box.top + 4), (middle + half, box.top + 4)])
                pen.line(line, theme.ink, 1.5)


def _draw_heights(pen: Pen, on: TreePlane, facts: MergeFacts, steps: Sequence[int], theme: Theme) -> None:
    """Write the heights of some merges over their brackets."""
    style = TextStyle(
        size=theme.tick_size, colour=theme.ink, font=theme.font, halo=2.5, halo_colour=theme.halo
    )
    place_of = {int(step): place for place, step in enumerate(on.tree.steps)}
    with pen.role("tree heights"):
        for step in dict.fromkeys(steps):
            if step not in place_of:
                continue
            corners = on.bracket(place_of[step])
            x, y = float(corners[1:3, 0].mean()), float(corners[1, 1])
            pen.text(x, y + 4, facts.height(float(on.tree.heights[place_of[step]])), style, "center")


def _draw_axis(pen: Pen, on: TreePlane, theme: Theme) -> None:
    """Draw the ticks and the title of the shared axis."""
    box = on.plane.box
    narrow = replace(on.plane, box=Box(box.left, box.bottom, 0.0001, box.height))
    narrow.draw(pen, theme)


def leaf_names(facts: MergeFacts, tree: Dendrogram, limit: int = 18) -> tuple[str, ...]:
    """Name the leaves: rows by their names, of at most `limit` columns, subtrees by their sizes."""
    if (tree.sizes > 1).any():
        return tuple(f"{int(size):,}" for size in tree.sizes)
    if facts.dataset.labels is None:
        return tuple(str(int(leaf) + 1) for leaf in tree.leaves)
    return tuple(facts.name(int(leaf), limit) for leaf in tree.leaves)


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


def labels_of_brackets(tree: Dendrogram, facts: MergeFacts, labels: LabelArray) -> IntArray:
    """Give the label of the first row of each bracket that is shown, shape (m,)."""
    rows = {}
    for leaf in tree.leaves.tolist():
        rows[leaf] = leaf if leaf < facts.n else int(facts.trace.tree.rows(leaf)[0])
    found = []
    for step, (left, _) in zip(tree.steps.tolist(), tree.children.tolist(), strict=True):
        rows[facts.n + step] = rows[left]
        found.append(int(labels[rows[left]]))
    return np.array(found, np.intp)
