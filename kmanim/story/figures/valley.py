"""Words for the way through the valley: the loss over two weights as contours, and the steps of a run on it."""

from __future__ import annotations

from kmanim.simulate.machines.descent.trace import DescentTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.description import Description, rows_by
from kmanim.story.gradient_descent.facts import DescentFacts, plain_number, steps_of

LEAD = 3


def wanted(trace: DescentTrace) -> bool:
    """Whether the model has two weights, which a plane can show."""
    return len(trace.names) == 2


def finding(facts: DescentFacts) -> str:
    """Say how far the way has led: ``35 steps down the valley: the loss falls from 26,071 to 2,578``."""
    first, last = facts.loss(0), facts.loss(facts.end)
    if facts.losses[-1] > facts.losses[0]:
        return f"{steps_of(facts.end)} out of the valley: the loss rises from {first} to {last}"
    return f"{steps_of(facts.end)} down the valley: the loss falls from {first} to {last}"


def notes(facts: DescentFacts) -> list[str]:
    """Say what lines are, and how narrow the valley is."""
    found = ["Lines join weights of equal loss."]
    curved = facts.trace.curvatures
    if curved is not None and curved[0] > 0:
        ratio = float(curved[-1] / curved[0])
        how = (
            "round"
            if ratio < 1.01
            else f"{plain_number(float(f'{ratio:.3g}'))} times as steep across as along"
        )
        found.append(f"The valley is {how}.")
    return found


def describe(trace: DescentTrace) -> Description:
    """Tell the way of a run."""
    facts = DescentFacts(need_trace("valley", trace, DescentTrace))
    steps = facts.trace.unlabelled
    start = [facts.weight(float(weight)) for weight in steps[0].weights]
    end = [facts.weight(float(weight)) for weight in steps[-1].weights]
    way = f"from w = {start[0]}, b = {start[1]} to w = {end[0]}, b = {end[1]}"
    told = f"{finding(facts)}. {' '.join(notes(facts))}"
    return Description(
        finding(facts),
        f"The way of {steps_of(facts.end)} {way}. {' '.join(notes(facts))}",
        f"Contours of the loss of {rows_by(facts)} over two weights, with the way of gradient descent {way}. {told}",
    )
