"""What is known of one column: its name, its unit, its categories."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import cast

from kmanim.data.limits import clean
from kmanim.data.readers.cells.distinct import Distinct
from kmanim.data.readers.cells.joined import Joined
from kmanim.errors import InputError
from kmanim.letters.fonts import spelled


@dataclass(frozen=True, slots=True)
class Feature:
    """One column: its name, its unit, and the title of its axis; of categories, which there are.

    Attributes
    ----------
    name : str
        As the column is called in the data, shown literally.
    unit : str
        Empty where unknown, for example ``"kg"``.
    heading : str
        What the axis says; the name and unit where empty.
    levels : tuple of str
        The categories that the column holds, shown literally: in the points, 0.0 stands for the first. Empty for a
        column of numbers.
    """

    name: str
    unit: str = ""
    heading: str = ""
    levels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", texts([self.name], "a column's name")[0])
        object.__setattr__(self, "heading", texts([self.heading], "a column's heading")[0])
        object.__setattr__(self, "levels", texts(self.levels, "a column's levels"))

    @property
    def title(self) -> str:
        """What the axis says, for example ``Weight (kg)``."""
        return self.heading or (f"{self.name} ({self.unit})" if self.unit else self.name)


def default_names(count: int) -> tuple[str, ...]:
    """Name columns that came without names: x, y, or x1, x2, x3, ... where there are more than two."""
    return ("x", "y")[:count] if count <= 2 else tuple(f"x{i}" for i in range(1, count + 1))


def titles_of(features: Sequence[Feature]) -> tuple[str, ...]:
    """Give the axis title of every column; by its number where no font here has the letters of its name."""
    return tuple(
        feature.title if spelled(feature.title) else f"column {place}"
        for place, feature in enumerate(features, 1)
    )


def texts(cells: Collection[object], what: str) -> tuple[str, ...]:
    """Take text that can be shown and written everywhere, and nothing else.

    Raises
    ------
    InputError
        If a cell is no text; `what` says of what.
    """
    if isinstance(cells, Distinct):
        return tuple(cells.mapped(clean))
    if isinstance(cells, Joined) and cells.data.isascii():
        return tuple(cells)
    given = tuple(cells)
    if not all(issubclass(kind, str) for kind in set(map(type, given))):
        raise InputError(f"{what} must be text alone")
    texts = cast("tuple[str, ...]", given)
    try:
        "".join(texts).encode("utf-8")
    except UnicodeEncodeError:
        return tuple(map(clean, texts))
    return texts
