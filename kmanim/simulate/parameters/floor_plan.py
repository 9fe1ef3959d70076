"""What the toy of floor plans can be told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Literal

from kmanim.errors import InputError, shown
from kmanim.simulate.parameters._base import Kinds, Parameters, option
from kmanim.simulate.parameters._objective import Objective

# So many plans are drawn at most in one run, parents and children together.
_MOST_DRAWN = 200_000
_MOST_CELLS = 144


@dataclass(frozen=True, kw_only=True)
class FloorPlan(Parameters):
    """The options of the toy of floor plans.

    Attributes
    ----------
    method : {"swaps", "population"}
        Swaps: one plan, of which two cells change places, and do so for good where that shortens the walk.
        Population: many plans, each with a child by one such swap; the shortest of all stay.
    tries : int
        How many swaps are tried; of the method swaps.
    plans : int
        How many plans stay from one generation to the next; of the method population.
    generations : int
        How many generations there are; of the method population.
    floor : "auto" or str
        Rows x columns of cells: ``"3x4"``. By default a square that has room for all rooms, or a square without its
        last row or rows. Cells that no room is left for are empty, and rooms may move there.
    """

    family: ClassVar[str] = "floor_plan"
    title: ClassVar[str] = "toy floor plan"
    known_as: ClassVar[tuple[str, ...]] = ("floorplan", "floor plans", "quadratic assignment", "qap")
    few_rows: ClassVar[int] = 100
    kinds: ClassVar[Kinds] = "walks"

    method: Literal["swaps", "population"] = option(
        "swaps",
        help="swap two rooms of one plan and keep what is shorter, or do so with many plans at once",
        choices=("swaps", "population"),
    )
    tries: int = option(300, help="how many swaps are tried", type=int, metavar="N", low=1, high=20_000)
    plans: int = option(
        20, help="of a population, how many plans stay", type=int, metavar="N", low=1, high=1_000
    )
    generations: int = option(
        200, help="of a population, how many generations there are", type=int, metavar="N", low=1, high=20_000
    )
    floor: str = option(
        "auto",
        help="rows and columns of cells, such as 3x4",
        metavar="RxC",
        default_text="a square, without the last rows that no room needs",
    )

    @property
    def objective(self) -> Objective:
        """The walk of a plan; none that is longer is ever kept."""
        return Objective(
            symbol="walk",
            name="walk",
            key="walk",
            steps="kept plan",
            floor=None,
            meaning="cells walked a day",
        )

    @property
    def cells(self) -> tuple[int, int] | None:
        """Rows and columns that were asked for; None where the number of rooms decides."""
        if self.floor == "auto":
            return None
        rows, _, columns = self.floor.partition("x")
        return int(rows), int(columns)

    def _check(self) -> None:
        object.__setattr__(self, "floor", _read_floor(self.floor))
        if self.method == "population" and self.plans * self.generations > _MOST_DRAWN:
            raise InputError(
                f"{self.plans:,} plans times {self.generations:,} generations are more than {_MOST_DRAWN:,} swaps; "
                "ask for fewer of either"
            )


def _read_floor(given: object) -> str:
    """Read how many rows and columns of cells there are, and write it as one word: ``3x4``.

    Raises
    ------
    InputError
        If it is not two whole numbers, or they make less than 2 cells or very many.
    """
    wanted = f"floor must be rows x columns, such as 3x4, with 2 to {_MOST_CELLS} cells, or auto"
    text = given if isinstance(given, str) else ""
    if text.strip() == "auto":
        return "auto"
    found = re.fullmatch(r"\s*([0-9]{1,3})\s*[x×X]\s*([0-9]{1,3})\s*", text)
    rows, columns = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 2 <= rows * columns <= _MOST_CELLS:
        raise InputError(f"{wanted}; got {shown(repr(given))}")
    return f"{rows}x{columns}"
