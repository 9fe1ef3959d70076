"""A moment of expectation maximisation."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Self

from kmanim.arrays import FloatArray, IntArray, frozen
from kmanim.simulate.machines.mixtures.mixture import Mixture
from kmanim.simulate.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class MixtureSnapshot(Snapshot):
    """A moment of expectation maximisation. Its step is ``"start"``, ``"e_step"`` or ``"m_step"``.

    An E step labels each row by the component that is most responsible for it; an M step changes the parameters, and
    leaves the labels. The objective is always that of the parameters in this very snapshot.

    Attributes
    ----------
    weights : ndarray of shape (k,), float64, read-only
        The share of each component; 1 together.
    means : ndarray of shape (k, d), float64, read-only
        In clustered units.
    covariances : ndarray of shape (k, d, d), float64, read-only
        In squared clustered units; whole matrices whatever their kind.
    responsibilities : ndarray of shape (n, k), float64, read-only
        How far each component is responsible for each row under these parameters; they add up to 1. None where a
        component has no density.
    """

    weights: FloatArray
    means: FloatArray
    covariances: FloatArray
    responsibilities: FloatArray | None = None

    @property
    def mixture(self) -> Mixture:
        """The parameters."""
        return Mixture(self.weights, self.means, self.covariances)

    @property
    def log_likelihood(self) -> float:
        """Of all rows together under these parameters, in clustered units; nan where a component has no density."""
        return self.objective

    def relabelled(self, order: IntArray) -> Self:
        """Renumber the components: old component ``order[new]`` is called ``new``."""
        return dataclasses.replace(
            self,
            weights=frozen(self.weights[order]),
            means=frozen(self.means[order]),
            covariances=frozen(self.covariances[order]),
            responsibilities=None,
        )
