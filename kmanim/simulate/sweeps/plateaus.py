"""Neighbouring values of a sweep that come to as many clusters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from kmanim.simulate.sweeps.outcome import SweepOutcome


class Plateau(NamedTuple):
    """Neighbouring values of one curve with as many clusters.

    Attributes
    ----------
    first, last : int
        The places of the outcomes, from 0, both included.
    clusters : int
    """

    first: int
    last: int
    clusters: int

    @property
    def length(self) -> int:
        """How many values it has."""
        return self.last - self.first + 1


def plateaus_of(outcomes: Sequence[SweepOutcome], curves: Sequence[range]) -> tuple[Plateau, ...]:
    """Give all stretches of all curves, in order; a run that has failed is in none, and ends one."""
    found = []
    for curve in curves:
        alike = groupby(
            curve, key=lambda place: None if outcomes[place].failure else outcomes[place].clusters
        )
        for clusters, some in alike:
            places = list(some)
            if clusters is not None:
                found.append(Plateau(places[0], places[-1], clusters))
    return tuple(found)
