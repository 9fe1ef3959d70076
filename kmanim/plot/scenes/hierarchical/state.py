"""What the pictures of a tree that grows show, keyframe by keyframe, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from kmanim.arrays import NOBODY, IntArray
from kmanim.simulate.machines.linkage.trace import MergeTrace
from kmanim.story.hierarchical.others import OtherTree
from kmanim.story.timeline import Timeline


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TreeState:
    """What is shown at one instant; words and bars aside.

    Attributes
    ----------
    labels : int
        The snapshot whose colours the points wear; from the number of snapshots on, those of other trees.
    reached : int
        How many merges have been told.
    new : range
        Those of them, from 1, that this picture tells.
    switched : ndarray of int
        The yellow rows.
    settled : float
        How far the yellow has gone, from 0 to 1.
    lines : int or None
        The merge, from 1, whose distances are drawn.
    around : int or None
        The merge, from 1, whose points are surrounded.
    pair : tuple of int
        Rows that are ringed.
    cut : bool
        Whether the tree is cut.
    other : str
        The linkage or metric whose tree is shown instead; empty for the run's own.
    all_of : str
        What trees fill the page: ``"linkages"``, ``"metrics"``, or nothing.
    """

    labels: int = 0
    reached: int = 0
    new: range = range(0)
    switched: IntArray = field(default_factory=lambda: NOBODY)
    settled: float = 0.0
    lines: int | None = None
    around: int | None = None
    pair: tuple[int, ...] = ()
    cut: bool = False
    other: str = ""
    all_of: str = ""


def tree_states(trace: MergeTrace, timeline: Timeline, others: Sequence[OtherTree]) -> list[TreeState]:
    """Say what is shown at every keyframe; `others` are the trees whose labels follow those of the trace."""
    states: list[TreeState] = []
    merges = trace.dataset.n - 1
    for key in timeline.keyframes:
        before, i = (states[-1] if states else TreeState()), key.step
        kind, _, which = key.kind.partition("-")
        match kind:
            case "nearest" | "worked":
                pair = key.rows if kind == "nearest" else ()
                state = TreeState(labels=i, reached=i, lines=i + 1, pair=pair)
            case "merge":
                state = TreeState(
                    labels=i, reached=i, new=range(i, i + 1), switched=trace.changed(i), around=i
                )
            case "merges":
                state = TreeState(labels=i, reached=i, new=range(before.reached + 1, i + 1))
            case "cut":
                state = TreeState(labels=i, reached=merges, cut=True)
            case "tree":
                place = [other.name for other in others].index(which)
                # Yellow is who lies in another cluster than in the picture before.
                former = others[place - 1].labels if place else trace.labels
                moved = np.flatnonzero(np.asarray(others[place].labels) != np.asarray(former))
                state = TreeState(
                    labels=len(trace) + place, reached=merges, switched=moved, cut=True, other=which
                )
            case "trees":
                state = TreeState(labels=i, reached=merges, cut=True, all_of=which)
            case _:
                state = TreeState()
        states.append(state)
    return states
