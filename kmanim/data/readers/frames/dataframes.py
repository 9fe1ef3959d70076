"""DataFrames as tables: every type of column is read as what it is, or named."""

from __future__ import annotations

import datetime
import decimal
import numbers
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray
from kmanim.data.column_names import check_names
from kmanim.data.limits import check_size, quoted
from kmanim.data.readers.arrays import real_number
from kmanim.data.readers.cells.distinct import Distinct, kinds_of
from kmanim.data.readers.numerals import is_number
from kmanim.data.readers.table import EMPTY, Column, Table
from kmanim.errors import InputError, shown

if TYPE_CHECKING:
    import pandas as pd

_NOTHING = "no values at all"
AS_TEXT = "numbers as text unless chosen with --columns"
"""What a column holds that is text to the last cell, all of it numbers: perhaps they are codes."""


def table_of_frame(
    frame: pd.DataFrame, *, name: str = "data", where: str = "the DataFrame", notes: tuple[str, ...] = ()
) -> Table:
    """Read a pandas DataFrame; it is never changed.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns of numbers are read as numbers, nullable and Arrow-backed ones too. Text, categories (also of
        numbers), dates and truth values are kept beside them; truth values are read as 0 and 1, and numbers that are
        stored as text as numbers, if asked for. What is missing is None, NaN, NA or NaT, whatever text there is.
        An index with a name is a column that is no measure. One without gives the rows their names if it is text, and
        their numbers if it is numbers in order.
    name, where : str
        A short name for the data, and how messages call the frame.
    notes : tuple of str
        What is known of the reading.

    Raises
    ------
    InputError
        If it has no rows, or columns whose names do not differ or are not simple.
    """
    import pandas as pd  # noqa: PLC0415 - half a second, and only where a DataFrame was given

    if isinstance(frame.columns, pd.MultiIndex):
        raise InputError(f"{where} has columns of several levels; give each column one name")
    check_size(*frame.shape, where)
    names = [str(title).strip() for title in frame.columns]
    check_names(names, where)
    columns = [_column(title, frame.iloc[:, i], where) for i, title in enumerate(names)]
    # A column with a name and nothing else, as pandas reads it from a text.
    columns = [column._replace(holds=EMPTY) if column.holds == _NOTHING else column for column in columns]
    row_names = rows = None
    for level in reversed(range(frame.index.nlevels)):
        index = frame.index.get_level_values(level)
        title = str(index.name).strip() if index.name is not None else ""
        is_text = pd.api.types.is_string_dtype(index.dtype) and not isinstance(
            index.dtype, pd.CategoricalDtype
        )
        if title and title not in names:
            columns.insert(
                0, Column(title, None, _texts(index.to_series()), "text" if is_text else "the index")
            )
        elif frame.index.nlevels == 1 and is_text:
            cells = _texts(index.to_series())
            row_names = tuple(cells) if len(set(cells)) == len(cells) else None
        elif frame.index.nlevels == 1 and pd.api.types.is_integer_dtype(index.dtype):
            rows = places_in_order(index.to_numpy(dtype=np.int64))
    return Table(name, where, tuple(columns), len(frame), None, row_names, notes, rows=rows)


def _column(name: str, series: pd.Series[Any], where: str) -> Column:
    import pandas as pd  # noqa: PLC0415

    kinds = pd.api.types
    dtype = series.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        return Column(name, None, _texts(series), "categories")
    for is_kind, holds in (
        (kinds.is_datetime64_any_dtype, "dates"),
        (kinds.is_timedelta64_dtype, "time spans"),
        (kinds.is_complex_dtype, "complex numbers"),
    ):
        if is_kind(dtype):
            return Column(name, None, _days(_texts(series)), holds)
    if kinds.is_bool_dtype(dtype):
        return Column(name, _floats(name, series, where), _texts(series), "truth values")
    if kinds.is_numeric_dtype(dtype):
        return Column.of_numbers(name, _floats(name, series, where))
    if kinds.is_object_dtype(dtype) and not _is_all_text(series):
        return _objects(name, series, where)
    texts = _texts(series)
    return _text(name, texts) if kinds.is_string_dtype(dtype) else Column(name, None, texts, shown(dtype, 30))


def _floats(name: str, series: pd.Series[Any], where: str) -> FloatArray:
    try:
        with np.errstate(over="ignore"):
            values = series.to_numpy(dtype=np.float64, na_value=np.nan, copy=True)
    except Exception as error:  # extension types may raise anything
        raise InputError(
            f"{where}: column {quoted(name)} cannot be read as numbers: {shown(error)}"
        ) from None
    return np.asarray(values, dtype=np.float64)


def _texts(series: Any) -> Sequence[str]:
    """Give cells as text, empty where there are none; text and categories are found distinct at once."""
    import pandas as pd  # noqa: PLC0415

    if isinstance(series.dtype, pd.CategoricalDtype):
        kinds, places = series.cat.categories.tolist(), series.cat.codes.to_numpy()
    elif isinstance(series.dtype, pd.StringDtype) or _is_all_text(series):
        places, kinds = series.factorize()
    else:
        return [
            "" if gap else str(cell)
            for cell, gap in zip(series.tolist(), series.isna().tolist(), strict=True)
        ]
    gaps = places < 0
    return Distinct.ordered([*map(str, kinds), ""], np.where(gaps, len(kinds), places.astype(np.intp)))


def _is_all_text(series: Any) -> bool:
    """Tell whether objects are text to the last one; others may be equal and written otherwise: 1, 1.0, True."""
    return series.dtype == object and set(map(type, series.tolist())) == {str}


def _days(texts: Sequence[str]) -> Sequence[str]:
    """Leave the hour out where it is midnight everywhere."""
    midnight = " 00:00:00"
    if not all(text.endswith(midnight) for text in texts if text):
        return texts
    return [text.removesuffix(midnight) for text in texts]


def _text(name: str, texts: Sequence[str]) -> Column:
    """Tell text from numbers that were left as text: they are not converted in silence."""
    present = [text for text in kinds_of(texts) if text]
    if not present:
        return Column(name, None, texts, _NOTHING)
    if not all(map(is_number, present)):
        return Column(name, None, texts, "text")
    distinct = Distinct.of(texts)
    numbers = distinct.each([float(text) if text else np.nan for text in distinct.kinds])
    return Column(name, None if np.isinf(numbers).any() else numbers, texts, AS_TEXT)


def _objects(name: str, series: pd.Series[Any], where: str) -> Column:
    """Read a column of Python objects: numbers if all are numbers, text if few are."""
    cells = [None if gap else cell for cell, gap in zip(series.tolist(), series.isna().tolist(), strict=True)]
    present = [(row, cell) for row, cell in enumerate(cells) if cell is not None]
    others = [(row, cell) for row, cell in present if not _is_real(cell)]
    texts = ["" if cell is None else str(cell) for cell in cells]
    if present and not others:
        place = f"{where}: column {quoted(name)}, row"
        values = np.full(len(cells), np.nan)
        for row, cell in present:
            values[row] = real_number(cell, f"{place} {row + 1}")
        return Column.of_numbers(name, values)
    if present and len(others) * 2 <= len(present):
        row, cell = others[0]
        what = "is text, and not" if isinstance(cell, str) and is_number(cell) else "is not"
        return Column(
            name, None, texts, "text among numbers", f"row {row + 1}: {quoted(cell)} {what} a number"
        )
    if not present:
        return Column(name, None, texts, _NOTHING)
    if all(isinstance(cell, bool | np.bool_) for _, cell in present):
        return Column(
            name, np.array([np.nan if c is None else float(c) for c in cells]), texts, "truth values"
        )
    if isinstance(others[0][1], str):
        return _text(name, texts)
    kinds = {type(cell) for _, cell in present}
    is_date = all(issubclass(kind, datetime.date | datetime.time | datetime.timedelta) for kind in kinds)
    return Column(
        name, None, texts, "dates" if is_date else f"values of type {shown(kinds.pop().__name__, 30)}"
    )


def places_in_order(index: NDArray[np.int64]) -> IntArray | None:
    """Take numbers of rows, 0-based, that ascend as rows that were left out leave them; None for others."""
    in_order = bool((index[:1] >= 0).all() and (np.diff(index) > 0).all())
    counted = bool((index == np.arange(len(index))).all())
    return index.astype(np.intp) if in_order and not counted else None


def _is_real(cell: object) -> bool:
    return isinstance(cell, numbers.Real | decimal.Decimal) and not isinstance(cell, bool | np.bool_)
