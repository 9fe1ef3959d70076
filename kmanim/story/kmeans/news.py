"""How much happens in each round of a run, and which rounds a film need not tell one by one."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

import numpy as np

from kmanim.story.kmeans.facts import CentroidFacts

# Rounds in which fewer rows switch, and the objective falls by less, are told together.
LITTLE_SWITCHED, LITTLE_FALL = 0.01, 0.001


class Round(NamedTuple):
    """One round of a run after the first.

    Attributes
    ----------
    number : int
        From 2.
    switched : float
        The share of the rows that switch in it.
    fall : float
        By which share of itself the objective changes; infinite where it is not known.
    is_odd : bool
        Whether a centroid loses all its rows, or is moved because it has none.
    """

    number: int
    switched: float
    fall: float
    is_odd: bool

    @property
    def is_quiet(self) -> bool:
        """Whether it has little news."""
        return self.switched < LITTLE_SWITCHED and self.fall < LITTLE_FALL and not self.is_odd

    @property
    def news(self) -> tuple[bool, float]:
        """How much news it has, to be compared with others."""
        return self.is_odd, self.switched + min(self.fall, 1.0)


def rounds_of(facts: CentroidFacts) -> tuple[Round, ...]:
    """Give all rounds after the first, but for the last of a run that ended by itself, which says why."""
    trace, n = facts.trace, facts.n
    last = trace.iterations - facts.ended
    ends = {facts.iteration(i): i for i in range(len(trace))}
    odd = {facts.iteration(i) for i in range(len(trace)) if facts.step(i) == "relocate"}
    values = np.asarray(trace.objective, np.float64)
    found = []
    for number in range(2, last + 1):
        before, now = float(values[ends[number - 1]]), float(values[ends[number]])
        fall = abs(before - now) / abs(before) if before else abs(now)
        assigned = trace.index_of("assign", number)
        empties = assigned is not None and bool(
            ((trace.counts_of(assigned) == 0) & (trace.counts_of(assigned - 1) > 0)).any()
        )
        found.append(
            Round(
                number,
                trace.switched_count(number) / n,
                float(np.nan_to_num(fall, nan=np.inf)),
                number in odd or empties,
            )
        )
    return tuple(found)


def fast_forwards(rounds: tuple[Round, ...], told: int) -> tuple[range, ...]:
    """Choose the rounds that are told together, in runs of neighbours.

    Parameters
    ----------
    rounds : tuple of Round
    told : int
        How many rounds may be told one by one: the first, where a reader sees for the first time what happens in one,
        and those with most news. A quiet round is so only where its neighbours are not quiet.

    Returns
    -------
    tuple of range
        Numbers of rounds, ascending.
    """
    runs = [list(run) for quiet, run in groupby(rounds, lambda one: one.is_quiet) if quiet]
    quiet = {one.number for run in runs if len(run) > 1 for one in run}
    eventful = [one for one in rounds if one.number not in quiet]
    eventful[1:] = sorted(eventful[1:], key=lambda one: one.news, reverse=True)
    shown = _without_holes({one.number for one in eventful[:told]}, {one.number for one in eventful})
    together = sorted(quiet | {one.number for one in eventful if one.number not in shown})
    found: list[range] = []
    for number in together:
        if found and number == found[-1].stop:
            found[-1] = range(found[-1].start, number + 1)
        else:
            found.append(range(number, number + 1))
    return tuple(found)


def _without_holes(shown: set[int], eventful: set[int]) -> set[int]:
    """Tell a round that would go by alone between two that are told; the last one that is told goes by instead.

    A fast-forward of one round saves no time, and begs the question why.
    """
    shown = set(shown)
    # The first round is always told, and the first eventful one with it.
    while holes := sorted(n for n in eventful - shown if {n - 1, n + 1} <= shown | {1} and n < max(shown)):
        shown.remove(max(shown))
        shown.add(holes[0])
    return shown


def eventful(rounds: tuple[Round, ...]) -> int:
    """Count the rounds that are told one by one where there is time."""
    return len(rounds) - sum(len(run) for run in fast_forwards(rounds, len(rounds)))
