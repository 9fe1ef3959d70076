"""What hierarchical clustering can be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kmanim.errors import InputError
from kmanim.simulate.parameters._base import Options, Parameters, option

LINKAGES = ("single", "complete", "average", "centroid", "ward")
METRICS = ("euclidean", "manhattan", "chebyshev")
OF_MEANS = ("centroid", "ward")
"""The linkages that measure means, which only Euclidean distance goes with."""
MOST_CLUSTERS = 50
"""More cannot be told apart."""


@dataclass(frozen=True, kw_only=True)
class HierarchicalStoryOptions(Options):
    """What the story of a tree can be told.

    Attributes
    ----------
    compare : {"auto", "none", "linkages", "metrics", "both"}
        Whether the film ends with the trees that other linkages, or other metrics, or first the one and then the other,
        make of the same rows. Left to the film: a walkthrough of up to 12 rows ends with one picture of five trees.
        Asked for, each tree has a picture of its own before that; of both, metrics have one where time is short.
    """

    compare: str = option(
        "auto",
        help="end with the trees of the other linkages or metrics",
        choices=("auto", "none", "linkages", "metrics", "both"),
        default_text="one picture of the linkages in a walkthrough of up to 12 rows",
    )


@dataclass(frozen=True, kw_only=True)
class Hierarchical(Parameters):
    """The options of agglomerative hierarchical clustering.

    Attributes
    ----------
    linkage : {"average", "single", "complete", "centroid", "ward"}
        How far apart two clusters are: the mean, the least or the largest of the distances between their rows, the
        distance of their means, or Ward's, which grows with their sizes. Average by default: its heights are
        distances that can be read on the axis, and it goes with every metric.
    metric : {"euclidean", "manhattan", "chebyshev"}
        How far apart two rows are; Euclidean for centroid and ward.
    k : int or None
        Into how many clusters the tree is cut, 1 to 50; 2 if neither it nor `height` is given.
    height : float or None
        At which height the tree is cut instead, in the units that are clustered.
    """

    family: ClassVar[str] = "hierarchical"
    title: ClassVar[str] = "hierarchical clustering"
    known_as: ClassVar[tuple[str, ...]] = (
        "agglomerative",
        "agglomerativeclustering",
        "agnes",
        "hclust",
        "linkage",
    )
    few_rows: ClassVar[int] = 500
    story_options: ClassVar[type[Options]] = HierarchicalStoryOptions

    linkage: str = option("average", help="how far apart two clusters are", choices=LINKAGES)
    metric: str = option("euclidean", help="how far apart two rows are", choices=METRICS)
    k: int | None = option(
        None,
        help="cut the tree into so many clusters",
        type=int,
        metavar="N",
        low=1,
        high=MOST_CLUSTERS,
        default_text="2",
    )
    height: float | None = option(
        None,
        help="cut the tree at this height instead",
        type=float,
        metavar="H",
        low=0,
        default_text="none",
    )

    @property
    def name(self) -> str:
        """The title with its linkage: ``average linkage``."""
        return "Ward linkage" if self.linkage == "ward" else f"{self.linkage} linkage"

    @property
    def deterministic(self) -> str:
        """Why another run would be the same."""
        return "hierarchical clustering draws nothing"

    def _check(self) -> None:
        if self.linkage in OF_MEANS and self.metric != "euclidean":
            raise InputError(
                f"linkage {self.linkage} measures means, by Euclidean distances only; got metric {self.metric}"
            )
        if self.k is not None and self.height is not None:
            raise InputError("height: a tree is cut by k or at a height; give one of them")
