"""What k-medoids can be told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from kmanim.simulate.parameters._base import option
from kmanim.simulate.parameters._centred import Centred, k_option, max_iter_option
from kmanim.simulate.parameters._objective import Objective
from kmanim.simulate.parameters._starts import Starts
from kmanim.simulate.parameters._terms import Terms

INIT_KINDS = ("sample", "build")
METHODS = ("alternate", "pam")
MOST_ROWS = {"alternate": 20_000, "pam": 5_000}
"""The time grows with the square of the rows; so many take a second or a few a step."""


@dataclass(frozen=True, kw_only=True)
class KMedoids(Centred):
    """The options of k-medoids.

    Attributes
    ----------
    k : int
        Number of clusters, 1 to 50. If not given: as many as `init` gives starts, else 2.
    init : {"sample", "build"} or tuple of tuple of float
        Where the medoids start: on rows at different places, drawn at random; on those that PAM's BUILD
        chooses, where nothing is left to chance; or on the rows that lie exactly here, one tuple a medoid,
        in original units.
    method : {"alternate", "pam"}
        Assign and move every medoid within its cluster, in turns (Park and Jun); or swap one medoid at a time
        for any other row (PAM), which ends in solutions that are as good or better, and takes longer.
    max_iter : int
        The run stops after so many iterations at the latest, 1 to 10,000.
    """

    family: ClassVar[str] = "kmeans"
    title: ClassVar[str] = "k-medoids"
    known_as: ClassVar[tuple[str, ...]] = ("pam",)
    inits: ClassVar[tuple[str, ...]] = INIT_KINDS
    settled: ClassVar[tuple[str, ...]] = ("build",)
    words: ClassVar[Terms] = Terms(centre="medoid")
    lowers: ClassVar[Objective] = Objective(
        symbol="D",
        name="within-cluster sum of distances",
        steps="half-step",
        meaning="sum of distances to the centres",
    )
    few_rows: ClassVar[int] = 500
    empty = "keep"  # no option: a medoid is nearest to itself, so no cluster is ever empty

    k: int = k_option()
    init: str | Starts = option(  # noqa: RUF009 - a field, as dataclasses.field is
        "sample",
        help="how medoids start: sample (any rows), build (PAM's choice), or the places of rows",
        metavar="HOW",
    )
    method: str = option(
        "alternate",
        help="assign and move medoids in turns, or swap one at a time for any other row",
        choices=METHODS,
    )
    max_iter: int = max_iter_option()

    @classmethod
    def memory(cls, n: int) -> int:
        """Give the bytes of all distances, which PAM keeps; of more rows than it takes there is nothing to keep."""
        return 8 * n**2 if n <= MOST_ROWS["pam"] else 0

    @property
    def terms(self) -> Terms:
        """Its distance and centres; swaps are told otherwise."""
        return replace(self.words, step="swap") if self.method == "pam" else self.words

    @property
    def name(self) -> str:
        """Its title, and the method where that has a name of its own."""
        return "k-medoids (PAM)" if self.method == "pam" else self.title
