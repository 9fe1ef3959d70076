"""Words for what it costs to plan a test with wrong numbers."""

from __future__ import annotations

from dataclasses import replace

from kmanim.simulate.machines.trials.trace import LengthTrace
from kmanim.simulate.machines.trials.trial import Trial
from kmanim.simulate.trace import need_trace
from kmanim.story.ab_test.facts import LengthFacts, share
from kmanim.story.description import Description
from kmanim.story.text.words import ranged

WORST = 10.0
"""By what factor beliefs are wrong at most."""
BELIEFS = {
    "per_day": "sessions a day",
    "effect_sd": "effect",
    "discount": "discount",
}
"""What may be believed wrongly, and how it is called. The noise is the effect's mirror image."""


def kept(trial: Trial, what: str, factor: float) -> float:
    """Give the share of the best worth that is left where one number was believed to be so many times too large."""
    believed = replace(trial, **{what: getattr(trial, what) * factor})
    return float(trial.kept(believed.best))


def cost(trial: Trial, what: str, factor: float) -> str:
    """Write what is lost where a number was believed a factor too large or too small: ``2.0 % to 2.1 %``."""
    lost = sorted(1 - kept(trial, what, way) for way in (factor, 1 / factor))
    low, high = (share(loss) for loss in lost)
    return ranged(low.removesuffix(" %") if low != high else low, high)


def finding(facts: LengthFacts) -> str:
    """Say what it costs if a number is four times wrong."""
    sessions, discount, effect = (cost(facts.trial, what, 4) for what in ("per_day", "discount", "effect_sd"))
    return f"Four times wrong, sessions a day cost {sessions} of the worth, a discount {discount}, an effect {effect}"


def notes(facts: LengthFacts) -> list[str]:
    """Say what ten times costs, and where the noise is."""
    costs = ", ".join(f"{said} {cost(facts.trial, what, WORST)}" for what, said in BELIEFS.items())
    return [
        f"Believed ten times too large or too small: {costs}.",
        "Noise that is believed too large costs what an effect costs that is believed too small, and vice versa.",
    ]


def describe(trace: LengthTrace) -> Description:
    """Tell what wrong numbers cost."""
    facts = LengthFacts(need_trace("wrong_belief", trace, LengthTrace))
    told = " ".join(notes(facts))
    return Description(
        finding(facts),
        f"What is kept of the most that a test can be worth, where its length is planned with one wrong number. {told}",
        f"Three flat hills over how many times too small or too large sessions, effect and discount are believed, with "
        f"their top at the truth. {finding(facts)}. {told}",
    )
