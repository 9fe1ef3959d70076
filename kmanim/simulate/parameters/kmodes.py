"""What k-modes can be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kmanim.simulate.parameters._base import Kinds, option
from kmanim.simulate.parameters._centred import Centred, empty_option, k_option, max_iter_option
from kmanim.simulate.parameters._objective import Objective
from kmanim.simulate.parameters._terms import Terms

INIT_KINDS = ("sample", "cao")


@dataclass(frozen=True, kw_only=True)
class KModes(Centred):
    """The options of k-modes.

    Attributes
    ----------
    k : int
        Number of clusters, 1 to 50; 2 if not given.
    init : {"sample", "cao"}
        Where the modes start: on different rows, drawn at random; or on frequent rows far from each other (Cao, Liang
        and Bai 2009), where nothing is left to chance.
    empty : {"keep", "farthest", "resample"} or tuple of int
        What becomes of a mode that has no rows after an assignment, as in k-means.
    max_iter : int
        The run stops after so many iterations at the latest, 1 to 10,000.
    """

    family: ClassVar[str] = "kmeans"
    title: ClassVar[str] = "k-modes"
    kinds: ClassVar[Kinds] = "categories"
    inits: ClassVar[tuple[str, ...]] = INIT_KINDS
    settled: ClassVar[tuple[str, ...]] = ("cao",)
    words: ClassVar[Terms] = Terms(metric="mismatch", centre="mode")
    lowers: ClassVar[Objective] = Objective(
        symbol="D",
        name="within-cluster number of mismatches",
        steps="half-step",
        meaning="number of mismatches with the centres",
    )

    k: int = k_option()
    init: str = option(
        "sample",
        help="how modes start: sample (any rows), or cao (frequent rows far apart)",
        choices=INIT_KINDS,
    )
    empty: str | tuple[int, ...] = empty_option()
    max_iter: int = max_iter_option()
