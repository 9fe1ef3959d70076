"""What several runs of gradient descent are called: by what they were told differently, in few words."""

from __future__ import annotations

from collections.abc import Sequence

from kmanim.story.gradient_descent.facts import DescentFacts, plain_number
from kmanim.story.text.words import columns

OPTIMIZERS = {"plain": "plain", "momentum": "momentum", "adam": "Adam"}
LOSSES = {"mse": "squared errors", "cross_entropy": "cross-entropy"}
# A title so short stands in captions as it is.
_SHORT = 18


def apart(facts: Sequence[DescentFacts]) -> list[str]:
    """Name runs by what differs: ``plain 0.3``, ``momentum 0.05``, ``Adam 5``; ``rate 0.1``; ``network of 2``.

    A momentum is told of runs that have one, and a rate where it was asked for. What differs besides, such as how they
    start, is not told: then some of the names are the same, or empty.
    """
    parts = [
        _unlike([fact.model_name for fact in facts]),
        _unlike([LOSSES[fact.trace.loss_name] for fact in facts]),
        _ways(facts),
    ]
    found = [part for part in parts if part]
    return [", ".join(part[run] for part in found if part[run]) for run in range(len(facts))]


def within_captions(facts: Sequence[DescentFacts], titles: Sequence[str]) -> list[str]:
    """Choose names for captions: the titles where they are short, or what tells the runs apart, or their numbers."""
    if all(columns(title) <= _SHORT and "=" not in title and "," not in title for title in titles):
        return list(titles)
    optimizers = [OPTIMIZERS[fact.trace.parameters.optimizer] for fact in facts]
    rates = [f"rate {fact.rate()}" for fact in facts]
    both = [f"{name} {fact.rate()}" for name, fact in zip(optimizers, facts, strict=True)]
    models = [fact.model_name for fact in facts]
    for names in (optimizers, rates if len(set(optimizers)) == 1 else both, both, models):
        if len(set(names)) == len(names):
            return names
    return [f"run {number}" for number in range(1, len(facts) + 1)]


def _ways(facts: Sequence[DescentFacts]) -> list[str]:
    """Name optimizers with their rates and what they keep, or what of these differs."""
    optimizers = _unlike([OPTIMIZERS[fact.trace.parameters.optimizer] for fact in facts])
    is_asked = len({fact.trace.parameters.rate for fact in facts}) > 1
    rates = _unlike([fact.rate() for fact in facts]) if is_asked else []
    momenta = [_kept(fact) for fact in facts]
    kept = momenta if _unlike([number for number in momenta if number]) else [""] * len(facts)
    if not rates:
        named = [f"momentum {number}" if number else "" for number in kept]
        return [number or name for number, name in zip(named, optimizers or named, strict=True)]
    names = optimizers or ["rate"] * len(facts)
    return [
        f"{name} {rate}" + (f", keeps {number}" if number else "")
        for name, rate, number in zip(names, rates, kept, strict=True)
    ]


def _kept(fact: DescentFacts) -> str:
    parameters = fact.trace.parameters
    return plain_number(parameters.momentum) if parameters.optimizer == "momentum" else ""


def _unlike(names: list[str]) -> list[str]:
    """Give names that are not all the same; else none."""
    return names if len(set(names)) > 1 else []
