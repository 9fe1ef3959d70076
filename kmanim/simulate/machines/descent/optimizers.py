"""Optimizers: from the gradient to the step, which is added to the weights.

Momentum is the heavy ball of B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", USSR
Computational Mathematics and Mathematical Physics 4 (1964), undamped: the velocity is v <- m v + g. Adam is that of
D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR (2015), with their constants.
"""

from __future__ import annotations

import math
from typing import Protocol

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.parameters.gradient_descent import GradientDescent

FIRST, SECOND, LEAST = 0.9, 0.999, 1e-8


class Optimizer(Protocol):
    """What chooses steps, one after the other."""

    memory: int
    """How many steps a gradient is felt for."""

    def step(self, gradient: FloatArray) -> FloatArray:
        """Give what is added to the weights."""


class Plain:
    """So many times the gradient, downhill."""

    memory = 1

    def __init__(self, rate: float) -> None:
        self.rate = rate

    def step(self, gradient: FloatArray) -> FloatArray:
        """Give what is added to the weights."""
        return gradient * -self.rate


class Momentum:
    """A heavy ball: it keeps most of its velocity."""

    def __init__(self, rate: float, momentum: float) -> None:
        self.rate, self.momentum = rate, momentum
        self.memory = _felt_for(momentum)
        self.velocity: FloatArray | float = 0.0

    def step(self, gradient: FloatArray) -> FloatArray:
        """Give what is added to the weights."""
        self.velocity = self.momentum * self.velocity + gradient
        return self.velocity * -self.rate


class Adam:
    """Every weight has steps of about the same size, whatever its gradient."""

    def __init__(self, rate: float) -> None:
        self.rate, self.memory = rate, _felt_for(FIRST)
        self.count = 0
        self.mean: FloatArray | float = 0.0
        self.square: FloatArray | float = 0.0

    def step(self, gradient: FloatArray) -> FloatArray:
        """Give what is added to the weights."""
        self.count += 1
        self.mean = FIRST * self.mean + (1 - FIRST) * gradient
        self.square = SECOND * self.square + (1 - SECOND) * gradient**2
        mean = self.mean / (1 - FIRST**self.count)
        found: FloatArray = mean / (np.sqrt(self.square / (1 - SECOND**self.count)) + LEAST) * -self.rate
        return found


def _felt_for(kept: float) -> int:
    """Say for how many steps a gradient is felt of which a share is kept: 10 where that is 0.9, rounding aside."""
    return math.ceil(round(1 / (1 - kept), 6))


def optimizer_of(parameters: GradientDescent, rate: float) -> Optimizer:
    """Make the optimizer that is asked for."""
    if parameters.optimizer == "momentum":
        return Momentum(rate, parameters.momentum)
    return Adam(rate) if parameters.optimizer == "adam" else Plain(rate)
