"""How an algorithm with centres measures, and what it calls them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Metric = Literal["euclidean", "manhattan", "mismatch", "mixed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The distance and the words of one algorithm with centres; stories, figures and captions take them from here.

    Attributes
    ----------
    metric : {"euclidean", "manhattan", "mismatch", "mixed"}
        How a row's distance to a centre is measured; by mismatch as the number of columns that differ, mixed as the
        squared Euclidean distance of the numbers and gamma times the number of categories that differ.
    centre : str
        What a centre is of the rows in its cluster: ``"mean"``.
    step : {"update", "swap"}
        How centres move: all to what their clusters make of them, or one to a row that was none before.
    """

    metric: Metric = "euclidean"
    centre: str
    step: Literal["update", "swap"] = "update"

    @property
    def swaps(self) -> bool:
        """Whether one centre moves at a time."""
        return self.step == "swap"
