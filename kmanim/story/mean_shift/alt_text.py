"""Alternative texts for mean shift: what somebody is told who cannot see the picture."""

from __future__ import annotations

from kmanim.story.description import rows_by
from kmanim.story.mean_shift.facts import ClimbFacts
from kmanim.story.text.words import counted, sentence_case, verb


def title(facts: ClimbFacts) -> str:
    """Name the film in one line: ``Mean shift on 10 points, bandwidth 2``."""
    return f"{sentence_case(facts.algorithm)} on {facts.things(facts.dataset.n)}, {facts.setting}"


def result(facts: ClimbFacts) -> str:
    """Say how the run ended in a clause: ``mean shift finds 2 clusters of 6 and 4 points``."""
    trace = facts.trace
    if trace.is_alone:
        moves = counted(int(trace.moves[0]), ("move", "moves"))
        count = facts.things(int(trace.mode_counts[0]))
        spot = facts.spot(trace.modes[0])
        return f"one climb of {facts.algorithm} ends after {moves} with {count} in reach{f' at {spot}' if spot else ''}"
    if trace.n_clusters() == 1:
        found = f"{facts.algorithm} finds one cluster of {facts.things(trace.sizes[0])}"
    else:
        found = f"{facts.algorithm} finds {facts.clusters} of {facts.sizes}"
    if facts.orphans:
        found += f" and leaves {facts.things(facts.orphans)} out"
    return found


def film(facts: ClimbFacts) -> str:
    """Describe the film: what is plotted, how far a ball reaches, what is found."""
    trace = facts.trace
    told = f"Animated scatter plot of {rows_by(facts)}: {result(facts)}, with {facts.setting}"
    if trace.is_alone:
        return f"{told}."
    climbs = counted(trace.n_climbs, ("climb", "climbs"))
    ends = counted(len(trace.ends), ("place", "places"))
    ended = f"{climbs} {verb(trace.n_climbs, 'ends', 'end')} in {ends}"
    gone = len(trace.absorbed.places)
    if gone:
        ended += f", of which {gone:,} {verb(gone, 'lies', 'lie')} within the bandwidth of a fuller one"
    return f"{told}; {ended}."
