"""Models that are linear in their weights: lines, planes, polynomials, and what the logistic function is put on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import combinations_with_replacement
from math import comb

import numpy as np

from kmanim.arrays import FloatArray

Powers = tuple[tuple[int, ...], ...]


class Linear:
    """A sum of terms, each with its weight; the last term is 1, and its weight is called b.

    Of a line the terms are the columns themselves. Of a polynomial of degree n they are all products of up to n
    columns, those of fewer columns first: of two columns and degree 2 it is x, y, x^2, x y, y^2, 1.

    Parameters
    ----------
    columns : sequence of str
        What the features are called.
    degree : int
        1 for a line.
    """

    def __init__(self, columns: Sequence[str], degree: int = 1) -> None:
        self.degree = degree
        self.powers: Powers = tuple(
            product
            for size in range(1, degree + 1)
            for product in combinations_with_replacement(range(len(columns)), size)
        )
        self._columns = tuple(columns)

    @staticmethod
    def count(columns: int, degree: int) -> int:
        """How many weights there are."""
        return comb(columns + degree, degree)

    @property
    def n_weights(self) -> int:
        """How many weights there are."""
        return len(self.powers) + 1

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What each weight is called: as its term, the last one b."""
        return (*(self._name(power) for power in self.powers), "b")

    def _name(self, power: tuple[int, ...]) -> str:
        """Name a term: ``weight``, ``weight^2``, ``weight x length^2``."""
        counts = Counter(power)
        return " x ".join(
            self._columns[column] + (f"^{count}" if count > 1 else "") for column, count in counts.items()
        )

    def terms(self, values: FloatArray) -> FloatArray:
        """Give every term of rows of shape (m, d), shape (m, weights)."""
        found = np.ones((len(values), self.n_weights))
        place = {power: at for at, power in enumerate(self.powers)}
        for at, power in enumerate(self.powers):
            found[:, at] = values[:, power[-1]]
            if len(power) > 1:
                found[:, at] *= found[:, place[power[:-1]]]
        return found

    def outputs(self, weights: FloatArray, terms: FloatArray) -> tuple[FloatArray, None]:
        """Give what the model says of rows whose terms are these, shape (m,); nothing is needed to go back."""
        return terms @ weights, None

    def gradient(
        self, _weights: FloatArray, terms: FloatArray, _kept: None, slopes: FloatArray
    ) -> FloatArray:
        """Give the derivative of the loss by each weight from that by each output."""
        found: FloatArray = slopes @ terms
        return found

    def drawn(self, rng: np.random.Generator) -> FloatArray:
        """Draw every weight from the standard normal distribution."""
        return rng.standard_normal(self.n_weights)
