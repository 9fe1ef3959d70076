"""How good an end is: the best that is known, worse than that, or not to be told from one run alone."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

import numpy as np

from kmanim.simulate.parameters._objective import SAME, Objective
from kmanim.simulate.trace import Trace
from kmanim.story.text.marked import Marked, drawn_of
from kmanim.story.text.sums import objectives
from kmanim.story.text.words import Caption, fits, sentence_case

# Ends that differ by a smaller share are called alike: a few rows on a border make no other place to rest in.
ALIKE = 1e-4


class Verdict(NamedTuple):
    """What can be said of the end of a run that has an objective.

    Attributes
    ----------
    kind : {"best", "stuck", "open"}
        No run that is known ends better, but by a hair; one does; or no other is known, and another start may.
    value : float
        The objective at the end.
    best : float or None
        The best that is known, this run included; None where no other is, or none could be better.
    """

    kind: Literal["best", "stuck", "open"]
    value: float
    best: float | None


def verdict_of(trace: Trace, best: float | None, *, is_only: bool = False) -> Verdict | None:
    """Judge the end of a run; None where nothing says which end is better, a limit stopped it, or it failed.

    Parameters
    ----------
    trace : Trace
    best : float or None
        The best objective of all runs that are known, or of a reference; None where there is this run alone.
    is_only : bool, default False
        Whether there can be no other end, as with one cluster.
    """
    objective = trace.parameters.objective
    known = np.asarray(trace.objective, np.float64)
    known = known[np.isfinite(known)]
    if objective is None or not trace.finished or trace.failure or not known.size:
        return None
    value = float(known[-1])
    if is_only or value == objective.floor:
        return Verdict("best", value, None)
    if best is None:
        return Verdict("open", value, None)
    if is_worse(objective, value, best, ALIKE):
        return Verdict("stuck", value, best)
    return Verdict("best", value, min(value, best, key=objective.cost))


def is_worse(objective: Objective, value: float, best: float, share: float = SAME) -> bool:
    """Tell whether a value is worse than another by more than a share of them; by default by more than rounding."""
    return objective.cost(value) - objective.cost(best) > share * max(abs(value), abs(best))


def words_of(verdict: Verdict, objective: Objective, *, explained: bool = True) -> str:
    """Say it in a line, such as ``W = 87,543, best known 30,379``; empty where no end could be better.

    Where nothing has said what the symbol stands for, this does, if there is room.
    """
    symbol = objective.symbol
    if verdict.kind == "best" and verdict.best is None:
        return ""
    lower = "lower" if objective.direction == "falls" else "higher"
    if verdict.kind == "open" or verdict.best is None or not math.isfinite(verdict.best):
        return f"A resting place; another start may find a {lower} one."
    value, best = objectives([verdict.value, verdict.best])
    meaning = objective.plainly
    if verdict.kind == "stuck":
        told = [
            f"{sentence_case(meaning)}: {value}, best known {best}.",
            f"{symbol} = {value}, best known {best}.",
        ]
    else:
        close = is_worse(objective, verdict.value, verdict.best)
        how = f"as good as the best known, {best}." if close else "the best known."
        told = [f"{symbol} ({meaning}) = {value}: {how}", f"{symbol} = {value}: {how}"]
    return told[0] if not explained and fits((told[0],)) else told[1]


def judged(
    ended: Caption, verdict: Verdict | None, objective: Objective | None, *, explained: bool = True
) -> Caption:
    """Add a verdict to the line that says how a run ended, where there is something to be said."""
    line = (
        words_of(verdict, objective, explained=explained)
        if verdict is not None and objective is not None
        else ""
    )
    drawn = drawn_of(ended)
    if not line:
        return ended
    return Marked((*ended, line), (*drawn, (line,))) if drawn else (*ended, line)
