"""Tables with one value a cell: what holds several values becomes as many columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from kmanim.data.feature import Feature
from kmanim.shown.frames import frame_of
from kmanim.shown.notebook import Tabled

if TYPE_CHECKING:
    import pandas as pd

# What would become more columns than clusters can be asked for stays in one.
MOST = 50

Row = Mapping[str, Any]


def part_name(name: str, place: int) -> str:
    """Name the column of one of several values, by its place from 0: ``sizes`` becomes ``size_1``, ``size_2``."""
    return f"{name.removesuffix('s')}_{place + 1}"


class WithTable(Tabled):
    """What has a table of plain values; a notebook shows it, and pandas takes it."""

    __slots__ = ()

    def table(self) -> list[dict[str, Any]]:
        """Give the rows, all with the same columns."""
        raise NotImplementedError

    def to_frame(self) -> pd.DataFrame:
        """Give `table` as a DataFrame, one value a cell.

        Returns
        -------
        pandas.DataFrame
            What has several values in a row of `table` has several columns: ``size_1``, ``size_2`` of ``sizes``.
        """
        return frame_of(tidy(self.table()))

    def _seen(self) -> tuple[int, Callable[[int], Row]]:
        rows = self.table()
        return len(rows), rows.__getitem__


def tidy(
    rows: Sequence[Row],
    features: Sequence[Feature] = (),
    named: Callable[[str, int], str] = part_name,
) -> dict[str, list[Any]]:
    """Give a table column by column, one value a cell.

    Parameters
    ----------
    rows : sequence of mapping
        By the names of columns, all the same. A value may be a tuple; one of tuples holds places, one number a feature.
    features : sequence of Feature
        The columns of such places; of categories the category is written.
    named : callable
        Names the column of one of several values, by the column's name and the place from 0.

    Returns
    -------
    dict of str to list
        None where a row has fewer values.

    Examples
    --------
    >>> tidy([{"run": 1, "sizes": (3, 2)}, {"run": 2, "sizes": (5,)}])
    {'run': [1, 2], 'size_1': [3, 5], 'size_2': [2, None]}
    """
    found: dict[str, list[Any]] = {}
    for name in rows[0] if rows else ():
        found |= _spread(name, [row[name] for row in rows], features, named)
    return found


def _spread(
    name: str, values: list[Any], features: Sequence[Feature], named: Callable[[str, int], str]
) -> dict[str, list[Any]]:
    longest = max((len(value) for value in values if isinstance(value, tuple)), default=0)
    if not longest or longest > MOST:
        return {name: values}
    found: dict[str, list[Any]] = {}
    for place in range(longest):
        parts = [value[place] if value and place < len(value) else None for value in values]
        title = named(name, place)
        if any(isinstance(part, tuple) for part in parts):
            for column, feature in enumerate(features):
                found[f"{title}_{feature.name}"] = [_entry(part, column, feature) for part in parts]
        else:
            found[title] = parts
    return found


def _entry(part: Any, column: int, feature: Feature) -> Any:
    if part is None:
        return None
    return feature.levels[int(part[column])] if feature.levels else part[column]


def places(points: Any, features: Sequence[Feature], title: str) -> dict[str, Any]:
    """Give some places as values by name, such as ``centroid_1_weight``; of categories the category."""
    return dict(
        chain.from_iterable(
            (
                (f"{title}_{number}_{feature.name}", _entry(point, column, feature))
                for column, feature in enumerate(features)
            )
            for number, point in enumerate(points.tolist(), 1)
        )
    )
