"""Alternative texts for EM: what somebody is told who cannot see the picture."""

from __future__ import annotations

import numpy as np

from kmanim.story.description import rows_by
from kmanim.story.em.facts import EmFacts
from kmanim.story.text.sizes import last_noun
from kmanim.story.text.words import counted, in_words, series, verb

_LISTED = 12


def title(facts: EmFacts) -> str:
    """Name the film in one line: ``EM on 12 points, k = 2, full``."""
    return f"{facts.algorithm} on {facts.things(facts.n)}, {facts.setting}"


def result(facts: EmFacts) -> str:
    """Say how the run ended in a clause: ``EM stops after 20 steps with 6 and 6 points``."""
    if facts.failure:
        return f"{facts.algorithm} fails after {counted(facts.states, ('step', 'steps'))}: {facts.failure}"
    steps = counted(facts.states, ("step", "steps"))
    how = "stops after" if facts.ended else "is stopped after"
    return f"{facts.algorithm} {how} {steps} with {_sizes(facts)}"


def _sizes(facts: EmFacts) -> str:
    n, noun = facts.n, facts.noun
    if facts.k == 1:
        return f"{facts.things(n)} in one component" if n == 1 else f"all {facts.things(n)} in one component"
    if facts.k <= _LISTED:
        return f"{series([f'{size:,}' for size in facts.sizes])} {last_noun(facts.sizes, noun)}"
    return f"{facts.k} components"


def film(facts: EmFacts) -> str:
    """Describe the film: what is plotted, where it starts, what happens, how it ends."""
    many = f"{in_words(facts.k)} {verb(facts.k, 'Gaussian', 'Gaussians')}"
    start = (
        f" that {verb(facts.k, 'starts', 'start')} at {series(facts.means(0))}" if facts.are_placed else ""
    )
    switched = sum(facts.n_switched(state) for state in range(1, facts.states + 1))
    sides = f" {facts.things(switched)} change sides on the way." if switched > 1 else ""
    value = "" if facts.failure else f" Log-likelihood {facts.likelihood(facts.states)}."
    return (
        f"Animated scatter plot of {rows_by(facts)} with the ellipses of {many}{start}: every {facts.noun[0]} is "
        f"shared among them, ellipses move to what they have, and so on; {result(facts)}.{sides}{value}"
    )


def table(facts: EmFacts) -> tuple[tuple[str, ...], ...]:
    """Give the numbers of the run, a state a row; of very many the first and the last ones."""
    head = ("step", "log-likelihood", "weights", "change sides")
    states = list(range(facts.states + 1))
    if len(states) > 60:
        states = [*states[:40], *states[-20:]]
    rows = []
    for state in states:
        value = float(facts.likelihoods[state])
        told = facts.likelihood_format.more(2)(value) if np.isfinite(value) else "–"
        weights = series(facts.weights(facts.moved(state))) if facts.k <= _LISTED else ""
        moved = facts.n_switched(state)
        rows.append((str(state), told, weights, str(moved) if state else "–"))
    return (head, *rows)
