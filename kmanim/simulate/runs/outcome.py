"""What is kept of a run among very many: what tables and figures say of it, and not its steps."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kmanim.arrays import LabelArray
from kmanim.simulate.numerics.label_order import partition
from kmanim.simulate.snapshot import Snapshot
from kmanim.simulate.trace import Trace

_KEY_BYTES = 16  # of a hash: among a billion partitions two are alike with a chance of 1e-21


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Outcome:
    """How a run went, in a few kilobytes, however many rows there are.

    Attributes
    ----------
    run : int
        Its number, from 1.
    iterations : int
    objective : float
        The final one, in clustered units; nan where there is none.
    stopped : str
        Why it ended.
    finished : bool
        Whether it ended by itself; False if a limit stopped it.
    sizes : tuple of int
        Rows in each cluster.
    failure : str
        Why its end is no result; empty where it is one. See `Trace.failure`.
    facts : mapping
        What its family's tables say of a run, by name; see `Trace.facts`.
    key : bytes
        Equal for runs that put the same rows together.
    start, end : Snapshot
        The first and the last one, without labels.
    """

    run: int
    iterations: int
    objective: float
    stopped: str
    finished: bool
    failure: str
    sizes: tuple[int, ...]
    facts: Mapping[str, Any] = field(repr=False)
    key: bytes = field(repr=False)
    start: Snapshot
    end: Snapshot


def outcome_of(trace: Trace, *, canonical: bool = False) -> Outcome:
    """Sum up a run, its clusters numbered as they are, or in the canonical order."""
    order = trace.canonical_order() if canonical else None
    start, end = trace.unlabelled[0], trace.unlabelled[-1]
    if order is not None:
        start, end = start.relabelled(order), end.relabelled(order)
    failure = trace.failure
    if failure and order is not None:
        failure = trace.relabelled(order).failure  # it may name a cluster by its number
    return Outcome(
        run=trace.run,
        iterations=trace.iterations,
        objective=end.objective,
        stopped=trace.stopped,
        finished=trace.finished,
        failure=failure,
        sizes=trace.sizes_of(trace.counts_of(-1) if order is None else trace.counts_of(-1)[order]),
        facts=trace.facts(order),
        key=hashlib.blake2b(trace.end_key, digest_size=_KEY_BYTES).digest(),
        start=start,
        end=end,
    )


def key_of(labels: LabelArray) -> bytes:
    """Give the key of a partition: equal for runs that put the same rows together."""
    return hashlib.blake2b(partition(labels), digest_size=_KEY_BYTES).digest()
