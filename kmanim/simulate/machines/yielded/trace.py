"""A run that a generator has yielded: what is shown at any moment, and what tables say of it."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.yielded.curves import MOST_CURVES
from kmanim.simulate.machines.yielded.snapshot import YieldedSnapshot
from kmanim.simulate.parameters.recorded import Recorded
from kmanim.simulate.tidy import places
from kmanim.simulate.trace import Trace

# Of so many rows tables tell where each of them is.
_PLACED = 6
_STAYING = ("positions", "curve_names", "curve_points", "links")


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class YieldedTrace(Trace):
    """A recorded run of anybody's generator; its snapshots are the start and one a step."""

    table_columns: ClassVar[tuple[str, ...]] = ("iterations", "objective")
    has: ClassVar[str] = "steps of a generator"
    turn: ClassVar[tuple[str, str]] = ("step", "steps")

    parameters: Recorded
    unlabelled: tuple[YieldedSnapshot, ...] = dataclasses.field(repr=False)

    def derived(self, index: int) -> dict[str, Any]:
        """Give what has stayed as it was since an earlier snapshot."""
        return {
            name: getattr(self.unlabelled[since], name) for name, since in self._since(index) if since >= 0
        }

    def _since(self, index: int) -> list[tuple[str, int]]:
        return [(name, int(self._begun[name][index])) for name in _STAYING]

    @cached_property
    def _begun(self) -> dict[str, IntArray]:
        """For every snapshot, by what stays, the last one that has said it; -1 where none had."""
        found = {}
        for name in _STAYING:
            said = np.array([getattr(snapshot, name) is not None for snapshot in self.unlabelled])
            found[name] = np.maximum.accumulate(np.where(said, np.arange(len(said)), -1))
        return found

    def positions_at(self, index: int) -> FloatArray | None:
        """Say where the rows are at snapshot `index`, shape (n, 2); None before any were yielded."""
        since = int(self._begun["positions"][index])
        return None if since < 0 else self.unlabelled[since].positions

    def curves_at(self, index: int) -> dict[str, FloatArray]:
        """Give the curves that there are at snapshot `index`, by name."""
        since = int(self._begun["curve_names"][index])
        return {} if since < 0 else self.unlabelled[since].curves

    def links_at(self, index: int) -> IntArray:
        """Say which rows are joined at snapshot `index`, shape (m, 2)."""
        since = int(self._begun["links"][index])
        links = None if since < 0 else self.unlabelled[since].links
        return np.empty((0, 2), np.intp) if links is None else links

    def moved(self, earlier: int, later: int) -> IntArray:
        """Rows, ascending, that are elsewhere at one snapshot than at an earlier one; none that were nowhere before."""
        before, now = self.positions_at(earlier), self.positions_at(later)
        if before is None or now is None or before is now:
            return np.empty(0, np.intp)
        return np.flatnonzero((before != now).any(axis=1))

    def switched(self, earlier: int, later: int) -> IntArray:
        """Rows, ascending, that are in another group at one snapshot than at an earlier one."""
        before, now = self.history.at(earlier), self.history.at(later)
        if before is None or now is None or before is now:
            return np.empty(0, np.intp)
        return np.flatnonzero(before != now)

    @cached_property
    def curve_names(self) -> tuple[str, ...]:
        """Every curve that there ever is, in the order in which they came."""
        return tuple(
            dict.fromkeys(name for snapshot in self.unlabelled for name in snapshot.curve_names or ())
        )

    @property
    def has_rows(self) -> bool:
        """Whether anything was yielded of rows: the table stands for nothing else otherwise."""
        return self.parameters.shows in ("points", "bars", "tiles", "grid")

    @cached_property
    def stays(self) -> bool:
        """Whether no row ever moves."""
        return sum(snapshot.positions is not None for snapshot in self.unlabelled) <= 1

    @property
    def end_key(self) -> bytes:
        """What is equal of runs that end alike: groups, places and the objective."""
        last = len(self) - 1
        labels, positions = self.history.at(last), self.positions_at(last)
        parts = [array.tobytes() for array in (labels, positions) if array is not None]
        return b"".join([*parts, f"{self.unlabelled[last].objective:.9g}".encode()])

    def relabelled(self, order: ArrayLike) -> Any:  # noqa: ARG002 - no other numbers will do
        """Give the run as it is: the generator's numbers of groups mean something."""
        return self

    def facts(self, order: IntArray | None = None) -> Mapping[str, Any]:  # noqa: ARG002 - no numbers are of clusters
        """Sum the run up: how many steps."""
        return {"steps": self.iterations}

    def measures(self) -> Mapping[str, float]:
        """Give the objective at its end, and how many steps there were."""
        objective = self.parameters.objective
        values = self.objective[self.valued]
        told = {} if objective is None else {objective.key: float(values[-1]) if values.size else math.nan}
        return told | {"steps": self.iterations}

    def table_row(self, index: int) -> Mapping[str, Any]:
        """Tell a snapshot: of few rows where they are, of many how many have moved; groups where there are any."""
        told = dict(super().table_row(index))
        if not self.has_labels:
            told = {name: value for name, value in told.items() if name not in ("clusters", "switched")}
        n = self.dataset.n
        if self.has_rows and not self.stays:
            told["moved"] = len(self.moved(index - 1, index)) if index else 0
        if not self.has_rows or n > _PLACED:
            return told
        positions = self.positions_at(index)
        shown = np.full((n, 2), np.nan) if positions is None else positions
        named = places(shown, self.dataset.features, "point")
        if n == 1:
            named = {name.removeprefix("point_1_"): value for name, value in named.items()}
        named = {name: None if math.isnan(value) else value for name, value in named.items()}
        return told | {name: value for name, value in named.items() if name not in told}

    def check(self) -> None:
        """Check a run that was read from a file."""
        n, labels = self.dataset.n, self.history.size
        if labels > np.iinfo(np.int16).max or len(self.curve_names) > MOST_CURVES:
            raise ValueError("it has more groups or curves than can be")
        if self.parameters.groups is not None and len(self.parameters.groups) < labels:
            raise ValueError("its groups do not fit their names")
        for snapshot in self.unlabelled:
            places_, names, points = snapshot.positions, snapshot.curve_names, snapshot.curve_points
            if places_ is not None and (places_.shape != (n, 2) or not np.isfinite(places_).all()):
                raise ValueError("its positions do not fit its rows")
            if (names is None) != (points is None) or len(names or ()) != len(points or ()):
                raise ValueError("its curves do not fit their names")
            if any(
                p.ndim != 2 or p.shape[1] != 2 or np.isinf(p).any() or np.isnan(p).any(axis=1).all()
                for p in points or ()
            ):
                raise ValueError("its curves are no lines")
            for rows in (snapshot.links, snapshot.highlight):
                if rows is not None and rows.size and not (0 <= rows.min() <= rows.max() < n):
                    raise ValueError("its links or highlights do not fit its rows")
            if not isinstance(snapshot.caption, str):
                raise TypeError("its captions are no texts")
