"""What affinity propagation can be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from kmanim.errors import InputError, shown
from kmanim.simulate.parameters._base import Options, Parameters, option
from kmanim.simulate.parameters._objective import Objective

PREFERENCES = ("median", "minimum")
_LARGEST = 1e200
# From so many rows on it is said what their matrices take; seconds for an entry and an update, on one core, and how
# many updates a run often has.
_LARGE, _UPDATE, _OFTEN = 1_000, 6e-9, 200


@dataclass(frozen=True, kw_only=True)
class AffinityPropagationStoryOptions(Options):
    """What the story of affinity propagation can be told.

    Attributes
    ----------
    explain : {"auto", "none", "similarity"}
        What is explained before the run: nothing, or at length what the matrix of similarities is, and what its
        diagonal does to the number of exemplars. Left to the film: similarity, preference and both messages, in a
        picture each, where the film is a walkthrough.
    """

    explain: str = option(
        "auto",
        help="explain before the run what similarities, preference and messages are, or similarities at length",
        choices=("auto", "none", "similarity"),
        default_text="a picture each, in a walkthrough",
    )


@dataclass(frozen=True, kw_only=True)
class AffinityPropagationSceneOptions(Options):
    """What the pictures of affinity propagation can show beside the points.

    Attributes
    ----------
    panel : {"auto", "none", "matrices", "curves"}
        What stands beside the points: the matrices of both messages above the course of the exemplars and of net
        similarity, the course alone, or nothing. Left to the film: the matrices for up to 300 points.
    """

    panel: Literal["auto", "none", "matrices", "curves"] = option(
        "auto",
        help="what stands beside the points: the messages as matrices, the course of the run alone, or nothing",
        choices=("auto", "none", "matrices", "curves"),
        default_text="matrices for up to 300 points",
    )


@dataclass(frozen=True, kw_only=True)
class AffinityPropagation(Parameters):
    """The options of affinity propagation.

    Attributes
    ----------
    preference : {"median", "minimum"} or float
        How well a point is suited to stand for others before anybody is asked, in the unit of similarities, which is
        that of squared distances: the lower, the fewer exemplars. The median or the least of the similarities of all
        pairs of different points, or a number. (scikit-learn takes the median of the whole matrix, its zeros on the
        diagonal included, which is a little higher.)
    damping : float
        The share of an old message that stays in a new one, from 0.5 to below 1. 0.9 by default: with 0.5, which
        scikit-learn has, messages swing for ever on data as plain as faithful, and where both settle 0.9 takes longer
        and is told in as many pictures.
    max_iter : int
        Limit on updates.
    convergence : {"settled", "window"}
        When to stop. Settled: the exemplars have stayed for `window` updates, no message moves by more than a
        thousandth of the spread of all similarities (or of a thousand preferences, if that is less), and no exemplar
        more or less would be better. Window: the exemplars have stayed for `window` updates, as scikit-learn has it,
        which may stop before the answer.
    window : int
        For how many updates exemplars must have stayed.
    """

    family: ClassVar[str] = "affinity_propagation"
    title: ClassVar[str] = "affinity propagation"
    known_as: ClassVar[tuple[str, ...]] = ("apcluster",)
    few_rows: ClassVar[int] = 500
    story_options: ClassVar[type[Options]] = AffinityPropagationStoryOptions
    scene_options: ClassVar[type[Options]] = AffinityPropagationSceneOptions

    preference: str | float = option(
        "median",
        help="how well points are suited to stand for others: a number, or median or minimum of all similarities",
        metavar="P",
        default_text="median",
    )
    damping: float = option(0.9, help="the share of an old message in a new one", type=float, metavar="X")
    max_iter: int = option(
        1000, help="stop after so many updates", type=int, metavar="N", low=1, high=100_000
    )
    convergence: str = option(
        "settled",
        help="stop when all is settled, or when exemplars have stayed for a window of updates",
        choices=("settled", "window"),
    )
    window: int = option(
        15, help="for how many updates exemplars must have stayed", type=int, metavar="N", low=1, high=10_000
    )

    @property
    def objective(self) -> Objective:
        """Net similarity: an update may do with it as it likes, since nobody looks at it before the end."""
        return Objective(
            symbol="net similarity",
            name="net similarity",
            key="net_similarity",
            direction="rises",
            tolerance=float("inf"),
            floor=None,
            meaning="what exemplars cost, and how similar the others are to theirs",
        )

    @property
    def deterministic(self) -> str:
        """Why another run would be the same."""
        return "affinity propagation draws nothing"

    @classmethod
    def memory(cls, n: int) -> int:
        """Give the bytes of three matrices, the most that are kept, and of one more while they are worked out."""
        return 32 * n**2

    @classmethod
    def forecast(cls, n: int, runs: int = 1) -> str:
        """Say what three matrices of n rows and columns take, where these are large, and how long several runs."""
        if n < _LARGE:
            return ""
        seconds = _UPDATE * n * n
        whole = runs * _OFTEN * seconds / 60
        several = (
            f"; {runs:,} runs of {_OFTEN} updates take up to about {whole:.2g} min on one core"
            if runs > 1
            else ""
        )
        return (
            f"affinity propagation keeps up to three matrices of {n:,} x {n:,} numbers, {24 * n * n / 1e6:,.0f} MB, "
            f"and takes up to about {seconds:.2g} s an update{several}"
        )

    def _check(self) -> None:
        if not 0.5 <= self.damping < 1:  # with 1 no message would ever change
            raise InputError(f"damping must be a number from 0.5 to below 1, got {self.damping:g}")
        object.__setattr__(self, "preference", _read_preference(self.preference))


def _read_preference(given: Any) -> str | float:
    """Read a preference: one of the words, or a number.

    Raises
    ------
    InputError
        If it is neither.
    """
    if isinstance(given, str) and given.strip() in PREFERENCES:
        return given.strip()
    is_number = not isinstance(given, bool | bytes) and type(given).__name__ not in ("bool", "bool_")
    try:
        number = float(given) if is_number else float("nan")
    except (TypeError, ValueError, OverflowError):
        number = float("nan")
    if not abs(number) <= _LARGEST:
        raise InputError(
            f"preference must be a number, median or minimum (of the similarities of all pairs), "
            f"got {shown(repr(given))}"
        )
    return number
