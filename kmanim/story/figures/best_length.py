"""Words for the worth of an A/B test over its length."""

from __future__ import annotations

from kmanim.simulate.machines.trials.trace import LengthTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.ab_test.facts import LengthFacts
from kmanim.story.ab_test.stills import result, whole_day
from kmanim.story.description import Description
from kmanim.story.text.words import sentence_case

LEAD = 1


def finding(facts: LengthFacts) -> str:
    """Say which length is best, and which are as good."""
    return sentence_case(result(facts.trace))


def notes(facts: LengthFacts) -> list[str]:
    """Say what half of it and twice keep."""
    half, twice = facts.kept(facts.best / 2), facts.kept(2 * facts.best)
    return [
        f"Half as long keeps {half}, twice as long {twice}. The most that a test is worth: {facts.best_worth}."
    ]


def describe(trace: LengthTrace) -> Description:
    """Tell the curve, its top and the band."""
    facts = LengthFacts(need_trace("best_length", trace, LengthTrace))
    low, high = facts.band_ends
    (note,) = notes(facts)
    return Description(
        finding(facts),
        f"What a test is worth, by its length; tinted, the lengths that keep 99 % of the most. {note} "
        f"{whole_day(facts)}",
        f"Curve of the worth of a test over its length: it rises steeply to {facts.best_worth} at {facts.best_text} "
        f"and falls gently; a band from {low} to {high} {facts.units} is tinted. {note}",
    )
