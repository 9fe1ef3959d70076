"""What is kept of a run among very many: what tables and figures say of it, and not its steps."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from kmanim.arrays import IntArray
from kmanim.simulate.numerics.counting import count_labels
from kmanim.simulate.trace import LIMIT, Snapshot, Trace

_KEY_BYTES = 16  # of a hash: among a billion partitions two are alike with a chance of 1e-21


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Outcome:
    """How a run went, in a kilobyte and its first and last centroids, however many rows there are.

    Attributes
    ----------
    run : int
        Its number, from 1.
    iterations : int
    inertia : float
        The final objective, in clustered units.
    stopped : str
        Why it ended.
    sizes : tuple of int
        Rows in each cluster.
    switches : tuple of int
        How many rows switched in iteration 2, 3, ...
    empty : (int, int)
        How many clusters had no rows after the first assignment, and how many have none at the end.
    key : bytes
        Equal for runs that put the same rows together.
    start, end : Snapshot
        The first and the last one, without labels.
    """

    run: int
    iterations: int
    inertia: float
    stopped: str
    sizes: tuple[int, ...]
    switches: tuple[int, ...]
    empty: tuple[int, int]
    key: bytes
    start: Snapshot
    end: Snapshot

    @property
    def finished(self) -> bool:
        """Whether it ended by itself; False if a limit stopped it."""
        return not self.stopped.endswith(LIMIT)


def outcome_of(trace: Trace, order: IntArray | None = None) -> Outcome:
    """Sum up a run; ``order[new]`` is the old number of each cluster, where they are to be renumbered."""
    counts = trace.history.counts(trace.k)
    sizes = counts[-1] if order is None else counts[-1][order]
    start, end = trace.unlabelled[0], trace.unlabelled[-1]
    if order is not None:
        start, end = start.relabelled(order), end.relabelled(order)
    return Outcome(
        run=trace.run,
        iterations=trace.iterations,
        inertia=trace.inertia,
        stopped=trace.stopped,
        sizes=tuple(sizes.tolist()),
        switches=trace.switches,
        empty=(int((counts[0] == 0).sum()), int((counts[-1] == 0).sum())),
        key=hashlib.blake2b(partition(trace), digest_size=_KEY_BYTES).digest(),
        start=start,
        end=end,
    )


def partition(trace: Trace) -> bytes:
    """Give the final labels, numbered by first appearance: equal for runs that put the same rows together."""
    labels = trace.labels
    sizes = count_labels(labels, int(labels.max()) + 1)
    present = np.flatnonzero(sizes)
    first = [int((labels == number).argmax()) for number in present]
    numbers = np.empty(len(sizes), labels.dtype)
    numbers[present[np.argsort(first)]] = np.arange(len(present), dtype=labels.dtype)
    return numbers.take(labels).tobytes()
