"""What interest can be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kmanim.simulate.parameters import Objective, Parameters, option


@dataclass(frozen=True, kw_only=True)
class Interest(Parameters):
    """A sum of money that grows year by year."""

    family: ClassVar[str] = "interest"
    title: ClassVar[str] = "interest"
    kinds: ClassVar[str] = "none"

    sum: float = option(100.0, help="what is lent", type=float, low=0, high=1e9, unit="€")
    rate: float = option(5.0, help="what a year adds", type=float, low=0, high=100, unit="%")
    years: int = option(3, help="how long", type=int, low=1, high=100, unit="years")

    @property
    def deterministic(self) -> str:
        return "interest draws nothing"

    @property
    def objective(self) -> Objective:
        return Objective(symbol="S", name="sum", steps="year", meaning="money", direction="rises")
