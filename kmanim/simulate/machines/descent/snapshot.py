"""A moment of gradient descent."""

from __future__ import annotations

from dataclasses import dataclass

from kmanim.arrays import FloatArray
from kmanim.simulate.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class DescentSnapshot(Snapshot):
    """A moment of gradient descent. Its step is ``"start"``, then always ``"descend"``; its iteration counts steps.

    The objective is the loss at these very weights, before the next step. Labels are the class that is told, 0 or 1,
    and 1 only where its chance is more than a half; where numbers are told, 1 for a row that lies below what is told of
    it, else 0.

    Attributes
    ----------
    weights : ndarray of shape (p,), float64, read-only
        In clustered units and in the order of `DescentTrace.names`.
    gradient : ndarray of shape (p,), float64, read-only
        Of the loss, by each weight.
    """

    weights: FloatArray
    gradient: FloatArray

    @property
    def loss(self) -> float:
        """The loss at these weights."""
        return self.objective
