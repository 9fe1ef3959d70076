"""How long should an A/B test run? Long enough to tell which version is better, and not so long that it comes too late.

A longer test ships the better version more often, but for less time. What a test of some length is worth, in
expectation and discounted to today, rises to one maximum and falls from there on; the best length has a closed form.
Here lengths are compared one by one, from the shortest up to four times the best one, then the best itself is taken.
The formulas and their source are in `kmanim.simulate.machines.trials.trial`.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.simulate.algorithm import Stopped
from kmanim.simulate.machines.trials.trace import LengthSnapshot, LengthTrace, unit_for
from kmanim.simulate.machines.trials.trial import Trial
from kmanim.simulate.parameters.ab_test import AbTest

SNAPSHOT, TRACE = LengthSnapshot, LengthTrace

_MOST_HALVINGS = 4
_SHARES = (1 / 16, 1 / 8, 1 / 4, 1 / 2, 1.0, 2.0, 4.0)


class Plan(NamedTuple):
    """What is compared: the test as numbers, and its lengths in days."""

    trial: Trial
    lengths: tuple[float, ...]


def check(_dataset: Dataset, _values: FloatArray, _parameters: AbTest) -> None:
    """Refuse nothing: parameters are checked as they are set, and there are no data."""


def start(
    _dataset: Dataset, _values: FloatArray, parameters: AbTest, _rng: np.random.Generator
) -> LengthSnapshot:
    """Begin without a test: nobody knows which is better, and nothing is gained."""
    return _snapshot(Trial.of(parameters), 0.0, "start", 0)


def prepare(_dataset: Dataset, _values: FloatArray, parameters: AbTest) -> Plan:
    """Choose the lengths."""
    trial = Trial.of(parameters)
    return Plan(trial, lengths_of(trial))


def steps(
    plan: Plan, state: LengthSnapshot, _parameters: AbTest, _rng: np.random.Generator
) -> Generator[LengthSnapshot, None, Stopped]:
    """Try a length after the other, the shortest first; then take the best one of all."""
    yield state
    for number, days in enumerate(plan.lengths, start=1):
        yield _snapshot(plan.trial, days, "test", number)
    yield _snapshot(plan.trial, plan.trial.best, "best", len(plan.lengths))
    return Stopped("the best length has a formula")


def lengths_of(trial: Trial) -> tuple[float, ...]:
    """Give the lengths that are compared, in days, rising: for a best day of 18 these are 1, 2, 4, 9, 18, 36 and 72.

    Around the best whole number of days (hours, minutes, seconds: `unit_for`) they are halved and doubled: up to four
    halves, rounded down, and two doubles; and the shortest is one unit. Below two seconds lengths are shares.
    """
    _, unit = unit_for(trial.best)
    best = trial.whole(unit)
    if trial.best < 2 * unit or best >= 2**53:
        return tuple(share * trial.best for share in _SHARES)
    halves = [math.floor(best / 2**power) for power in range(_MOST_HALVINGS + 1)]
    counts = sorted({1, *(count for count in halves if count), int(2 * best), int(4 * best)})
    return tuple(count * unit for count in counts)


def _snapshot(trial: Trial, days: float, step: str, iteration: int) -> LengthSnapshot:
    return LengthSnapshot(
        step=step, iteration=iteration, objective=float(trial.worth(days)), days=days,
        lift=float(trial.lift(days)), left=float(trial.left(days)), right=trial.right(days), power=trial.power(days),
    )  # fmt: skip
