"""A run of mean shift: where all climbs are, step by step, which of their ends stay, and who belongs to which."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray, LabelArray, frozen
from kmanim.simulate.machines.climbs.bandwidth import Estimate, bandwidth_of, estimate_of
from kmanim.simulate.machines.climbs.merging import merge, nearest
from kmanim.simulate.machines.climbs.starts import start_of
from kmanim.simulate.machines.neighbourhoods.squares import squares
from kmanim.simulate.parameters.mean_shift import MeanShift
from kmanim.simulate.snapshot import Snapshot
from kmanim.simulate.trace import Trace


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ClimbSnapshot(Snapshot):
    """A moment of mean shift: its step is ``"start"``, ``"move"``, ``"merge"`` or ``"assign"``.

    Attributes
    ----------
    positions : ndarray of shape (m, d), float64, read-only
        Where every climb is, in clustered units (those of ``dataset.values``).
    counts : ndarray of shape (m,), read-only
        How many rows are at most the bandwidth away from there.
    heights : ndarray of shape (m,), float64, read-only
        What no move lowers: with the flat kernel the sum of max(0, 1 - (distance / bandwidth)^2) over the rows, with
        the Gaussian the sum of its weights.
    mode_of : ndarray of shape (m,) or None
        Once ends are merged: the mode to which the end of every climb goes, -1 for a climb that had nothing in reach.
    kept : ndarray of shape (k,) or None
        Once ends are merged: a climb that ends on each mode.
    """

    positions: FloatArray
    counts: LabelArray
    heights: FloatArray
    mode_of: IntArray | None = None
    kept: IntArray | None = None

    def relabelled(self, order: IntArray) -> Self:
        """Renumber the modes: old mode ``order[new]`` is called ``new``."""
        if self.mode_of is None or self.kept is None:
            return self
        number = np.empty(len(order) + 1, np.intp)
        number[order], number[-1] = np.arange(len(order)), -1
        return dataclasses.replace(
            self, mode_of=frozen(number[self.mode_of]), kept=frozen(self.kept[order[: len(self.kept)]])
        )


class Absorbed(NamedTuple):
    """Ends of climbs that do not stay.

    Attributes
    ----------
    places : ndarray of shape (a, d)
        Where they are, in clustered units.
    modes : ndarray of shape (a,)
        Which mode has removed each.
    distances : ndarray of shape (a,)
        How far it is from there.
    counts : ndarray of shape (a,)
        How many rows are in reach of each.
    tied : ndarray of shape (a,), bool
        Which are as strong as their mode: its larger coordinates have decided.
    """

    places: FloatArray
    modes: IntArray
    distances: FloatArray
    counts: IntArray
    tied: NDArray[np.bool_]


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class ClimbTrace(Trace):
    """A recorded run of mean shift; its snapshots are `ClimbSnapshot`."""

    table_columns: ClassVar[tuple[str, ...]] = ("clusters", "ends", "iterations", "solution", "sizes")
    has: ClassVar[str] = "climbs"
    turn: ClassVar[tuple[str, str]] = ("move", "moves")

    parameters: MeanShift
    unlabelled: tuple[ClimbSnapshot, ...] = field(repr=False)

    # How it was run

    @cached_property
    def bandwidth(self) -> float:
        """How far a ball reaches, in clustered units: as it was asked for, or estimated."""
        return bandwidth_of(self.dataset, self.parameters.bandwidth)

    @cached_property
    def estimate(self) -> Estimate | None:
        """Where the bandwidth comes from if nobody asked for one."""
        return None if self.parameters.bandwidth is not None else estimate_of(self.dataset)

    @property
    def is_alone(self) -> bool:
        """Whether one climb was asked for, and so no clusters of all rows."""
        return self.parameters.start is not None

    @cached_property
    def start_row(self) -> int | None:
        """The row from which a climb that is alone starts; None where it starts elsewhere, or there are many."""
        return None if self.parameters.start is None else start_of(self.parameters.start, self.dataset)[1]

    @cached_property
    def from_rows(self) -> bool:
        """Whether climb i starts at row i, for every row."""
        starts = self.unlabelled[0].positions
        return starts.shape == self.dataset.values.shape and np.array_equal(starts, self.dataset.values)

    # The climbs

    @property
    def n_climbs(self) -> int:
        """How many climbs there are."""
        return len(self.unlabelled[0].positions)

    @cached_property
    def rounds(self) -> int:
        """How many moves the longest climb has: snapshot i comes after move i, for i up to this."""
        return self.iterations

    @cached_property
    def moves(self) -> IntArray:
        """How many moves each climb has, shape (m,)."""
        found = np.zeros(self.n_climbs, np.intp)
        for i in range(1, self.rounds + 1):
            found[self.moved(i)] = i
        return found

    def moved(self, index: int) -> IntArray:
        """Climbs (ascending) that have moved from snapshot `index` - 1 to `index`; none where there was no move."""
        if not 1 <= index <= self.rounds:
            return np.empty(0, np.intp)
        before, now = self.unlabelled[index - 1].positions, self.unlabelled[index].positions
        return np.flatnonzero((before != now).any(axis=1))

    @cached_property
    def on_the_way(self) -> IntArray:
        """From how many of the places (`places_at`) after each move a climb goes on, shape (rounds + 1,)."""
        return np.array([self._places(i, self.moved(i + 1)) for i in range(self.rounds + 1)], np.intp)

    def places_at(self, index: int) -> int:
        """At how many different places climbs are in snapshot `index` that had anything in reach at their start.

        Where climbs do not meet exactly (see `ends`), those in one cell of a grid, a fiftieth of the bandwidth wide
        around the first mode, count as one.
        """
        return self._places(index, np.flatnonzero(self.mode_of >= 0))

    def _places(self, index: int, climbs: IntArray) -> int:
        """Count the different places of some climbs in snapshot `index`, in cells where climbs do not meet exactly."""
        found = self.unlabelled[index].positions[climbs]
        if self.parameters.tolerance > 0:
            found = np.round((found - self.modes[0]) / (self.bandwidth / 50))
        return len(np.unique(found, axis=0))

    def path(self, climb: int) -> FloatArray:
        """Give the way of a climb up to its end, in clustered units, shape (moves + 1, d)."""
        return np.array([self.unlabelled[i].positions[climb] for i in range(int(self.moves[climb]) + 1)])

    def counts_along(self, climb: int) -> IntArray:
        """How many rows are in reach of a climb along its way, shape (moves + 1,)."""
        return np.array(
            [self.unlabelled[i].counts[climb] for i in range(int(self.moves[climb]) + 1)], np.intp
        )

    def heights_along(self, climb: int) -> FloatArray:
        """How high a climb is along its way, shape (moves + 1,)."""
        return np.array([self.unlabelled[i].heights[climb] for i in range(int(self.moves[climb]) + 1)])

    def shifts(self, climb: int) -> FloatArray:
        """How long the moves of a climb are, in clustered units, shape (moves,)."""
        path = self.path(climb)
        return np.sqrt(squares(path[1:].T, path[:-1].T))

    def inside(self, index: int, climb: int) -> IntArray:
        """Rows (0-based, ascending) at most the bandwidth away from where a climb is in snapshot `index`."""
        place = self.unlabelled[range(len(self))[index]].positions[climb]
        apart = squares(self.dataset.values.T, place[:, np.newaxis])
        return np.flatnonzero(apart <= self.bandwidth * self.bandwidth)

    # Their ends

    @property
    def ends(self) -> FloatArray:
        """The different places where climbs end, in clustered units, shape (e, d); not where nothing was in reach.

        With the flat kernel climbs meet exactly. With the Gaussian, or where a tolerance ends them before they are at
        rest, ends a hundredth of the bandwidth from a mode, or from a higher one, are one with it.
        """
        return self.unlabelled[-1].positions[self._ends]

    @cached_property
    def _ends(self) -> IntArray:
        """A climb that ends on each, the modes first."""
        last = self.unlabelled[-1]
        reached = np.flatnonzero(self.mode_of >= 0)
        first = reached[np.unique(last.positions[reached], axis=0, return_index=True)[1]]
        if self.parameters.tolerance > 0:
            near = (self.bandwidth / 100) ** 2
            first = first[nearest(last.positions[first], self.modes)[1] > near]
            if first.size:
                first = first[merge(last.positions[first], last.heights[first], self.bandwidth / 100).kept]
        return np.concatenate([self.kept, np.setdiff1d(first, self.kept)])

    @cached_property
    def absorbed(self) -> Absorbed:
        """The ends that do not stay, and which modes have removed them."""
        gone = self._ends[len(self.kept) :]
        last, modes = self.unlabelled[-1], self.mode_of[gone].astype(np.intp)
        places, counts = last.positions[gone], last.counts[gone].astype(np.intp)
        strengths = last.counts if self.parameters.kernel == "flat" else last.heights
        tied = np.isclose(strengths[gone], strengths[self.kept[modes]], rtol=1e-9)
        return Absorbed(places, modes, np.sqrt(squares(places.T, self.modes[modes].T)), counts, tied)

    @property
    def mode_of(self) -> IntArray:
        """The mode to which the end of every climb goes, shape (m,); -1 where nothing was in reach."""
        mode_of = self.unlabelled[-1].mode_of
        assert mode_of is not None
        return mode_of

    @property
    def kept(self) -> IntArray:
        """A climb that ends on each mode, shape (k,)."""
        kept = self.unlabelled[-1].kept
        assert kept is not None
        return kept

    @property
    def modes(self) -> FloatArray:
        """The ends that stay, in clustered units, shape (k, d)."""
        return self.unlabelled[-1].positions[self.kept]

    @property
    def mode_counts(self) -> IntArray:
        """How many rows are in reach of each mode, shape (k,)."""
        return self.unlabelled[-1].counts[self.kept].astype(np.intp)

    @property
    def out_of_reach(self) -> IntArray:
        """Climbs (ascending) that had nothing in reach where they started."""
        return np.flatnonzero(self.mode_of < 0)

    @cached_property
    def elsewhere(self) -> IntArray:
        """Rows (ascending) whose own climb has ended on another mode than the one that is nearest to them.

        None where climbs did not start from every row.
        """
        if not self.from_rows or self.is_alone:
            return np.empty(0, np.intp)
        labels = self.labels.astype(np.intp)
        return np.flatnonzero((labels >= 0) & (labels != self.mode_of))

    def positions_of(self, index: int) -> FloatArray:
        """Where every climb is in snapshot `index`, in original units, shape (m, d)."""
        return self.dataset.scaling.undo(self.unlabelled[index].positions)

    # What any trace is asked

    @property
    def n_numbers(self) -> int:
        """How many modes there are, those without rows among them."""
        return len(self.kept)

    def table_row(self, index: int) -> Mapping[str, Any]:
        """Tell the climbs: how many have moved, and at how many places they are."""
        at = range(len(self))[index]
        return {**super().table_row(index), "moved": len(self.moved(at)), "places": self.places_at(at)}

    def facts(self, order: IntArray | None = None) -> Mapping[str, Any]:  # noqa: ARG002 - counts have no numbers
        """Count clusters, different ends, and rows whose own climb ended elsewhere."""
        return {
            "clusters": self.n_clusters(),
            "ends": len(self.ends),
            "bandwidth": self.bandwidth,
            "elsewhere": len(self.elsewhere),
        }

    def measures(self) -> Mapping[str, float]:
        """Count clusters, the different ends of climbs, those of them that stay, and rounds of moves."""
        told = dict(super().measures())
        rounds = told.pop("rounds")
        return told | {"ends": len(self.ends), "modes": len(self.kept), "rounds": rounds}

    def only_end(self) -> Any:
        """Leave out where climbs were on their way."""
        return self.of_snapshots([0, len(self) - 1]) if len(self) > 2 else self

    def check(self) -> None:
        """Check that climbs fit the columns and each other, and labels the modes.

        Raises
        ------
        ValueError
            If they do not.
        """
        m, d = self.unlabelled[0].positions.shape
        last = self.unlabelled[-1]
        for snapshot in self.unlabelled:
            if snapshot.positions.shape != (m, d) or d != self.dataset.d:
                raise ValueError("its climbs do not fit its columns")
            if snapshot.counts.shape != (m,) or snapshot.heights.shape != (m,):
                raise ValueError("its counts do not fit its climbs")
            if not np.isfinite(snapshot.positions).all():
                raise ValueError("a climb is not finite")
        if len(self) < self.rounds + 3 or last.mode_of is None or last.kept is None:
            raise ValueError("it has no end")
        k = len(last.kept)
        if last.mode_of.shape != (m,) or last.mode_of.min() < -1 or last.mode_of.max() >= k:
            raise ValueError("its modes do not fit its climbs")
        if not k or last.kept.min() < 0 or last.kept.max() >= m:
            raise ValueError("its modes do not fit its climbs")
        if self.history.first is None or self.history.first.dtype.kind != "i" or self.history.size > k:
            raise ValueError("its labels do not fit its modes")
