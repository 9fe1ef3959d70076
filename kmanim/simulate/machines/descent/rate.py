"""The size of steps that is taken where none is given."""

from __future__ import annotations

import math

import numpy as np

from kmanim.simulate.machines.descent.best import curvatures
from kmanim.simulate.machines.descent.task import Task
from kmanim.simulate.parameters.gradient_descent import GradientDescent


def rate_of(task: Task, parameters: GradientDescent) -> float:
    """Give the size of steps: as it was asked for, or the usual one."""
    return parameters.rate if parameters.rate is not None else usual_rate(task, parameters)


def usual_rate(task: Task, parameters: GradientDescent) -> float:
    """Choose a size of steps, rounded to one digit.

    Of plain descent it is a tenth of what is stable at weights 0, for chances a fifth, as their loss gets flatter from
    there; for a network 0.5 for chances, less for numbers. Of momentum it is less, as a ball that keeps m of its
    velocity goes 1 / (1 - m) times as far. Adam's step is that of every weight: of a line a tenth of the target's own
    spread; of a network much less, as its hidden units say the same everywhere once their weights are that large. The
    larger the columns are, the smaller are the steps.
    """
    wide = max(1.0, float(np.sqrt((task.terms * task.terms).mean(axis=0).max())))
    spread = max(1.0, float(task.target.values.std()))
    if parameters.optimizer == "adam":
        if task.kind == "network":
            return _one_digit((0.05 if task.loss.has_chances else 0.03 * math.sqrt(spread)) / wide)
        return _one_digit((0.5 if task.loss.has_chances else 0.1 * spread) / wide)
    bent = curvatures(task, np.zeros(task.model.n_weights))
    if bent is not None:
        rate = 2.0 / float(bent[-1]) / (5 if task.loss.has_chances else 10)
    elif task.loss.has_chances:
        rate = 0.5 / wide**2
    else:
        rate = 0.05 / spread / wide**2
    if parameters.optimizer == "momentum":
        rate *= min(1.0, 2.5 * (1 - parameters.momentum))
    return _one_digit(rate)


def _one_digit(rate: float) -> float:
    return float(f"{rate:.0e}")
