"""What a run on data with known groups shows of its limits: how many rows lie with another group, and why.

The reasons are a sentence for notes, and a line for films.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from kmanim.arrays import IntArray
from kmanim.story.comparisons.known_groups import MOST_ROWS, known_groups
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.text.words import Caption

# What is said holds whatever the run: of the borders that k-means can draw, or of the sum that it makes small.
LESSONS: Mapping[str, str] = MappingProxyType(
    {
        "rings": "k-means cannot find these rings: it parts two clusters by a straight line, and no straight line "
        "parts a ring from what it encloses.",
        "sheehan-circles": "k-means cannot find these rings: it parts two clusters by a straight line, and no "
        "straight line parts a ring from what it encloses.",
        "moons": "k-means cannot find these half moons: it parts two clusters by a straight line, and no straight "
        "line parts shapes that reach into each other.",
        "smiley": "k-means cannot find this face: it parts two clusters by a straight line, and no straight line "
        "parts a ring from what it encloses.",
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


class Reason(NamedTuple):
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
        "smiley": _NO_LINE._replace(k=4),
        "stretched": Reason("W is smaller with long groups cut across than whole:", 3, least=0.1),
        "unequal-sizes": Reason("W is smaller with the large group cut than whole:", 3, least=0.2),
        "unequal-densities": Reason("The border lies halfway, however wide the groups are:", 3, most=0.2),
        "outlier": Reason("A far point, squared, outweighs the two groups:", 2, least=0.3),
    }
)


def misplaced(facts: CentroidFacts) -> IntArray:
    """Find the rows that lie with another group, when clusters and groups are matched as well as they can be.

    Returns
    -------
    ndarray of int
        0-based, ascending; none where no groups are known.
    """
    known = known_groups(facts.trace, facts.k)
    return np.empty(0, np.intp) if known is None else known.misplaced


def lesson(facts: CentroidFacts) -> Caption | None:
    """Say why the groups were not found; None where there is no lesson in this run."""
    reason = CAPTIONS.get(facts.dataset.lesson)
    if (
        reason is None
        or facts.trace.algorithm != "kmeans"
        or facts.k != reason.k
        or not facts.ended
        or facts.scaled  # on another scale it may be otherwise
        or facts.dataset.n > MOST_ROWS
    ):
        return None
    wrong, n = len(misplaced(facts)), facts.dataset.n
    if not wrong or not reason.least <= wrong / n <= reason.most:
        return None
    return reason.words, f"{wrong:,} of {n:,} {facts.noun[1]} (hatched) are with another group."
