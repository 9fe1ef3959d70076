"""Which way of doing Lloyd's iterations is fastest for which points; all have the same outcome."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.machines.lloyd.assignment import Assignment
from kmanim.simulate.machines.lloyd.exact_sums import ExactSums
from kmanim.simulate.machines.lloyd.textbook import Textbook
from kmanim.simulate.numerics.distance import Term

FEW_PAIRS, MANY, LARGE = 32_000, 20_000, 500_000
"""Of fewer pairs of points and centroids all are measured in every step; of fewer points, and fewer numbers, only
those in doubt after a quick look in single precision."""
VERY_MANY, FLAT = 200_000, 2
"""So many points of so few columns are sorted; that takes as long as some steps, and pays later."""


class Lloyd(Protocol):
    """One run: `assign` and `update` in turns."""

    def assign(self, centroids: FloatArray) -> Assignment:
        """Assign every point to its nearest centroid."""

    def update(self, centroids: FloatArray) -> tuple[FloatArray, float]:
        """Give the centres of the clusters as they were last assigned, and the objective about them."""


class Prepared(NamedTuple):
    """Points made ready for any number of runs.

    Attributes
    ----------
    values : ndarray of shape (n, d)
    begin : callable
        From k to a new run.
    term : ufunc
        How gaps are measured.
    """

    values: FloatArray
    begin: Callable[[int], Lloyd]
    term: Term = np.square


def prepare(values: FloatArray) -> Prepared:
    """Choose the method by the number of points, n, and of columns, d.

    Labels and centroids are the same, bit by bit, whichever is chosen, and so are inertias of fewer than `MANY` points;
    those of more agree to 1e-12.
    """
    n, d = values.shape
    if n >= VERY_MANY and d <= FLAT:
        return _by_blocks(values)
    if n < MANY and n * d < LARGE:
        return _in_few_calls(values)
    sums = ExactSums.of(values)
    return (
        Prepared(values, lambda _: Textbook(values, sums)) if n < MANY else _by_rough_distances(values, sums)
    )


def _in_few_calls(values: FloatArray) -> Prepared:
    from kmanim.simulate.machines.lloyd.few.all_pairs import AllPairs  # noqa: PLC0415 - for few rows alone
    from kmanim.simulate.machines.lloyd.few.columns import Columns  # noqa: PLC0415 - so, too
    from kmanim.simulate.machines.lloyd.few.few_rows import FewRows  # noqa: PLC0415 - so, too
    from kmanim.simulate.machines.lloyd.few.rough_scores import RoughScores  # noqa: PLC0415 - so, too

    columns = Columns.of(values)  # with all parts of the numbers, so not of large tables
    return Prepared(
        values, lambda k: FewRows(columns, k, AllPairs if len(values) * k < FEW_PAIRS else RoughScores)
    )


def _by_blocks(values: FloatArray) -> Prepared:
    from kmanim.simulate.machines.lloyd.block_assigner import BlockAssigner  # noqa: PLC0415 - for many rows alone
    from kmanim.simulate.machines.lloyd.blocks import Blocks  # noqa: PLC0415 - so, too
    from kmanim.simulate.machines.lloyd.incremental import Incremental  # noqa: PLC0415 - so, too

    blocks = Blocks(values)
    return Prepared(values, lambda k: Incremental(values, blocks.exact, BlockAssigner(blocks, k)))


def _by_rough_distances(values: FloatArray, sums: ExactSums) -> Prepared:
    from kmanim.simulate.machines.lloyd.incremental import Incremental  # noqa: PLC0415 - for many rows alone
    from kmanim.simulate.machines.lloyd.rough_assigner import RoughAssigner  # noqa: PLC0415 - for many rows alone
    from kmanim.simulate.machines.lloyd.shadow import Shadow  # noqa: PLC0415 - so, too

    shadow = Shadow(values, sums.box)
    return Prepared(values, lambda _: Incremental(values, sums, RoughAssigner(shadow, sums)))
