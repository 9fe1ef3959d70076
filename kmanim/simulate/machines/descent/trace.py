"""A run of gradient descent: its weights, what they tell, and how good its end is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.descent.best import Best, best_of, curvatures, straight_of
from kmanim.simulate.machines.descent.endings import ROUNDING, Calm, Ending, ending_of
from kmanim.simulate.machines.descent.learned import LearnedTrace
from kmanim.simulate.machines.descent.optimizers import optimizer_of


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
class DescentTrace(LearnedTrace):
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
