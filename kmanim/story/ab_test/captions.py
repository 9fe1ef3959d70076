"""The captions of a film about the length of an A/B test; every number is out of the run."""

from __future__ import annotations

import math

from kmanim.simulate.machines.trials.trace import LengthSnapshot
from kmanim.story.ab_test.facts import LengthFacts
from kmanim.story.text.words import Caption, first_that_fits, line_or_two

# Shares of tests that ship the wrong version.
_OFTEN = 0.25
# A wait is short that costs less than this share of what being surer brings, and of all there is to gain.
_SHORT, _LITTLE = 0.25, 0.05
_MONTH = 31.0  # and nobody calls more days than these short


def question() -> Caption:
    """Ask what the film is about."""
    return ("Which is better, A or B? How long should we test?",)


def first(facts: LengthFacts, test: LengthSnapshot) -> Caption:
    """Tell the shortest test: how often it errs, and what it is worth."""
    length, worth = facts.length(test.days), f"Worth {facts.worth(test)}."
    if 1 - test.right >= _OFTEN:
        return first_that_fits([(f"{length}: often the wrong one is shipped.", worth)])
    return first_that_fits([(f"{length}: {facts.right(test.days)} ship the better one.", worth)])


def longer(facts: LengthFacts, test: LengthSnapshot, before: LengthSnapshot) -> Caption:
    """Tell the second test: what it gains, and how much later it ends."""
    gap = facts.length(test.days - before.days)
    gain = math.log(test.lift / before.lift) if before.lift > 0 else math.inf
    wait = facts.trial.discount * (test.days - before.days)
    is_short = wait < min(_SHORT * gain, _LITTLE) and test.days - before.days <= _MONTH
    later = f"and only {gap} later" if is_short else f"but {gap} later"
    return line_or_two(f"{facts.length(test.days)}: surer, {later}.", f"Worth {facts.worth(test)}.")


def plain(facts: LengthFacts, test: LengthSnapshot) -> Caption:
    """Tell what a test is worth, and no more."""
    return first_that_fits([(f"{facts.length(test.days)}: worth {facts.worth(test)}.",)])


def best(facts: LengthFacts, test: LengthSnapshot) -> Caption:
    """Tell the best of the lengths that are compared."""
    return line_or_two(
        f"{facts.length(test.days)}: worth {facts.worth(test)}.",
        f"{facts.right(test.days)} ship the better one.",
    )


def too_long(facts: LengthFacts, test: LengthSnapshot) -> Caption:
    """Tell the first test that is too long."""
    return line_or_two(f"{facts.length(test.days)}: surer still, but later.", f"Worth {facts.worth(test)}.")


def formula(facts: LengthFacts) -> Caption:
    """Tell the best length of all."""
    if facts.unit == "day":
        return (f"The best day has a formula: {facts.best_number}.",)
    return (f"The best length has a formula: {facts.best_text}.",)


def band(facts: LengthFacts) -> Caption:
    """Tell which lengths are as good as the best."""
    low, high = facts.band_ends
    return first_that_fits(
        [
            (f"Any length from {low} to {high} {facts.units} keeps 99 % of it.",),
            (f"Any length from {low} to {high} {facts.units}", "keeps 99 % of it."),
        ]
    )


def factors(facts: LengthFacts) -> Caption:
    """Tell what half the best length keeps, and twice."""
    half, twice = facts.kept(facts.best / 2), facts.kept(2 * facts.best)
    return (f"Half as long keeps {half}, twice as long {twice}.",)
