"""A recorded run of affinity propagation: exemplars, choices and diagonals of every update; its messages on demand."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar, Self

import numpy as np

from kmanim.arrays import NOBODY, FloatArray, IntArray, RowArray, frozen
from kmanim.simulate.machines.messages.replay import Replay
from kmanim.simulate.machines.messages.similarities import Similarities, similarities
from kmanim.simulate.parameters.affinity_propagation import AffinityPropagation
from kmanim.simulate.snapshot import Snapshot
from kmanim.simulate.trace import Trace

_RESULTS = ("assign", "equal")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class MessageSnapshot(Snapshot):
    """The moment after an update. Its step is ``"update"``; ``"start"`` before the first, and in the end one of three.

    ``"assign"`` where every row joins its exemplar, which may have been replaced by a member of its cluster with a
    larger sum of similarities; ``"equal"`` where all pairs are equally similar, and the preference alone decides;
    ``"unsettled"`` where there is no result.

    Labels are those of the nearest exemplar; all are -1 where there is none.

    Attributes
    ----------
    preference : float
        What an exemplar costs, in clustered units squared; said at the start, nan elsewhere.
    exemplars : ndarray of shape (k,)
        Rows (0-based, ascending) that stand for others: those whose entry on the diagonal is above 0. In the end they
        are in the order of their clusters, which is that of rows, too, unless clusters were renumbered.
    former : ndarray of shape (k,)
        At the end, the exemplars before some of them were replaced; else empty.
    choices : ndarray of shape (n,) or None
        For each row the one with the largest sum of both messages, which may be itself; the first of those that tell
        apart what breaks ties alone (1e-6 of the spread of similarities). None where there are none.
    diagonal : ndarray of shape (n,) or None
        The sum of both messages of each row to itself.
    net_similarity : float
        The preferences of all exemplars, and every other row's similarity to the nearest; nan without exemplars.
    change : float
        The largest change of any message in this update; nan where there was none.
    without, plus : int
        At the end, where one exemplar less, or one row more, would have been better: which one; else -1.
    responsibility, availability : ndarray of shape (n, n) or None
        The messages from each row to each column, both after this update. Worked out when they are asked for.
    """

    preference: float = float("nan")
    exemplars: RowArray = field(default_factory=lambda: NOBODY)
    former: RowArray = field(default_factory=lambda: NOBODY)
    choices: RowArray | None = None
    diagonal: FloatArray | None = None
    net_similarity: float = float("nan")
    change: float = float("nan")
    without: int = -1
    plus: int = -1
    responsibility: FloatArray | None = None
    availability: FloatArray | None = None

    def relabelled(self, order: IntArray) -> Self:
        """Bring the exemplars of the end into the order of their new numbers."""
        if self.step not in _RESULTS:
            return self
        return replace(self, exemplars=frozen(self.exemplars[order[: len(self.exemplars)]]))


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class MessageTrace(Trace):
    """A recorded run of affinity propagation: snapshot 0 is the start, u the update u, the last one the end."""

    table_columns: ClassVar[tuple[str, ...]] = ("clusters", "objective", "iterations", "sizes")
    has: ClassVar[str] = "messages"
    turn: ClassVar[tuple[str, str]] = ("update", "updates")

    parameters: AffinityPropagation
    unlabelled: tuple[MessageSnapshot, ...] = field(repr=False)

    @property
    def preference(self) -> float:
        """What an exemplar costs, in clustered units squared, without the little that breaks ties."""
        return self.unlabelled[0].preference

    @property
    def updates(self) -> int:
        """How many updates there were."""
        return len(self) - 2

    @property
    def exemplars(self) -> RowArray:
        """The rows (0-based, ascending) that stand for others in the end, by number of their cluster."""
        return self.unlabelled[-1].exemplars

    @property
    def failure(self) -> str:
        """Say why there is no result: messages have not settled, or nobody stands for anybody."""
        if self.unlabelled[-1].step != "unsettled":
            return ""
        after = f"after {self.updates:,} update{'s' if self.updates != 1 else ''}"
        return f"still moving {after}" if self.unlabelled[-2].exemplars.size else f"no exemplars {after}"

    @property
    def refined(self) -> tuple[tuple[int, int], ...]:
        """Exemplars that were replaced in the end: by pairs, the row and the one that took its place."""
        before, after = self.unlabelled[-1].former, self.exemplars
        gone, come = np.setdiff1d(before, after), np.setdiff1d(after, before)
        own = dict(zip(self.labels[gone].tolist(), gone.tolist(), strict=True))
        taken = [(own[label], row) for row in come.tolist() if (label := int(self.labels[row])) in own]
        return tuple(taken)

    @property
    def n_numbers(self) -> int:
        """How many clusters there are at the end; those that are gone before have further numbers."""
        return len(self.exemplars)

    @cached_property
    def similar(self) -> Similarities:
        """Similarities of all pairs, with preferences on the diagonal."""
        return similarities(self.dataset.values, self.parameters.preference)

    @cached_property
    def _replay(self) -> Replay:
        return Replay(self.similar, self.parameters.damping, self.updates)

    def messages(self, index: int) -> tuple[FloatArray, FloatArray]:
        """Give responsibility and availability of snapshot `index`, shape (n, n) each, read-only."""
        at = min(range(len(self))[index], self.updates)
        if self.dataset.n < 2:
            nothing = frozen(np.zeros((self.dataset.n, self.dataset.n)))
            return nothing, nothing
        return self._replay.at(at)

    def derived(self, index: int) -> dict[str, Any]:
        """Give the messages of a snapshot, which would take two matrices a step."""
        responsibility, availability = self.messages(index)
        return {"responsibility": responsibility, "availability": availability}

    def turned(self, index: int) -> IntArray:
        """Rows (0-based, ascending) whose choice at update `index` differs from that of the update before."""
        at = range(len(self))[index]
        now = self.unlabelled[at].choices
        before = self.unlabelled[at - 1].choices if at else None
        if now is None or before is None or now is before:
            return NOBODY
        return np.flatnonzero(now != before)

    @cached_property
    def diagonals(self) -> FloatArray:
        """The sum of both messages of every row to itself, shape (updates, n)."""
        rows = [s.diagonal for s in self.unlabelled if s.step == "update"]
        return frozen(np.array(rows, np.float64).reshape(-1, self.dataset.n))

    @cached_property
    def counts_of_exemplars(self) -> IntArray:
        """How many exemplars there are in every snapshot, shape (len,)."""
        return np.array([len(snapshot.exemplars) for snapshot in self.unlabelled], np.intp)

    def measures(self) -> Mapping[str, float]:
        """Give exemplars, net similarity and updates, by which runs with other parameters are compared."""
        return {
            "clusters": len(self.exemplars),
            "net_similarity": self.unlabelled[-1].net_similarity,
            "updates": self.updates,
        }

    def table_row(self, index: int) -> Mapping[str, Any]:
        """Tell the update: who stands for others, how many choose otherwise, and how much messages have changed."""
        snapshot = self.unlabelled[index]
        numbers = {"net_similarity": snapshot.net_similarity, "change": snapshot.change}
        return {
            **super().table_row(index),
            "exemplars": len(snapshot.exemplars),
            "turned": len(self.turned(index)),
            **{name: None if math.isnan(value) else float(value) for name, value in numbers.items()},
        }

    def facts(self, order: IntArray | None = None) -> Mapping[str, Any]:  # noqa: ARG002 - numbers have a meaning
        """Sum the run up: clusters, the rows that stand for them, how the run went."""
        return {
            "clusters": len(self.exemplars),
            "exemplars": tuple(self.exemplars.tolist()),
            "preference": self.preference,
            "refined": len(self.refined),
            "failure": self.failure,
        }

    def only_end(self) -> Any:
        """Leave out all updates but the last, each of which has a number or two for every row."""
        return self.of_snapshots([0, len(self) - 2, len(self) - 1]) if len(self) > 3 else self

    def check(self) -> None:
        """Check that exemplars are those of the diagonals, that choices are rows, and labels fit exemplars.

        Raises
        ------
        ValueError
            If it is not so.
        """
        n, steps = self.dataset.n, [snapshot.step for snapshot in self.unlabelled]
        ends = ("assign", "equal", "unsettled")
        if len(steps) < 2 or steps[:-1] != ["start", *["update"] * (len(steps) - 2)] or steps[-1] not in ends:
            raise ValueError("its steps are not those of a run")
        if not np.isfinite(self.preference):
            raise ValueError("its preference is none")
        for snapshot in self.unlabelled[1:-1]:
            choices, diagonal = snapshot.choices, snapshot.diagonal
            if choices is None or choices.shape != (n,) or choices.min() < 0 or choices.max() >= n:
                raise ValueError("its choices do not fit its rows")
            if diagonal is None or diagonal.shape != (n,) or not np.isfinite(diagonal).all():
                raise ValueError("its diagonals do not fit its rows")
            if not np.array_equal(np.flatnonzero(diagonal > 0), snapshot.exemplars):
                raise ValueError("its exemplars are not those of its diagonals")
        exemplars, labels = self.exemplars, self.labels
        if exemplars.size and (exemplars.min() < 0 or exemplars.max() >= n):
            raise ValueError("its exemplars do not fit its rows")
        if not np.array_equal(labels[exemplars], np.arange(len(exemplars))) or (
            labels.min() < (0 if exemplars.size else -1) or labels.max() >= len(exemplars)
        ):
            raise ValueError("its labels do not fit its exemplars")
