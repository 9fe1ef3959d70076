"""Losses: the mean over rows, and how it changes with what a model gives for each row."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray

Priced = Callable[[FloatArray, FloatArray], tuple[float, FloatArray]]


class Loss(NamedTuple):
    """What is made small.

    Attributes
    ----------
    name : {"mse", "cross_entropy"}
        As the option calls it.
    has_chances : bool
        Whether what a model gives is turned into the chance of class 1 by the logistic function.
    priced : callable
        From outputs and targets, both of shape (n,), to the loss and its derivative by each output.
    """

    name: str
    has_chances: bool
    priced: Priced


def chance(outputs: FloatArray) -> FloatArray:
    """Give the logistic function, 1 / (1 + e^-z), on the side where e does not overflow."""
    small = np.exp(-np.abs(outputs))
    found: FloatArray = np.where(outputs >= 0, 1.0, small) / (1.0 + small)
    return found


def _squared(outputs: FloatArray, targets: FloatArray) -> tuple[float, FloatArray]:
    errors = outputs - targets
    return float(errors @ errors) / len(errors), errors * (2.0 / len(errors))


def _squared_chances(outputs: FloatArray, targets: FloatArray) -> tuple[float, FloatArray]:
    chances = chance(outputs)
    errors = chances - targets
    # p (1 - p), whose small factor is not found by taking one from one.
    slopes = errors * chances * chance(-outputs)
    return float(errors @ errors) / len(errors), slopes * (2.0 / len(errors))


def _cross_entropy(outputs: FloatArray, targets: FloatArray) -> tuple[float, FloatArray]:
    # log(1 + e^z) - y z is log(1 + e^-z) for y = 1: so neither term has to be taken from one as large.
    signs = 1.0 - 2.0 * targets
    against = signs * outputs
    return float(np.logaddexp(0.0, against).sum()) / len(against), signs * chance(against) / len(against)


SQUARED = Loss("mse", False, _squared)
SQUARED_CHANCES = Loss("mse", True, _squared_chances)
CROSS_ENTROPY = Loss("cross_entropy", True, _cross_entropy)
