"""A recorded comparison of lengths: snapshots and what can be asked of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from kmanim.simulate.machines.trials.trial import Band, Trial
from kmanim.simulate.parameters.ab_test import AbTest
from kmanim.simulate.snapshot import Snapshot
from kmanim.simulate.trace import Trace

DAY = 1.0
UNITS = (("day", DAY), ("hour", DAY / 24), ("minute", DAY / 1440), ("second", DAY / 86_400))
"""In what lengths are counted, in days."""
_LEAST = 2  # of a unit that fit into the best length, or a smaller one is taken


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class LengthSnapshot(Snapshot):
    """A test of one length; `objective` is what it is worth.

    Attributes
    ----------
    days : float
        How long it takes; 0 of the first snapshot, which has no test.
    lift : float
        The expected lift a session afterwards, in the unit of the measure.
    left : float
        What is left of a gain that comes then, as a share of it.
    right : float
        The chance that the better version is shipped.
    power : float
        The chance that it is significantly better at 5 %.
    """

    days: float
    lift: float
    left: float
    right: float
    power: float


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class LengthTrace(Trace):
    """Tests of several lengths, and the best one."""

    parameters: AbTest

    table_columns: ClassVar[tuple[str, ...]] = ("best_day", "best_length", "objective")
    has: ClassVar[str] = "lengths of a test"
    turn: ClassVar[tuple[str, str]] = ("length", "lengths")

    @cached_property
    def trial(self) -> Trial:
        """The test as numbers, to be asked about any length."""
        return Trial.of(self.parameters)

    @property
    def best_length(self) -> float:
        """The best length in days, by its formula."""
        return self.trial.best

    @property
    def best_day(self) -> int:
        """The best whole number of days, at least 1."""
        return int(self.trial.whole())

    @property
    def band(self) -> Band:
        """The lengths in days that keep 99 % of the best worth."""
        return self.trial.band

    @property
    def unit(self) -> tuple[str, float]:
        """In what its lengths are counted: days, or less where the best one has fewer than two; its size in days."""
        return unit_for(self.best_length)

    @property
    def turns(self) -> int:
        """How many lengths are compared, the best one left aside."""
        return sum(snapshot.step == "test" for snapshot in self.unlabelled)

    def facts(self, order: Any = None) -> Mapping[str, Any]:  # noqa: ARG002 - there are no clusters
        """Sum it up for tables."""
        return {"best_day": self.best_day, "best_length": self.best_length}

    def measures(self) -> Mapping[str, float]:
        """Give what is compared with other parameters: the best length, its worth, the band."""
        return {
            "best_length": self.best_length,
            "worth": float(self.unlabelled[-1].objective),
            "band_low": self.band.low,
            "band_high": self.band.high,
        }

    def table_row(self, index: int) -> Mapping[str, Any]:
        """Tell one length: days, lift, discount, worth, chances, and the share of the best worth."""
        snapshot: Any = self.unlabelled[index]
        return {
            "step": snapshot.step,
            "iteration": snapshot.iteration,
            "days": snapshot.days,
            "lift": snapshot.lift,
            "left": snapshot.left,
            "worth": snapshot.objective,
            "kept": float(self.trial.kept(snapshot.days)),
            "right": snapshot.right,
            "power": snapshot.power,
        }

    def check(self) -> None:
        """Refuse a file whose numbers are not those of its parameters."""
        for snapshot in self.unlabelled:
            there: Any = snapshot
            worth = float(self.trial.worth(there.days))
            if not abs(snapshot.objective - worth) <= 1e-9 * abs(worth):
                raise ValueError("what a length is worth does not fit its parameters")


def unit_for(days: float) -> tuple[str, float]:
    """Choose in what a length is counted: in days where it has two of them, else in hours, and so on."""
    return next((unit for unit in UNITS if days >= _LEAST * unit[1]), UNITS[-1])
