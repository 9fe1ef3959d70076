"""The numbers and names of a run of mean shift: the bandwidth, the climb that is told, who comes and goes."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.climbs.trace import ClimbTrace
from kmanim.story.facts import Facts
from kmanim.story.text.numbers import format_for, parameter_text
from kmanim.story.text.sizes import sized
from kmanim.story.text.words import counted, ordinal

PLACES = ("place", "places")


class ClimbFacts(Facts):
    """The numbers and names of one trace of mean shift.

    Parameters
    ----------
    trace : ClimbTrace
    """

    trace: ClimbTrace

    def __init__(self, trace: ClimbTrace) -> None:
        super().__init__(trace)
        self.is_estimated = trace.estimate is not None
        self.is_flat = trace.parameters.kernel == "flat"
        self.bandwidth = parameter_text(trace.bandwidth, is_estimated=self.is_estimated)
        self.hill = format_for(1.0, 1.0) if len(trace.dataset.points) < 100 else format_for(10.0, 10.0)

    @property
    def setting(self) -> str:
        """The bandwidth, and the kernel where it is not the flat one: ``bandwidth 2``."""
        return f"{'' if self.is_flat else 'Gaussian, '}bandwidth {self.bandwidth}"

    @property
    def estimate(self) -> tuple[str, str]:
        """Say what an estimated bandwidth is: ``the mean distance to`` and ``the 3rd nearest, itself counted``."""
        found = self.trace.estimate
        assert found is not None
        if found.rule == "place":
            one = self.dataset.n == 1
            return "taken, as there is" if one else "taken, as no two", (
                f"only one {self.noun[0]}" if one else f"{self.noun[1]} are apart"
            )
        if found.rule == "least":
            return "half of the least", "distance between two places"
        some = "" if found.rows == self.dataset.n else f" (from {found.rows:,} {self.noun[1]})"
        return (
            "the mean distance to the",
            f"{ordinal(found.neighbour)} nearest {self.noun[0]}, itself the 1st{some}",
        )

    def spot(self, place: FloatArray) -> str:
        """Write a place in clustered units as original ones, ``[5.25; 2.75]``; empty where axes do not show it."""
        if self.dataset.d > 2:
            return ""
        return self.place(self.dataset.scaling.undo(place[np.newaxis])[0])

    def length(self, value: float) -> str:
        """Write a distance in clustered units."""
        return self.distance(value)

    # One climb

    def start_row(self, climb: int) -> int | None:
        """Give the row from which a climb starts, if it starts from one."""
        if self.trace.is_alone:
            return self.trace.start_row
        return climb if self.trace.from_rows else None

    def start_name(self, climb: int, limit: int = 24) -> str:
        """Say where a climb starts: ``A``, ``this point``, ``[3; 4]``, ``this start``."""
        row = self.start_row(climb)
        if row is not None:
            return self.this(row, limit)
        return self.spot(self.trace.unlabelled[0].positions[climb]) or "this start"

    def came(self, i: int, climb: int) -> list[int]:
        """Rows that are in the ball after move i and were not before."""
        return self._only_in(self.inside(i, climb), self.inside(i - 1, climb))

    def left(self, i: int, climb: int) -> list[int]:
        """Rows that were in the ball before move i and are not after it."""
        return self._only_in(self.inside(i - 1, climb), self.inside(i, climb))

    @staticmethod
    def _only_in(rows: IntArray, others: IntArray) -> list[int]:
        found: list[int] = np.setdiff1d(rows, others, assume_unique=True).tolist()
        return found

    def inside(self, i: int, climb: int) -> IntArray:
        """Rows in the ball after move i; the last ones that were asked for are kept."""
        key = i, climb
        if key not in self._inside:
            while len(self._inside) >= 4:
                del self._inside[next(iter(self._inside))]
            self._inside[key] = self.trace.inside(i, climb)
        return self._inside[key]

    @cached_property
    def _inside(self) -> dict[tuple[int, int], IntArray]:
        return {}

    # The ends

    def things_at(self, mode: int) -> str:
        """Count the rows in the ball of a mode."""
        return self.things(int(self.trace.mode_counts[mode]))

    @property
    def sizes(self) -> str:
        """How large the clusters are at the end: ``6 and 4 points``; of very many the range."""
        return sized(self.trace.sizes, self.noun)

    @property
    def clusters(self) -> str:
        """Count the clusters at the end: ``2 clusters``."""
        return counted(self.trace.n_clusters(), ("cluster", "clusters"))

    @property
    def orphans(self) -> int:
        """How many rows end in no cluster."""
        return int((self.trace.labels < 0).sum())
