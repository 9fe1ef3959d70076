"""Many outcomes in a few numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from kmanim.simulate.runs.outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What some runs have in common.

    Attributes
    ----------
    runs : int
        How many they are.
    mean_iterations : float
    most_iterations : int
    mean_objective : float
        Of the final ones of runs that have not failed, in clustered units; nan where there are none.
    empty_first, empty_last : int
        In how many runs with centroids some cluster had no rows after the first assignment, and has none at the end.
    stopped : int
        How many were stopped by a limit.
    failed : int
        How many ends are no result.
    """

    runs: int
    mean_iterations: float
    most_iterations: int
    mean_objective: float
    empty_first: int
    empty_last: int
    stopped: int
    failed: int = 0


def summary_of(outcomes: Sequence[Outcome]) -> Summary:
    """Sum up runs, at least one."""
    count = len(outcomes)
    sound = [outcome.objective for outcome in outcomes if not outcome.failure]
    empties = [outcome.facts.get("empty", (0, 0)) for outcome in outcomes]
    return Summary(
        runs=count,
        mean_iterations=sum(outcome.iterations for outcome in outcomes) / count,
        most_iterations=max(outcome.iterations for outcome in outcomes),
        mean_objective=fsum(sound) / len(sound) if sound else math.nan,
        empty_first=sum(first > 0 for first, _ in empties),
        empty_last=sum(last > 0 for _, last in empties),
        stopped=sum(not outcome.finished for outcome in outcomes),
        failed=count - len(sound),
    )
