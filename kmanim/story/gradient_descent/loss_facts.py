"""The losses of a run of gradient descent, ready to be written."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.machines.descent.trace import DescentTrace
from kmanim.story.facts import Facts
from kmanim.story.text.numbers import WRITTEN_OUT, Format, decade, power_of_ten
from kmanim.story.text.sums import inertias

# What rounding leaves of a loss that is 0, as a share of the first.
_NOTHING = 1e-24
# Smaller losses are written as powers of ten.
_SMALL = 1e-4


class LossFacts(Facts):
    """The losses of one run.

    Attributes
    ----------
    losses : ndarray of shape (steps + 1,)
        The loss at each step, before the next update.
    """

    trace: DescentTrace

    def __init__(self, trace: DescentTrace) -> None:
        super().__init__(trace)
        self.losses: FloatArray = np.asarray(trace.objective, np.float64)

    @property
    def end(self) -> int:
        """The last step."""
        return len(self.losses) - 1

    @cached_property
    def shrinks_by(self) -> float | None:
        """The factor by which every step changes what lies above the best, where it is one for all; else None."""
        best = self.trace.best
        if best is None or self.trace.parameters.optimizer != "plain" or len(self.losses) < 4:
            return None
        above = self.losses - best.loss
        clear = above > 1e-3 * above[0] if above[0] > 0 else np.zeros(len(above), np.bool_)
        count = int(np.argmin(clear)) if not clear.all() else len(clear)
        if count < 4 or above[0] <= 1e-6 * best.loss:
            return None
        factors = above[1:count] / above[: count - 1]
        return float(factors[0]) if np.ptp(factors) < 1e-3 * factors[0] else None

    def loss(self, step: int, beside: int | None = None) -> str:
        """Write the loss of a step; with another digit where that of a step beside it would look alike."""
        value = float(self.losses[step])
        if beside is None:
            return self.loss_text(value)
        return self.loss_text(value, float(self.losses[beside]))

    def loss_text(self, value: float, other: float | None = None) -> str:
        """Write a loss: cross-entropy to three decimals, squares with three digits of the first one or more.

        From ten millions on it is written as sums are.
        """
        if value >= WRITTEN_OUT:
            values = [value] if other is None else [value, other]
            return inertias(values, top=float(self.losses[0]))[0]
        decimals = self._decimals
        text = self._written(value, decimals)
        if other is None or abs(value - other) <= 1e-9 * abs(value):
            return text
        for more in (1, 2):
            if text != self._written(other, decimals + more - 1):
                break
            text = self._written(value, decimals + more)
        return text

    def _written(self, value: float, decimals: int) -> str:
        if value <= _NOTHING * self.losses[0]:
            return "0"
        if value < _SMALL:
            return power_of_ten(value, 3 + decimals - self._decimals)
        # Three digits are enough of what is far above the first loss, as where a run diverges.
        if value >= (10 if self.trace.loss_name == "cross_entropy" else 1):
            decimals = min(self._decimals, max(0, 2 - decade(value))) + decimals - self._decimals
        return Format(decimals, apart_from=1_000)(value)

    @cached_property
    def _decimals(self) -> int:
        if self.trace.loss_name == "cross_entropy":
            return 3
        first = float(self.losses[0])
        return max(0, 2 - decade(first)) if first > 0 else 0
