"""What all algorithms with k centres can be told: how many, where they start, when to stop, how films look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from kmanim.errors import InputError, shown
from kmanim.simulate.parameters._base import Options, Parameters, option
from kmanim.simulate.parameters._objective import Objective
from kmanim.simulate.parameters._starts import Starts, read_rows, read_starts
from kmanim.simulate.parameters._terms import Terms

EMPTY_POLICIES = ("keep", "farthest", "resample")
_DEFAULT_K = 2


@dataclass(frozen=True, kw_only=True)
class CentroidStoryOptions(Options):
    """What the story of a run with centres can be told.

    Attributes
    ----------
    explain : sequence of str or int, or None
        The rows (names, or numbers from 0) whose distances are shown; two telling ones by default.
    questions : bool
        Whether the reader is asked which rows will switch, before it is shown.
    near_misses : bool
        Whether rows that hardly stay where they are get a picture of their own.
    """

    explain: Any = option(  # noqa: RUF009 - a field, as dataclasses.field is
        None,
        help="the row whose distances are shown: its name, or its number from 1; repeatable",
        metavar="ROW",
        rows=True,
        default_text="two telling ones in a walkthrough",
    )
    questions: bool = option(False, help="ask which rows will switch, before it is shown", type=bool)
    near_misses: bool = option(False, help="show rows that hardly stay where they are", type=bool)


@dataclass(frozen=True, kw_only=True)
class CentroidSceneOptions(Options):
    """What the pictures of a run with centres can show beside the points and the centres.

    Attributes
    ----------
    panel : {"auto", "none", "inertia", "modes"}
        What stands beside the points: nothing, the falling objective, or, where columns hold categories, a table of
        what each centre is. Left to the film: the table where there are categories, else nothing.
    regions : bool
        Whether each centroid's region is tinted.
    trail : bool
        Whether the way of the centroids is shown on every keyframe, not on the last alone.
    """

    panel: Literal["auto", "none", "inertia", "modes"] = option(
        "auto",
        help="what stands beside the points: nothing, the falling objective, or what the modes are",
        choices=("auto", "none", "inertia", "modes"),
        default_text="modes where there are categories, else none",
    )
    regions: bool = option(False, help="tint the region of each centroid", type=bool)
    trail: bool = option(False, help="show the way of the centroids throughout", type=bool)


class Centred(Parameters):
    """The options that need more than their own limits; each algorithm declares its fields, in its own order.

    Attributes
    ----------
    words : Terms
        Its distance and centres.
    lowers : Objective
        What it makes small.
    inits : tuple of str
        The words that `init` may be.
    settled : tuple of str
        Those of them that leave nothing to chance.
    k : int
    init : str or tuple of tuple of float
        One of `inits`, or the starts themselves.
    empty : str or tuple of int
        What becomes of a centre without points: one of the policies, or the rows, from 0, that such centres are put on,
        one after another.
    max_iter : int
    """

    story_options: ClassVar[type[Options]] = CentroidStoryOptions
    scene_options: ClassVar[type[Options]] = CentroidSceneOptions
    words: ClassVar[Terms]
    lowers: ClassVar[Objective]
    inits: ClassVar[tuple[str, ...]]
    settled: ClassVar[tuple[str, ...]] = ()
    k: int
    init: str | Starts
    empty: str | tuple[int, ...]
    max_iter: int

    @property
    def terms(self) -> Terms:
        """Its distance and centres, as stories and figures name them."""
        return self.words

    @property
    def objective(self) -> Objective:
        """What it makes small."""
        return self.lowers

    @property
    def starts(self) -> Starts | None:
        """The given starts in original units, one tuple a centre; None if they are drawn."""
        return None if isinstance(self.init, str) else self.init

    @property
    def deterministic(self) -> str:
        """Why another run would be the same; empty where starts are drawn."""
        if self.starts is not None:
            return "init gives the starts"
        return f"init {self.init} draws nothing" if self.init in self.settled else ""

    def _check(self) -> None:
        init: Any = self.init
        if not (isinstance(init, str) and init in self.inits):
            object.__setattr__(self, "init", read_starts(init, self.inits))
        if not (isinstance(self.empty, str) and self.empty in EMPTY_POLICIES):
            object.__setattr__(self, "empty", _read_empty(self.empty))
        starts = self.starts
        given: int | None = self.k
        if given is None:
            object.__setattr__(self, "k", _DEFAULT_K if starts is None else len(starts))
        elif starts is not None and len(starts) != given:
            raise InputError(
                f"k is {given} but init gives {len(starts)} {'start' if len(starts) == 1 else 'starts'}"
            )


def k_option() -> Any:
    """Make the option for the number of clusters."""
    return option(
        None,
        help="number of clusters",
        type=int,
        metavar="N",
        low=1,
        high=50,
        default_text=f"{_DEFAULT_K}, or as many as the starts that are given",
    )


def empty_option() -> Any:
    """Make the option for centres that have no points."""
    return option(
        "keep",
        help="a centroid without points stays (keep), goes to the farthest point (farthest), to a random one "
        "(resample), or to rows, one after another, such as '3,17'",
        metavar="HOW",
        words=EMPTY_POLICIES,
    )


def _read_empty(given: Any) -> tuple[int, ...]:
    """Read the rows that empty centroids are put on as numbers from 0.

    Raises
    ------
    InputError
        If they are no rows.
    """
    rows = read_rows(given)
    if rows is None:
        raise InputError(
            f"empty must be {', '.join(EMPTY_POLICIES)} or the rows that centroids without points are put on, such as "
            f"'3,17' in a text (from 1) or (2, 16) in Python (from 0), got {shown(repr(given))}"
        )
    return rows


def max_iter_option() -> Any:
    """Make the option that ends a run which does not end by itself."""
    return option(
        300, help="stop after so many iterations at the latest", type=int, metavar="N", low=1, high=10_000
    )
