"""Gradient descent: start somewhere, and go a little against the gradient of the loss, again and again.

A model tells a target from the features of each row, the loss says how wrong it is in the mean over all rows, and the
optimizer changes the weights so that the loss falls. Every step looks at all rows. A step that is too large makes the
loss larger instead, and the run is recorded all the same, up to the first number that is not finite.

A.-L. Cauchy, "Méthode générale pour la résolution des systèmes d'équations simultanées", Comptes rendus de l'Académie
des sciences 25 (1847).
"""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np

from kmanim.arrays import FloatArray, LabelArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError
from kmanim.simulate.algorithm import Stopped
from kmanim.simulate.machines.descent.best import best_of
from kmanim.simulate.machines.descent.endings import INFINITE, Calm
from kmanim.simulate.machines.descent.optimizers import optimizer_of
from kmanim.simulate.machines.descent.rate import rate_of
from kmanim.simulate.machines.descent.snapshot import DescentSnapshot
from kmanim.simulate.machines.descent.task import Seen, Task, task_of
from kmanim.simulate.machines.descent.trace import DescentTrace
from kmanim.simulate.parameters.gradient_descent import GradientDescent

SNAPSHOT = DescentSnapshot
TRACE = DescentTrace
AT_REST = Stopped("the loss hardly changes")
MAX_STEPS = Stopped("step limit reached", finished=False)


def check(dataset: Dataset, _values: FloatArray, parameters: GradientDescent) -> None:
    """Refuse a model or a loss that does not suit the target, or weights that do not fit the model.

    Raises
    ------
    InputError
        If they do not.
    """
    task_of(dataset, parameters)


def start(
    dataset: Dataset, _values: FloatArray, parameters: GradientDescent, rng: np.random.Generator
) -> DescentSnapshot:
    """Give the weights to begin with.

    Raises
    ------
    InputError
        If the loss there is no finite number.
    """
    task = task_of(dataset, parameters)
    weights = task.start(parameters, rng)
    seen = task.at(weights)
    if not seen.is_finite:
        raise InputError(
            "the loss at the start is too large for a number; bring the columns to a smaller scale, or start nearer"
        )
    return _snapshot("start", 0, weights, seen, frozen(seen.labels))


def prepare(dataset: Dataset, _values: FloatArray, parameters: GradientDescent) -> Task:
    """Put model, loss and rows together."""
    return task_of(dataset, parameters)


def steps(
    task: Task, state: DescentSnapshot, parameters: GradientDescent, _rng: np.random.Generator
) -> Generator[DescentSnapshot, None, Stopped]:
    """Go against the gradient until all is at rest, the limit is reached, or a number is not finite any more."""
    yield state
    optimizer = optimizer_of(parameters, rate_of(task, parameters))
    calm = Calm(parameters.tolerance, optimizer.memory, task.size)
    weights, loss, gradient = state.weights, state.objective, state.gradient
    labels, may_settle = state.labels, True
    assert labels is not None
    for iteration in range(1, parameters.steps + 1):
        with np.errstate(over="ignore", invalid="ignore"):
            step = optimizer.step(gradient)
            weights = weights + step
            seen = task.at(weights)
            whole = float(weights.sum()) + float(seen.gradient.sum()) + seen.loss
        if not math.isfinite(whole):
            return Stopped(f"the loss or a weight at step {iteration:,} {INFINITE}", finished=False)
        if seen.labels.tobytes() != labels.tobytes():
            labels = frozen(seen.labels)
        yield _snapshot("descend", iteration, weights, seen, labels)
        if may_settle and calm.is_at_rest(loss, seen.loss, seen.gradient, step):
            may_settle = not _is_separable(task)
            if may_settle:
                return AT_REST
        loss, gradient = seen.loss, seen.gradient
    return MAX_STEPS


def _snapshot(
    step: str, iteration: int, weights: FloatArray, seen: Seen, labels: LabelArray
) -> DescentSnapshot:
    """Freeze a moment; its arrays are its own."""
    weights.flags.writeable = seen.gradient.flags.writeable = False
    return DescentSnapshot(
        step=step,
        iteration=iteration,
        weights=weights,
        gradient=seen.gradient,
        labels=labels,
        objective=seen.loss,
    )


def _is_separable(task: Task) -> bool:
    """Whether larger weights always lower the loss: such a run never settles, however little it gains."""
    best = best_of(task)
    return best is not None and best.weights is None
