"""A run as a page tells it: one visit a picture, or one cluster, or all visits at once; nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kmanim.errors import InputError, listed, shown
from kmanim.simulate.machines.neighbourhoods.trace import DbscanTrace
from kmanim.story.dbscan import captions, chapters
from kmanim.story.dbscan.facts import DbscanFacts
from kmanim.story.dbscan.film import pictures
from kmanim.story.dbscan.stops import Stop
from kmanim.story.pace import at_leisure
from kmanim.story.timeline import PASSES, Keyframe

STEPS = ("visit", "cluster", "all")


def step_by_step(trace: DbscanTrace, by: str = "visit") -> tuple[Keyframe, ...]:
    """Tell a run without an eye on the time that it takes: whoever looks at it decides when to go on.

    Parameters
    ----------
    trace : DbscanTrace
    by : {"visit", "cluster", "all"}
        What one picture tells.

    Raises
    ------
    InputError
        If there is no such step.
    """
    if by not in STEPS:
        raise InputError(f"no step {shown(repr(by))}; known: {listed(STEPS, 'or')}")
    facts = DbscanFacts(trace)
    facts.is_drawn = False
    told = pictures(facts, _stops(facts, by))
    # Visits that go by in a film are a press of a button here.
    still = [replace(one, tweens=tuple(t for t in one.tweens if t not in PASSES), passing=()) for one in told]
    return at_leisure(still)


def _stops(facts: DbscanFacts, by: str) -> Iterator[Stop]:
    last = len(facts.trace) - 1
    if by == "all":
        yield Stop("chunk", 1, last, chapters.chunk(facts, 1, last))
        return
    i, first_noise = 1, True
    while i <= last:
        end = i if by == "visit" else facts.end_of_part(i)
        if facts.step(i) == "noise":
            yield Stop("noise", i, end, captions.noise(facts, range(i, end + 1), first=first_noise))
            first_noise = False
        elif end > i:
            yield Stop("grow", i, end, chapters.grows(facts, facts.cluster(end), i, end))
        elif facts.trace.unlabelled[i].is_seed:
            yield Stop("begin", i, i, captions.begins(facts, i))
        else:
            yield Stop("visit", i, i, captions.passes_on(facts, [i]))
        i = end + 1
