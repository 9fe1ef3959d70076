"""A run of gradient descent: its weights, what they tell, and how good its end is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.data.target import Target
from kmanim.errors import InputError
from kmanim.simulate.machines.descent.best import Best, best_of, curvatures, straight_of
from kmanim.simulate.machines.descent.endings import ROUNDING, Calm, Ending, ending_of
from kmanim.simulate.machines.descent.linear import Linear
from kmanim.simulate.machines.descent.optimizers import optimizer_of
from kmanim.simulate.machines.descent.rate import rate_of
from kmanim.simulate.machines.descent.snapshot import DescentSnapshot
from kmanim.simulate.machines.descent.task import Task, task_of
from kmanim.simulate.parameters.gradient_descent import GradientDescent
from kmanim.simulate.trace import Trace


class Straight(NamedTuple):
    """What a straight line, or a plane, can do at best.

    Attributes
    ----------
    loss : float
        Its lowest loss, or what that comes near to; cross-entropy of classes, else the mean of squared errors.
    right : int or None
        How many rows it tells right; None where numbers are told.
    """

    loss: float
    right: int | None


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class DescentTrace(Trace):
    """A recorded run of gradient descent; its snapshots are `DescentSnapshot`, and snapshot t is step t."""

    table_columns: ClassVar[tuple[str, ...]] = (
        "steps",
        "objective",
        "right",
        "ending",
        "solution",
        "failure",
    )
    has: ClassVar[str] = "a model that is fitted"
    turn: ClassVar[tuple[str, str]] = ("step", "steps")

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

    # How good the end is

    @cached_property
    def bound(self) -> Best | None:
        """The lowest loss that is known of this model, reached or only come near to; None where it is not known."""
        return best_of(self.task)

    @property
    def best(self) -> Best | None:
        """The best weights, by least squares or Newton's method; None where there are none, or none are known."""
        return self.bound if self.bound is not None and self.bound.weights is not None else None

    @property
    def why_no_best(self) -> str:
        """Say in one clause why there are no best weights to compare with; empty where there are."""
        if self.best is not None:
            return ""
        if self.bound is None:
            what = "a network has" if self.kind == "network" else "squared errors of chances have"
            return f"{what} no formula for the best weights"
        if len(np.unique(self.target.values)) == 1:
            return "all rows are of one class, so larger weights always lower the loss"
        whole = self.bound.n_separated == self.dataset.n
        how = "a line separates" if whole else "a line can all but separate"
        return f"{how} the classes, so larger weights always lower the loss"

    @property
    def is_separable(self) -> bool:
        """Whether larger weights always lower the loss, so that no weights are best."""
        return self.bound is not None and self.bound.weights is None

    @cached_property
    def straight(self) -> Straight:
        """What a straight line can do at best on these rows."""
        best = straight_of(self.task)
        if not self.has_classes:
            return Straight(best.loss, None)
        return Straight(best.loss, best.right)

    @cached_property
    def curvatures(self) -> FloatArray | None:
        """Eigenvalues of the Hessian of the loss at the best weights, ascending; None where these are not known."""
        best = self.best
        return None if best is None or best.weights is None else curvatures(self.task, best.weights)

    @property
    def stable_rate(self) -> float | None:
        """Steps of plain descent, or of momentum, that are larger than this never settle; None where not known."""
        if self.curvatures is None or self.parameters.optimizer == "adam" or not self.curvatures[-1]:
            return None
        kept = self.parameters.momentum if self.parameters.optimizer == "momentum" else 0.0
        return 2.0 * (1.0 + kept) / float(self.curvatures[-1])

    @cached_property
    def ending(self) -> Ending:
        """How the run ended: ``"settled"``, ``"falling"``, ``"bounces"``, ``"diverges"`` or ``"infinite"``."""
        memory = optimizer_of(self.parameters, self.rate).memory
        settled = self.finished or (not self.is_separable and self._rests(memory))
        return ending_of(self.objective, settled=settled, stopped=self.stopped, memory=memory)

    def _rests(self, memory: int) -> bool:
        """Whether the last steps changed the loss by no more than rounding, although nobody stopped it."""
        calm = Calm(ROUNDING, memory, self.task.size)
        last = self.unlabelled[-memory - 1 :]
        return any(
            calm.is_at_rest(one.loss, other.loss, other.gradient, other.weights - one.weights)
            for one, other in pairwise(last)
        )

    @property
    def failure(self) -> str:
        """Say in one clause why the end is no result; a run that is still falling has only stopped early."""
        match self.ending:
            case "bounces":
                return "the loss bounces: steps are too large to settle"
            case "diverges":
                return "the loss diverges: steps are too large"
            case "infinite":
                return self.stopped
            case _:
                return ""

    # What any trace is asked

    @property
    def news(self) -> tuple[str, ...]:
        """Say how the run ended, and of classes how many are told right."""
        told = f"loss {self.unlabelled[-1].objective:.6g}"
        return (told, f"{self.right(-1):,} of {self.dataset.n:,} right") if self.has_classes else (told,)

    def table_row(self, index: int) -> Mapping[str, Any]:
        """Tell the weights of a moment, and of classes how many rows are told right."""
        snapshot = self.unlabelled[index]
        weights = snapshot.weights.tolist()
        names = self.names
        if len(set(names)) < len(
            names
        ):  # a column may be called as another weight is, and no number shall be lost
            names = tuple(f"{name}_{place}" for place, name in enumerate(names, start=1))
        named = {f"w_{name}": value for name, value in zip(names, weights, strict=True)}
        return {
            **super().table_row(index),
            **({"right": self.right(index)} if self.has_classes else {}),
            **named,
        }

    def facts(self, order: IntArray | None = None) -> Mapping[str, Any]:  # noqa: ARG002 - classes keep their numbers
        """Sum the run up: steps, rows told right, how it ended, and its weights."""
        return {
            "steps": self.turns,
            "right": self.right(-1) if self.has_classes else None,
            "ending": self.ending,
            "weights": tuple(self.unlabelled[-1].weights.tolist()),
        }

    def measures(self) -> Mapping[str, float]:
        """Give the loss, how many rows are told right, and how many steps it took."""
        told = dict(super().measures())
        right = {"right": self.right(-1)} if self.has_classes else {}
        return {"loss": told["loss"], **right, "steps": self.turns}

    @property
    def end_key(self) -> bytes:
        """What is equal of runs that end alike: of classes the answers for all rows, else the loss to four digits.

        Runs that have settled at the same best line still differ in further digits, and in the side of rows that are
        close to it.
        """
        return self.labels.tobytes() if self.has_classes else f"{self.unlabelled[-1].objective:.4g}".encode()

    def relabelled(self, order: ArrayLike) -> DescentTrace:  # noqa: ARG002 - there is nothing to renumber
        """Give the run as it is: classes, and sides of a curve, keep their numbers."""
        return self

    def begins(self) -> Mapping[str, Any]:
        """Give the weights of the start."""
        return {"init": tuple(self.unlabelled[0].weights.tolist())}

    def only_end(self) -> Any:
        """Leave out the steps between start and end."""
        return self

    def check(self) -> None:
        """Check that weights fit the model, and labels the rows.

        Raises
        ------
        ValueError
            If they do not.
        """
        count = self.task.model.n_weights
        for index, snapshot in enumerate(self.unlabelled):
            if snapshot.weights.shape != (count,) or snapshot.gradient.shape != (count,):
                raise ValueError("its weights do not fit its model")
            if not all(
                np.isfinite(part).all() for part in (snapshot.weights, snapshot.gradient, snapshot.objective)
            ):
                raise ValueError("a weight or a loss is not finite")
            if snapshot.iteration != index:
                raise ValueError("its steps do not follow each other")
        if self.history.first is None or self.history.size > 2:
            raise ValueError("its labels do not fit its rows")
