"""How many clusters? The numbers for every k of a range, and what four rules say of them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, shown
from kmanim.simulate.choose_k.gap_statistic import first_sufficient
from kmanim.simulate.choose_k.knee import knee
from kmanim.simulate.tidy import WithTable


@dataclass(frozen=True, eq=False, kw_only=True)
class Choice(WithTable):
    """The best clustering found for each k, and the statistics by which a k is chosen.

    Distances are Euclidean, in clustered (scaled) units. Statistics that are not defined for a k are nan.

    Attributes
    ----------
    dataset : Dataset
        What was clustered.
    ks : tuple of int, length m
        Neighbouring whole numbers.
    runs : int
        Runs for each k.
    init : str
        How their starts were drawn.
    seed : int
        What all that is random was drawn from.
    references : int
        Reference sets of the gap statistic.
    gap_runs : int
        Runs on each of them; `gap` takes W of the data from as many.
    gap_rows : int
        Rows of which the gap statistic was computed; n or a sample.
    rows : ndarray of shape (s,)
        Rows whose silhouettes were computed, rising; all n or a sample.
    inertia : ndarray of shape (m,)
        W of the best clustering, the least found but for rounding.
    reached : ndarray of shape (m,), int
        How many of the runs ended with it.
    silhouette : ndarray of shape (m,)
        Average silhouette; nan for k = 1.
    gap, gap_error : ndarray of shape (m,)
        The gap statistic and its standard error s.
    calinski_harabasz : ndarray of shape (m,)
        The variance ratio.
    labels : tuple of ndarray of shape (n,), length m
        The best clustering, as `Runs` has it; clusters are numbered by their mean in the first column.
    each : tuple of ndarray of shape (s,), length m
        The silhouettes of `rows`; nan for k = 1.
    """

    dataset: Dataset
    ks: tuple[int, ...]
    runs: int
    init: str
    seed: int
    references: int
    gap_runs: int
    gap_rows: int
    rows: IntArray = field(repr=False)
    inertia: FloatArray
    reached: IntArray
    silhouette: FloatArray
    gap: FloatArray
    gap_error: FloatArray
    calinski_harabasz: FloatArray
    labels: tuple[LabelArray, ...] = field(repr=False)
    each: tuple[FloatArray, ...] = field(repr=False)

    def __repr__(self) -> str:
        return f"<Choice: k = {self.ks[0]} to {self.ks[-1]} on {self.dataset.name!r}>"

    @cached_property
    def knee(self) -> int | None:
        """Where W stops falling fast (see `kmanim.simulate.choose_k.knee`); None where there is no knee."""
        return knee(self.ks, self.inertia.tolist())

    @property
    def by_silhouette(self) -> int | None:
        """The k with the largest average silhouette; None where there is none."""
        return self._largest(self.silhouette)

    @property
    def by_gap(self) -> int | None:
        """The smallest k with Gap(k) >= Gap(k + 1) - s(k + 1); None where no k of the range has it."""
        return first_sufficient(self.ks, self.gap, self.gap_error)

    @property
    def by_calinski_harabasz(self) -> int | None:
        """The k with the largest variance ratio; None where there is none."""
        return self._largest(self.calinski_harabasz)

    def silhouettes(self, k: int) -> list[FloatArray]:
        """Give the silhouettes of every cluster for a k, the largest first; empty for a cluster without rows.

        Raises
        ------
        InputError
            If this k was not tried, or is 1.
        """
        if k not in self.ks or k < 2:
            raise InputError(
                f"silhouettes are known for k = {max(2, self.ks[0])} to {self.ks[-1]}, got {shown(k)}"
            )
        at = self.ks.index(k)
        labels = self.labels[at][self.rows]
        return [np.sort(self.each[at][labels == number])[::-1] for number in range(k)]

    def table(self) -> list[dict[str, Any]]:
        """One row a k, as plain values.

        Returns
        -------
        list of dict
            ``k``, ``inertia``, ``reached``, ``silhouette``, ``gap``, ``gap_error``, ``calinski_harabasz``; None where
            a statistic is not defined.
        """
        names = ("inertia", "reached", "silhouette", "gap", "gap_error", "calinski_harabasz")
        columns = [getattr(self, name).tolist() for name in names]
        return [
            {"k": k}
            | {name: None if math.isnan(cell) else cell for name, cell in zip(names, cells, strict=True)}
            for k, *cells in zip(self.ks, *columns, strict=True)
        ]

    def _largest(self, values: FloatArray) -> int | None:
        return None if np.isnan(values).all() else self.ks[int(np.nanargmax(values))]
