"""Words for the objective after every step that has one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.errors import InputError
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.parameters._objective import SAME, Objective
from kmanim.simulate.trace import Trace
from kmanim.story.description import Description
from kmanim.story.text.sums import change, objectives, trend
from kmanim.story.text.words import counted, plural, sentence_case

LEAD = 6

# What rounding may add to a value, as a share of it, where nothing else is known not to.
_ROUNDING = 1e-12


def stem(trace: Trace) -> str:
    """Name the file as the objective is called: ``inertia``."""
    return objective_of(trace).key


class Drop(NamedTuple):
    """The step that changed the objective for the better by the most.

    Attributes
    ----------
    place : int
        Of the value after it, among all values.
    share : float
        Of the whole way from the first value to the last.
    text : str
        ``−690,796``.
    iteration : int
    """

    place: int
    share: float
    text: str
    iteration: int

    @property
    def name(self) -> str:
        """What stands beside it: ``−690,796, the largest drop``."""
        return f"{self.text}, the largest {'drop' if self.text.startswith('−') else 'rise'}"


def largest_drop(trace: Trace) -> Drop | None:
    """Find the step that did the most; None where there is no step, or none did anything."""
    steps, values = _values(trace)
    sign = 1.0 if objective_of(trace).direction == "falls" else -1.0
    gains = sign * -np.diff(values)
    whole = sign * float(values[0] - values[-1]) if values.size else 0.0
    if not gains.size or gains.max() <= 0 or whole <= 0:
        return None
    place = int(gains.argmax())
    (text,) = objectives([float(gains[place])], top=float(np.abs(values).max()))
    iteration = trace.unlabelled[steps[place + 1]].iteration
    return Drop(place + 1, float(gains[place]) / whole, f"{'−' if sign > 0 else '+'}{text}", iteration)


def finding(trace: Trace) -> str:
    """Say by how much the objective fell, and when: ``W falls by 27.4 % in 4 rounds, most of it in round 1``."""
    _, values = _values(trace)
    symbol, drop = objective_of(trace).symbol, largest_drop(trace)
    if drop is None:
        return _opened(trace, f"{symbol} {trend(values.tolist())}")
    # From or to 0, the numbers say more than a share.
    goes = f"{symbol} {change(values.tolist()) if values[0] * values[-1] > 0 else trend(values.tolist())}"
    rounds = counted(trace.turns, trace.turn)
    most = f", most of it in {trace.turn[0]} {drop.iteration}" if drop.share > 0.5 and trace.turns > 1 else ""
    return f"{_opened(trace, goes)} in {rounds}{most}"


def _opened(trace: Trace, sentence: str) -> str:
    """Begin a sentence with a name as one begins; a symbol stays as it is, unless it is a word."""
    objective = objective_of(trace)
    is_word = objective.symbol == objective.name or objective.symbol in objective.name.split()
    return sentence_case(sentence) if is_word else sentence


def notes(trace: Trace) -> str:
    """Say what the symbol stands for, and the law that it obeyed, or what happens to be true of this run."""
    objective = objective_of(trace)
    who = "It" if objective.has_law else "Here it"
    law = (
        f" {who} never {'rises' if objective.direction == 'falls' else 'falls'}."
        if never_worse(trace)
        else ""
    )
    return f"{objective.explained}.{law}"


def describe(trace: Trace) -> Description:
    """Tell the objective of every step."""
    objective = objective_of(trace)
    _, values = _values(trace)
    goes, symbol, step = trend(values.tolist()), objective.symbol, objective.steps
    rounds = counted(trace.turns, trace.turn)
    named = f"{symbol}, the {objective.name}" if symbol != objective.name else symbol
    each = f"its one {step}" if len(values) == 1 else f"each of {len(values):,} {plural(step)}"
    return Description(
        finding(trace),
        f"{_opened(trace, f'{symbol} {goes}')} in {rounds}.{_law(trace) if never_worse(trace) else ''}",
        f"Line chart of {named}, after {each}, where it {goes}.",
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
    """Whether the recorded objective never gets worse, but for what rounding adds; without a law, not by that much."""
    values = trace.objective[np.isfinite(trace.objective)]
    objective = objective_of(trace)
    worse = np.diff(values) if objective.direction == "falls" else -np.diff(values)
    return bool(np.all(worse <= (SAME if objective.has_law else _ROUNDING) * np.abs(values[:-1])))


def _values(trace: Trace) -> tuple[list[int], FloatArray]:
    """Give the snapshots that have a value, and their values."""
    steps = trace.valued
    return steps, trace.objective[steps]


def _law(trace: Trace) -> str:
    if isinstance(trace, CentroidTrace):
        return f" No assignment and no {trace.terms.step} ever raises it."
    objective = objective_of(trace)
    worsens = "raises" if objective.direction == "falls" else "lowers"
    return f" No step ever {worsens} it." if objective.has_law else f" No step {worsens} it here."
