"""What is said of a run that anybody's generator yields, and what its films can be told."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from kmanim.errors import InputError, shown
from kmanim.simulate.parameters._base import Options, Parameters, option
from kmanim.simulate.parameters._objective import Objective

_COLUMNS = ("step", "steps", "iteration", "clusters", "switched", "moved", "rows", "columns", "sizes")


@dataclass(frozen=True, kw_only=True)
class RecordedStoryOptions(Options):
    """What the story of a recorded generator can be told."""

    steps: Literal["auto", "all", "doubling", "even"] = option(
        "auto",
        help="which steps have pictures: all, 0, 1, 2, 4, 8 and so on, evenly chosen ones, or what suits the run",
        choices=("auto", "all", "doubling", "even"),
    )


@dataclass(frozen=True, kw_only=True)
class RecordedSceneOptions(Options):
    """What the pictures of a recorded generator can show."""

    marks: Literal["auto", "dots", "bars"] = option(
        "auto",
        help="what rows are drawn as; bars by default where one number a row was yielded",
        choices=("auto", "dots", "bars"),
    )
    panel: Literal["auto", "none"] = option(
        "auto", help="whether the curve of the objective stands beside the plot", choices=("auto", "none")
    )


@dataclass(frozen=True, kw_only=True)
class Recorded(Parameters):
    """What is said of a run that `kmanim.record` has taken from a generator."""

    family: ClassVar[str] = "recorded"
    title: ClassVar[str] = "own algorithm"
    story_options: ClassVar[type[Options]] = RecordedStoryOptions
    scene_options: ClassVar[type[Options]] = RecordedSceneOptions

    called: str = option("own algorithm", help="what the algorithm is called", metavar="NAME")
    measure: str = option("", help="what the objective is called; empty where there is none", metavar="NAME")
    better: Literal["low", "high"] = option(
        "low", help="which values of the objective are better", choices=("low", "high")
    )
    judged: bool = option(True, help="whether that was said, and not guessed by the way it goes", type=bool)
    floor: float | None = option(
        None,
        help="no value of the objective lies below",
        type=float,
        metavar="X",
        default_text="nothing known",
    )
    shows: Literal["points", "bars", "tiles", "grid", "objective", "none"] = option(
        "points",
        help="what was yielded of the rows: places in the plane, a number each, groups alone, or nothing",
        choices=("points", "bars", "tiles", "grid", "objective", "none"),
    )
    bare: bool = option(False, help="whether places mean nothing to axes, which are left out", type=bool)
    groups: tuple[str, ...] | None = option(
        None, help="what the groups are called", metavar="NAMES", default_text="by their numbers"
    )
    xlim: tuple[float, float] | None = option(
        None, help="ends of the axis across", metavar="LOW,HIGH", default_text="all that is shown"
    )
    ylim: tuple[float, float] | None = option(
        None, help="ends of the axis upwards", metavar="LOW,HIGH", default_text="all that is shown"
    )

    @property
    def name(self) -> str:
        """What the algorithm is called."""
        return self.called

    @property
    def objective(self) -> Objective | None:
        """The number that was yielded, which may do as it likes; None where none was."""
        if not self.measure:
            return None
        return Objective(
            symbol=self.measure,
            name=self.measure,
            key=_key(self.measure),
            direction="falls" if self.better == "low" else "rises",
            tolerance=math.inf,
            floor=self.floor,
            meaning="after each step",
            judged=self.judged,
        )

    @property
    def deterministic(self) -> str:
        """Why another run would be the same."""
        return "a recorded generator draws nothing again"

    def _check(self) -> None:
        object.__setattr__(self, "title", self.called)  # by which messages call it
        if self.groups is not None:
            object.__setattr__(self, "groups", tuple(str(name) for name in self.groups))
        for name in ("xlim", "ylim"):
            object.__setattr__(self, name, _read_ends(name, getattr(self, name)))


def _key(measure: str) -> str:
    """Name the objective in tables and files: ``f_x`` of f(x); never as another column there is named."""
    key = re.sub(r"[^0-9a-z]+", "_", measure.casefold()).strip("_")
    return "objective" if not key or key in _COLUMNS or key.startswith("size_") else key


def _read_ends(name: str, given: Any) -> tuple[float, float] | None:
    """Read the ends of an axis.

    Raises
    ------
    InputError
        If they are not two numbers, the lower one first.
    """
    if given is None:
        return None
    refusal = InputError(f"{name} must be two numbers, the lower one first, got {shown(repr(given))}")
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise refusal
    try:
        low, high = (float(end) for end in given)
    except (TypeError, ValueError, OverflowError):
        raise refusal from None
    if not (-1e100 <= low < high <= 1e100) or high - low < 1e-13 * max(abs(low), abs(high)):
        raise refusal
    return low, high
