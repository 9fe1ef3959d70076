"""What is learned from which rows: model, loss and data together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, Protocol

import numpy as np

from kmanim.arrays import FloatArray, LabelArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.data.limits import quoted
from kmanim.data.target import Target
from kmanim.errors import InputError, shown
from kmanim.simulate.machines.descent.linear import Linear
from kmanim.simulate.machines.descent.losses import CROSS_ENTROPY, SQUARED, SQUARED_CHANCES, Loss, chance
from kmanim.simulate.machines.descent.network import Network
from kmanim.simulate.parameters.gradient_descent import MAX_WEIGHTS, GradientDescent


class Model(Protocol):
    """What gives a number for each row."""

    @property
    def n_weights(self) -> int:
        """How many weights there are."""

    @property
    def names(self) -> tuple[str, ...]:
        """What each weight is called."""

    def terms(self, values: FloatArray) -> FloatArray:
        """Give rows of shape (m, d) as the model takes them."""

    def outputs(self, weights: FloatArray, terms: FloatArray) -> tuple[FloatArray, Any]:
        """Give a number for each row, and what `gradient` needs of the way to it."""

    def gradient(self, weights: FloatArray, terms: FloatArray, kept: Any, slopes: FloatArray) -> FloatArray:
        """Give the derivative of the loss by each weight from that by each output."""

    def drawn(self, rng: np.random.Generator) -> FloatArray:
        """Draw weights to begin with."""


class Seen(NamedTuple):
    """What is seen at some weights.

    Attributes
    ----------
    loss : float
    gradient : ndarray of shape (p,)
    labels : ndarray of shape (n,), uint8, read-only
        The class that is told, 0 or 1; of numbers 1 where a row lies below what is told of it.
    """

    loss: float
    gradient: FloatArray
    labels: LabelArray

    @property
    def is_finite(self) -> bool:
        """Whether all of it is a number."""
        return bool(np.isfinite(self.loss) and np.isfinite(self.gradient).all())


@dataclass(frozen=True, eq=False)
class Task:
    """Model, loss and data together.

    Attributes
    ----------
    kind : {"line", "polynomial", "logistic", "network"}
        Which model it is.
    model : Model
    loss : Loss
    values : ndarray of shape (n, d)
        The features, in clustered units.
    target : Target
        What is to be told of each row.
    """

    kind: str
    model: Model
    loss: Loss
    values: FloatArray
    target: Target

    @cached_property
    def terms(self) -> FloatArray:
        """The rows as the model takes them."""
        return self.model.terms(self.values)

    @property
    def size(self) -> float:
        """What the loss is measured by: its value where 0 is told of every row, about."""
        targets = self.target.values
        return 1.0 if self.loss.has_chances else float(targets @ targets) / len(targets)

    def at(self, weights: FloatArray) -> Seen:
        """See what is at some weights; what is too large for a number comes back as such."""
        targets = self.target.values
        with np.errstate(over="ignore", invalid="ignore"):
            outputs, kept = self.model.outputs(weights, self.terms)
            loss, slopes = self.loss.priced(outputs, targets)
            gradient = self.model.gradient(weights, self.terms, kept, slopes)
            labels = outputs > 0 if self.loss.has_chances else targets < outputs
        return Seen(loss, gradient, labels.view(np.uint8))

    def told(self, weights: FloatArray, values: FloatArray) -> FloatArray:
        """Tell rows of shape (m, d), in clustered units: chances of class 1, or numbers in the target's units."""
        with np.errstate(over="ignore", invalid="ignore"):
            outputs, _ = self.model.outputs(weights, self.model.terms(values))
        return chance(outputs) if self.loss.has_chances else outputs

    def start(self, parameters: GradientDescent, rng: np.random.Generator) -> FloatArray:
        """Give the weights to begin with."""
        if isinstance(parameters.init, tuple):
            return frozen(np.array(parameters.init))
        is_drawn = parameters.init == "drawn" or (parameters.init is None and self.kind == "network")
        return frozen(self.model.drawn(rng) if is_drawn else np.zeros(self.model.n_weights))


def task_of(dataset: Dataset, parameters: GradientDescent) -> Task:
    """Choose model and loss where that is left to the data, and put them together.

    Raises
    ------
    InputError
        If there is no target, model or loss do not suit it, or there would be too many weights.
    """
    target = dataset.target
    if target is None:
        raise InputError(
            f"gradient descent tells one column from the others, and {quoted(dataset.name)} has no target; load it "
            "with target='...'"
        )
    kind = parameters.model
    if kind == "auto":
        kind = "logistic" if target.classes else "line"
    names = [feature.name for feature in dataset.features]
    _check_suits(kind, parameters, target)
    _check_size(kind, parameters, len(names))
    if kind == "network":
        model: Model = Network(names, parameters.hidden)
    else:
        model = Linear(names, parameters.degree if kind == "polynomial" else 1)
    if isinstance(parameters.init, tuple) and len(parameters.init) != model.n_weights:
        raise InputError(
            f"init must have a number for each of {model.n_weights} weights "
            f"({shown(', '.join(model.names), 200)}), got {len(parameters.init)}"
        )
    return Task(kind, model, _loss_of(kind, parameters, target), dataset.values, target)


def _loss_of(kind: str, parameters: GradientDescent, target: Target) -> Loss:
    if not target.classes or kind in ("line", "polynomial"):
        return SQUARED
    return SQUARED_CHANCES if parameters.loss == "mse" else CROSS_ENTROPY


def _check_suits(kind: str, parameters: GradientDescent, target: Target) -> None:
    if target.classes:
        return
    column = f"target {quoted(target.name)} holds numbers"
    if kind == "logistic":
        raise InputError(
            f"model logistic tells two classes, and {column}; choose model line, polynomial or network"
        )
    if parameters.loss == "cross_entropy":
        raise InputError(f"cross_entropy compares chances with two classes, and {column}; choose loss mse")


def _check_size(kind: str, parameters: GradientDescent, columns: int) -> None:
    if kind == "network":
        count, fewer = Network.count(columns, parameters.hidden), "fewer hidden units"
    elif kind == "polynomial":
        count, fewer = Linear.count(columns, parameters.degree), "a lower degree"
    else:
        count, fewer = Linear.count(columns, 1), "fewer columns"
    if count > MAX_WEIGHTS:
        raise InputError(
            f"model {kind} would have {count:,} weights, and {MAX_WEIGHTS} can be told; choose {fewer}"
        )
