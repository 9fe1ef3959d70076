"""How a run of EM ends, in words: why it stops, what it has found, or why that is no result."""

from __future__ import annotations

import math

import numpy as np

from kmanim.story.em.facts import EmFacts
from kmanim.story.text.marked import captioned
from kmanim.story.text.numbers import power_of_ten
from kmanim.story.text.sizes import MARKED, marked_sizes
from kmanim.story.text.words import (
    Caption,
    counted,
    first_that_fits,
    line_or_two,
    sentence_case,
    series,
)

_PARTS = {
    1e-1: "a tenth",
    1e-2: "a hundredth",
    1e-3: "a thousandth",
    1e-4: "a ten-thousandth",
    1e-5: "a hundred-thousandth",
    1e-6: "a millionth",
    1e-9: "a billionth",
}
# What follows from each kind of failure.
_WHY = {
    "lost": "nothing is left for it to fit",
    "shrunk": "the likelihood has no top",
    "thin": "its digits have run out",
    "twins": "twins cannot part",
}


def check(facts: EmFacts) -> Caption:
    """Say why it stops."""
    state, tol = facts.states, facts.trace.parameters.tol
    part = next((words for value, words in _PARTS.items() if math.isclose(value, tol, rel_tol=1e-9)), "")
    one = facts.noun[0]
    if state == 0:
        return ("Nothing is left to gain. Stop.",)
    gain = float(facts.gains[state - 1])
    if tol == 0 or not np.isfinite(gain) or gain <= 0:
        return first_that_fits([(f"Step {state}: nothing is gained any more. Stop.",)])
    under = part or (f"{tol:g}" if tol >= 1e-4 else power_of_ten(tol, 2))
    each = f"per {one}"
    return first_that_fits(
        [
            (f"Step {state:,}: the gain is under {under} {each}. Stop.",),
            line_or_two(f"Step {state:,}: the gain is under {under}", f"{each}. Stop."),
            (f"Step {state:,}: the gain is under {under} each. Stop.",),
        ]
    )


def ended(facts: EmFacts, opening: str = "Done", *, with_value: bool = True) -> Caption:
    """Say in a line or two where the components are, how much each weighs and how likely the data are."""
    i = facts.last
    value = f", {facts.likelihood(facts.states)}" if with_value else ""
    told: list[Caption] = []
    if facts.are_placed:
        weights = f", {facts.weights_text(i)}" if facts.k > 1 else ""
        places = series(facts.means(i))
        told += [
            (f"{opening}: {places}{weights}{value}.",),
            (f"{opening}: {places}{weights}.",),
            (f"{opening}: {places}{value}.",),
        ]
    steps = counted(facts.states, ("step", "steps"))
    if facts.k == 1:
        told.append((f"{opening} in {steps}: one component for all.",))
    told += [
        captioned(f"{opening} in {steps}: " + part + ".") for part in marked_sizes(facts.sizes, facts.noun)
    ]
    if facts.k <= MARKED:
        told += [captioned(f"{opening}: " + part + ".") for part in marked_sizes(facts.sizes, facts.noun)]
    if with_value:  # else the next line says it
        told.append((f"{opening} in {steps}: log-likelihood {facts.likelihood(facts.states)}.",))
    told += [(f"{opening} in {steps}: {facts.k} components.",), (f"{opening}: {facts.k} components.",)]
    return first_that_fits(told)


def stopped(facts: EmFacts) -> Caption:
    """Say that a limit stopped the run, and how much its last step still gained."""
    steps = counted(facts.states, ("step", "steps"))
    if facts.states and np.isfinite(facts.gains[-1]):
        gain = float(facts.gains[-1])
        size = f"{gain:.2g}" if 1e-4 <= gain < 1e4 else power_of_ten(gain, 2)
        return first_that_fits(
            [
                (f"Stopped after {steps}, not finished:", f"the last one still gained {size}."),
                (f"Stopped after {steps}, not finished.",),
            ]
        )
    return (f"Stopped after {steps}, not finished.",)


def failed(facts: EmFacts) -> Caption:
    """Say why the end is no result."""
    what = sentence_case(facts.failure)
    why = _WHY[facts.trace.failure_kind]
    parts = [what.partition(f" {word} ") for word in ("has", "in")]
    broken = [(head, f"{word.strip()} {rest}: {why}.") for head, word, rest in parts if word]
    return first_that_fits(
        [line_or_two(f"{what}:", f"{why}."), (f"{what}:", f"{why}."), *broken, (f"{what}.",)]
    )
