"""What an instant of the film shows of a descent: the weights, where they were before, and whose class is another."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.plot.film.easing import eased, in_pictures
from kmanim.plot.scene import is_end
from kmanim.simulate.machines.descent.trace import DescentTrace
from kmanim.story.timeline import Keyframe, Timeline

MOVES = ("step", "switch", "check")
"""The kinds of keyframes in which a curve has gone on, and where it was is grey."""
UNDOTTED = ("data", "residual")
_DETOUR = (
    2.0  # a way that is so many times as long as the straight one goes to and fro: nobody could follow it
)
_MOST_STOPS = 400


class Moment(NamedTuple):
    """An instant of the film.

    Attributes
    ----------
    key : Keyframe
        Whose picture it is: while yellow settles, that of the one before.
    number : int
        Of that keyframe.
    held : bool
        Whether it is the held picture.
    weights : ndarray of shape (p,) or None
        Of what is drawn; None where there is nothing yet.
    worn : int
        The snapshot whose labels the points wear.
    old : int or None
        The snapshot that is grey.
    settled : float
        How much of the yellow has settled, from 0 to 1.
    """

    key: Keyframe
    number: int
    held: bool
    weights: FloatArray | None
    worn: int
    old: int | None = None
    settled: float = 0.0


class Moments:
    """All instants of a film.

    Parameters
    ----------
    trace : DescentTrace
    timeline : Timeline
    pictures : int
        How many a move has at most: what changes in them all is most of a film's bytes.
    """

    def __init__(self, trace: DescentTrace, timeline: Timeline, pictures: int) -> None:
        self._trace, self._timeline, self._pictures = trace, timeline, pictures

    def at(self, keyframe: int, tween: int | None, at: float) -> Moment:
        """Find what an instant shows; parameters as for `Scene.draw`."""
        key = self._timeline.keyframes[keyframe]
        if tween is None or is_end(key, tween, at):
            return self._held(keyframe)
        if key.lead_in[tween].kind == "recolour":
            return self._held(keyframe - 1)._replace(held=False, settled=at)
        old = self.before(keyframe)
        start = key.step if old is None else old
        at = in_pictures(at, self._pictures)
        return Moment(key, keyframe, False, self.between(start, key.step, eased(at)), start, old)

    def _held(self, keyframe: int) -> Moment:
        key = self._timeline.keyframes[keyframe]
        weights = None if key.kind == "data" else self._weights(key.step)
        old = self.before(keyframe) if key.kind in MOVES else None
        return Moment(key, keyframe, True, weights, key.step, old)

    def before(self, keyframe: int) -> int | None:
        """Give the snapshot of the keyframe before; None where nothing was drawn there."""
        before = self._timeline.keyframes[keyframe - 1] if keyframe else None
        return None if before is None or before.kind == "data" else before.step

    def switched(self, moment: Moment) -> IntArray:
        """Give the rows that are told otherwise than in the keyframe before, ascending."""
        if moment.key.kind != "switch" or moment.old is None:
            return np.empty(0, np.intp)
        history = self._trace.history
        found: IntArray = np.flatnonzero(history.at(moment.old) != history.at(moment.key.step))
        return found

    def between(self, start: int, end: int, share: float) -> FloatArray:
        """Give the weights on the way between two snapshots, through all that lie between.

        Weights are mixed, not slopes or places: a boundary may turn through the upright. Where the way goes to and fro,
        as at a rate that is too large, it is the straight one, which can be followed.
        """
        first, last = self._weights(start), self._weights(end)
        if end - start < 2 or end - start > _MOST_STOPS:
            return _mixed(first, last, share)
        stops = np.array([self._weights(index) for index in range(start, end + 1)])
        size = np.abs(stops).max() or 1.0
        lengths = np.linalg.norm(np.diff(stops / size, axis=0), axis=1)
        far = np.concatenate([[0.0], np.cumsum(lengths)])
        if not far[-1] <= _DETOUR * np.linalg.norm((last - first) / size):
            return _mixed(first, last, share)
        goal = share * far[-1]
        piece = min(int(np.searchsorted(far, goal, side="right")) - 1, len(lengths) - 1)
        return _mixed(stops[piece], stops[piece + 1], (goal - far[piece]) / (lengths[piece] or 1.0))

    def _weights(self, index: int) -> FloatArray:
        weights: FloatArray = self._trace.unlabelled[index].weights
        return weights


def _mixed(start: FloatArray, end: FloatArray, share: float) -> FloatArray:
    """Mix weights; without a difference that could be larger than any number."""
    mixed: FloatArray = (1 - share) * start + share * end
    return mixed
