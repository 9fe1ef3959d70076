"""What k-means can be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from kmanim.simulate.parameters._base import option
from kmanim.simulate.parameters._centred import Centred, empty_option, k_option, max_iter_option
from kmanim.simulate.parameters._objective import Objective
from kmanim.simulate.parameters._starts import Starts
from kmanim.simulate.parameters._terms import Terms

# Those that are compared: each draws all of a start. Of farthest the first row alone is drawn, so there are n starts.
INIT_KINDS = ("uniform", "sample", "k-means++")


@dataclass(frozen=True, kw_only=True)
class KMeans(Centred):
    """The options of k-means.

    Attributes
    ----------
    k : int
        Number of clusters, 1 to 50. If not given: as many as `init` gives starts, else 2.
    init : {"uniform", "sample", "k-means++", "farthest"} or tuple of tuple of float
        Where the centroids start: anywhere in the box around the points, on rows drawn at random, on rows
        drawn far from each other, on a row drawn at random and then always on the one farthest from all
        starts, or exactly here, one tuple a centroid, in original units. A string such as
        ``"1000,150 1500,150"`` is read as starts, and so is an array or anything nested.
    empty : {"keep", "farthest", "resample"} or tuple of int
        What becomes of a centroid that has no points after an assignment: it stays where it is, it goes to
        the point that is farthest from its own centroid, to a point drawn at random, or to these rows, one
        after another, until all are used. In Python rows count from 0; in a text such as ``"3,17"`` they count
        from 1.
    max_iter : int
        The run stops after so many iterations at the latest, 1 to 10,000.
    """

    family: ClassVar[str] = "kmeans"
    title: ClassVar[str] = "k-means"
    known_as: ClassVar[tuple[str, ...]] = ("lloyd",)
    inits: ClassVar[tuple[str, ...]] = (*INIT_KINDS, "farthest")
    # From starts that are drawn anywhere, the best clusters of a large k are rarely found.
    for_several_k: ClassVar[Mapping[str, Any]] = MappingProxyType({"init": "k-means++"})
    choice: ClassVar[str] = "choose-k"
    in_passes: ClassVar[str] = "counted_kmeans"
    words: ClassVar[Terms] = Terms(centre="mean")
    lowers: ClassVar[Objective] = Objective(
        symbol="W",
        name="within-cluster sum of squares",
        key="inertia",
        steps="half-step",
        meaning="sum of squared distances to the centres",
    )

    k: int = k_option()
    init: str | Starts = option(  # noqa: RUF009 - a field, as dataclasses.field is
        "uniform",
        help=f"how centroids start: {', '.join(inits)}, or their places, such as '1000,150 1500,150'",
        metavar="HOW",
    )
    empty: str | tuple[int, ...] = empty_option()
    max_iter: int = max_iter_option()
