"""Words for the worth of a test over its length with more sessions a day, and with fewer."""

from __future__ import annotations

from dataclasses import replace

from kmanim.simulate.machines.trials.trace import LengthTrace
from kmanim.simulate.machines.trials.trial import Trial
from kmanim.simulate.trace import need_trace
from kmanim.story.ab_test.facts import LengthFacts, sessions_a_day
from kmanim.story.description import Description
from kmanim.story.text.numbers import by_itself
from kmanim.story.text.words import series

FACTORS = (0.25, 1.0, 4.0, 16.0)
"""How many sessions a day there are, beside those that were asked for."""


def trials(trial: Trial) -> list[Trial]:
    """Give the tests, with as many sessions afterwards in each."""
    return [replace(trial, per_day=trial.per_day * factor) for factor in FACTORS]


def sessions(trial: Trial) -> str:
    """Write the sessions a day of a test: ``400``."""
    return by_itself(trial.per_day)


def finding(facts: LengthFacts) -> str:
    """Say how the best length changes from the fewest sessions to the most."""
    first, last = trials(facts.trial)[0], trials(facts.trial)[-1]
    return (
        f"With {sessions_a_day(first.per_day)} the best test takes {facts.length(first.best)}, with {sessions(last)} "
        f"it takes {facts.length(last.best)}"
    )


def notes(_facts: LengthFacts) -> list[str]:
    """Say what dots are, and what is the same."""
    return ["Sessions a day in each group; marks: the best lengths. Afterwards as many see it in all four."]


def describe(trace: LengthTrace) -> Description:
    """Tell the four curves by their tops."""
    facts = LengthFacts(need_trace("length_by_traffic", trace, LengthTrace))
    tops = series(
        [
            f"{sessions(one)}: {facts.length(one.best)}, worth {facts.money(float(one.worth(one.best)))}"
            for one in trials(facts.trial)
        ]
    )
    return Description(
        finding(facts),
        f"What a test is worth by its length. Best lengths by sessions a day: {tops}.",
        f"Four hills over a logarithmic axis of lengths, the higher and the more to the left the more sessions a day: "
        f"{tops}.",
    )
