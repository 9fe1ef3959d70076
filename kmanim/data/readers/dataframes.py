"""DataFrames as tables: every type of column is read as what it is, or named."""

from __future__ import annotations

import decimal
import numbers
from typing import TYPE_CHECKING, Any

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.column_names import check_names
from kmanim.data.limits import check_size, quoted
from kmanim.data.readers.arrays import real_number
from kmanim.data.readers.numerals import is_number
from kmanim.data.readers.table import Column, Table
from kmanim.errors import InputError, shown

if TYPE_CHECKING:
    import pandas as pd

_WHERE = "the DataFrame"


def table_of_frame(frame: Any) -> Table:
    """Read a pandas DataFrame; it is never changed.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns of numbers are read as numbers, nullable and Arrow-backed ones too. Text, categories (also of
        numbers), dates and truth values are kept beside them; truth values are read as 0 and 1 if asked for.
        A named index of text is a column, an index of text without name gives the rows theirs.

    Raises
    ------
    InputError
        For anything but a DataFrame with rows and with columns whose names differ and are simple.
    """
    import pandas as pd  # noqa: PLC0415 - half a second, and only where a DataFrame was given

    if not isinstance(frame, pd.DataFrame):
        kind = type(frame).__name__
        mend = {"Series": ".to_frame()", "Index": ".to_frame()"}.get(kind, ".to_pandas()")
        raise InputError(
            f"cannot read a {type(frame).__module__.partition('.')[0]} {kind}; give a pandas DataFrame ({mend})"
        )
    if isinstance(frame.columns, pd.MultiIndex):
        raise InputError(f"{_WHERE} has columns of several levels; give each column one name")
    check_size(*frame.shape, _WHERE)
    names = [str(name).strip() for name in frame.columns]
    check_names(names, _WHERE)
    columns = [_column(name, frame.iloc[:, i]) for i, name in enumerate(names)]
    row_names = None
    if pd.api.types.is_string_dtype(frame.index) and not isinstance(frame.index, pd.MultiIndex):
        cells = tuple(str(cell) for cell in frame.index)
        title = str(frame.index.name).strip() if frame.index.name is not None else ""
        if title and title not in names:
            columns.insert(0, Column(title, None, cells, "text"))
        elif len(set(cells)) == len(cells):
            row_names = cells
    return Table("data", _WHERE, tuple(columns), len(frame), None, row_names)


def _column(name: str, series: pd.Series[Any]) -> Column:
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
            return Column(name, None, _texts(series), holds)
    if kinds.is_bool_dtype(dtype):
        return Column(name, _floats(name, series), _texts(series), "truth values")
    if kinds.is_numeric_dtype(dtype):
        return Column.of_numbers(name, _floats(name, series))
    if kinds.is_object_dtype(dtype):
        return _objects(name, series)
    texts = _texts(series)
    return Column(name, None, texts, _text_kind(texts) if kinds.is_string_dtype(dtype) else shown(dtype, 30))


def _floats(name: str, series: pd.Series[Any]) -> FloatArray:
    try:
        with np.errstate(over="ignore"):
            values = series.to_numpy(dtype=np.float64, na_value=np.nan, copy=True)
    except Exception as error:  # extension types may raise anything
        raise InputError(
            f"{_WHERE}: column {quoted(name)} cannot be read as numbers: {shown(error)}"
        ) from None
    return np.asarray(values, dtype=np.float64)


def _texts(series: pd.Series[Any]) -> list[str]:
    return [
        "" if gap else str(cell) for cell, gap in zip(series.tolist(), series.isna().tolist(), strict=True)
    ]


def _text_kind(texts: list[str]) -> str:
    """Tell text from numbers that were left as text: they are not converted in silence."""
    present = [text for text in texts if text]
    return "numbers as text (see pandas.to_numeric)" if present and all(map(is_number, present)) else "text"


def _objects(name: str, series: pd.Series[Any]) -> Column:
    """Read a column of Python objects: numbers if all are numbers, text if few are."""
    cells = [None if gap else cell for cell, gap in zip(series.tolist(), series.isna().tolist(), strict=True)]
    present = [(row, cell) for row, cell in enumerate(cells) if cell is not None]
    others = [(row, cell) for row, cell in present if not _is_real(cell)]
    texts = ["" if cell is None else str(cell) for cell in cells]
    if present and not others:
        where = f"{_WHERE}: column {quoted(name)}, row"
        values = np.full(len(cells), np.nan)
        for row, cell in present:
            values[row] = real_number(cell, f"{where} {row + 1}")
        return Column.of_numbers(name, values)
    if present and len(others) * 2 <= len(present):
        row, cell = others[0]
        return Column(
            name, None, texts, "text among numbers", f"row {row + 1}: {quoted(cell)} is not a number"
        )
    if not present:
        return Column(name, None, texts, "no values at all")
    if all(isinstance(cell, bool | np.bool_) for _, cell in present):
        return Column(
            name, np.array([np.nan if c is None else float(c) for c in cells]), texts, "truth values"
        )
    return Column(name, None, texts, _text_kind(texts) if isinstance(others[0][1], str) else "objects")


def _is_real(cell: object) -> bool:
    return isinstance(cell, numbers.Real | decimal.Decimal) and not isinstance(cell, bool | np.bool_)
