"""Neighbouring values that are told in one picture: those that come to the same, and between them those that change."""

from __future__ import annotations

from typing import NamedTuple

from kmanim.simulate.sweeps.sweep import Sweep


class Stretch(NamedTuple):
    """Some values of one curve.

    Attributes
    ----------
    first, last : int
        The places of the outcomes, from 0, both included.
    kind : {"same", "moving", "failed"}
        Alike throughout, or changing, or runs that are no result.
    """

    first: int
    last: int
    kind: str

    @property
    def length(self) -> int:
        """How many values it has."""
        return self.last - self.first + 1


def stretches(sweep: Sweep, measure: str, least: int) -> list[Stretch]:
    """Part the values of a sweep, in order.

    Parameters
    ----------
    sweep : Sweep
    measure : str
        What must be the same throughout a stretch: as a rule the number of clusters.
    least : int
        Stretches that are alike but shorter than this are joined with the next such one: so a level of
        telling has fewer pictures than the one before. The longest of all stays by itself.
    """
    longest = sweep.longest.first if sweep.longest is not None and measure == "clusters" else -1
    found: list[Stretch] = []
    for curve in sweep.curves:
        mine: list[Stretch] = []
        for place in curve:
            kind = "failed" if sweep[place].failure else "same"
            before = mine[-1] if mine else None
            alike = (
                before is not None
                and before.kind == kind
                and (
                    kind == "failed" or sweep[before.last].measures[measure] == sweep[place].measures[measure]
                )
                and not sweep.swept[0].is_words
            )
            if before is not None and alike:
                mine[-1] = before._replace(last=place)
            else:
                mine.append(Stretch(place, place, kind))
        found += _joined(mine, least, longest)
    return found


def _joined(every: list[Stretch], least: int, longest: int) -> list[Stretch]:
    """Join neighbours that are too short to be told by themselves."""

    def is_short(one: Stretch) -> bool:
        return one.kind != "failed" and one.first != longest and (one.kind == "moving" or one.length < least)

    joined: list[Stretch] = []
    for one in every:
        if joined and is_short(one) and is_short(joined[-1]):
            joined[-1] = Stretch(joined[-1].first, one.last, "moving")
        else:
            joined.append(one)
    return joined
