"""Words for the objective after every step that has one."""

from __future__ import annotations

import numpy as np

from kmanim.errors import InputError
from kmanim.simulate.centroids.trace import CentroidTrace
from kmanim.simulate.parameters._objective import Objective
from kmanim.simulate.trace import Trace
from kmanim.story.description import Description
from kmanim.story.text.numbers import trend
from kmanim.story.text.words import counted


def stem(trace: Trace) -> str:
    """Name the file as the objective is called: ``inertia``."""
    return objective_of(trace).key


def describe(trace: Trace) -> Description:
    """Tell the objective of every step."""
    objective = objective_of(trace)
    values = trace.objective[np.isfinite(trace.objective)]
    goes, symbol, step = trend(values.tolist()), objective.symbol, objective.steps
    rounds = counted(trace.iterations, ("round", "rounds"))
    each = f"its one {step}" if len(values) == 1 else f"each of {len(values)} {step}s"
    return Description(
        f"{symbol} per {step}",
        f"{symbol} {goes} in {rounds}.{_law(trace) if never_worse(trace) else ''}",
        f"Line chart of {symbol}, the {objective.name}, after {each}, where it {goes}.",
    )


def objective_of(trace: Trace) -> Objective:
    """Give what the algorithm of a run makes small or large.

    Raises
    ------
    InputError
        If it has no such number.
    """
    objective = trace.parameters.objective
    if objective is None:
        raise InputError(f"{trace.parameters.title} has no objective that could be drawn")
    return objective


def never_worse(trace: Trace) -> bool:
    """Whether the recorded objective never gets worse, but for what rounding adds."""
    values = trace.objective[np.isfinite(trace.objective)]
    worse = np.diff(values) if objective_of(trace).direction == "falls" else -np.diff(values)
    return bool(np.all(worse <= 1e-9 * np.abs(values[:-1])))


def _law(trace: Trace) -> str:
    if isinstance(trace, CentroidTrace):
        return f" No assignment and no {trace.terms.step} ever raises it."
    return f" No step ever {'raises' if objective_of(trace).direction == 'falls' else 'lowers'} it."
