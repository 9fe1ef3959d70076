"""What is true at one moment of a run."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Self

from kmanim.arrays import IntArray, LabelArray, RowArray
from kmanim.errors import counted

# The label of a row that belongs to no cluster: noise, or not reached yet.
NO_CLUSTER = -1


@cache
def _kept(kind: type[Snapshot]) -> tuple[str, ...]:
    """Name the fields of a kind of snapshots that a trace keeps with each."""
    apart = ("labels", "switched", "relabelling", "prologue")
    return tuple(field.name for field in fields(kind) if field.name not in apart)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Snapshot:
    """What is true at one moment of a run; families of algorithms add their own fields.

    Attributes
    ----------
    step : str
        What has just been done, for example ``"assign"``.
    iteration : int
        0 before the first iteration, then 1, 2, ...
    labels : ndarray of shape (n,) or None
        The cluster of each row, 0-based, read-only; None before the first assignment. In the smallest type that
        holds them: unsigned, or signed where rows may belong to no cluster, which is -1.
    objective : float
        What the algorithm minimises or maximises, in clustered units; nan where it is not defined.
    switched : ndarray or None
        Optional, for the recorder alone: the rows that differ from the last labels before these, ascending, so that
        all labels need not be compared. In a trace it is None, and `Trace.changed` knows them.
    relabelling : (ndarray, ndarray) or None
        For the recorder alone, in the place of `labels`: the rows whose labels have changed, ascending, and what
        they are now. So a step of which few rows take part costs no look at all of them.
    prologue : tuple of Snapshot
        What the first snapshot may tell the recorder: what came before it, such as the draws of its centroids. In a
        trace it is empty, and `Trace.prologue` has it.
    """

    step: str
    iteration: int
    labels: LabelArray | None = None
    objective: float = float("nan")
    switched: RowArray | None = None
    relabelling: tuple[RowArray, LabelArray] | None = None
    prologue: tuple[Snapshot, ...] = ()

    def __repr__(self) -> str:
        value = "" if math.isnan(self.objective) else f", objective {self.objective:.7g}"
        labelled = "" if self.labels is None else f", {len(self.labels):,} labels"
        return f"<{type(self).__name__}: {self.step}, iteration {self.iteration}{value}{labelled}>"

    def unlabelled(self) -> Self:
        """Give what a trace keeps of it, as the labels of all moments are kept together."""
        kind: Any = type(self)
        kept: Self = kind(**{name: getattr(self, name) for name in _kept(kind)})
        return kept

    def relabelled(self, order: IntArray) -> Self:  # noqa: ARG002 - nothing here is kept by cluster
        """Renumber what is kept by cluster, except labels: old cluster ``order[new]`` is called ``new``."""
        return self


class Snapshots(Sequence[Snapshot]):
    """The snapshots of a run without their labels, where very many are kept otherwise than as one object each.

    Asked for one, or gone through, they give snapshots as any other sequence does, new each time.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {counted(len(self), 'snapshot')}>"

    @classmethod
    def of_columns(cls, start: Snapshot, columns: Mapping[str, Any], n: int) -> Self | None:  # noqa: ARG003
        """Give what a file has read field by field, for n rows; None if these are no such snapshots, as by default."""
        return None

    @abstractmethod
    def head(self, length: int) -> Self:
        """Give the first of them, one or more."""

    @abstractmethod
    def column(self, name: str) -> Sequence[Any]:
        """List what they have as one field, without making them."""

    def relabelled(self, order: IntArray) -> Self:  # noqa: ARG002 - nothing here is kept by cluster
        """Renumber what is kept by cluster; see `Snapshot.relabelled`."""
        return self


def column(snapshots: Sequence[Snapshot], name: str) -> Sequence[Any]:
    """List what snapshots have as one field."""
    if isinstance(snapshots, Snapshots):
        return snapshots.column(name)
    return [getattr(snapshot, name) for snapshot in snapshots]
