"""Why k-means fails on the data sets that are there to show it: a sentence for notes, and a line for films."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

# What is said holds whatever the run: of the borders that k-means can draw, or of the sum that it makes small.
LESSONS: Mapping[str, str] = MappingProxyType(
    {
        "rings": "k-means cannot find these rings: it parts two clusters by a straight line, and no straight line "
        "parts a ring from what it encloses.",
        "sheehan-circles": "k-means cannot find these rings: it parts two clusters by a straight line, and no "
        "straight line parts a ring from what it encloses.",
        "moons": "k-means cannot find these half moons: it parts two clusters by a straight line, and no straight "
        "line parts shapes that reach into each other.",
        "stretched": "k-means does not see that these groups are long: for k = 3 its sum of squared distances is "
        "smaller when they are cut across than when each is whole.",
        "unequal-sizes": "k-means does not see that one of these groups is small: for k = 3 its sum of squared "
        "distances is smaller when the large group is cut and the two small ones are joined.",
        "unequal-densities": "k-means puts the border halfway between two centres, however wide their groups are: "
        "here the near edge of the widest group is closer to the centre of another.",
        "outlier": "k-means squares distances, so one point far away outweighs many: for k = 2 the sum is smaller "
        "with that point alone in a cluster than with the two groups apart.",
    }
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a run did not find the groups, as a film says it, and of which runs that is true.

    Attributes
    ----------
    words : str
        One line of a caption.
    k : int
        For so many clusters.
    least, most : float
        Between these shares of the points lie with another group: in other runs it is something else that went wrong.
    """

    words: str
    k: int
    least: float = 0.0
    most: float = 1.0


_NO_LINE = Reason("No straight line parts a ring from what it encloses:", 2)
CAPTIONS: Mapping[str, Reason] = MappingProxyType(
    {
        "rings": _NO_LINE,
        "sheehan-circles": _NO_LINE,
        "moons": Reason("No straight line parts moons that reach into each other:", 2),
        "stretched": Reason("W is smaller with long groups cut across than whole:", 3, least=0.1),
        "unequal-sizes": Reason("W is smaller with the large group cut than whole:", 3, least=0.2),
        "unequal-densities": Reason("The border lies halfway, however wide the groups are:", 3, most=0.2),
        "outlier": Reason("A far point, squared, outweighs the two groups:", 2, least=0.3),
    }
)
