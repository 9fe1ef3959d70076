"""What mean shift can be told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from kmanim.errors import InputError, shown
from kmanim.simulate.parameters._base import Options, Parameters, option
from kmanim.simulate.parameters._starts import Starts, read_starts

SEEDS = ("points", "bins")
MAX_SEEDS = 100_000


@dataclass(frozen=True, kw_only=True)
class MeanShiftStoryOptions(Options):
    """What the story of mean shift can be told.

    Attributes
    ----------
    climb : str or int, or None
        The row (a name, or a number from 0) whose climb is told first, step by step, or ``"none"``: then all climbs are
        told at more length. Left to the film: the longest climb in a walkthrough, none in a loop.
    """

    climb: Any = option(  # noqa: RUF009 - a field, as dataclasses.field is
        None,
        help="the row whose climb is told first: its name, or its number from 1; or none",
        metavar="ROW",
        rows=True,
        default_text="the longest in a walkthrough, none in a loop",
    )


@dataclass(frozen=True, kw_only=True)
class MeanShiftSceneOptions(Options):
    """What the pictures of mean shift can show beside the points.

    Attributes
    ----------
    panel : {"auto", "none", "climb"}
        What stands beside the points: how many are in the ball and how far it moves, and of many climbs how many are
        on their way; or nothing. Left to the film: the former.
    basins : bool
        Whether the region is tinted in which every end is the nearest one.
    """

    panel: Literal["auto", "none", "climb"] = option(
        "auto",
        help="what stands beside the points: how many are in the ball and how far it moves, or nothing",
        choices=("auto", "none", "climb"),
        default_text="climb",
    )
    basins: bool = option(False, help="tint the region that is nearest to each end", type=bool)


@dataclass(frozen=True, kw_only=True)
class MeanShift(Parameters):
    """The options of mean shift.

    Attributes
    ----------
    bandwidth : float or None
        How far a ball reaches, its edge included, or how wide the Gaussian is, in the units that are clustered: scaled
        ones if the columns are scaled. If not given, it is estimated, see
        `kmanim.simulate.machines.climbs.bandwidth.estimated_bandwidth`.
    kernel : {"flat", "gaussian"}
        Whether a step goes to the mean of the rows in the ball, or to the mean of all rows, weighted by
        exp(-distance^2 / (2 bandwidth^2)). The same bandwidth is a much wider view for the Gaussian.
    seeds : {"points", "bins"} or tuple of tuple of float, or None
        Where climbs start: at every row; at the middles of the cells of a grid that hold rows, its spacing being the
        bandwidth; or exactly here, one tuple a start, in original units; a string such as ``"1000,150 1500,150"`` is
        read as starts. If not given: at every row, of more than 10,000 rows at the cells.
    start : str, int, float or tuple of float, or None
        One climb alone: from a row (its name, or its number, which counts from 0 in Python and from 1 in a text), or
        from a place in original units, such as ``"1000,150"``, ``(1000, 150)`` or a table of that one row. Only the
        rows in its last ball are a cluster then.
    assign : {"all", "near"}
        Whether every row joins its nearest end, or only those at most the bandwidth away from it; the label of the
        others is -1.
    tol : float or None
        A climb ends with a step of at most so many bandwidths. If not given: 0 for the flat kernel, whose balls come
        to rest exactly, 1e-6 for the Gaussian. scikit-learn's is 1e-3.
    max_iter : int
        No climb has more steps than this, 1 to 10,000.
    """

    family: ClassVar[str] = "mean_shift"
    title: ClassVar[str] = "mean shift"
    known_as: ClassVar[tuple[str, ...]] = ("meanshift",)
    story_options: ClassVar[type[Options]] = MeanShiftStoryOptions
    scene_options: ClassVar[type[Options]] = MeanShiftSceneOptions

    bandwidth: float | None = option(
        None,
        help="how far a ball reaches, in the units that are clustered",
        type=float,
        metavar="X",
        low=0,
        high=1e100,
        default_text="the mean distance to the nearest 30 % of the points",
        radius=True,
    )
    kernel: str = option(
        "flat",
        help="whether all points in the ball count alike, or all points the less the farther they are",
        choices=("flat", "gaussian"),
    )
    seeds: str | Starts | None = option(  # noqa: RUF009 - a field, as dataclasses.field is
        None,
        help="where climbs start: points, bins (cells of a grid), or places such as '1000,150 1500,150'",
        metavar="WHERE",
        default_text="points, of more than 10,000 of them bins",
    )
    start: str | int | tuple[float, ...] | None = option(
        None,
        help="one climb alone: from a row, by its name or number, or from a place such as '1000,150'",
        metavar="WHERE",
    )
    assign: str = option(
        "all",
        help="whether all points join their nearest end, or those within the bandwidth of one",
        choices=("all", "near"),
    )
    tol: float | None = option(
        None,
        help="a climb ends with a step of at most so many bandwidths",
        type=float,
        metavar="X",
        low=0,
        high=1,
        default_text="0, for the Gaussian 1e-6",
    )
    max_iter: int = option(
        1_000, help="no climb has more steps than this", type=int, metavar="N", low=1, high=10_000
    )

    @property
    def deterministic(self) -> str:
        """Why another run would be the same."""
        return "mean shift draws nothing"

    @property
    def tolerance(self) -> float:
        """How many bandwidths the last step of a climb has at most."""
        if self.tol is not None:
            return self.tol
        return 0.0 if self.kernel == "flat" else 1e-6

    def _check(self) -> None:
        if self.bandwidth is not None and self.bandwidth <= 0:
            raise InputError(f"bandwidth must be larger than 0, got {self.bandwidth:g}")
        if self.seeds is not None and not (isinstance(self.seeds, str) and self.seeds in SEEDS):
            object.__setattr__(self, "seeds", read_starts(self.seeds, SEEDS, name="seeds", most=MAX_SEEDS))
        if self.start is not None:
            object.__setattr__(self, "start", _read_start(self.start))
            if self.seeds is not None:
                raise InputError("start is one climb alone and seeds are many; give one of the two")


def _read_start(given: Any) -> str | int | tuple[float, ...]:
    """Read the start of one climb; a text is looked up among the rows' names later, when there are rows.

    Raises
    ------
    InputError
        If it is neither a row nor a place.
    """
    if isinstance(given, str) and given.strip():
        return given
    if isinstance(given, int) and not isinstance(given, bool):
        return given
    plain = given.tolist() if hasattr(given, "tolist") else given
    if isinstance(plain, int) and not isinstance(plain, bool):
        return plain
    if isinstance(plain, float):
        plain = [plain]
    if isinstance(plain, Iterable) and not isinstance(plain, str | bytes | dict):
        place = list(plain)
        # A table of one row is a place, too.
        is_table = len(place) == 1 and isinstance(place[0], Iterable) and not isinstance(place[0], str)
        return read_starts(place if is_table else [place], name="start", most=1)[0]
    raise InputError(
        f"start must be a row, by its name or number, or a place such as '1000,150', got {shown(repr(given))}"
    )
