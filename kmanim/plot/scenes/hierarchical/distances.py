"""The lines whose lengths make the distance of two clusters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.places import Places
from kmanim.plot.axes.plane import Plane
from kmanim.plot.render.pen import Dash, Pen
from kmanim.plot.style.theme import Theme
from kmanim.simulate.machines.linkage.trace import MergeTrace
from kmanim.story.hierarchical.facts import MergeFacts
from kmanim.story.hierarchical.rivals import pair_distances

_DASH: Dash = (5.0, 3.0)
_MEAN = 12.0


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Lines between the rows, or the means, of two clusters.

    Attributes
    ----------
    ways : tuple of ndarray of shape (2, 2) or (3, 2)
        In px.
    texts : tuple of str
        How long each is, in clustered units.
    counts : tuple of bool
        Whether it is one that the linkage takes: the least, the largest, all.
    means : ndarray of shape (m, 2)
        The means that are drawn, in px.
    is_true : bool
        Whether lengths on the page can be compared; where the plane hides columns they say who is meant, and no more.
    """

    ways: tuple[FloatArray, ...]
    texts: tuple[str, ...]
    counts: tuple[bool, ...]
    means: FloatArray
    is_true: bool = True


def lines_of(trace: MergeTrace, facts: MergeFacts, i: int, places: Places, plane: Plane) -> Lines:
    """Give the lines of the two clusters of merge i, from 1."""
    merge, linkage = facts.merge(i), trace.parameters.linkage
    one, other = np.sort(trace.tree.rows(merge.lower)), np.sort(trace.tree.rows(merge.higher))
    if linkage in ("centroid", "ward") and len(one) * len(other) > 1:
        points, view = trace.dataset.points, trace.dataset.view
        means = plane.to_px(view.project(np.array([points[rows].mean(axis=0) for rows in (one, other)])))
        between = merge.height
        if linkage == "ward":
            between /= np.sqrt(2 * len(one) * len(other) / (len(one) + len(other)))
        return Lines((means,), (facts.height(float(between)),), (True,), means, view.faithful)
    apart = pair_distances(trace, merge.lower, merge.higher)
    wanted = {"single": apart == apart.min(), "complete": apart == apart.max()}.get(
        linkage, np.ones_like(apart, np.bool_)
    )
    corner = trace.parameters.metric == "manhattan" and trace.dataset.view.faithful
    ways, texts = [], []
    for a, row in enumerate(one.tolist()):
        for b, column in enumerate(other.tolist()):
            start, end = places[row], places[column]
            ways.append(np.array([start, [end[0], start[1]], end] if corner else [start, end]))
            texts.append(facts.height(float(apart[a, b])))
    counts = tuple(wanted.reshape(-1).tolist())
    return Lines(tuple(ways), tuple(texts), counts, np.empty((0, 2)), trace.dataset.view.faithful)


def draw_lines(pen: Pen, lines: Lines, theme: Theme) -> None:
    """Draw the lines: solid those that count, the others dashed; as thin as leaders where lengths are not true."""
    with pen.role("distances"):
        for way, counts in zip(lines.ways, lines.counts, strict=True):
            colour = theme.ink if counts else theme.secondary
            pen.line(way, colour, theme.line if lines.is_true else 1.0, () if counts else _DASH)
    if len(lines.means):
        with pen.role("means"):
            pen.markers("plus", lines.means, _MEAN, None, theme.halo, theme.line + 3)
            pen.markers("plus", lines.means, _MEAN, None, theme.ink, theme.line + 0.5)
