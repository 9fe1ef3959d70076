"""Words for the plans that a dozen random starts of the toy came to."""

from __future__ import annotations

from kmanim.simulate.machines.floor_plans.dozen import SEEDS, dozen
from kmanim.simulate.machines.floor_plans.trace import PlanTrace
from kmanim.story.description import Description
from kmanim.story.floor_plan.captions import starts
from kmanim.story.floor_plan.facts import PlanFacts
from kmanim.story.text.words import sentence_case, series


def wanted(trace: PlanTrace) -> bool:
    """Whether plans differ."""
    return trace.every is None or not trace.every.all_alike


def finding(trace: PlanTrace) -> str:
    """Say how many found the shortest plan."""
    told = " ".join(starts(PlanFacts(trace))).removeprefix("A toy: ").removesuffix(".")
    if trace.best_known is not None:
        told = f"{told.removesuffix(' it')} the shortest plan of the toy"
    return sentence_case(told)


def notes(trace: PlanTrace) -> str:
    """Say what is framed, and that plans are turned."""
    turned = "Each plan is turned, or mirrored, to be as like this run's as it can be."
    turned = f"Starts are the seeds {SEEDS[0]} to {SEEDS[-1]}. {turned}"
    return f"Framed: the shortest. {turned}" if _differ(trace) else turned


def describe(trace: PlanTrace) -> Description:
    """Tell the grid."""
    facts = PlanFacts(trace)
    ends = series([facts.walk(start.walk) for start in dozen(trace)])
    return Description(
        finding(trace),
        f"The same toy from seeds 0 to {len(dozen(trace)) - 1} ends at {ends}.",
        f"Grid of {len(dozen(trace))} toy floor plans of {facts.things(trace.dataset.n)}, one a random start, which "
        f"end at {ends} cells a day.",
    )


def _differ(trace: PlanTrace) -> bool:
    walks = [start.walk for start in dozen(trace)]
    return not trace.is_as_short(min(walks), max(walks))
