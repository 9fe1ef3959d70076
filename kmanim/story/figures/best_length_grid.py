"""Words for the best length over sessions a day and the discount."""

from __future__ import annotations

from dataclasses import replace

from kmanim.simulate.machines.trials.trace import LengthTrace
from kmanim.simulate.machines.trials.trial import Trial
from kmanim.simulate.trace import need_trace
from kmanim.story.ab_test.facts import LengthFacts
from kmanim.story.description import Description
from kmanim.story.text.numbers import by_itself

FACTORS = (0.25, 0.5, 1.0, 2.0, 4.0)
"""By what both are multiplied."""


def trials(trial: Trial) -> list[list[Trial]]:
    """Give the tests of the grid: a row a discount, a column a number of sessions a day, both rising."""
    return [
        [replace(trial, per_day=trial.per_day * more, discount=trial.discount * dearer) for more in FACTORS]
        for dearer in FACTORS
    ]


def yearly(discount: float) -> str:
    """Write a discount a day as it is a year: ``100 % a year``."""
    return f"{by_itself(100 * 365 * discount)} %"


def sessions(trial: Trial) -> str:
    """Write the sessions a day of a test."""
    return by_itself(trial.per_day)


def finding(facts: LengthFacts) -> str:
    """Say what four times as many sessions a day, and four times the discount, make of the best length."""
    more = replace(facts.trial, per_day=4 * facts.trial.per_day).best
    dearer = replace(facts.trial, discount=4 * facts.trial.discount).best
    return (
        f"The best test takes {facts.best_text}; with four times the sessions {facts.length(more)}, "
        f"with four times the discount {facts.length(dearer)}"
    )


def notes(facts: LengthFacts) -> list[str]:
    """Say what the numbers are, and what does not matter."""
    return [
        f"Best length in {facts.units}. Discount: 100 % a year is 1/365 a day. Framed: this test.",
        "A fourth of the sessions does as much as twice the noise, or half the effect. How many come after the test "
        "moves nothing.",
    ]


def describe(trace: LengthTrace) -> Description:
    """Tell the grid by its corners."""
    facts = LengthFacts(need_trace("best_length_grid", trace, LengthTrace))
    grid = trials(facts.trial)
    longest, shortest = facts.length(grid[0][0].best), facts.length(grid[-1][-1].best)
    return Description(
        finding(facts),
        f"The best length for a fourth to four times as many sessions a day, and as large a discount: {shortest} to "
        f"{longest}. No test should take more than half of 1 / discount, here {facts.limit}, however noisy it is.",
        f"Table of {len(FACTORS)} by {len(FACTORS)} best lengths, from {longest} with the fewest sessions and the "
        f"least discount to {shortest} with the most of both; this test, {facts.best_text}, is framed.",
    )
