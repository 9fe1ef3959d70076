"""What happened, step by step: snapshots of a run, and the run as their sequence."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, overload

import numpy as np
from numpy.typing import ArrayLike

from kmanim.arrays import FloatArray, IntArray, LabelArray, RowArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.simulate.centroids.measure import term_of
from kmanim.simulate.label_history import LabelHistory
from kmanim.simulate.numerics.counting import count_labels
from kmanim.simulate.numerics.distance import Term, distances, gaps, own_gaps
from kmanim.simulate.parameters._base import Parameters

if TYPE_CHECKING:
    from kmanim.simulate.centroids.seeding_draws import DrawSnapshot

# How the reason ends that a run gives which a limit has stopped: "max_iter reached".
LIMIT = " reached"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Snapshot:
    """What is true at one moment of a run; families of algorithms add their own fields.

    Attributes
    ----------
    step : str
        What has just been done, for example ``"assign"``.
    iteration : int
        0 before the first iteration, then 1, 2, ...
    labels : ndarray of shape (n,) or None
        The cluster of each row, 0-based, in the smallest unsigned type, read-only; None before the first
        assignment.
    objective : float
        What the algorithm minimises or maximises, in clustered units; nan before it is defined.
    switched : ndarray or None
        What an algorithm may tell the recorder, so that it need not compare all labels: the rows that differ
        from the last labels before these, ascending. In a trace it is None, and `Trace.changed` knows them.
    draws : tuple of DrawSnapshot
        What the first snapshot may tell the recorder: how its centroids were drawn. In a trace it is empty, and
        `Trace.draws` has them.
    """

    step: str
    iteration: int
    labels: LabelArray | None = None
    objective: float = float("nan")
    switched: RowArray | None = None
    draws: tuple[DrawSnapshot, ...] = ()

    def relabelled(self, order: IntArray) -> Self:  # noqa: ARG002 - nothing here is kept by cluster
        """Renumber what is kept by cluster, except labels: old cluster ``order[new]`` is called ``new``."""
        return self


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CentroidSnapshot(Snapshot):
    """A moment of an algorithm whose clusters have centroids.

    Attributes
    ----------
    centroids : ndarray of shape (k, d), float64, read-only
        In clustered units (those of ``dataset.values``).
    """

    centroids: FloatArray

    @property
    def inertia(self) -> float:
        """The objective; for k-means the within-cluster sum of squares in clustered units."""
        return self.objective

    @property
    def counts(self) -> IntArray:
        """How many rows each cluster has, shape (k,); all 0 before the first assignment."""
        if self.labels is None:
            return np.zeros(len(self.centroids), np.intp)
        return count_labels(self.labels, len(self.centroids))

    def relabelled(self, order: IntArray) -> Self:
        """Renumber the centroids: old cluster ``order[new]`` is called ``new``."""
        return dataclasses.replace(self, centroids=frozen(self.centroids[order]))


@dataclass(frozen=True, eq=False, kw_only=True)
class Trace(Sequence[Snapshot]):
    """A recorded run: its snapshots in order of time, and all that is needed to tell it.

    The labels of a snapshot are rebuilt when it is asked for; going forward is cheap.

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
    draws : tuple of DrawSnapshot
        How the start was drawn, centre after centre, by k-means++; empty for other starts. They come before
        the first snapshot, which is the whole start.
    """

    algorithm: str
    dataset: Dataset
    parameters: Parameters
    seed: int | None
    run: int = 1
    stopped: str
    unlabelled: tuple[Snapshot, ...] = field(repr=False)
    history: LabelHistory = field(repr=False)
    draws: tuple[DrawSnapshot, ...] = field(default=(), repr=False)

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
        return dataclasses.replace(self.unlabelled[at], labels=self.history.at(at))

    def __iter__(self) -> Iterator[Any]:
        return (self[i] for i in range(len(self)))

    def __repr__(self) -> str:
        return (
            f"<Trace of {self.algorithm} on {self.dataset.name!r}, run {self.run}: {len(self)} snapshots, "
            f"{self.iterations} iterations, {self.stopped}>"
        )

    @property
    def iterations(self) -> int:
        """How many iterations were begun."""
        return self.unlabelled[-1].iteration

    @property
    def finished(self) -> bool:
        """Whether it ended by itself; False if a limit such as ``max_iter`` stopped it."""
        return not self.stopped.endswith(LIMIT)

    @property
    def objective(self) -> FloatArray:
        """The objective of every snapshot, in clustered units; nan where it is not defined yet."""
        return np.array([snapshot.objective for snapshot in self.unlabelled], np.float64)

    @property
    def inertia(self) -> float:
        """The final objective: for k-means the within-cluster sum of squares."""
        return self.unlabelled[-1].objective

    @property
    def labels(self) -> LabelArray:
        """The final cluster of each row, 0-based, shape (n,), read-only."""
        labels = self.history.at(len(self) - 1)
        if labels is None:
            raise ValueError(f"{self!r} ends before the first assignment")
        return labels

    @property
    def k(self) -> int:
        """How many clusters there are, empty ones included."""
        last = self.unlabelled[-1]
        return len(last.centroids) if isinstance(last, CentroidSnapshot) else int(self.labels.max()) + 1

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many rows each cluster has at the end."""
        return tuple(self.counts_of(-1).tolist())

    @property
    def switches(self) -> tuple[int, ...]:
        """How many rows switched in iteration 2, 3, ..."""
        return tuple(len(self.switched(iteration)) for iteration in range(2, self.iterations + 1))

    def counts_of(self, index: int) -> IntArray:
        """How many rows each cluster has at snapshot `index`, shape (k,); all 0 before the first assignment."""
        counts = self.history.counts(self.k)
        version = self.history.versions[index]
        return counts[version] if version >= 0 else np.zeros(self.k, np.intp)

    def changed(self, index: int) -> IntArray:
        """Rows (0-based, ascending) whose label at snapshot `index` differs from the last one before it."""
        return self.history.changed(range(len(self))[index])

    def switched(self, iteration: int) -> IntArray:
        """Rows (0-based, ascending) that switched in an iteration's assignment; none in iteration 1."""
        for index, snapshot in enumerate(self.unlabelled):
            if snapshot.iteration == iteration and snapshot.step == "assign":
                return self.history.changed(index)
        return np.empty(0, np.intp)

    def centroids_at(self, index: int) -> FloatArray:
        """Centroids of snapshot `index` in clustered units, shape (k, d)."""
        return self._centroids(index)

    def centroids_of(self, index: int) -> FloatArray:
        """Centroids of snapshot `index` in original units, shape (k, d)."""
        return self.dataset.scaling.undo(self._centroids(index))

    def moves(self, index: int) -> FloatArray:
        """How far each centroid has moved since the snapshot before, shape (k,).

        In a straight line; where there are categories, as the algorithm measures: of a mode it is how many of its
        entries have changed.
        """
        at = range(len(self))[index]
        before, now = self._centroids(max(at - 1, 0)), self._centroids(at)
        metric = self.parameters.terms.metric
        if metric in ("mismatch", "mixed"):
            term = self.term
            return np.array([gaps(now[j : j + 1], before[j], term)[0] for j in range(len(now))])
        return distances(gaps(now - before, np.zeros(now.shape[1])), "euclidean")

    def distances(self, index: int, row: int) -> FloatArray:
        """Distances from a row (0-based) to every centroid of a snapshot, as the algorithm measures, shape (k,)."""
        at = range(self.dataset.n)[row]
        value = self.dataset.scaling.apply(self.dataset.points[at : at + 1])
        metric = self.parameters.terms.metric
        return distances(gaps(self._centroids(index), value[0], self.term), metric)

    def relabelled(self, order: ArrayLike) -> Trace:
        """Renumber the clusters of the whole run: old cluster ``order[new]`` is called ``new``.

        Raises
        ------
        ValueError
            If `order` does not hold each of 0 ... k-1 once.
        """
        numbers = np.asarray(order, np.intp)
        if not np.array_equal(np.sort(numbers), np.arange(self.k)):
            raise ValueError(f"order must hold each of 0 to {self.k - 1} once")
        return dataclasses.replace(
            self,
            unlabelled=tuple(snapshot.relabelled(numbers) for snapshot in self.unlabelled),
            history=self.history.relabelled(numbers),
            draws=tuple(draw.relabelled(numbers) for draw in self.draws),
        )

    def save(self, path: str | Path) -> Path:
        """Write the run as ``.json`` or ``.npz``, whole or not at all; floats are kept exactly.

        Returns
        -------
        Path
            The file that was written.

        Raises
        ------
        InputError
            If the suffix is neither.
        OutputError
            If the file cannot be written.
        """
        from kmanim.simulate.storage.trace_file import save_trace  # noqa: PLC0415 - stored builds traces

        return save_trace(self, Path(path))

    @staticmethod
    def load(path: str | Path) -> Trace:
        """Read a run that `save` wrote.

        Raises
        ------
        InputError
            If there is no such file or it is not a whole trace.
        """
        from kmanim.simulate.storage.trace_file import load_trace  # noqa: PLC0415 - stored builds traces

        return load_trace(Path(path))

    @cached_property
    def term(self) -> Term:
        """What becomes of the differences between a row and a centre before columns are added."""
        return term_of(self.dataset, self.parameters)

    def _centroids(self, index: int) -> FloatArray:
        snapshot = self.unlabelled[index]
        if not isinstance(snapshot, CentroidSnapshot):
            raise TypeError(f"{self.algorithm} has no centroids")
        return snapshot.centroids

    def distances_to(self, index: int, cluster: int, rows: slice = slice(None)) -> FloatArray:
        """Distance of every row, or of some, to one centroid of a snapshot, as the algorithm measures, shape (n,)."""
        metric = self.parameters.terms.metric
        centroid = self._centroids(index)[cluster]
        return distances(gaps(self.dataset.values[rows], centroid, self.term), metric)

    def own_distances(self, index: int) -> FloatArray:
        """Distance of every row to the centroid of its own cluster in a snapshot after the first assignment, (n,)."""
        metric = self.parameters.terms.metric
        labels = self[index].labels
        return distances(own_gaps(self.dataset.values, labels, self._centroids(index), self.term), metric)
