"""What the best length of an A/B test depends on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from kmanim.errors import InputError, shown
from kmanim.simulate.parameters._base import Kinds, Parameters, option
from kmanim.simulate.parameters._objective import Objective
from kmanim.simulate.parameters._rates import daily_rate, unit_text

# Beyond these no business has a number, and no product of them leaves what a float64 holds.
LEAST, MOST = 1e-40, 1e40
_REASONS = {
    "effect_sd": "where A and B are surely alike there is nothing to find out",
    "noise_sd": "without noise a single session tells which is better",
    "per_day": "without sessions no test ever ends",
    "afterwards": "where nobody comes after the test, it is worth nothing",
    "discount": "without a discount, longer is always better",
}


@dataclass(frozen=True, kw_only=True)
class AbTest(Parameters):
    """The options of the best length of an A/B test.

    The defaults are an example: revenue a session, where versions differ by 1 and sessions by 10, typically.

    Attributes
    ----------
    effect_sd : float
        How far two versions are apart, typically, before anybody has tested them: the standard deviation of the true
        difference a session, in the unit of the measure. Former tests tell.
    noise_sd : float
        How far one session is from the mean, typically: the standard deviation of the measure. Of a share p of
        conversions it is sqrt(p (1 - p)).
    per_day : float
        Sessions a day in each of the two groups.
    discount : float or str
        How much less a lift is worth for each day that it comes later, as a rate a day: ``1/365``, ``"1/365"``,
        ``"10 % a year"``. What is due in t days is worth exp(-discount t) of what is due at once.
    afterwards : float or None
        Sessions a day that see the better version after the test; both groups together if not given. It scales what a
        test is worth, and leaves its best length where it is.
    unit : str
        What the measure is counted in, such as ``"$"``, ``"EUR"`` or ``"orders"``; empty for bare numbers.
    """

    family: ClassVar[str] = "ab_test"
    title: ClassVar[str] = "A/B test"
    known_as: ClassVar[tuple[str, ...]] = ("a/btest", "abtest", "splittest")
    kinds: ClassVar[Kinds] = "none"
    compared: ClassVar[str] = "lengths"
    measured_in: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"best_length": "days", "band_low": "days", "band_high": "days"}
    )

    effect_sd: float = option(
        1.0, help="how far A and B are apart, typically: the standard deviation of the true difference a session",
        type=float, metavar="X", default_text="1",
    )  # fmt: skip
    noise_sd: float = option(
        10.0, help="how much sessions differ: the standard deviation of the measure from one session to the next",
        type=float, metavar="X", default_text="10",
    )  # fmt: skip
    per_day: float = option(
        100.0,
        default_text="100",
        help="sessions a day in each group",
        type=float,
        metavar="N",
        unit="sessions a day",
    )
    discount: float = option(
        1 / 365, help="how much less a gain is worth for each day that it comes later: 1/365, or '10 % a year'",
        type=float, metavar="RATE", default_text="1/365", unit="a day", reads=daily_rate,
    )  # fmt: skip
    afterwards: float | None = option(
        None, help="sessions a day that see the better one after the test; the best length is the same for any",
        type=float, metavar="N", default_text="both groups together", unit="sessions a day",
    )  # fmt: skip

    unit: str = option(
        "",
        help="what the measure is counted in, such as $, EUR or orders",
        metavar="TEXT",
        default_text="none",
    )

    @property
    def objective(self) -> Objective:
        """What a test is worth; it rises up to the best length, and falls from there on."""
        return Objective(
            symbol="worth", name="discounted lift of a test", key="worth", direction="rises",
            tolerance=float("inf"), meaning="what the winner brings, as of today",
        )  # fmt: skip

    @property
    def drawn(self) -> str:
        """What makes runs differ: nothing."""
        return "lengths"

    @property
    def deterministic(self) -> str:
        """Why another run would be the same."""
        return "the worth of a test is an expectation, and nothing is drawn"

    @property
    def visitors(self) -> float:
        """Sessions a day after the test."""
        return 2 * self.per_day if self.afterwards is None else self.afterwards

    def _check(self) -> None:
        for name, reason in _REASONS.items():
            value = getattr(self, name)
            if value is None and name == "afterwards":
                continue
            if value is None:
                raise InputError(f"{name} must be a number, got None")
            if value <= 0:
                raise InputError(f"{name} must be larger than 0, got {value:g}: {reason}")
            if not LEAST <= value <= MOST:
                raise InputError(f"{name} must be a number from {LEAST:g} to {MOST:g}, got {value:g}")
        given: Any = self.unit
        try:
            object.__setattr__(self, "unit", unit_text(given))
        except ValueError as error:
            raise InputError(f"unit must be {error}, got {shown(repr(given))}") from None
