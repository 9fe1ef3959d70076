"""The runs of a sweep, done by several processes: which value is done where changes nothing."""

from __future__ import annotations

from functools import partial

from kmanim.job.parallel.runs import Progress
from kmanim.job.workers import each, free_memory
from kmanim.simulate.sweeps.outcome import SweepOutcome
from kmanim.simulate.sweeps.plan import SweepPlan
from kmanim.simulate.sweeps.sweep import Sweep

# Of fewer rows in all runs together, copies of this process take longer to make than they save.
_WORTH_COPIES, _FEW_ROWS = 40_000, 1_000


def swept(plan: SweepPlan, workers: int = 1, tell: Progress | None = None) -> Sweep:
    """Carry a plan out.

    Parameters
    ----------
    plan : SweepPlan
    workers : int, default 1
        How many processes, where that pays; the outcomes are the same.
    tell : callable, optional
        Told after each value how many are done, of how many, and what they are.
    """
    if len(plan) * plan.runs * max(plan.dataset.n, _FEW_ROWS) < _WORTH_COPIES:
        workers = 1
    if plan.memory:
        workers = max(1, min(workers, free_memory() // plan.memory))
    found: dict[int, SweepOutcome] = {}
    for place, outcome in each([partial(plan.do, place) for place in range(len(plan))], workers):
        found[place] = outcome
        if tell is not None:
            tell(len(found), len(plan), f"values of {plan.swept[0].name}")
    return Sweep(plan, [found[place] for place in range(len(plan))])
