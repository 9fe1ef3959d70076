"""What the pictures of EM show, keyframe by keyframe, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from kmanim.arrays import NOBODY, IntArray
from kmanim.plot.film.easing import eased
from kmanim.simulate.machines.mixtures.trace import MixtureTrace
from kmanim.story.em.facts import EmFacts
from kmanim.story.timeline import Timeline

# Kinds of pictures in which points are shared anew.
_SHARED = ("share", "e-step", "step", "switch", "forward", "check", "done")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EmState:
    """What is shown at one instant; words and cards aside.

    Attributes
    ----------
    shared : int or None
        The snapshot by whose parameters points are shared; None while they are grey.
    ellipses : int or None
        The state whose ellipses are drawn; None before there are any.
    bound : int or None
        The state that they are bound for, while they are on their way.
    way : float
        How much of that way has gone.
    old : int or None
        The state whose ellipses are drawn in grey.
    swept : int or None
        How many points have their colours so far; all of them where None.
    switched : ndarray of int
        The yellow rows.
    settled : float
        How far the yellow has gone, from 0 to 1.
    explained : int or None
        The row whose shares are shown.
    near : tuple of int
        Rows that two components share all but evenly; they are ringed.
    trail : bool
        Whether the way of the means is drawn.
    flawed : tuple of int
        Components for which the end is no result; they are ringed.
    """

    shared: int | None = None
    ellipses: int | None = None
    bound: int | None = None
    way: float = 0.0
    old: int | None = None
    swept: int | None = None
    switched: IntArray = field(default_factory=lambda: NOBODY)
    settled: float = 0.0
    explained: int | None = None
    near: tuple[int, ...] = ()
    trail: bool = False
    flawed: tuple[int, ...] = ()


def em_states(trace: MixtureTrace, facts: EmFacts, timeline: Timeline) -> list[EmState]:
    """Say what is shown at every keyframe."""
    found: list[EmState] = []
    for key in timeline.keyframes:
        before = found[-1] if found else EmState()
        state = trace.state_of(key.step)
        shared = key.step if key.kind in _SHARED and trace.is_shared(key.step) else before.shared
        went = key.kind in ("m-step", "step", "switch", "forward", "failed") and before.ellipses != state
        old = before.ellipses if went else None
        match key.kind:
            case "data":
                found.append(EmState())
            case "start":
                found.append(EmState(ellipses=0))
            case "explain":
                found.append(EmState(ellipses=0, explained=key.rows[0]))
            case "failed":  # no clusters are drawn that are none
                found.append(EmState(ellipses=state, old=old, flawed=trace.flawed))
            case "e-step" | "switch":
                switched = facts.switched(state)
                near = tuple(row for row in facts.near_ties(state) if row not in set(switched.tolist()))
                found.append(EmState(shared=shared, ellipses=state, old=old, switched=switched, near=near))
            case _:
                ends = key.kind in ("step", "check", "done", "share")
                near = facts.near_ties(state) if ends else ()
                trail = key.kind == "done"
                found.append(EmState(shared=shared, ellipses=state, old=old, near=near, trail=trail))
    return found


def shown_snapshots(timeline: Timeline, states: list[EmState]) -> tuple[int, ...]:
    """Give the snapshots by which points are ever shared in a film, ascending."""
    held = {state.shared for state in states if state.shared is not None}
    return tuple(sorted(held | {step for key in timeline.keyframes for step, _ in key.passing}))


def on_the_way(
    trace: MixtureTrace, timeline: Timeline, states: list[EmState], keyframe: int, tween: int, at: float
) -> EmState:
    """Give what is shown on the way to a keyframe; `at` is the share of the tween's time that has gone."""
    key, here = timeline.keyframes[keyframe], states[keyframe]
    before = replace(states[keyframe - 1], near=(), explained=None) if keyframe else EmState()
    kind = key.lead_in[tween].kind
    if kind == "recolour":
        return replace(before, settled=at) if at < 1 else replace(before, switched=NOBODY)
    if "recolour" in {lead.kind for lead in key.lead_in[:tween]}:
        before = replace(before, switched=NOBODY)
    if kind == "sweep" and here.shared is not None:
        return replace(before, shared=here.shared, swept=int(np.ceil(at * trace.dataset.n)))
    if kind == "forward":
        step = key.passing_at(at)[0]
        passing = replace(here, switched=NOBODY, near=(), trail=False)
        return replace(passing, shared=step, ellipses=trace.state_of(step))
    if kind == "move" and before.ellipses is not None:
        return replace(before, bound=here.ellipses, way=eased(at), old=before.ellipses)
    return before
