"""Words for the last plan of the toy, with the walks between its rooms."""

from __future__ import annotations

import numpy as np

from kmanim.simulate.machines.floor_plans.trace import PlanTrace
from kmanim.story.description import Description
from kmanim.story.floor_plan import alt_text
from kmanim.story.floor_plan.facts import PlanFacts
from kmanim.story.text.words import sentence_case

LEAD = 2


def finding(trace: PlanTrace) -> str:
    """Say how the run ended."""
    return sentence_case(alt_text.result(PlanFacts(trace)))


def notes(trace: PlanTrace) -> str:
    """Say what lines are."""
    facts = PlanFacts(trace)
    most = float(trace.walks.max())
    if not most:
        return "Nobody walks between these rooms."
    one, other = np.unravel_index(int(np.triu(trace.walks).argmax()), trace.walks.shape)
    names = f"{facts.name(int(one), 20)} and {facts.name(int(other), 20)}"
    return f"Lines are as thick as walks between two rooms: most, {facts.walk(most)}, between {names}."


def describe(trace: PlanTrace) -> Description:
    """Tell the plan."""
    facts = PlanFacts(trace)
    return Description(
        finding(trace),
        f"{notes(trace)} Row by row: {facts.plan_words(len(trace) - 1)}.",
        f"{alt_text.of_plan(facts, len(trace) - 1)}, with lines as thick as walks.",
    )
