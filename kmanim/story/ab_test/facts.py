"""The numbers and names of an A/B test, ready to be written: lengths, money, chances."""

from __future__ import annotations

import math
import unicodedata
from functools import cached_property
from itertools import pairwise
from typing import ClassVar

from kmanim.simulate.machines.trials.trace import LengthSnapshot, LengthTrace, unit_for
from kmanim.story.facts import Facts
from kmanim.story.text.numbers import (
    WRITTEN_OUT,
    Format,
    by_itself,
    format_for,
    half_up,
    parameter_text,
    thousands,
)
from kmanim.story.text.sums import sum_format
from kmanim.story.text.words import cut

_WHOLE = 1e-9  # a count that is nearer to a whole number than this is one
_MORE = 4  # digits that may be added, less one
_LARGE = 1e6  # lengths of more units are written by themselves


def sessions_a_day(count: float) -> str:
    """Write how many sessions there are: ``100 sessions a day``."""
    return f"{by_itself(count)} {'session' if count == 1 else 'sessions'} a day"


class LengthFacts(Facts):
    """The numbers and names of one comparison of lengths."""

    chart: ClassVar[tuple[str, str]] = ("area chart", "area charts")
    by_columns: ClassVar[bool] = False

    trace: LengthTrace

    def __init__(self, trace: LengthTrace) -> None:
        super().__init__(trace)
        self.trial = trace.trial
        self.unit, self.size = trace.unit
        self.best = self.trial.best
        self.units = f"{self.unit}s"

    def things(self, count: int) -> str:  # noqa: ARG002 - its table has one row, which is the test
        """Name what is run."""
        return self.algorithm

    @property
    def subject(self) -> str:
        """Say what a picture is of: ``A/B test · effect 1, noise 10, 100 sessions a day``."""
        p = self.trace.parameters
        return (
            f"A/B test · effect {by_itself(p.effect_sd)}, noise {by_itself(p.noise_sd)}, "
            f"{sessions_a_day(p.per_day)}"
        )

    # Lengths

    def number(self, days: float) -> str:
        """Write a length as a number alone, in the unit of the film: ``18``, ``18.13``."""
        count = days / self.size
        if abs(count - round(count)) < _WHOLE * count < _WHOLE * _LARGE:
            return f"{round(count):,}"
        if not 0.1 <= count < _LARGE:
            return by_itself(count)
        return thousands(half_up(count, 2 if count < 1000 else 0))

    def length(self, days: float) -> str:
        """Write a length with its unit: ``1 day``, ``18.13 days``."""
        number = self.number(days)
        return f"{number} {self.unit if number == '1' else self.units}"

    @property
    def best_number(self) -> str:
        """The best length as a number alone, with two decimals."""
        return in_units(self.best).rpartition(" ")[0]

    @property
    def best_text(self) -> str:
        """The best length with its unit: ``18.13 days``."""
        return in_units(self.best)

    @property
    def band_ends(self) -> tuple[str, str]:
        """The ends of the band as numbers: whole units inside where the best lies between two, else with decimals."""
        low, high = (end / self.size for end in self.trace.band)
        if math.ceil(low) <= self.best / self.size <= math.floor(high) and high < _LARGE:
            return f"{math.ceil(low):,}", f"{math.floor(high):,}"
        return self.number(self.trace.band.low), self.number(self.trace.band.high)

    @property
    def limit(self) -> str:
        """No best length is longer than this: half of what 1 / discount is in days, ``182.5 days``."""
        days = 0.5 / self.trial.discount
        text = f"{days:,.6g}"
        text = parameter_text(days, is_estimated=False) if "e" in text else text
        return f"{text} {'day' if text == '1' else 'days'}"

    @property
    def whole_best(self) -> str:
        """The best whole day: ``18 days``."""
        day = self.trace.best_day
        return f"{by_itself(day)} {'day' if day == 1 else 'days'}"

    # What it is worth

    @cached_property
    def _worths(self) -> Format:
        top = float(self.trial.worth(self.best))
        write = sum_format(top) if top >= WRITTEN_OUT else format_for(top, top)._replace(apart_from=1_000)
        tests = [snapshot.objective for snapshot in self.trace.unlabelled if snapshot.step == "test"]
        # Neighbours that come to nearly the same have some digits more.
        finer = (write.more(digits) for digits in range(_MORE))
        return next((w for w in finer if all(w(a) != w(b) for a, b in pairwise(tests))), write)

    def money(self, value: float) -> str:
        """Write a worth in the unit of the measure: ``16,768``, ``$16,768``, ``218 orders``."""
        return self.with_unit(self._worths(value))

    def with_unit(self, text: str) -> str:
        """Put the unit of the measure to a number: a sign of money before it, words behind."""
        unit = cut(self.trace.parameters.unit, 20) if self.trace.parameters.unit else ""
        if len(unit) == 1 and unicodedata.category(unit) == "Sc":
            return f"{unit}{text}"
        return f"{text} {unit}" if unit else text

    def worth(self, snapshot: LengthSnapshot) -> str:
        """Write what a length is worth."""
        return self.money(snapshot.objective)

    @property
    def best_worth(self) -> str:
        """What the best length is worth."""
        return self.money(float(self.trial.worth(self.best)))

    # Shares

    def kept(self, days: float) -> str:
        """Write the share of the best worth that a length keeps, to a tenth of a percent."""
        return share(float(self.trial.kept(days)))

    def right(self, days: float) -> str:
        """Write the chance that the better version is shipped: ``90 %``."""
        return share(self.trial.right(days), 0)


def in_units(days: float) -> str:
    """Write a best length with two decimals, in days or what is counted instead: ``18.13 days``."""
    unit, size = unit_for(days)
    count = days / size
    number = thousands(half_up(count, 2)) if 0.1 <= count < _LARGE else by_itself(count)
    return f"{number} {unit}s"


def share(value: float, decimals: int = 1) -> str:
    """Write a share that is no whole as percent; with more digits where it would be written as one, or as nothing."""
    for more in range(decimals, 3):
        text = half_up(100 * value, more)
        if text.strip("0.") and not text.startswith("100"):
            return f"{text} %"
    return ">99.99 %" if value > 0.5 else "<0.01 %"
