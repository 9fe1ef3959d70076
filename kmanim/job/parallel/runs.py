"""Many runs done by several processes, of each of which only the outcome comes back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kmanim.job.workers import each
from kmanim.simulate.runs.outcome import Outcome
from kmanim.simulate.runs.series import FEW, Series

Progress = Callable[[int, int, str], None]

# Below so many rows in all runs together, copies of this process take longer to make than they save. A run on a
# few rows takes as long as one on some thousands: what is slow then is to go from step to step.
_WORTH_COPIES, _FEW_ROWS = 5_000_000, 5_000
# Small enough for a word now and then, and for no process to wait long for the last one; of few rows so many in all
# that runs which are done as one array gain by it.
_PARTS, _ROWS_OF_A_PART = 64, 250_000


def outcomes(series: Series, workers: int = 1, tell: Progress | None = None) -> list[Outcome] | None:
    """Do the runs of a series and sum up each; None where they are few, as those are kept whole.

    Parameters
    ----------
    series : Series
    workers : int, default 1
        How many processes, where that pays; the outcomes are the same.
    tell : callable, optional
        Told after some runs how many are done, of how many, and what they are.
    """
    count = len(series)
    if count <= FEW:
        return None
    rows = max(series.dataset.n, _FEW_ROWS)
    if count * rows < _WORTH_COPIES:
        workers = 1
    step = max(-(-count // _PARTS), _ROWS_OF_A_PART // rows)
    parts = [range(at, min(at + step, count)) for at in range(0, count, step)]
    found: dict[int, list[Outcome]] = {}
    done = 0
    for number, some in each([partial(series.outcomes, part) for part in parts], workers):
        found[number] = some
        done += len(some)
        if tell is not None:
            tell(done, count, "runs")
    return [outcome for number in range(len(parts)) for outcome in found[number]]
