"""The ways of starting compared by several processes: which cell is done where changes nothing."""

from __future__ import annotations

from functools import partial

from kmanim.job.parallel.runs import Progress
from kmanim.job.workers import each
from kmanim.simulate.runs.compare_inits import Cell, InitsPlan


def cells(plan: InitsPlan, workers: int = 1, tell: Progress | None = None) -> tuple[Cell, ...]:
    """Carry a plan out.

    Parameters
    ----------
    plan : InitsPlan
    workers : int, default 1
        How many processes; the cells are the same.
    tell : callable, optional
        Told after each cell how many are done, of how many, and what they are.
    """
    found: dict[int, Cell] = {}
    for place, cell in each([partial(plan.do, place) for place in range(len(plan))], workers):
        found[place] = cell
        if tell is not None:
            tell(len(found), len(plan), "ways of starting")
    return plan.cells([found[place] for place in range(len(plan))])
