"""Short moves of centroids: which are magnified in insets, and where the insets stand, picture by picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.places import Places
from kmanim.plot.axes.plane import Box
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.layout import Stage
from kmanim.plot.marks.insets import LARGE, SEEN, SMALL, Inset, draw_hints, draw_inset, factor_of, inset_size
from kmanim.plot.marks.old_centroids import is_far, short_moves
from kmanim.plot.render.pen import Pen
from kmanim.plot.scenes.kmeans.plot_state import PlotState
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import Theme

# A plot with shorter sides has smaller insets, or none; so many px² are room for one.
_LARGE_FROM, _SMALL_FROM, _AREA_EACH, _MOST = 260.0, 170.0, 42_000.0, 3
# From the edge of the plot; the places that are tried lie so many px apart.
_EDGE, _STEP = 4.0, 8.0
# The first may cover so large a share of the points, the others of them so much.
_HIDES, _HIDES_MORE = 0.06, 0.02
# A centroid keeps so much room around its rim, for its number; an inset stays that far from its own centroid, and no
# farther than so many of its radii.
_NUMBER, _OFF, _FARTHEST = 5.0, 14.0, 5.0
# What costs as much as which share of the points: a line through it, a leader over a mark, a px of leader, a px away
# from the edges, and another place than in the move before.
_LINE, _OVER, _LONG, _AWAY, _JUMPS = 0.03, 0.2, 3e-4, 1e-4, 0.03


class ShortMoves(NamedTuple):
    """How the short moves of one picture are shown.

    Attributes
    ----------
    insets : tuple of Inset
        The longest way first.
    hinted : tuple of int
        The clusters with an arrow alone.
    """

    insets: tuple[Inset, ...] = ()
    hinted: tuple[int, ...] = ()


class ShortMovesOfFilm:
    """The insets of a film, in places that stay the same from move to move where they can.

    Parameters
    ----------
    states : sequence of PlotState
        What is shown at every keyframe.
    stage : Stage
        Where the plot lies.
    places : Places
        The points.
    obstacles : Obstacles
        The same, to be counted.
    walls : callable
        Gives the lines of the boundary, each of shape (m, 2), that a snapshot's centroids draw.
    taken : sequence of Box
        What no inset may cover.
    magnifies : bool
        Whether there is room for insets at all; arrows alone where not.
    """

    def __init__(
        self,
        states: Sequence[PlotState],
        stage: Stage,
        places: Places,
        obstacles: Obstacles,
        walls: Callable[[int], list[FloatArray]],
        taken: Sequence[Box],
        *,
        magnifies: bool,
    ) -> None:
        self._states, self._stage, self._n = states, stage, len(places)
        self._obstacles, self._walls, self._taken = obstacles, walls, taken
        side = min(stage.plane.box[2:])
        self._radius = LARGE if side >= _LARGE_FROM else SMALL
        area = stage.plane.box.width * stage.plane.box.height
        self._most = min(_MOST, int(area / _AREA_EACH)) if magnifies and side >= _SMALL_FROM else 0

    def at(self, keyframe: int) -> ShortMoves:
        """Say how the short moves of a keyframe are shown; the same way in all pictures of one move."""
        return self._all.get(keyframe, ShortMoves())

    @cached_property
    def _all(self) -> dict[int, ShortMoves]:
        """Say it of all keyframes, in their order: an inset would rather stay where its cluster's last one was."""
        found: dict[int, ShortMoves] = {}
        stood: dict[int, tuple[float, float]] = {}
        for number, state in enumerate(self._states):
            if state.magnified == number:
                found[number] = self._placed(state, stood)
                stood |= {inset.cluster: (inset.x, inset.y) for inset in found[number].insets}
            elif state.magnified is not None:
                found[number] = found[state.magnified]
        return found

    def _placed(self, state: PlotState, stood: dict[int, tuple[float, float]]) -> ShortMoves:
        """Place the insets of one picture, the longest way first."""
        assert state.old is not None
        assert state.centroids is not None
        theme, (lefts, bottoms, points) = self._stage.theme, self._tried
        clusters = short_moves(state.old, state.centroids, theme)
        if not self._most or not clusters:
            return ShortMoves((), clusters)
        width, height = inset_size(self._radius)
        middles = np.column_stack([lefts + width / 2, bottoms + height / 2])
        rims = theme.centroid * 0.62 + _NUMBER
        marks = np.vstack([state.centroids, state.old[is_far(state.old, state.centroids, theme)]])
        shut = np.zeros(len(middles), np.bool_)
        for mark in marks:
            off = np.abs(middles - mark)
            shut |= (off[:, 0] < width / 2 + rims) & (off[:, 1] < height / 2 + rims)
        for box in self._taken:
            shut |= _meets(lefts, bottoms, width, height, box)
        crossed = self._crossed(state, width, height)
        edges = self._stage.plane.box
        aside = np.minimum(lefts - edges.left, edges.right - lefts - width)
        above = np.minimum(bottoms - edges.bottom, edges.top - bottoms - height)
        cost = points + _LINE * crossed + _AWAY * (aside + above)
        insets: list[Inset] = []
        for cluster in clusters:
            if len(insets) == self._most:
                break
            place = state.centroids[cluster]
            apart = np.hypot(*(middles - place).T)
            others = np.vstack([np.delete(marks, cluster, axis=0), *(i.middle[None] for i in insets)])
            reach = np.array([rims] * (len(marks) - 1) + [self._radius + 6] * len(insets))
            hides = _HIDES if not insets else _HIDES_MORE
            near, far = self._radius + rims + _OFF, _FARTHEST * self._radius
            free = np.flatnonzero(~shut & (points <= hides) & (apart >= near) & (apart <= far))
            if not free.size:
                continue
            own = cost[free] + _LONG * apart[free] + _OVER * _over(middles[free], place, others, reach)
            if cluster in stood:
                own += _JUMPS * (np.hypot(*(middles[free] - stood[cluster]).T) > 1)
            best = int(free[np.argmin(own)])
            way = float(np.hypot(*(place - state.old[cluster])))
            x, y = (float(side) for side in middles[best])
            insets.append(Inset(cluster, x, y, self._radius, factor_of(way, self._radius)))
            shut |= _meets(lefts, bottoms, width, height, insets[-1].box)
        insets = _alike(insets, state.old, state.centroids)
        magnified = {inset.cluster for inset in insets}
        return ShortMoves(tuple(insets), tuple(j for j in clusters if j not in magnified))

    def _crossed(self, state: PlotState, width: float, height: float) -> FloatArray:
        """Tell which of the places that are tried cover a piece of the boundary, or of a longer way."""
        lefts, bottoms, _ = self._tried
        lines = [] if state.judged_by is None else list(self._walls(state.judged_by))
        assert state.old is not None
        assert state.centroids is not None
        lines += [np.array(way) for way in zip(state.old, state.centroids, strict=True)]
        dots = np.vstack([_dotted(line) for line in lines])
        counted = Obstacles(dots, self._stage.plane.box).count(
            lefts, bottoms, lefts + width, bottoms + height
        )
        return np.minimum(counted, 1.0)

    @cached_property
    def _tried(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Give left and bottom of all boxes that are tried, and which share of the points each covers."""
        box, (width, height) = self._stage.plane.box, inset_size(self._radius)
        axes = (
            _steps(box.left + _EDGE, box.right - _EDGE - width),
            _steps(box.bottom + _EDGE, box.top - _EDGE - height),
        )
        lefts, bottoms = (axis.ravel() for axis in np.meshgrid(*axes))
        covered = self._obstacles.count(lefts - 4, bottoms, lefts + width + 4, bottoms + height)
        return lefts, bottoms, covered / max(self._n, 1)


def draw_short_moves(
    pen: Pen, insets: Sequence[Inset], state: PlotState, styles: Sequence[ClusterStyle], theme: Theme
) -> None:
    """Draw the insets of a picture, as far as its centroids have come."""
    if state.old is None or state.centroids is None:
        return
    for inset in insets:
        j = inset.cluster
        bound = None if state.bound is None else state.bound[j]
        draw_inset(pen, inset, state.old[j], state.centroids[j], styles[j], theme, bound)


def draw_hinted(pen: Pen, clusters: Sequence[int], state: PlotState, theme: Theme) -> None:
    """Draw the arrows of the clusters without an inset, below their centroids."""
    if clusters and state.old is not None and state.centroids is not None:
        draw_hints(pen, clusters, state.old, state.centroids, theme, state.bound)


def _alike(insets: list[Inset], old: FloatArray, new: FloatArray) -> list[Inset]:
    """Magnify all as the longest way is, if the shortest is then still seen: ways are compared at a glance."""
    factor = min((inset.factor for inset in insets), default=1.0)
    ways = (float(np.hypot(*(new - old)[inset.cluster])) for inset in insets)
    if factor * min(ways, default=0.0) < SEEN:
        return insets
    return [inset._replace(factor=factor) for inset in insets]


def _meets(lefts: FloatArray, bottoms: FloatArray, width: float, height: float, box: Box) -> np.ndarray:
    """Tell which boxes of one size come near another."""
    return (
        (lefts < box.right + 6) & (lefts + width > box.left - 6)
        & (bottoms < box.top + 6) & (bottoms + height > box.bottom - 6)
    )  # fmt: skip


def _over(middles: FloatArray, place: FloatArray, marks: FloatArray, reach: FloatArray) -> FloatArray:
    """Count the marks of shape (m, 2), as large as they reach, that straight leaders to a place run over."""
    if not len(marks):
        return np.zeros(len(middles))
    way = place - middles
    square = np.maximum((way * way).sum(axis=1), 1e-9)[:, None]
    share = np.clip(((marks[None] - middles[:, None]) * way[:, None]).sum(axis=2) / square, 0, 1)
    off = np.hypot(*(middles[:, None] + share[..., None] * way[:, None] - marks).transpose(2, 0, 1))
    over: FloatArray = (off < reach).sum(axis=1).astype(np.float64)
    return over


def _dotted(line: FloatArray) -> FloatArray:
    """Give places on a line, close enough that no inset passes between them."""
    pieces = []
    for start, end in pairwise(line):
        count = int(np.nan_to_num(np.hypot(*(end - start))) / 10) + 2
        pieces.append(start + np.linspace(0, 1, count)[:, None] * (end - start))
    dots = np.vstack(pieces) if pieces else np.empty((0, 2))
    return dots[np.isfinite(dots).all(axis=1)]


def _steps(low: float, high: float) -> FloatArray:
    """Give places from one end to the other, both exactly."""
    steps: FloatArray = np.linspace(low, high, max(2, int((high - low) / _STEP) + 1))
    return steps
