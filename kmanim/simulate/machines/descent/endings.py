"""How a run ends: settled, still falling, bouncing, diverging, or beyond all numbers."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

import numpy as np

from kmanim.arrays import FloatArray

Ending = Literal["settled", "falling", "bounces", "diverges", "infinite"]

INFINITE = "is no finite number any more"
"""How the reason ends for which a run stopped that became infinite."""

_STEEP = 100.0
_HIGHER = 1.1
ROUNDING = 1e-12
"""The share of itself by which a loss may differ that does not change."""

_NOTHING = (4 * np.finfo(np.float64).eps) ** 2


class Calm:
    """Watches whether a run has come to rest.

    It has where a step changes the loss by at most `tolerance` of it. A loss that is the same by accident is no rest: a
    ball that jumps from one side of a valley to the other keeps its height, and one that rolls stops at every turn. So
    the gradient must not promise much more along the step that was made, nor have grown; and with a memory of several
    gradients as many steps must be small one after the other. A loss of nothing but rounding is at rest, too.

    Parameters
    ----------
    tolerance : float
        Of 0 a run has no rest at all.
    memory : int
        For how many steps a gradient is felt.
    size : float
        What the loss is measured by: its value where nothing is told.
    """

    def __init__(self, tolerance: float, memory: int, size: float) -> None:
        self.tolerance, self.memory = tolerance, memory
        self.least = _NOTHING * size
        self.small, self.steepness = 0, 0.0

    def is_at_rest(self, before: float, loss: float, gradient: FloatArray, step: FloatArray) -> bool:
        """Take in a step from one loss to another, with the gradient where it has led; say whether all is at rest."""
        if not self.tolerance:
            return False
        limit = self.tolerance * before
        with np.errstate(over="ignore", invalid="ignore"):
            promised, steepness = abs(float(gradient @ step)), float(gradient @ gradient)
        is_nothing = loss <= self.least
        is_small = is_nothing or (abs(loss - before) <= limit and promised <= _STEEP * limit)
        if not is_small:
            self.small, self.steepness = 0, steepness
            return False
        self.small += 1
        has_grown = steepness > self.steepness and promised > ROUNDING * before and not is_nothing
        return self.small >= self.memory and not has_grown


def ending_of(losses: FloatArray, *, settled: bool, stopped: str, memory: int) -> Ending:
    """Say how a run ended.

    A run at its limit diverges if the loss rises at every step towards the end, or is highest there and its peaks have
    grown for long; it bounces if it rises now and then, or does not fall; else it is falling. With memory the loss may
    rise for a while on its way down: there the last quarter counts against the quarter before, its lowest or its peak,
    and it must end below the start.
    """
    if settled:
        return "settled"
    if stopped.endswith(INFINITE):
        return "infinite"
    if len(losses) < 2:
        return "falling"
    changes = np.diff(losses)
    noise = ROUNDING * np.abs(losses[:-1])
    rises = changes > noise
    late = rises[len(rises) // 2 :]
    end = rises[-8 * memory :]
    top = float(losses[-8 * memory - 1 :].max())
    if end.all() or (late.any() and losses[-1] == top and top > losses[0] and _grows(losses)):
        return "diverges"
    if memory == 1 or len(losses) < 8:
        falls = (changes < -noise)[len(rises) // 2 :]
        return "bounces" if late.any() or not falls.any() else "falling"
    quarter = len(losses) // 4
    last, before = losses[-quarter:], losses[-2 * quarter : -quarter]
    comes_to_rest = last.min() < before.min() or _HIGHER * last.max() < before.max()
    return "falling" if comes_to_rest and losses[-1] < losses[0] else "bounces"


def _grows(losses: FloatArray) -> bool:
    """Whether the peaks of the loss become higher and higher: what only bounces has its highest peak anywhere."""
    peaks = [float(part.max()) for part in np.array_split(losses, 4) if len(part)]
    return all(after > _HIGHER * before for before, after in pairwise(peaks[-3:]))
