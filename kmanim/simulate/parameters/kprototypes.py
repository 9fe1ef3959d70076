"""What k-prototypes can be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kmanim.simulate.parameters._base import Kinds, option
from kmanim.simulate.parameters._centred import Centred, empty_option, k_option, max_iter_option
from kmanim.simulate.parameters._objective import Objective
from kmanim.simulate.parameters._terms import Terms

INIT_KINDS = ("sample",)


@dataclass(frozen=True, kw_only=True)
class KPrototypes(Centred):
    """The options of k-prototypes.

    Attributes
    ----------
    k : int
        Number of clusters, 1 to 50; 2 if not given.
    init : {"sample"}
        Prototypes start on different rows, drawn at random.
    gamma : float or None
        What a category that differs counts, beside the squared distance of the numbers as they are scaled; 0 or more.
        If not given: half the mean standard deviation of the columns of numbers (Huang 1997).
    empty : {"keep", "farthest", "resample"} or tuple of int
        What becomes of a prototype that has no rows after an assignment, as in k-means.
    max_iter : int
        The run stops after so many iterations at the latest, 1 to 10,000.
    """

    family: ClassVar[str] = "kmeans"
    title: ClassVar[str] = "k-prototypes"
    kinds: ClassVar[Kinds] = "mixed"
    inits: ClassVar[tuple[str, ...]] = INIT_KINDS
    words: ClassVar[Terms] = Terms(metric="mixed", centre="prototype")
    lowers: ClassVar[Objective] = Objective(
        symbol="D",
        name="within-cluster sum of mixed distances",
        steps="half-step",
        meaning="sum of mixed distances to the centres",
    )

    k: int = k_option()
    init: str = option("sample", help="how prototypes start: sample (any rows)", choices=INIT_KINDS)
    gamma: float | None = option(
        None,
        help="what a category that differs counts, beside the squared distance of the numbers",
        type=float,
        metavar="X",
        low=0,
        high=1e100,
        default_text="half the mean standard deviation of the numbers",
    )
    empty: str | tuple[int, ...] = empty_option()
    max_iter: int = max_iter_option()
