"""Arrays and lists of rows as a table of numbers: a copy, with nothing cast in silence."""

from __future__ import annotations

import decimal
import math
import numbers
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray
from kmanim.data.feature import default_names
from kmanim.data.limits import check_size, quoted
from kmanim.data.readers.table import Column, Table
from kmanim.errors import InputError, shown

_KINDS = {
    "b": "yes/no values; use .astype(float)",
    "c": "complex numbers; give their real and imaginary parts as columns",
    "M": "dates; turn them into numbers first",
    "m": "time spans; turn them into numbers first",
    "S": "text",
    "U": "text; numbers must be numbers, not strings",
    "T": "text; numbers must be numbers, not strings",
    "V": "records; give a DataFrame",
}

_NAME, _WHERE = "data", "the array"


def table_of_array(source: object, *, name: str = _NAME, where: str = _WHERE) -> Table:
    """Read anything that NumPy takes as numbers of shape (rows, columns).

    Parameters
    ----------
    source : array_like of shape (n, d)
        Numbers of any real type; NaN and None stand for missing values. Never changed.
    name : str, default "data"
        A short name for the data.
    where : str, default "the array"
        How messages call it.

    Raises
    ------
    InputError
        For every other kind of thing, named.
    """
    values = _floats(_as_array(source, where), where)
    check_size(values.shape[0], values.shape[1], where)
    columns = (
        Column.of_numbers(n, values[:, i].copy()) for i, n in enumerate(default_names(values.shape[1]))
    )
    return Table(name, where, tuple(columns), len(values))


def table_of_cells(source: object) -> Table:
    """Read rows of categories, and of numbers beside them, shape (rows, columns).

    A column all of whose values are numbers holds numbers; every other one holds the texts of its values, and what is
    None or NaN is missing.

    Raises
    ------
    InputError
        If there are no rows and columns in it.
    """
    if isinstance(source, list | tuple):  # NumPy would make text of numbers that stand beside text
        source = [list(row) if isinstance(row, tuple | list) else row for row in source]
        source = (
            np.array(source, dtype=object)
            if len({len(r) for r in source if isinstance(r, list)}) == 1
            else source
        )
    array = _as_array(source, _WHERE)
    check_size(array.shape[0], array.shape[1], _WHERE)
    columns = (column_of_values(n, array[:, i].tolist()) for i, n in enumerate(default_names(array.shape[1])))
    return Table(_NAME, _WHERE, tuple(columns), len(array))


def column_of_values(name: str, cells: Sequence[Any]) -> Column:
    """Read the values of one column: numbers where all are, else texts; what is None or NaN is missing."""
    gaps = [cell is None or cell != cell or type(cell).__name__ == "NAType" for cell in cells]  # noqa: PLR0124 - NaN
    real = [isinstance(cell, numbers.Real | decimal.Decimal) and not isinstance(cell, bool) for cell in cells]
    if all(gap or number for gap, number in zip(gaps, real, strict=True)) and not all(gaps):
        return Column.of_numbers(
            name, np.array([math.nan if gap else float(c) for c, gap in zip(cells, gaps, strict=True)])
        )
    return Column(
        name, None, ["" if gap else str(cell) for cell, gap in zip(cells, gaps, strict=True)], "text"
    )


def _as_array(source: object, where: str) -> NDArray[Any]:
    kind = type(source).__name__
    rows = "a table is a list of rows, all of one length, or an array of shape (rows, columns)"
    if isinstance(source, np.ma.MaskedArray):
        raise InputError(f"{where} is masked, and what is masked would be read; use .filled(float('nan'))")
    if hasattr(source, "tocsr") or hasattr(source, "todense"):
        raise InputError(f"{where} is sparse ({kind}); use .toarray()")
    if (
        source is None
        or isinstance(source, str | bytes | bytearray | Mapping | Set | Iterator)
        or callable(source)
    ):
        raise InputError(f"{where} is of type {kind}; {rows}")
    try:
        array = np.asarray(source)
    except Exception as error:  # foreign types may raise anything from __array__
        reason = "rows of unequal length" if "inhomogeneous" in str(error) else shown(error)
        raise InputError(f"{where} cannot be read as numbers: {reason}; {rows}") from None
    if array.ndim != 2:
        raise InputError(f"{where} has {_shape(array, kind)}; {rows}")
    return array


def _shape(array: NDArray[Any], kind: str) -> str:
    if array.ndim == 0:
        return f"no rows (it is of type {kind})"
    if array.ndim == 1 and array.size == 0:
        return "no rows"
    if array.ndim == 1 and array.dtype.kind in "OSUVT":
        return f"rows of type {type(array[0]).__name__}"
    if array.ndim == 1:
        return "one dimension; for one column use reshape(-1, 1)"
    return f"{array.ndim} dimensions"


def _floats(array: NDArray[Any], where: str) -> FloatArray:
    kind = array.dtype.kind
    if kind == "O":
        return np.array(
            [
                [_number(cell, i, j, where) for j, cell in enumerate(row)]
                for i, row in enumerate(array.tolist())
            ]
        ).reshape(array.shape)
    if kind not in "fiu":
        raise InputError(f"{where} holds {_KINDS.get(kind, f'values of type {array.dtype}')}")
    with np.errstate(over="ignore"):
        values = np.array(array, dtype=np.float64, order="C", copy=True)
    if kind == "f" and array.dtype.itemsize > 8 and (np.isinf(values) & np.isfinite(array)).any():
        raise InputError(f"{where} holds numbers too large for double precision")
    return values


def _number(cell: object, row: int, column: int, where: str) -> float:
    if cell is None or type(cell).__name__ == "NAType":
        return math.nan
    return real_number(cell, f"{where}, row {row + 1}, column {column + 1}")


def real_number(cell: object, place: str) -> float:
    """Read one Python object as a number.

    Raises
    ------
    InputError
        If it is no real number, or one too large; `place` says where it is.
    """
    if isinstance(cell, bool | np.bool_) or not isinstance(cell, numbers.Real | decimal.Decimal):
        raise InputError(f"{place} is {quoted(cell)}, a {type(cell).__name__}; every value must be a number")
    try:
        number = float(cell)
    except OverflowError:
        number = math.inf
    except ValueError:  # a decimal's signalling NaN
        number = math.nan
    if math.isinf(number) and "inf" not in str(cell).casefold():
        raise InputError(f"{place} is a number too large for double precision")
    return number


def are_values(given: Any) -> bool:
    """Tell whether something holds values one by one, in their order: a list, an array, a column of a frame."""
    has_length = hasattr(given, "__len__") and getattr(given, "ndim", 1) > 0
    return has_length and hasattr(given, "__iter__") and not isinstance(given, bytes | Mapping | Set)


def rows_of(labels: Any, n: int) -> Sequence[str] | None:
    """Take labels that were given one by one, as text; None if they are something else."""
    if isinstance(labels, str) or not are_values(labels):
        return None
    texts = [str(label) for label in labels]
    if len(texts) != n:
        raise InputError(f"labels names {len(texts)} of {n} rows; give one name a row")
    return texts
