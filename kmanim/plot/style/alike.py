"""Which colours of clusters could be taken for something else: each other, the paper, the grey, the yellow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kmanim.plot.style.colours import ALIKE, apart

_FROM_PAPER, _FROM_SWITCHED, _FROM_GREY = 12.0, 30.0, 18.0


class Others(NamedTuple):
    """The colours of a theme that no cluster may have."""

    paper: str
    switched: str
    old_centroid: str
    unassigned: str


def clash(colour: str, before: Sequence[str], others: Others) -> str:
    """Say what a colour could be taken for, of those before and of a theme's; nothing where it stands for itself."""
    known = [(f"number {number}", other, ALIKE) for number, other in enumerate(before, start=1)]
    known += [
        (f"the paper, {others.paper}", others.paper, _FROM_PAPER),
        (f"the yellow of switched points, {others.switched}", others.switched, _FROM_SWITCHED),
        (f"the grey of old centroids, {others.old_centroid}", others.old_centroid, _FROM_GREY),
        (f"the grey of points without a cluster, {others.unassigned}", others.unassigned, _FROM_GREY),
    ]
    return next((name for name, other, least in known if apart(colour, other) < least), "")


def told_apart(colours: Iterable[str], others: Others) -> tuple[str, ...]:
    """Keep those colours that can be told from the ones before and from all else that a theme has."""
    chosen: list[str] = []
    for colour in colours:
        if not clash(colour, chosen, others):
            chosen.append(colour)
    return tuple(chosen)
