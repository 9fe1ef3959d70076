"""Alternative texts for DBSCAN: what somebody is told who cannot see the picture."""

from __future__ import annotations

from kmanim.story.dbscan.facts import DbscanFacts
from kmanim.story.description import rows_by
from kmanim.story.text.sizes import sizes_of
from kmanim.story.text.words import counted, verb


def title(facts: DbscanFacts) -> str:
    """Name the film in one line: ``DBSCAN on 14 points, eps = 1, at least 4``."""
    return f"{facts.algorithm} on {facts.things(facts.dataset.n)}, eps = {facts.eps}, at least {facts.min_samples:,}"


def result(facts: DbscanFacts) -> str:
    """Say how the run ended in a clause: ``DBSCAN finds 2 clusters of 7 and 5 points and leaves 2 as noise``."""
    noise = facts.noise(-1)
    left = f"leaves {f'{noise:,}' if noise else 'no ' + facts.noun[0]} as noise"
    if not facts.trace.n_clusters():
        return f"{facts.algorithm} finds no cluster and {left}"
    return f"{facts.algorithm} finds {facts.clusters} of {sizes_of(facts.trace.sizes, facts.noun)} and {left}"


def film(facts: DbscanFacts) -> str:
    """Describe the film: what is plotted, by which radius, what is found."""
    adopted = facts.trace.were_noise.size
    taken = (
        f" {facts.things(adopted)} {verb(adopted, 'is', 'are')} noise at first and border later."
        if adopted
        else ""
    )
    core = int(facts.trace.core().sum())
    return (
        f"Animated scatter plot of {rows_by(facts)}: {result(facts)}, with eps = {facts.eps} and at least "
        f"{facts.least} within; {counted(core, ('core point', 'core points'))}.{taken}"
    )
