"""What an algorithm calls its own: how it measures, what its centres are, what it makes small."""

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
    symbol : str
        What the objective is called in captions and on axes: ``"W"``.
    objective : str
        What the symbol stands for: ``"within-cluster sum of squares"``.
    key : str
        The objective's name in tables and names of files.
    name : str
        The algorithm's name, where it is not its title alone.
    step : {"update", "swap"}
        How centres move: all to what their clusters make of them, or one to a row that was none before.
    """

    metric: Metric = "euclidean"
    centre: str
    symbol: str
    objective: str
    key: str = "objective"
    name: str = ""
    step: Literal["update", "swap"] = "update"

    @property
    def swaps(self) -> bool:
        """Whether one centre moves at a time."""
        return self.step == "swap"
