"""A network with one hidden layer of tanh, its gradient found by going back through it.

D. E. Rumelhart, G. E. Hinton and R. J. Williams, "Learning representations by back-propagating errors", Nature 323
(1986).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from kmanim.arrays import FloatArray


class Network:
    """d columns, h hidden units tanh(x W1 + b1), one output: their sum by W2, and b2.

    The weights are, in this order: W1 row by row (the first column to every unit, then the second), b1, W2, b2.

    Parameters
    ----------
    columns : sequence of str
        What the features are called.
    hidden : int
        How many hidden units there are.
    """

    def __init__(self, columns: Sequence[str], hidden: int) -> None:
        self._columns = tuple(columns)
        self.hidden = hidden
        self._ends = np.cumsum([len(columns) * hidden, hidden, hidden, 1]).tolist()

    @staticmethod
    def count(columns: int, hidden: int) -> int:
        """How many weights there are."""
        return (columns + 2) * hidden + 1

    @property
    def n_weights(self) -> int:
        """How many weights there are."""
        return int(self._ends[-1])

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What each weight is called: by the column and the unit that it lies between."""
        units = range(1, self.hidden + 1)
        first = [f"{column} to unit {unit}" for column in self._columns for unit in units]
        return (*first, *(f"b of unit {unit}" for unit in units), *(f"unit {unit}" for unit in units), "b")

    def parts(self, weights: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray, float]:
        """Give W1 of shape (d, h), b1 and W2 of shape (h,), and b2."""
        first, second, third, _ = self._ends
        inner = weights[:first].reshape(-1, self.hidden)
        return inner, weights[first:second], weights[second:third], float(weights[third])

    def terms(self, values: FloatArray) -> FloatArray:
        """Give rows as the network takes them: as they are."""
        return values

    def outputs(self, weights: FloatArray, values: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give what the network says of rows of shape (m, d), shape (m,), and its hidden units, shape (m, h)."""
        inner, inner_bias, outer, bias = self.parts(weights)
        units = values @ inner
        units += inner_bias
        np.tanh(units, out=units)
        return units @ outer + bias, units

    def gradient(
        self, weights: FloatArray, values: FloatArray, units: FloatArray, slopes: FloatArray
    ) -> FloatArray:
        """Give the derivative of the loss by each weight from that by each output."""
        first, second, third, _ = self._ends
        found = np.empty(self.n_weights)
        back = np.multiply.outer(slopes, weights[second:third])
        back *= 1.0 - units * units
        found[:first] = (values.T @ back).ravel()
        found[first:second] = back.sum(axis=0)
        found[second:third] = slopes @ units
        found[third] = slopes.sum()
        return found

    def drawn(self, rng: np.random.Generator) -> FloatArray:
        """Draw W1, then W2 from the standard normal distribution; the biases are 0."""
        first, second, third, _ = self._ends
        found = np.zeros(self.n_weights)
        found[:first] = rng.standard_normal((len(self._columns), self.hidden)).ravel()
        found[second:third] = rng.standard_normal(self.hidden)
        return found
