"""What DBSCAN can be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from kmanim.errors import InputError, shown
from kmanim.simulate.parameters._base import Options, Parameters, option
from kmanim.simulate.parameters._starts import read_rows

ORDERS = ("rows", "backwards", "random")


@dataclass(frozen=True, kw_only=True)
class DbscanSceneOptions(Options):
    """What the pictures of DBSCAN can show beside the points.

    Attributes
    ----------
    panel : {"auto", "none", "counts"}
        What stands beside the points: how many are in a cluster and how many are noise so far, or nothing. Left to the
        film: the counts.
    """

    panel: Literal["auto", "none", "counts"] = option(
        "auto",
        help="what stands beside the points: how many are in clusters and noise so far, or nothing",
        choices=("auto", "none", "counts"),
        default_text="counts",
    )


@dataclass(frozen=True, kw_only=True)
class Dbscan(Parameters):
    """The options of DBSCAN.

    Attributes
    ----------
    eps : float or None
        The radius within which rows are neighbours, itself included, in the units that are clustered: scaled ones if
        the columns are scaled. If not given, Tukey's fence of the distances to the min_samples-th neighbour, see
        `kmanim.simulate.machines.neighbourhoods.estimate.estimated_eps`.
    min_samples : int
        A row with so many neighbours, itself counted, is a core point; 1 or more.
    order : {"rows", "backwards", "random"} or sequence of int
        In which order rows have their turn: as in the table, from its end, as drawn, or exactly so, each row once. In
        Python rows count from 0; in a text such as ``"3,1,2"`` they count from 1. Only border points that two
        clusters reach, and the numbers of clusters, depend on it.
    """

    family: ClassVar[str] = "dbscan"
    title: ClassVar[str] = "DBSCAN"
    in_passes: ClassVar[str] = "counted_dbscan"
    scene_options: ClassVar[type[Options]] = DbscanSceneOptions

    eps: float | None = option(
        None,
        help="how near neighbours are, in the units that are clustered",
        type=float,
        metavar="X",
        low=0,
        high=1e100,
        default_text="Tukey's fence of the distances to the min-samples-th neighbour",
        radius=True,
    )
    min_samples: int = option(
        5, help="a point with so many neighbours, itself counted, is a core point", type=int, metavar="N", low=1,
        high=1_000_000,
    )  # fmt: skip
    order: str | tuple[int, ...] = option(
        "rows",
        help="in which order points have their turn: rows, backwards, random, or row numbers such as '3,1,2'",
        metavar="HOW",
        words=ORDERS,
    )

    @property
    def drawn(self) -> str:
        """What makes runs differ."""
        return "orders"

    @property
    def deterministic(self) -> str:
        """Why another run would be the same; empty where the order is drawn."""
        return "" if self.order == "random" else "DBSCAN draws nothing"

    def _check(self) -> None:
        if self.eps is not None and self.eps <= 0:
            raise InputError(f"eps must be larger than 0, got {self.eps:g}")
        if not isinstance(self.order, str) or self.order not in ORDERS:
            object.__setattr__(self, "order", _read_order(self.order))


def _read_order(given: Any) -> tuple[int, ...]:
    """Read an order of rows as numbers from 0.

    Raises
    ------
    InputError
        If it is neither one of the words nor each row once.
    """
    rows = read_rows(given)
    if rows is None or sorted(rows) != list(range(len(rows))):
        raise InputError(
            f"order must be rows, backwards, random or every row once, such as '3,1,2' in a text (from 1) or "
            f"(2, 0, 1) in Python (from 0), got {shown(repr(given))}"
        )
    return rows
