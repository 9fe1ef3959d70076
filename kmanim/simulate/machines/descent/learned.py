"""What a run of gradient descent has learned: its model, and what that tells at every step."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.data.target import Target
from kmanim.errors import InputError
from kmanim.simulate.machines.descent.linear import Linear
from kmanim.simulate.machines.descent.rate import rate_of
from kmanim.simulate.machines.descent.snapshot import DescentSnapshot
from kmanim.simulate.machines.descent.task import Task, task_of
from kmanim.simulate.parameters.gradient_descent import GradientDescent
from kmanim.simulate.trace import Trace


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class LearnedTrace(Trace):
    """The weights of a run, step by step, and what they tell of rows and places."""

    parameters: GradientDescent
    unlabelled: tuple[DescentSnapshot, ...] = field(repr=False)

    # What is learned

    @cached_property
    def task(self) -> Task:
        """Model, loss and rows together."""
        return task_of(self.dataset, self.parameters)

    @property
    def kind(self) -> str:
        """Which model it is: ``"line"``, ``"polynomial"``, ``"logistic"`` or ``"network"``."""
        return self.task.kind

    @property
    def loss_name(self) -> str:
        """Which loss: ``"mse"`` or ``"cross_entropy"``."""
        return self.task.loss.name

    @property
    def target(self) -> Target:
        """What is to be told of each row."""
        return self.task.target

    @property
    def has_classes(self) -> bool:
        """Whether the model gives chances of two classes; else it gives numbers."""
        return self.task.loss.has_chances

    @property
    def names(self) -> tuple[str, ...]:
        """What each weight is called, in their order.

        Of a line by its columns, and ``"b"`` last; of a polynomial by its terms, those of fewer columns first, and
        ``"b"``; of a network W1 row by row, b1, W2, b2.
        """
        return self.task.model.names

    @cached_property
    def rate(self) -> float:
        """The size of steps: as it was asked for, or chosen."""
        return rate_of(self.task, self.parameters)

    @property
    def constant(self) -> tuple[str, ...]:
        """The features with one value everywhere, of which nothing can be learned."""
        low, high = self.dataset.low, self.dataset.high
        return tuple(
            feature.name for feature, a, b in zip(self.dataset.features, low, high, strict=True) if a == b
        )

    # What is told at a step

    def predict(self, index: int, points: ArrayLike) -> FloatArray:
        """Tell places, in original units, shape (m, d), by the weights of snapshot `index`.

        Returns
        -------
        ndarray of shape (m,)
            Chances of class 1, or numbers in the target's units.
        """
        places = np.asarray(points, np.float64)
        if places.ndim != 2 or places.shape[1] != self.dataset.d:
            raise InputError(f"places must be of shape (m, {self.dataset.d}), got {places.shape}")
        return self.task.told(self.unlabelled[index].weights, self.dataset.scaling.apply(places))

    def predictions(self, index: int) -> FloatArray:
        """Tell all rows by the weights of snapshot `index`, shape (n,)."""
        return self.task.told(self.unlabelled[index].weights, self.dataset.values)

    def errors(self, index: int) -> FloatArray:
        """Target minus what is told of each row at snapshot `index`, shape (n,)."""
        return self.target.values - self.predictions(index)

    def right(self, index: int) -> int:
        """How many rows' classes are told right at snapshot `index`; of numbers, how many are met exactly."""
        return self.dataset.n - len(self.wrong(index))

    def wrong(self, index: int) -> IntArray:
        """Rows (0-based, ascending) whose class is told wrong at snapshot `index`; of numbers, those missed."""
        if not self.has_classes:
            return np.flatnonzero(self.errors(index))
        return np.flatnonzero(self.labels_at(index) != self.target.values)

    def below(self, index: int) -> IntArray:
        """Rows (0-based, ascending) that lie below what is told of them at snapshot `index`, or are told class 1."""
        return np.flatnonzero(self.labels_at(index))

    def labels_at(self, index: int) -> LabelArray:
        """Give the labels of snapshot `index`, see `DescentSnapshot`; shape (n,), read-only."""
        labels = self.history.at(range(len(self))[index])
        assert labels is not None
        return labels

    def weights_of(self, index: int) -> FloatArray | None:
        """Give weights of snapshot `index` per original unit, b last; None of polynomials and networks."""
        return self.in_original_units(self.unlabelled[index].weights)

    def in_original_units(self, weights: FloatArray) -> FloatArray | None:
        """Bring the weights of a line to original units: by each feature's own unit, and b at 0 of all features."""
        if not isinstance(self.task.model, Linear) or self.task.model.degree != 1:
            return None
        scaling = self.dataset.scaling
        slopes = weights[:-1] / scaling.factor
        return np.append(slopes, weights[-1] - slopes @ scaling.shift)

    def line(self, index: int) -> tuple[float, float] | None:
        """Give intercept and slope of a line over one feature, in original units; None of any other model."""
        found = self.weights_of(index)
        if found is None or len(found) != 2 or self.has_classes:
            return None
        return float(found[1]), float(found[0])

    def boundary(self, index: int) -> tuple[float, float, float] | None:
        """Give a, b, c of the line a x + b y + c = 0 where chances are a half, in original units.

        For two features; of one b is 0. None of any other model.
        """
        found = self.weights_of(index)
        if found is None or not self.has_classes or len(found) not in (2, 3):
            return None
        return float(found[0]), float(found[1]) if len(found) == 3 else 0.0, float(found[-1])
