"""What k-means can be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from kmanim.errors import InputError
from kmanim.simulate.parameters.base import Parameters, option
from kmanim.simulate.starts import Starts, read_starts

INIT_KINDS = ("uniform", "sample", "k-means++")
EMPTY_POLICIES = ("keep", "farthest", "resample")
_DEFAULT_K = 2


@dataclass(frozen=True, kw_only=True)
class KMeans(Parameters):
    """The options of k-means.

    Attributes
    ----------
    k : int
        Number of clusters, 1 to 50. If not given: as many as `init` gives starts, else 2.
    init : {"uniform", "sample", "k-means++"} or tuple of tuple of float
        Where the centroids start: anywhere in the box around the points, on rows drawn at random, on rows
        drawn far from each other, or exactly here, one tuple a centroid, in original units. A string such as
        ``"1000,150 1500,150"`` is read as starts, and so is an array or anything nested.
    empty : {"keep", "farthest", "resample"}
        What becomes of a centroid that has no points after an assignment: it stays where it is, it goes to
        the point that is farthest from its own centroid, or to a point drawn at random.
    max_iter : int
        The run stops after so many iterations at the latest, 1 to 10,000.
    """

    family: ClassVar[str] = "kmeans"
    title: ClassVar[str] = "k-means"

    k: int = option(
        None,
        help="number of clusters",
        type=int,
        metavar="N",
        low=1,
        high=50,
        default_text=f"{_DEFAULT_K}, or as many as the starts that are given",
    )
    init: str | Starts = option(  # noqa: RUF009 - a field, as dataclasses.field is
        "uniform",
        help=f"how centroids start: {', '.join(INIT_KINDS)}, or their places, such as '1000,150 1500,150'",
        metavar="HOW",
    )
    empty: str = option(
        "keep",
        help="a centroid without points stays, goes to the farthest point, or to a random one",
        choices=EMPTY_POLICIES,
    )
    max_iter: int = option(
        300, help="stop after so many iterations at the latest", type=int, metavar="N", low=1, high=10_000
    )

    @property
    def starts(self) -> Starts | None:
        """The given starts in original units, one tuple a centroid; None if they are drawn."""
        return None if isinstance(self.init, str) else self.init

    def _check(self) -> None:
        init: Any = self.init
        if not (isinstance(init, str) and init in INIT_KINDS):
            object.__setattr__(self, "init", read_starts(init, INIT_KINDS))
        starts = self.starts
        given: int | None = self.k
        if given is None:
            object.__setattr__(self, "k", _DEFAULT_K if starts is None else len(starts))
        elif starts is not None and len(starts) != given:
            raise InputError(
                f"k is {given} but init gives {len(starts)} {'start' if len(starts) == 1 else 'starts'}"
            )
