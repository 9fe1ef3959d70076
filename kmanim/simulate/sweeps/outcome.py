"""How a run with one value of the swept parameters went: its numbers, and what a picture of its end needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kmanim.arrays import LabelArray
from kmanim.simulate.trace import Trace


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SweepOutcome:
    """The best run with one value, or with one of each of two parameters.

    Attributes
    ----------
    values : tuple of int, float or str
        One for each swept parameter.
    texts : tuple of str
        How they are written.
    measures : mapping of str to float
        What `Trace.measures` says of the run; empty where it has failed.
    failure : str
        Why the run is no result; empty where it is one. It is no point of a curve then.
    stopped : str
        Why it ended.
    finished : bool
        Whether it ended by itself; False if a limit such as ``max_iter`` stopped it.
    sizes : tuple of int
        Rows in each cluster; empty where the run has failed.
    runs : int
        How many runs there were; the best counts.
    trace : Trace or None
        The run without what lies between its start and its end; None where it has failed.
    """

    values: tuple[Any, ...]
    texts: tuple[str, ...]
    measures: Mapping[str, float]
    failure: str
    stopped: str
    finished: bool
    sizes: tuple[int, ...]
    runs: int
    trace: Trace | None = field(repr=False)

    @property
    def labels(self) -> LabelArray | None:
        """The cluster of each row, shape (n,), -1 for none; None where the run has failed or has no groups."""
        return None if self.trace is None or not self.trace.has_labels else self.trace.labels

    @property
    def clusters(self) -> int:
        """How many clusters have rows; 0 where the run has failed."""
        return int(self.measures.get("clusters", 0)) if not self.failure else 0

    @property
    def outside(self) -> int:
        """How many rows are in no cluster, of a run that has not failed."""
        return 0 if self.labels is None or self.trace is None else self.trace.dataset.n - sum(self.sizes)

    @property
    def is_trivial(self) -> bool:
        """Whether it tells no groups: no row is in a cluster, every row is one of its own, or all are in one."""
        n = 0 if self.trace is None else self.trace.dataset.n
        return self.clusters <= 1 or self.clusters == n
