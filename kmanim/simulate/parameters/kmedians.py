"""What k-medians can be told: what k-means can; it says what it measures and moves to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kmanim.simulate.parameters._objective import Objective
from kmanim.simulate.parameters._terms import Terms
from kmanim.simulate.parameters.kmeans import KMeans


@dataclass(frozen=True, kw_only=True)
class KMedians(KMeans):
    """The options of k-medians, those of k-means.

    ``"k-means++"`` and ``"farthest"`` find their starts as in k-means, by squared straight-line distance.
    """

    title: ClassVar[str] = "k-medians"
    in_passes: ClassVar[str] = ""  # medians do not add up
    choice: ClassVar[str] = ""  # the statistics of k-means measure squares
    words: ClassVar[Terms] = Terms(metric="manhattan", centre="median")
    lowers: ClassVar[Objective] = Objective(
        symbol="D",
        name="within-cluster sum of Manhattan distances",
        steps="half-step",
        meaning="sum of Manhattan distances to the centres",
    )
