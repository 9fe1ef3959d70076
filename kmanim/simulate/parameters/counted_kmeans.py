"""What k-means on data in pieces was told, and what its films can be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from kmanim.simulate.parameters._base import Options, option
from kmanim.simulate.parameters.kmeans import KMeans


@dataclass(frozen=True, kw_only=True)
class CountedStoryOptions(Options):
    """What the story of a run on data in pieces can be told: no single row is known that could be explained."""

    questions: bool = option(False, help="ask which rows will switch, before it is shown", type=bool)


@dataclass(frozen=True, kw_only=True)
class CountedSceneOptions(Options):
    """What the pictures of a run on data in pieces can show beside the points and the centres.

    Attributes
    ----------
    panel, regions, trail
        As of k-means.
    """

    panel: Literal["auto", "none", "inertia"] = option(
        "auto",
        help="what stands beside the points: nothing, or the falling objective",
        choices=("auto", "none", "inertia"),
        default_text="none",
    )
    regions: bool = option(False, help="tint the region of each centroid", type=bool)
    trail: bool = option(False, help="show the way of the centroids throughout", type=bool)


@dataclass(frozen=True, kw_only=True)
class CountedKMeans(KMeans):
    """The options of k-means on data in pieces: its own, and films that are told from counts."""

    family: ClassVar[str] = "counted"
    counts: ClassVar[str] = "kmeans"
    known_as: ClassVar[tuple[str, ...]] = ()
    choice: ClassVar[str] = ""
    story_options: ClassVar[type[Options]] = CountedStoryOptions
    scene_options: ClassVar[type[Options]] = CountedSceneOptions
