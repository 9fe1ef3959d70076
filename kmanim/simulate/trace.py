"""A recorded run: its snapshots as a sequence, and what is true of any run."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar, overload

import numpy as np
from numpy.typing import ArrayLike

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, counted, need
from kmanim.simulate.label_history import LabelHistory
from kmanim.simulate.numerics.label_order import partition
from kmanim.simulate.parameters._base import Parameters
from kmanim.simulate.snapshot import Snapshot, Snapshots, column
from kmanim.simulate.tidy import MOST, WithTable, part_name


@dataclass(frozen=True, eq=False, kw_only=True)
class Trace(WithTable, Sequence[Snapshot]):
    """A recorded run: its snapshots in order of time, and all that is needed to tell it.

    The labels of a snapshot are rebuilt when it is asked for; going forward is cheap. Families of algorithms add what
    only their runs have, as they do to snapshots.

    Attributes
    ----------
    algorithm : str
        Its name, for example ``"kmeans"``.
    dataset : Dataset
        What was clustered.
    parameters : Parameters
        As the run was asked for.
    seed : int or None
        What the random numbers were drawn from; None if a generator was handed in.
    run : int
        Which of several runs this is, from 1; 1 if it is alone.
    stopped : str
        Why it ended, for example ``"no point switched"`` or ``"max_iter reached"``.
    finished : bool
        Whether it ended by itself; False if a limit such as ``max_iter`` stopped it.
    prologue : tuple of Snapshot
        What came before the first snapshot, which is the whole start: for k-means++ how it was drawn.
    notes : tuple of str
        What a reader must know of where this run comes from, one sentence each: what an estimator of scikit-learn that
        it was asked for by has otherwise, and why. Empty as a rule.
    differing : ndarray or None
        The rows (0-based, ascending) that end in another cluster than the fitted estimator has found for them, clusters
        matched by their overlap; None where there was none to compare with.
    prologue_type : type
        Of the class: the kind of snapshots in a prologue.
    kept_in : type or None
        Of the class: the kind of `Snapshots` in which runs are kept that have very many; None for a tuple.
    table_columns : tuple of str
        Of the class: which columns of `Runs.table` a table of runs shows, in their order; ``"objective"`` stands for
        the one that is called as the objective is.
    has : str
        Of the class: what only runs of its family have, as it is said to who asks another run for it.
    turn : (str, str)
        Of the class: what readers call one iteration, and several.
    keeps_rows : bool
        Of the class: whether its data set holds the rows that were clustered; else it holds what they are counted in.
    """

    _drawn_by: ClassVar[str] = "animate"
    prologue_type: ClassVar[type[Snapshot]] = Snapshot
    kept_in: ClassVar[type[Snapshots] | None] = None
    table_columns: ClassVar[tuple[str, ...]] = ("iterations", "objective", "solution", "sizes")
    has: ClassVar[str] = "snapshots"
    turn: ClassVar[tuple[str, str]] = ("round", "rounds")
    keeps_rows: ClassVar[bool] = True

    algorithm: str
    dataset: Dataset
    parameters: Parameters
    seed: int | None
    run: int = 1
    stopped: str
    finished: bool = True
    unlabelled: Sequence[Snapshot] = field(repr=False)
    history: LabelHistory = field(repr=False)
    prologue: tuple[Any, ...] = field(default=(), repr=False)
    notes: tuple[str, ...] = ()
    differing: IntArray | None = field(default=None, repr=False)

    def __len__(self) -> int:
        return len(self.unlabelled)

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> list[Any]: ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return [self[i] for i in range(len(self))[index]]
        at = range(len(self))[index]
        return dataclasses.replace(self.unlabelled[at], labels=self.history.at(at), **self.derived(at))

    def __iter__(self) -> Iterator[Any]:
        return (self[i] for i in range(len(self)))

    def __repr__(self) -> str:
        other = 0 if self.differing is None else len(self.differing)
        told = [
            *(counted(len(self), "snapshot"), counted(self.iterations, "iteration")),
            *self.news,
            counted(self.n_clusters(), "cluster")
            if self.has_labels and self.parameters.finds_clusters()
            else "",
            # What its last step was like is no sum of the run: that nothing switched in it, say.
            f"no result: {self.failure}" if self.failure else "" if self.finished else self.stopped,
            f"{other:,} rows not as in the fitted estimator" if other else "",
        ]
        head = f"{type(self).__name__} of {self.called} on {self.dataset.name!r}, run {self.run}"
        return f"<{head}: {', '.join(filter(None, told))}>"

    def _seen(self) -> tuple[int, Callable[[int], Mapping[str, object]]]:
        return len(self), lambda index: {"snapshot": index} | dict(self.table_row(index))

    @property
    def called(self) -> str:
        """The name by which it was run: on rows in pieces that of the algorithm, whatever does it there."""
        return self.parameters.counts or self.algorithm

    # What a family may say otherwise

    def derived(self, index: int) -> dict[str, Any]:  # noqa: ARG002 - nothing is derived here
        """Give the fields of snapshot `index`, from 0, that are not kept but worked out again when they are asked for.

        A family whose snapshots would hold a matrix a step yields None in its place, and gives it here out of what is
        kept: now and then a matrix, as a place to begin from. By name of the field; none by default.
        """
        return {}

    def canonical_order(self) -> IntArray | None:
        """Say how clusters are renumbered so that a number means alike in every run: the old number of each new one.

        None, as by default, where numbers mean something as they are.
        """
        return None

    def facts(self, order: IntArray | None = None) -> Mapping[str, Any]:  # noqa: ARG002 - there are none here
        """Sum the run up for tables, as plain values by name; none by default.

        Clusters are renumbered by `order`, as `relabelled` would do it, where that is given.
        """
        return {}

    @property
    def news(self) -> tuple[str, ...]:
        """Count what happened in the whole run, for its line of text: ``("3 switches",)``; nothing by default."""
        return ()

    @staticmethod
    def part_name(name: str, place: int) -> str:
        """Name the column of one of several values in tables, by its place from 0: ``size_1`` of ``sizes``."""
        return part_name(name, place)

    def table_row(self, index: int) -> Mapping[str, Any]:
        """Tell snapshot `index` in one row, as plain values by name, one value each; see `table`."""
        snapshot, objective = self.unlabelled[index], self.parameters.objective
        counts, value = self.counts_of(index), float(snapshot.objective)
        grouped = self.parameters.finds_clusters()
        sizes = {part_name("sizes", label): count for label, count in enumerate(counts.tolist())}
        return {
            "step": snapshot.step,
            "iteration": snapshot.iteration,
            **({} if objective is None else {objective.key: None if math.isnan(value) else value}),
            **({"clusters": int(np.count_nonzero(counts))} if grouped else {}),
            **({"switched": len(self.changed(index))} if self.has_labels else {}),
            **(sizes if grouped and len(sizes) <= MOST else {}),
        }

    def measures(self) -> Mapping[str, float]:
        """Give the numbers by which runs with other parameters are compared, the most telling first.

        By the name that tables give them, as plain numbers in clustered units: how many clusters have rows, where it
        finds clusters, the objective by its key where there is one, and how many rounds it took. A family adds its
        own, and leaves out what tells nothing of its runs. A number that a run does not have is nan, never left out:
        runs of one algorithm name the same.
        """
        objective = self.parameters.objective
        told: dict[str, float] = {"clusters": self.n_clusters()} if self.parameters.finds_clusters() else {}
        if objective is not None:
            told[objective.key] = float(self.unlabelled[-1].objective)
        return told | {"rounds": self.iterations}

    @property
    def end_key(self) -> bytes:
        """What is equal of runs that end alike, whichever way they took: those are one solution.

        By default that the same rows are together, whatever their clusters are called; where labels are no clusters,
        that they and the objective, to nine digits, are the same. Of solutions that are equally good the least comes
        first.
        """
        if self.parameters.finds_clusters():
            return partition(self.labels)
        labels = self.labels.tobytes() if self.has_labels else b""
        return labels + f"{self.unlabelled[-1].objective:.9g}".encode()

    def begins(self) -> Mapping[str, Any]:
        """Give the options by which another run begins where this one began, in original units; none by default."""
        return {}

    @property
    def failure(self) -> str:
        """Say in one clause why the end of this run is no result: ``component 2 has shrunk onto a line``.

        Empty where it is one, as by default. A failed run is told as loudly as an error, is never the best of several,
        and is never a point of a curve over parameters. A run that only stopped early (`finished`) has not failed.
        """
        return ""

    def only_end(self) -> Any:
        """Give as much of the run as pictures of its end need, for whoever keeps very many: all of it, by default.

        A family whose steps take much leaves out those that lie between.
        """
        return self

    @property
    def turns(self) -> int:
        """How many iterations readers count: those that were begun, by default."""
        return self.iterations

    @property
    def valued(self) -> list[int]:
        """The snapshots whose objective is worth a dot on a curve: all that have one, by default."""
        return np.flatnonzero(np.isfinite(self.objective)).tolist()

    def check(self) -> None:
        """Check a trace that was read from a file as far as only its family can.

        Raises
        ------
        ValueError
            If its snapshots, labels and data do not fit together.
        """

    # What is true of any run

    @property
    def n(self) -> int:
        """How many rows were clustered."""
        return self.dataset.n

    @property
    def noun(self) -> tuple[str, str]:
        """What one row is called, and what many are."""
        return self.dataset.noun

    @property
    def iterations(self) -> int:
        """How many iterations were begun."""
        return self.unlabelled[-1].iteration

    @property
    def objective(self) -> FloatArray:
        """The objective of every snapshot, in clustered units; nan where it is not defined."""
        return np.array(column(self.unlabelled, "objective"), np.float64)

    @property
    def nbytes(self) -> int:
        """Bytes that the snapshots and the labels take; a place to begin from (see `derived`) is counted, too."""
        arrays = (
            value.nbytes
            for field in dataclasses.fields(self.unlabelled[0])
            for value in column(self.unlabelled, field.name)
            if isinstance(value, np.ndarray)
        )
        return sum(arrays) + self.history.nbytes

    @property
    def has_labels(self) -> bool:
        """Whether there are labels at all, of clusters or of something else."""
        return self.history.first is not None

    @property
    def labels(self) -> LabelArray:
        """The final cluster of each row, 0-based, shape (n,), read-only; -1 for a row that is in none."""
        labels = self.history.at(len(self) - 1)
        if labels is None:
            if not self.has_labels:
                raise InputError(
                    f"runs of {self.parameters.title} put no rows into groups, so they have no labels"
                )
            raise ValueError(f"{self!r} ends before the first assignment")
        return labels

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many rows each cluster has at the end, by its number; clusters without rows are left out."""
        return self.sizes_of(self.counts_of(-1))

    def sizes_of(self, counts: IntArray) -> tuple[int, ...]:
        """Give counts of rows by label as the sizes of clusters."""
        return tuple(counts[counts > 0].tolist())

    def n_clusters(self, index: int = -1) -> int:
        """How many clusters have rows at snapshot `index`."""
        return int(np.count_nonzero(self.counts_of(index)))

    def counts_of(self, index: int) -> IntArray:
        """How many rows each label that there ever is has at snapshot `index`; all 0 before the first assignment."""
        return self.history.counts(range(len(self))[index])

    def index_of(self, step: str, iteration: int) -> int | None:
        """Find the first snapshot of an iteration that has done `step`, from 0; None where there is none."""
        for index, snapshot in enumerate(self.unlabelled):
            if snapshot.iteration == iteration and snapshot.step == step:
                return index
        return None

    def table(self) -> list[dict[str, Any]]:
        """One row a snapshot, as plain values.

        Returns
        -------
        list of dict
            ``step``, what has just been done; ``iteration``; the objective in clustered units, called as the algorithm
            calls it, None where it is not defined; ``clusters``, how many have rows; ``switched``, how many rows
            changed theirs; ``size_1``, ``size_2``, ..., of up to 50 clusters; and what its family says of a moment, in
            original units: ``centroid_1_weight`` of k-means, ``share_1`` of EM, ``height`` of trees.

        Examples
        --------
        >>> import kmanim
        >>> trace = kmanim.run("kmeans", "mtcars", init=[(1000, 150), (1500, 150)])
        >>> trace.to_frame().query("step == 'assign'")["switched"].tolist()
        [0, 2, 1, 0]
        """
        return [dict(self.table_row(index)) for index in range(len(self))]

    def changed(self, index: int) -> IntArray:
        """Rows (0-based, ascending) whose label at snapshot `index` differs from the last one before it."""
        return self.history.changed(range(len(self))[index])

    def of_snapshots(self, indices: Sequence[int]) -> Any:
        """Give the run with some of its snapshots alone, in order."""
        history = LabelHistory()
        for index in indices:
            history.append(self.history.at(index))
        kept = tuple(self.unlabelled[index] for index in indices)
        return dataclasses.replace(self, unlabelled=kept, history=history, prologue=())

    def relabelled(self, order: ArrayLike) -> Any:
        """Renumber the clusters of the whole run: old cluster ``order[new]`` is called ``new``.

        Raises
        ------
        ValueError
            If `order` does not hold each number once.
        """
        numbers = np.asarray(order, np.intp)
        count = self.n_numbers
        if not np.array_equal(np.sort(numbers), np.arange(count)):
            raise ValueError(f"order must hold each of 0 to {count - 1} once")
        numbers = np.append(numbers, np.arange(count, self.history.size))
        return dataclasses.replace(
            self,
            unlabelled=self.unlabelled.relabelled(numbers)
            if isinstance(self.unlabelled, Snapshots)
            else tuple(snapshot.relabelled(numbers) for snapshot in self.unlabelled),
            history=self.history.relabelled(numbers),
            prologue=tuple(snapshot.relabelled(numbers) for snapshot in self.prologue),
        )

    def canonical(self) -> Any:
        """Renumber the clusters so that a number means alike in every run."""
        order = self.canonical_order()
        return self if order is None else self.relabelled(order)

    @property
    def n_numbers(self) -> int:
        """How many numbers of clusters there are at the end, whether rows have them or not; further ones stay."""
        return self.history.size


def need_clusters(what: str, trace: object, *, from_counts: bool = False) -> None:
    """Refuse what is no run, or a run whose labels are no clusters, where clusters are shown.

    Runs on rows in pieces are refused, too, unless what is shown can be drawn `from_counts`.

    Raises
    ------
    InputError
        That says whose run it is.
    """
    need(what, trace, Trace, "kmanim.run")
    assert isinstance(trace, Trace)
    if not trace.keeps_rows and from_counts:
        return
    need_rows(what, trace)
    if not trace.has_labels or not trace.parameters.finds_clusters():
        raise InputError(f"{what} shows clusters, and {trace.parameters.title} finds none")


Family = TypeVar("Family", bound=Trace)


def need_trace(what: str, trace: object, family: type[Family]) -> Family:
    """Give a run of a family back.

    Raises
    ------
    InputError
        If it is no run, or has not what runs of that family have.
    """
    need(what, trace, Trace, "kmanim.run")
    if not isinstance(trace, family):
        title = trace.parameters.title  # type: ignore[attr-defined]
        where = "" if trace.keeps_rows else " on rows in pieces"  # type: ignore[attr-defined]
        raise InputError(f"{what} shows {family.has}, and {title}{where} has none")
    need_rows(what, trace)
    return trace


def need_rows(what: str, trace: Trace) -> None:
    """Refuse a run on rows in pieces, where single rows are shown.

    Raises
    ------
    InputError
        If its rows are not kept.
    """
    if not trace.keeps_rows:
        raise InputError(f"{what} shows single rows, and a run on rows in pieces keeps none; take fewer rows")
