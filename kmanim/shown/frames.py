"""Tables as DataFrames; pandas is imported when one is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def frame_of(columns: Mapping[str, Sequence[Any]], index: Sequence[object] | None = None) -> pd.DataFrame:
    """Make a DataFrame of columns by name; None is missing.

    Whole numbers stay whole where some are missing, and a column without any value is one of numbers.

    Parameters
    ----------
    columns : mapping of str to sequence
        All of one length.
    index : sequence, optional
        What the rows are called; by default they are counted from 0.
    """
    import pandas as pd  # noqa: PLC0415 - half a second, and only where somebody wants a DataFrame

    series = {name: pd.Series(list(cells), dtype=_type(cells)) for name, cells in columns.items()}
    frame = pd.DataFrame(series)
    return frame if index is None else frame.set_axis(list(index))


def _type(cells: Sequence[Any]) -> Any:
    """Name the type where pandas would guess another one; None lets it guess."""
    known = [cell for cell in cells if cell is not None]
    if len(known) == len(cells):
        return None
    if not known:
        return "float64"
    return "Int64" if all(type(cell) is int for cell in known) else None
