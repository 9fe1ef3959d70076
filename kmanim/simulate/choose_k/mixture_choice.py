"""Which mixture? The criteria of Schwarz and Akaike for every number of components and every kind of covariance."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError
from kmanim.simulate.machines.mixtures.trace import MixtureTrace
from kmanim.simulate.tidy import WithTable


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class MixtureEnd:
    """The best of some runs with one number of components of one kind.

    Attributes
    ----------
    covariance : str
    k : int
    trace : MixtureTrace
        The end of the best run; of one that failed, if all have.
    runs : int
        How many there were.
    failed : int
        How many of them are no result.
    reached : int
        How many came to the best log-likelihood, but for a ten-thousandth a row.
    """

    covariance: str
    k: int
    trace: MixtureTrace = field(repr=False)
    runs: int
    failed: int
    reached: int

    @property
    def failure(self) -> str:
        """Why there is no result; empty where there is one."""
        return self.trace.failure

    @property
    def log_likelihood(self) -> float:
        """In clustered units; nan where there is no result."""
        return math.nan if self.failure else self.trace.log_likelihood

    @property
    def bic(self) -> float:
        """Schwarz's criterion, the lower the better; nan where there is no result."""
        return math.nan if self.failure else self.trace.bic

    @property
    def aic(self) -> float:
        """Akaike's criterion, the lower the better; nan where there is no result."""
        return math.nan if self.failure else self.trace.aic


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class MixtureChoice(WithTable):
    """The best mixture found for each number of components and each kind of covariance, and what says which to take.

    Attributes
    ----------
    dataset : Dataset
        What was clustered.
    ks : tuple of int, length m
        Neighbouring whole numbers.
    covariances : tuple of str, length c
        Kinds, the freest first.
    ends : tuple of MixtureEnd, length c x m
        Kind by kind.
    runs : int
        Runs for each, where starts are drawn.
    seed : int
        What all that is random was drawn from.
    """

    dataset: Dataset
    ks: tuple[int, ...]
    covariances: tuple[str, ...]
    ends: tuple[MixtureEnd, ...] = field(repr=False)
    runs: int
    seed: int

    def __repr__(self) -> str:
        kinds = ", ".join(self.covariances)
        return f"<MixtureChoice: k = {self.ks[0]} to {self.ks[-1]}, {kinds} on {self.dataset.name!r}>"

    @property
    def bic(self) -> FloatArray:
        """Schwarz's criterion, shape (c, m); nan where there is no result."""
        return self._values("bic")

    @property
    def aic(self) -> FloatArray:
        """Akaike's criterion, shape (c, m); nan where there is no result."""
        return self._values("aic")

    @property
    def by_bic(self) -> MixtureEnd | None:
        """The mixture with the least BIC, the one with fewest parameters of equal ones; None where there is none."""
        return self._least("bic")

    @property
    def by_aic(self) -> MixtureEnd | None:
        """The mixture with the least AIC, likewise."""
        return self._least("aic")

    def end(self, covariance: str, k: int) -> MixtureEnd:
        """Give what was found for one kind and number.

        Raises
        ------
        InputError
            If it was not tried.
        """
        for one in self.ends:
            if (one.covariance, one.k) == (covariance, k):
                return one
        raise InputError(f"{covariance} with k = {k} was not tried")

    def table(self) -> list[dict[str, Any]]:
        """One row for each kind and number, as plain values.

        Returns
        -------
        list of dict
            ``covariance``, ``k``, ``parameters`` (how many are free), ``log_likelihood``, ``BIC``, ``AIC`` (None
            where there is no result), ``runs``, ``reached``, ``failed``, and why in ``failure``.
        """
        return [
            {
                "covariance": end.covariance,
                "k": end.k,
                "parameters": end.trace.n_parameters,
                **{
                    name: None if math.isnan(value) else value
                    for name, value in (
                        ("log_likelihood", end.log_likelihood), ("BIC", end.bic), ("AIC", end.aic),
                    )
                },
                "runs": end.runs,
                "reached": end.reached,
                "failed": end.failed,
                "failure": end.failure,
            }
            for end in self.ends
        ]  # fmt: skip

    def _values(self, name: str) -> FloatArray:
        values = np.array([getattr(end, name) for end in self.ends], np.float64)
        return values.reshape(len(self.covariances), len(self.ks))

    def _least(self, name: str) -> MixtureEnd | None:
        sound = [end for end in self.ends if not end.failure]
        return min(sound, key=lambda end: (getattr(end, name), end.trace.n_parameters), default=None)
