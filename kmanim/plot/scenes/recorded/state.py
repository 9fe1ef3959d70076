"""What is in the plot at one instant of a film, in data units: rows, groups, curves, and what they were before."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.plot.film.easing import eased
from kmanim.plot.scene import is_end, passing_at
from kmanim.simulate.machines.yielded.trace import YieldedTrace
from kmanim.story.timeline import Timeline

_NOBODY = np.empty(0, np.intp)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class YieldedState:
    """What is in the plot at one instant.

    Attributes
    ----------
    step : float
        Which snapshot, and on the way between two a share more.
    positions : ndarray of shape (n, 2) or None
    labels, former : ndarray of shape (n,) or None
        The groups, and those of the picture before.
    switched, moved, highlight : ndarray of int
        Rows: in another group than before, elsewhere than before, and those that this moment is about.
    settled : float
        From 0, where switched rows are yellow, to 1.
    old : ndarray of shape (n, 2) or None
        Where the rows were in the picture before.
    curves, old_curves : dict of str to ndarray of shape (m, 2)
    links : ndarray of shape (m, 2)
    """

    step: float
    positions: FloatArray | None
    labels: LabelArray | None
    former: LabelArray | None = None
    switched: IntArray = field(default_factory=lambda: _NOBODY)
    moved: IntArray = field(default_factory=lambda: _NOBODY)
    highlight: IntArray = field(default_factory=lambda: _NOBODY)
    settled: float = 0.0
    old: FloatArray | None = None
    curves: dict[str, FloatArray]
    old_curves: dict[str, FloatArray] = field(default_factory=dict)
    links: IntArray


def plain(trace: YieldedTrace, index: int) -> YieldedState:
    """Give a snapshot with nothing of the one before."""
    return YieldedState(
        step=index,
        positions=trace.positions_at(index),
        labels=trace.history.at(index),
        curves=trace.curves_at(index),
        links=trace.links_at(index),
    )


def held(trace: YieldedTrace, timeline: Timeline, keyframe: int, settled: float = 0.0) -> YieldedState:
    """Give a keyframe's own picture, with what is otherwise than in the one before."""
    key = timeline.keyframes[keyframe]
    now = plain(trace, key.step)
    if key.kind == "done":
        return now
    highlight = trace.unlabelled[key.step].highlight
    before = timeline.keyframes[keyframe - 1].step if keyframe else key.step
    old_curves = {
        name: points
        for name, points in trace.curves_at(before).items()
        if name in now.curves and not np.array_equal(points, now.curves[name], equal_nan=True)
    }
    moved = trace.moved(before, key.step)
    return YieldedState(
        step=key.step,
        positions=now.positions,
        labels=now.labels,
        former=trace.history.at(before),
        switched=trace.switched(before, key.step),
        moved=moved,
        highlight=_NOBODY if highlight is None else highlight,
        settled=settled,
        old=trace.positions_at(before) if moved.size else None,
        curves=now.curves,
        old_curves=old_curves,
        links=now.links,
    )


def instant(
    trace: YieldedTrace, timeline: Timeline, keyframe: int, tween: int | None, at: float
) -> YieldedState:
    """Give what is seen on the way to a keyframe: yellow that settles, steps that go by, rows and curves that go."""
    key = timeline.keyframes[keyframe]
    if tween is None or is_end(key, tween, at) or not keyframe:
        return held(trace, timeline, keyframe)
    kind = key.lead_in[tween].kind
    if kind == "recolour":
        return held(trace, timeline, keyframe - 1, settled=eased(at))
    if kind == "forward":
        passed, _ = passing_at(key, tween, at)
        return plain(trace, key.step if passed is None else passed)
    return between(trace, timeline.keyframes[keyframe - 1].step, key.step, eased(at))


def between(trace: YieldedTrace, before: int, index: int, share: float) -> YieldedState:
    """Give what is seen on the way from one snapshot to a later one: rows keep their groups until they are there."""
    was, now = plain(trace, before), plain(trace, index)
    positions = now.positions
    if was.positions is not None and now.positions is not None:
        positions = was.positions + share * (now.positions - was.positions)
    curves = {
        name: points + share * (now.curves[name] - points)
        if name in now.curves and now.curves[name].shape == points.shape
        else points
        for name, points in was.curves.items()
    }
    highlight = trace.unlabelled[index].highlight
    return YieldedState(
        step=before + share * (index - before),
        positions=positions,
        labels=was.labels,
        moved=trace.moved(before, index),
        highlight=_NOBODY if highlight is None else highlight,
        curves=curves,
        links=was.links,
    )
