"""What several runs come to, as bars on one axis: the objective of each, and the best that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.parameters._objective import Objective
from kmanim.simulate.trace import Trace
from kmanim.story.text.sums import inertias
from kmanim.story.text.words import Caption, sentence_case, series, verb
from kmanim.story.verdict import ALIKE


@dataclass(frozen=True, eq=False)
class ObjectiveBars:
    """The objective of runs that can be compared.

    Attributes
    ----------
    objective : Objective
        Theirs.
    values : tuple of ndarray
        One a run: by snapshot, nan where it is not defined.
    best : float or None
        The best that is known, whoever found it; None where nobody says, or the runs look for different things.
    """

    objective: Objective
    values: tuple[FloatArray, ...]
    best: float | None = None

    @cached_property
    def ends(self) -> tuple[float, ...]:
        """Where each run ends."""
        return tuple(float(own[-1]) for own in self.values)

    @cached_property
    def largest(self) -> float:
        """The largest value of all, where the axis ends."""
        return max((float(np.nanmax(own)) for own in self.values), default=0.0)

    @property
    def title(self) -> str:
        """What the bars are: ``W: sum of squared distances``."""
        name = self.objective.name.removeprefix("within-cluster ")
        name = "sum of squared distances" if name == "sum of squares" else name
        return f"{self.objective.symbol}: {name}"

    @property
    def reference(self) -> str:
        """What the dashed line is: ``best known 30,379``; empty where there is none."""
        return "" if self.best is None else f"best known {self.text(self.best)}"

    def text(self, value: float) -> str:
        """Write a value with as many digits as tell all ends apart; empty where there is none."""
        if not np.isfinite(value):
            return ""
        value = next((known for known in self._telling if abs(value - known) <= ALIKE * known), value)
        return inertias([value, *self._telling])[0]

    @cached_property
    def _telling(self) -> tuple[float, ...]:
        """The values that must be written differently."""
        found = [self.largest]
        for end in sorted(self.ends):
            if all(abs(end - other) > ALIKE * other for other in found):
                found.append(end)
        return tuple(found)

    def is_best(self, run: int) -> bool:
        """Tell whether a run, from 0, ends at the best that is known."""
        return self.best is not None and self.ends[run] <= self.best * (1 + ALIKE)


def objective_bars(traces: Sequence[Trace], best: float | None = None) -> ObjectiveBars | None:
    """Give the bars of runs whose objectives can be compared; None where one number says nothing of another.

    They compare where all have the same objective, of the same rows in the same units, and it falls towards a floor
    of 0, so that a bar shows all of it.

    Parameters
    ----------
    traces : sequence of Trace
        Over the same rows.
    best : float, optional
        The best value that is known. A run that is better is what is known, then.
    """
    one = traces[0]
    objective = one.parameters.objective
    if objective is None or objective.direction != "falls" or objective.floor != 0:
        return None
    values = tuple(np.asarray(trace.objective, np.float64) for trace in traces)
    alike = all(
        trace.parameters.objective == objective
        and trace.dataset.scaling.method == one.dataset.scaling.method
        and np.array_equal(trace.dataset.values, one.dataset.values)
        for trace in traces[1:]
    )
    if not alike or not all(np.isfinite(own[-1]) and np.nanmin(own) >= 0 for own in values):
        return None
    ends = [float(own[-1]) for own in values]
    return ObjectiveBars(objective, values, None if best is None else min([best, *ends]))


def verdict(bars: ObjectiveBars, titles: Sequence[str], ks: Sequence[int]) -> list[Caption]:
    """Say what bars come to, in one fact, from rich to short.

    Parameters
    ----------
    bars : ObjectiveBars
    titles : sequence of str
        What the runs are called.
    ks : sequence of int
        How many clusters each has: with more of them the objective falls whatever they are worth.
    """
    symbol, runs = bars.objective.symbol, range(len(titles))
    if len(set(ks)) > 1:
        order = sorted(runs, key=lambda run: ks[run])
        falls = all(bars.ends[b] < bars.ends[a] or ks[a] == ks[b] for a, b in pairwise(order))
        return [(f"{symbol} falls with every k: alone, it cannot choose one.",)] if falls else []
    if bars.best is None:
        least = min(bars.ends)
        lowest = [run for run in runs if bars.ends[run] <= least * (1 + ALIKE)]
        if len(lowest) == len(titles):
            return [(f"{_every(titles)} end at the same {symbol}: {bars.text(least)}.",)]
        named = sentence_case(series([titles[run] for run in lowest]))
        ends = verb(len(lowest), "ends", "end")
        return [(f"{named} {ends} lowest: {symbol} = {bars.text(least)}.",)]
    found = [run for run in runs if bars.is_best(run)]
    stuck = [run for run in runs if run not in found]
    best = f"the best known, {bars.text(bars.best)}"
    if not stuck:
        return [(f"{_every(titles)} find {best}.",)]
    if len(stuck) == 1:
        at = f"{sentence_case(titles[stuck[0]])} is stuck at {bars.text(bars.ends[stuck[0]])};"
    else:
        at = f"{sentence_case(series([titles[run] for run in stuck]))} are stuck;"
    if not found:
        return [(at, f"best known {bars.text(bars.best)}."), (f"Stuck: best known {bars.text(bars.best)}.",)]
    finds = f"{series([titles[run] for run in found])} {verb(len(found), 'finds', 'find')} {best}."
    return [(at, finds), (f"{len(found)} of {len(titles)} find {best}.",)]


def _every(titles: Sequence[str]) -> str:
    return "Both" if len(titles) == 2 else "All"
