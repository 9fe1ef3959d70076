"""What an algorithm makes small or large, in which words, and by how much rounding may break that law."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

# Values that differ by less than this share are one value, but for rounding.
SAME = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """The number that tells how good a state is.

    Attributes
    ----------
    symbol : str
        What captions and axes call it: ``"W"``.
    name : str
        What the symbol stands for: ``"within-cluster sum of squares"``.
    key : str
        Its name in tables and names of files.
    direction : {"falls", "rises"}
        Whether a lower or a higher value is better.
    tolerance : float
        The share of its value by which a step may make it worse: rounding alone, by default. The recorder refuses
        a run that breaks this law; infinity where a step may do as it likes.
    slack : float
        What rounding may add to that for each row, in the objective's own units: for values that may be near 0.
    steps : str
        What it has a value after each of: ``"half-step"``, where an iteration has two; ``"state"``, where that of
        the start is one of them.
    floor : float or None
        The value that none can lie below, where its axis begins; None where the data say.
    meaning : str
        What the symbol stands for in a reader's words, where the name is a term: ``"sum of squared distances to the
        centres"``.
    judged : bool
        Whether a lower or a higher value is known to be better; where not, `direction` is the way that it went.
    """

    symbol: str
    name: str
    key: str = "objective"
    direction: Literal["falls", "rises"] = "falls"
    tolerance: float = SAME
    slack: float = 0.0
    steps: str = "state"
    floor: float | None = 0.0
    meaning: str = ""
    judged: bool = True

    @property
    def has_law(self) -> bool:
        """Whether no step makes it worse, of any run: not only as far as one run shows."""
        return math.isfinite(self.tolerance)

    @property
    def explained(self) -> str:
        """Say what the symbol stands for, as a picture that is shared alone must: ``W: sum of squared distances``."""
        return f"{self.symbol}: {self.meaning or self.name}"

    @property
    def plainly(self) -> str:
        """What the symbol stands for, in the words that explain it in a caption: ``sum of squared distances``."""
        told = self.meaning or self.name
        return (
            told.removeprefix("within-cluster ")
            .removesuffix(" to the centres")
            .removesuffix(" with the centres")
        )

    def cost(self, value: float) -> float:
        """Give the value as something that is better the lower it is; nan is the worst."""
        cost = value if self.direction == "falls" else -value
        return math.inf if math.isnan(cost) else cost
