"""What the plot of a centroid algorithm shows at every keyframe: a story's keyframes as plain values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import NOBODY, FloatArray, IntArray
from kmanim.plot.marks.pills import Pill
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.story.kmeans.seeding import are_weighed
from kmanim.story.timeline import Keyframe, Timeline

MOST_NAMED = 4


class Glide(NamedTuple):
    """A boundary on its way from where one snapshot's centroids drew it to where another's do."""

    start: int
    end: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlotState:
    """What the plot shows at one instant; words and bars aside.

    Attributes
    ----------
    labels : int or None
        The snapshot whose labels the points wear; None while all are grey.
    coloured : tuple of int, or None
        The rows that wear them already; all of them where None.
    swept : int
        How many more wear them, in order of the distance to their centroids.
    centroids : ndarray of shape (k, 2) or None
        In px.
    old : ndarray of shape (k, 2) or None
        Where they came from, in px.
    bound : ndarray of shape (k, 2) or None
        Where they are bound for, in px, while they move.
    magnified : int or None
        The keyframe whose moves are shown magnified, or by arrows, where they are too short to be seen.
    judged_by : int or None
        The snapshot whose centroids drew the boundary.
    glide : Glide or None
        The boundary on its way, instead of the one that was drawn; None while it rests.
    dimmed : bool
        Whether the boundary is pale, as while the reader guesses what becomes of it.
    switched : ndarray of int
        The yellow rows.
    becoming : int or None
        The snapshot whose clusters the yellow rows take the shapes of; that of `labels` where None.
    there : ndarray of bool, or None
        Which of them are yellow yet, where they turn one after the other; all of them where None.
    pills : tuple of Pill
        What counts a crowd of them.
    settled : float
        How far the yellow has gone, from 0 to 1.
    named : tuple of int
        Rows whose names are written.
    explained : int or None
        The row whose distances are shown.
    rivals : int
        To how many centroids, the nearest first.
    has_legs : bool
        Whether the shortest distance has its right triangle, with the difference in each column.
    emphasised : tuple of int
        The ringed centroids.
    trail : int or None
        The snapshot up to which the whole way of the centroids is shown.
    weighed : int or None
        The draw, from 0, whose chances the points show by their sizes; None while all are alike.
    drawn : int or None
        The row that has just been drawn as a centre.
    placed : tuple of int, or None
        The centroids that are there already; all of them where None.
    compared : bool
        Whether the groups that are known are outlined, and hatched where clusters cut parts off them.
    """

    labels: int | None = None
    coloured: tuple[int, ...] | None = None
    swept: int = 0
    centroids: FloatArray | None = None
    old: FloatArray | None = None
    bound: FloatArray | None = None
    magnified: int | None = None
    judged_by: int | None = None
    glide: Glide | None = None
    dimmed: bool = False
    switched: IntArray = field(default_factory=lambda: NOBODY)
    becoming: int | None = None
    there: NDArray[np.bool_] | None = None
    pills: tuple[Pill, ...] = ()
    settled: float = 0.0
    named: tuple[int, ...] = ()
    explained: int | None = None
    rivals: int = 0
    has_legs: bool = False
    emphasised: tuple[int, ...] = ()
    trail: int | None = None
    weighed: int | None = None
    drawn: int | None = None
    placed: tuple[int, ...] | None = None
    compared: bool = False


def plot_states(
    trace: CentroidTrace,
    timeline: Timeline,
    stops: Sequence[FloatArray],
    switched: Callable[[int], IntArray],
    *,
    trail: bool = False,
) -> list[PlotState]:
    """Say what is shown at every keyframe.

    Parameters
    ----------
    trace : CentroidTrace
        What happened.
    timeline : Timeline
        What is told of it.
    stops : sequence of ndarray of shape (k, 2)
        The centroids of every snapshot, in px.
    switched : callable
        Gives what switched in a snapshot, as it is marked: rows, ascending.
    trail : bool, default False
        Whether the way of the centroids is shown at every keyframe.
    """
    states: list[PlotState] = []
    for key in timeline.keyframes:
        before = states[-1] if states else PlotState()
        state = _moment(trace, key, before, stops, switched, trail=trail)
        if state.old is not None and state.explained is None and state.magnified is None:
            state = replace(state, magnified=len(states))
        states.append(state)
    return states


def judge_of(trace: CentroidTrace, step: int) -> int | None:
    """Find the snapshot of the assignment that the points wear, whose centroids drew the boundary."""
    return next((i for i in range(step, -1, -1) if trace.unlabelled[i].step == "assign"), None)


def _moment(
    trace: CentroidTrace,
    key: Keyframe,
    before: PlotState,
    stops: Sequence[FloatArray],
    switched: Callable[[int], IntArray],
    *,
    trail: bool,
) -> PlotState:
    step = key.step
    judge = judge_of(trace, step)
    plain = PlotState(
        labels=step if judge is not None else None,
        centroids=stops[step],
        judged_by=judge,
        trail=step if trail else None,
        compared=key.kind == "lesson",
    )
    moves = any(tween.kind == "move" for tween in key.lead_in)
    yellow = NOBODY if any(tween.kind == "recolour" for tween in key.lead_in) else before.switched
    match key.kind:
        case "data":
            state = PlotState()
        case "weigh" | "draw":
            state = replace(plain, trail=None, **_draw(trace, key))
        case "explain" | "worked" if plain.labels is None:
            coloured = (*(before.coloured or ()), *key.rows[:1])
            state = replace(plain, labels=trace.index_of("assign", 1), coloured=coloured)
            state = replace(
                state, explained=key.rows[0], rivals=len(stops[step]), has_legs=key.kind == "worked"
            )
        case "explain" | "worked":
            state = replace(plain, old=before.old, explained=key.rows[0], rivals=len(stops[step]))
            state = replace(state, has_legs=key.kind == "worked")
        case "update" | "swap" | "relocate":
            state = replace(plain, old=before.centroids if moves else None)
        case "question":
            state = replace(before, dimmed=True)
        case "reassign":
            marked = switched(step)
            few = len(marked) <= MOST_NAMED and trace.dataset.labels is not None
            named = tuple(marked.tolist()) if few else ()
            state = replace(plain, switched=marked, named=named)
        case "near-miss":
            state = replace(plain, switched=yellow, explained=key.rows[0], rivals=2)
        case "empty":
            empty = tuple(int(c) for c in np.flatnonzero(trace.counts_of(step) == 0))
            state = replace(plain, switched=yellow, emphasised=empty)
        case "done":
            state = replace(plain, trail=step)
        case _:
            state = plain
    if state.old is not None:  # the last piece of the way is drawn as such
        state = replace(state, trail=before.trail)
    return state


def _draw(trace: CentroidTrace, key: Keyframe) -> dict[str, Any]:
    """Say what is seen of the draws: the chances of the next one, or of the newest and the row that it gave."""
    count, newest = len(key.rows), key.kind == "draw"
    return {
        "placed": tuple(draw.cluster for draw in trace.seeding[:count]),
        "weighed": count - newest if are_weighed(trace) else None,
        "drawn": key.rows[-1] if newest else None,
        "named": key.rows[-1:] if newest and trace.dataset.labels is not None else (),
    }
