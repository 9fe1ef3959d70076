"""Free room: where a short text covers nothing, as near as it can be to what it names."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box
from kmanim.plot.labels.labels import Label, leader_to
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.render.text_width import text_width
from kmanim.plot.style.theme import TextStyle

_ANGLES = 32
_REACHES = (0.0, 3.0, 7.0, 12.0, 18.0, 26.0, 36.0, 48.0, 62.0, 78.0, 96.0, 118.0, 144.0, 172.0)
# What covering something costs, in px of distance that a label would rather move away.
COVERS = 250.0
# What a label costs that stands close by, and might be taken for another's.
CLOSE = 40.0
_POINTS, _LABEL, _MARK = 450.0, 600.0, 300.0
_TOUCH, _LINE, _LINES = 30.0, 12.0, 190.0  # a line at all, every px of it, and all its px at most
_OUTSIDE = 10_000.0  # of the plot
_STRUCK = 500.0  # a line through a number
_CROSSED, _CROSSINGS = 6.0, 90.0  # a leader over points and lines, for every few px, and at most
_MISTAKE = 30.0
_DOUBT = 5.0  # another point is nearer to a name than its own; a leader helps
_PULL = 3.0  # what a px away costs a box that speaks of a crowd
_BLANK = 9.0  # between texts side by side, or they read as one
_LEADER_FROM = 9.0
_HOPEFUL = 40
_FURTHER = np.array([0.0, 3.0, 7.0, 12.0, 18.0, 26.0, 38.0, 54.0])  # from a line, in px


class FreeRoom:
    """The plot as labels see it: what is taken, and what is free.

    The outcome depends on what is taken and on the order of the labels alone.

    Parameters
    ----------
    box : Box
        Labels stay inside it, in px.
    points : Obstacles
        The points.
    radius : float
        Half the size of a point.
    """

    def __init__(self, box: Box, points: Obstacles, radius: float) -> None:
        self._box = box
        self._radius = radius + 1.5
        self._points = points
        self._line_places: list[FloatArray] = []
        self._counted: Obstacles | None = None
        self._marks: list[tuple[float, float, float]] = []
        self._labels: list[Box] = []

    @property
    def box(self) -> Box:
        """Where labels stay."""
        return self._box

    def take_line(self, line: FloatArray) -> None:
        """Keep labels off a line through the places of shape (m, 2), where they can."""
        for start, end in pairwise(line):
            steps = int(np.hypot(*(end - start))) + 1
            share = np.linspace(0, 1, steps + 1)[:, None]
            self._line_places.append(start + share * (end - start))
        self._counted = None

    @property
    def _lines(self) -> Obstacles:
        """All lines so far, counted only when somebody asks: there may be hundreds before the first label."""
        if self._counted is None:
            self._counted = Obstacles(np.concatenate([np.empty((0, 2)), *self._line_places]), self._box)
        return self._counted

    def take_mark(self, place: FloatArray, radius: float) -> None:
        """Keep labels off a large mark."""
        self._marks.append((float(place[0]), float(place[1]), radius))

    def take_box(self, box: Box) -> None:
        """Keep labels off a rectangle."""
        self._labels.append(box)

    def name(
        self, anchor: FloatArray, radius: float, text: str, style: TextStyle, *, ringed: bool = False
    ) -> Label:
        """Find room for the name of a mark, take it, and lead a thin line to it where others could be meant.

        One with a ring of its own is not mistaken for another only because that is as near.
        """
        x, y = float(anchor[0]), float(anchor[1])
        width, height = _size(text, style)
        places, reach = _around(x, y, radius + 6, width, height)
        cost = reach + self._cost(places, own=(x, y, radius))
        cost[reach <= _LEADER_FROM] += self._mistakable(places[reach <= _LEADER_FROM], x, y)
        doubtful = np.zeros(len(places), np.bool_) if ringed else self._doubtful(places, x, y)
        cost += _DOUBT * doubtful
        led = doubtful | (reach > _LEADER_FROM)
        self._add_crossing(cost, places, led, x, y, radius)
        return self._settle(places, cost, led, (x, y), radius, text, style)

    def put(
        self, anchor: FloatArray, radius: float, width: float, height: float
    ) -> tuple[Box, tuple[tuple[float, float], tuple[float, float]] | None]:
        """Find room for a box that speaks of a place, take it, and lead a line to it where it stands away."""
        x, y = float(anchor[0]), float(anchor[1])
        places, reach = _around(x, y, radius + 3, width, height)
        # It may cover points rather than lead a long line across the plot.
        cost = _PULL * reach + self._cost(places, own=(x, y, radius))
        led = reach > _LEADER_FROM
        self._add_crossing(cost, places, led, x, y, radius)
        best = int(np.argmin(cost))
        box = Box(*(float(v) for v in places[best]))
        self._labels.append(box)
        leader = leader_to(box, (x, y), radius) if led[best] else None
        if leader is not None:
            self.take_line(np.array(leader))
        return box, leader

    def choose(
        self, middles: FloatArray, size: FloatArray, liking: FloatArray, own: tuple[FloatArray, float]
    ) -> int:
        """Choose among places for a small box and take it.

        Parameters
        ----------
        middles : ndarray of shape (m, 2)
            Where its middle could be.
        size : ndarray of shape (2,)
            Its width and height.
        liking : ndarray of shape (m,)
            What each place costs by itself.
        own : (ndarray of shape (2,), float)
            The mark it belongs to, which it may come close to.
        """
        places = np.hstack([middles - size / 2, np.broadcast_to(size, middles.shape)])
        (x, y), radius = own
        best = int(np.argmin(liking + self._cost(places, own=(float(x), float(y), radius))))
        self._labels.append(Box(*(float(v) for v in places[best])))
        return best

    def beside(
        self, start: FloatArray, end: FloatArray, text: str, style: TextStyle, *, most: float = np.inf
    ) -> Label | None:
        """Find room for a value beside a line, off its middle a little, never touching it, and take it.

        None is the answer where it would cost `most` or more: `COVERS`, where it would lie on something.
        """
        return self.along(np.array([start, end]), text, style, most=most)

    def along(self, path: FloatArray, text: str, style: TextStyle, *, most: float = np.inf) -> Label | None:
        """Find room for a value beside a path through the places of shape (m, 2), as `beside` does."""
        width, height = _size(text, style)
        found, reach = [], []
        for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82):
            here, along = _on(path, share)
            across = np.array([-along[1], along[0]])
            # The nearest a box can stand to a slanted line without touching it.
            clear = (abs(across[0]) * width + abs(across[1]) * height) / 2 + 3.5
            for side in (1.0, -1.0):
                found.append(here + (side * (clear + _FURTHER))[:, None] * across)
                reach.append(abs(share - 0.5) * 14 + _FURTHER)
        middles, away = np.concatenate(found), np.concatenate(reach)
        size = np.array([width, height])
        places = np.hstack([middles - size / 2, np.broadcast_to(size, middles.shape)])
        x, y = (float(v) for v in _on(path, 0.5)[0])
        cost = away + self._cost(places, own=None) + self._ambiguous(places, path)
        if cost.min() >= _OUTSIDE:  # all reach out of the plot: then they are pushed into it
            room = self._box
            low = (room.left + 2, room.bottom + 2)
            high = (room.right - 1 - width, room.top - height)
            places[:, :2] = np.maximum(np.minimum(places[:, :2], high), low)
            cost = away + self._cost(places, own=None) + self._ambiguous(places, path)
        led = away > _LEADER_FROM
        self._add_crossing(cost, places, led, x, y, 0.0)
        if cost.min() >= most:
            return None
        return self._settle(places, cost, led, (x, y), 0.0, text, style)

    def _settle(
        self, places: FloatArray, cost: FloatArray, led: NDArray[np.bool_], anchor: tuple[float, float],
        radius: float, text: str, style: TextStyle,
    ) -> Label:  # fmt: skip
        best = int(np.argmin(cost))
        box = Box(*(float(v) for v in places[best]))
        self._labels.append(box)
        leader = leader_to(box, anchor, radius) if led[best] else None
        if leader is not None:
            self.take_line(np.array(leader))
        return Label(text, style, box, anchor, leader, float(cost[best]))

    def _cost(self, places: FloatArray, own: tuple[float, float, float] | None) -> FloatArray:
        left, bottom, width, height = places.T
        right, top = left + width, bottom + height
        grow = self._radius
        covered = self._points.count(left - grow, bottom - grow, right + grow, top + grow)
        cost = np.where(covered > 0, np.minimum(COVERS + 15 * (covered - 1), _POINTS), 0.0)
        crossed = self._lines.count(left - 2, bottom - 1, right + 2, top + 1)
        touch = _STRUCK if own is None else _TOUCH + np.minimum(_LINE * crossed, _LINES)
        cost += np.where(crossed > 0, touch, 0.0)
        x, y, radius = self._others(own[:2] if own is not None else None).T[..., None]
        cost += _MARK * (_distance(places, x, y) < radius + 1).sum(axis=0)
        if self._labels:
            box_left, box_bottom, box_width, box_height = np.array(self._labels).T[..., None]
            meets = (
                (left < box_left + box_width + _BLANK)
                & (right > box_left - _BLANK)
                & (bottom < box_bottom + box_height + 3)
                & (top > box_bottom - 3)
            )
            cost += _LABEL * meets.sum(axis=0)
        room = self._box
        outside = (
            (left < room.left + 2) | (right > room.right - 1) | (bottom < room.bottom + 2) | (top > room.top)
        )
        beyond = (
            np.maximum(room.left - left, 0) + np.maximum(right - room.right, 0)
            + np.maximum(room.bottom - bottom, 0) + np.maximum(top - room.top, 0)
        )  # fmt: skip
        total: FloatArray = cost + np.where(outside, _OUTSIDE + 100 * beyond, 0.0)
        return total

    def _mistakable(self, places: FloatArray, x: float, y: float) -> FloatArray:
        """Tell which boxes of shape (m, 4) are nearly as close to another mark as to their own."""
        own = _distance(places, x, y)
        mark_x, mark_y, _ = self._others((x, y)).T[..., None]
        mistaken: FloatArray = _MISTAKE * (_distance(places, mark_x, mark_y) < 1.5 * own + 4).sum(axis=0)
        return mistaken

    def _doubtful(self, places: FloatArray, x: float, y: float) -> NDArray[np.bool_]:
        """Tell to which boxes of shape (m, 4) another point or mark is nearer than the middle of their own."""
        left, bottom, width, height = places.T
        own = _distance(places, x, y)
        # A little less than a px: points of the same place are no others.
        grow = np.maximum(own - 0.5, 0.0)
        near = self._points.count(left - grow, bottom - grow, left + width + grow, bottom + height + grow)
        # Its own may lie within reach of a corner of what has grown.
        corner = np.maximum(
            np.abs(x - np.clip(x, left, left + width)), np.abs(y - np.clip(y, bottom, bottom + height))
        )
        here = np.array([[x - 1, y - 1, 2.0, 2.0]])
        same = float(self._points.count(*(here[:, 0], here[:, 1], here[:, 0] + 2, here[:, 1] + 2))[0])
        near -= np.where(corner < grow, same, 0.0)
        mark_x, mark_y, _ = self._others((x, y)).T[..., None]
        marks = (_distance(places, mark_x, mark_y) < own).any(axis=0)
        doubtful: NDArray[np.bool_] = (near > 0) | marks
        return doubtful

    def _others(self, own: tuple[float, float] | None) -> FloatArray:
        """Give place and radius of all marks but those at one place, shape (m, 3)."""
        return np.array([mark for mark in self._marks if mark[:2] != own]).reshape(-1, 3)

    def _ambiguous(self, places: FloatArray, path: FloatArray) -> FloatArray:
        """Tell which boxes of shape (m, 4) are about as close to another line as to their own."""
        if not self._line_places:
            return np.zeros(len(places))
        lines = np.concatenate(self._line_places)[::3]
        aside = np.min([_off(lines, start, end) for start, end in pairwise(path)], axis=0)
        gaps = _distance(places, lines[:, :1], lines[:, 1:])
        own = gaps[aside < 1].min(axis=0, initial=np.inf)
        other = gaps[aside >= 1].min(axis=0, initial=np.inf)
        return np.where(other < own + 4, _MISTAKE, 0.0)

    def _add_crossing(
        self, cost: FloatArray, places: FloatArray, led: NDArray[np.bool_], x: float, y: float, own: float
    ) -> None:
        """Add what leaders would cross, to the places that may be the best: the cheapest, and then the others."""
        cheap = np.partition(cost, _HOPEFUL)[_HOPEFUL] if len(cost) > _HOPEFUL else np.inf
        hopeful = cost < cheap
        cost[led & hopeful] += self._crossing(places[led & hopeful], x, y, own)
        if cost[hopeful].min(initial=np.inf) >= cheap:
            cost[led & ~hopeful] += self._crossing(places[led & ~hopeful], x, y, own)

    def _crossing(self, places: FloatArray, x: float, y: float, own: float) -> FloatArray:
        """Tell what the leaders from a mark to boxes of shape (m, 4) would cross: labels, other marks, points."""
        left, bottom, width, height = places.T
        ends = np.column_stack([np.clip(x, left, left + width), np.clip(y, bottom, bottom + height)])
        share = np.linspace(0.05, 0.95, 14)[:, None, None]
        ways = (1 - share) * np.array([x, y]) + share * ends
        cost = np.zeros(len(places))
        for box in self._labels:
            within = (ways > (box.left - 2, box.bottom - 2)) & (ways < (box.right + 2, box.top + 2))
            cost += np.where(within.all(axis=2).any(axis=0), _LABEL / 4, 0.0)
        for mark_x, mark_y, radius in self._marks:
            if (mark_x, mark_y) != (x, y):
                near = np.hypot(*(ways - (mark_x, mark_y)).transpose(2, 0, 1)) < radius
                cost += np.where(near.any(axis=0), _MARK / 4, 0.0)
        xs, ys = ways[..., 0].ravel(), ways[..., 1].ravel()
        reach = self._radius - 1
        points = self._points.count(xs - reach, ys - reach, xs + reach, ys + reach)
        lines = self._lines.count(xs - 2, ys - 2, xs + 2, ys + 2)
        far = np.hypot(*(ways - (x, y)).transpose(2, 0, 1)) > own + 2 * reach
        met = (np.minimum(points, 1) + np.minimum(lines, 1)).reshape(far.shape)
        total: FloatArray = cost + np.minimum(_CROSSED * (met * far).sum(axis=0), _CROSSINGS)
        return total


def _distance(places: FloatArray, x: float | FloatArray, y: float | FloatArray) -> FloatArray:
    """Measure from a place, or places of shape (n, 1), to boxes of shape (m, 4)."""
    left, bottom, width, height = places.T
    across = x - np.clip(x, left, left + width)
    up = y - np.clip(y, bottom, bottom + height)
    distance: FloatArray = np.hypot(across, up)
    return distance


def _off(places: FloatArray, start: FloatArray, end: FloatArray) -> FloatArray:
    """Measure from places of shape (n, 2) to a straight piece."""
    apart = end - start
    square = float(apart @ apart) or 1.0
    share = np.clip((places - start) @ apart / square, 0, 1)
    off: FloatArray = np.hypot(*(places - start - share[:, None] * apart).T)
    return off


def _on(path: FloatArray, share: float) -> tuple[FloatArray, FloatArray]:
    """Give the place at a share of a path's length, and the direction there."""
    steps = np.hypot(*np.diff(path, axis=0).T)
    so_far = np.concatenate([[0.0], np.cumsum(steps)])
    goal = share * so_far[-1]
    piece = min(int(np.searchsorted(so_far, goal, side="right")) - 1, len(steps) - 1)
    along = (path[piece + 1] - path[piece]) / (steps[piece] or 1.0)
    return path[piece] + (goal - so_far[piece]) * along, along


def _size(text: str, style: TextStyle) -> tuple[float, float]:
    return text_width(text, style), style.size * 1.02


def _around(x: float, y: float, radius: float, width: float, height: float) -> tuple[FloatArray, FloatArray]:
    """Give boxes around a mark, the nearest first; right of it is liked best, then left, above and below."""
    dx, dy, pushed_x, pushed_y, reach, liking = _ways()
    distance = radius + reach
    # The box touches the circle with the side or corner that faces the mark.
    places = np.empty((len(reach), 4))
    places[:, 0] = x + dx * distance + pushed_x * width / 2 - width / 2
    places[:, 1] = y + dy * distance + pushed_y * height / 2 - height / 2
    places[:, 2:] = width, height
    return places, reach + liking


@lru_cache(maxsize=1)
def _ways() -> tuple[FloatArray, ...]:
    """Give the ways to go from a mark: direction, how far a box moves over on each axis, how far away, liking."""
    rows = []
    for reach in _REACHES:
        for step in range(_ANGLES):
            angle = 2 * np.pi * step / _ANGLES
            dx, dy = float(np.cos(angle)), float(np.sin(angle))
            liking = 0.0 if step == 0 else 1.0 if step == _ANGLES // 2 else 1.5 + abs(dy)
            rows.append((dx, dy, _pushed(dx), _pushed(dy), reach, liking))
    return tuple(np.array(rows).T)


def _pushed(direction: float) -> float:
    """How far a box moves over: fully to a side it leaves, not at all across its middle."""
    return max(-1.0, min(1.0, direction * 1.6))
