"""Words for the histogram of all plans of the toy."""

from __future__ import annotations

from kmanim.errors import InputError
from kmanim.simulate.machines.floor_plans.every_plan import EveryPlan
from kmanim.simulate.machines.floor_plans.trace import PlanTrace
from kmanim.story.description import Description
from kmanim.story.floor_plan.facts import PlanFacts
from kmanim.story.text.words import verb

LEAD = 3


def wanted(trace: PlanTrace) -> bool:
    """Whether all plans were tried, and differ."""
    return trace.every is not None and not trace.every.all_alike


def tried(trace: PlanTrace) -> EveryPlan:
    """Give all plans of a run.

    Raises
    ------
    InputError
        If they are too many to be tried.
    """
    every = trace.every
    if every is None:
        raise InputError(
            f"all_plans tries up to 362,880 plans, and {trace.dataset.n} rooms on {trace.grid.cells} cells have "
            f"{float(trace.number_of_plans):.3g}; take fewer rooms, or a smaller floor"
        )
    return every


def finding(trace: PlanTrace) -> str:
    """Say how good the last plan is among all."""
    facts, every = PlanFacts(trace), tried(trace)
    if every.all_alike:
        return f"All {every.count:,} plans walk {facts.walk(every.shortest)}: every plan is best"
    walk = facts.walk(trace.walk)
    if trace.found_best:
        return f"This toy plan walks {walk}, and none of {every.count:,} plans walks less"
    fewer = every.shorter_than(trace.walk)
    return (
        f"This toy plan walks {walk}; {fewer:,} of {every.count:,} plans {verb(fewer, 'walks', 'walk')} less"
    )


def notes(trace: PlanTrace) -> str:
    """Say where the middle of all plans is, and how wide they lie around it."""
    facts, every = PlanFacts(trace), tried(trace)
    return (
        f"Mean {facts.walk(every.mean, 1)}, standard deviation {facts.walk(every.sd, 2)}. "
        "All plans were tried, none was drawn."
    )


def describe(trace: PlanTrace) -> Description:
    """Tell the histogram."""
    facts, every = PlanFacts(trace), tried(trace)
    low, high = facts.walk(every.shortest), facts.walk(every.longest)
    return Description(
        finding(trace),
        f"All {every.count:,} plans of the toy walk {low} to {high} cells a day. {notes(trace)}",
        f"Histogram of the walks of all {every.count:,} plans of {facts.things(trace.dataset.n)} on {facts.setting}, "
        f"from {low} to {high}, with this one marked at {facts.walk(trace.walk)}.",
    )
