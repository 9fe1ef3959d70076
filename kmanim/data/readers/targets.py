"""The column of a table that shall be told from the others: found, and read as numbers or as two classes."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray
from kmanim.data.column_names import find, split_names
from kmanim.data.feature import Feature
from kmanim.data.limits import quoted
from kmanim.data.readers.arrays import are_values, column_of_values
from kmanim.data.readers.cells.categories import coded, present
from kmanim.data.readers.cells.distinct import picked
from kmanim.data.readers.table import Column, Table
from kmanim.data.target import Target, is_binary, target_of_numbers
from kmanim.errors import InputError, shown

_CALLED = "target"  # what values that were handed over one by one are called


def target_column(table: Table, wanted: object) -> Column | None:
    """Find the column that was asked for, by its name, by its place, or as its values one by one.

    Parameters
    ----------
    table : Table
        The one it is in, or beside.
    wanted : str, int or sequence
        A place counts from 0, or from the end where it is negative; a column called by that number comes first.

    Raises
    ------
    InputError
        If it is not there, or there is not one value a row.
    """
    if wanted is None:
        return None
    if isinstance(wanted, str):
        return table.columns[find([wanted.strip()], table.names, table.where)[0]]
    if hasattr(wanted, "__index__") and not isinstance(wanted, bool | np.ndarray):
        place = operator.index(wanted)
        if str(place) in table.names:
            return table.columns[table.names.index(str(place))]
        if not -len(table.columns) <= place < len(table.columns):
            raise InputError(
                f"{table.where} has {len(table.columns)} columns, so its target is one of 0 to "
                f"{len(table.columns) - 1}, got {place}"
            )
        return table.columns[place]
    return _handed(table, wanted)


def own_target(table: Table, columns: str | Sequence[object] | None) -> Column | None:
    """Find the column that the source itself says is to be told; None where it is clustered, or not always there."""
    column = next((one for one in table.columns if one.name == table.target and table.target), None)
    if column is None or column.numbers is None or np.isnan(column.numbers).any():
        return None
    return None if columns is not None and column.name in split_names(columns, "columns") else column


def _handed(table: Table, values: Any) -> Column:
    """Make a column of values that were handed over beside a table."""
    if not are_values(values):
        raise InputError(
            f"target must be a column's name or one value a row, got {shown(type(values).__name__)}"
        )
    cells = list(values.tolist() if isinstance(values, np.ndarray) else values)
    if len(cells) != table.n:
        raise InputError(f"target has {len(cells)} values for {table.n} rows; give one a row")
    own = getattr(values, "name", None)
    name = own.strip() if isinstance(own, str) and own.strip() else _CALLED
    if name in table.names:
        raise InputError(
            f"{table.where} has a column {quoted(name)} beside a target of that name; give its name"
        )
    return column_of_values(name, cells)


def told(column: Column, where: str) -> FloatArray:
    """Give what a target column says as numbers, shape (n,): its own, or 0.0 for any class; NaN where nothing.

    Raises
    ------
    InputError
        If it seems meant as numbers and cannot be read as such.
    """
    if column.problem:
        raise InputError(
            f"{where}: target {quoted(column.name)}, {column.problem}; mend it or choose another"
        )
    return present(column) if column.numbers is None else column.numbers


def target_of(
    column: Column,
    kept: NDArray[np.bool_],
    where: str,
    known: Mapping[str, Feature],
    named: Sequence[Feature],
) -> Target:
    """Read the kept rows of a column as a target: text, or numbers that are only 0 and 1, as two classes.

    Parameters
    ----------
    column : Column
        Without a gap in the kept rows.
    kept : ndarray of shape (n,)
    where : str
        The table, for messages.
    known : mapping of str to Feature
        Units and headings, by column.
    named : sequence of Feature
        Columns of 0 and 1 whose two classes have names.

    Raises
    ------
    InputError
        If text is not that of two classes.
    """
    feature = known.get(column.name, Feature(column.name, column.unit))
    if column.numbers is not None and column.holds != "truth values":
        values = column.numbers[kept]
        own = next((one for one in named if one.name == column.name), None)
        return (
            Target(own, values)
            if own is not None and is_binary(values)
            else target_of_numbers(feature, values)
        )
    levels, codes = coded(picked(column.written, kept))
    if len(levels) != 2:
        count = "1 value" if len(levels) == 1 else f"{len(levels):,} different values"
        raise InputError(
            f"{where}: column {quoted(column.name)} holds {column.holds} of {count}; a target is a column of numbers, "
            "or has two classes"
        )
    return Target(replace(feature, levels=levels), codes)
