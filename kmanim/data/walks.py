"""Walks between rooms: a list of from, to, walks, or a matrix with names, as a data set with the rooms for its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kmanim.arrays import FloatArray, frozen
from kmanim.data.column_names import find, some, split_names
from kmanim.data.dataset import Dataset
from kmanim.data.feature import Feature
from kmanim.data.limits import MAX_COLUMNS, quoted
from kmanim.data.make_dataset import dataset
from kmanim.data.readers.cells.categories import is_gap
from kmanim.data.readers.table import EMPTY, Column, Table
from kmanim.errors import InputError, counted, listed, shown

ROOM = ("room", "rooms")
_NAMES = ("from", "to", "walks")
_EMPTY = ("no values at all", EMPTY)


def dataset_of_walks(
    table: Table,
    *,
    columns: str | Sequence[object] | None = None,
    noun: tuple[str, str] | None = None,
    source: str = "",
) -> Dataset:
    """Make a data set of walks: a row and a column for each room, in each cell the walks between the two.

    Walks both ways are added, so that the matrix is symmetric; what stands in it twice is added, too, and walks from a
    room to itself are left out, as they lead nowhere. Notes say so. Rooms come in the order in which they are named
    first.

    Parameters
    ----------
    table : Table
        Three columns of which one holds numbers, or as many columns of numbers as rows, with the names of the rooms as
        headings and, if they are given, as names of the rows.
    columns : str or sequence of str, optional
        The three columns, where they are not called from, to and walks, or there are more.
    noun : (str, str), optional
        What one row is and what many are; room and rooms if not given.
    source : str
        Where the data come from.

    Raises
    ------
    InputError
        If it is neither of the two, a name is missing, a number is missing, below 0 or not finite, or there is one room
        alone.
    """
    wanted = _three(table, columns)
    names, matrix, notes = _of_matrix(table) if wanted is None else _of_list(table, *wanted)
    if len(names) < 2:
        raise InputError(f"{table.where} has {len(names)} room; walks are between two rooms at least")
    if len(names) > MAX_COLUMNS:
        raise InputError(f"{table.where} has {len(names):,} rooms; at most {MAX_COLUMNS:,} are read")
    if matrix.diagonal().any():
        inside = [name for name, walks in zip(names, matrix.diagonal(), strict=True) if walks]
        notes.append(f"Left out walks within one room, which lead nowhere: {some(inside)}.")
        np.fill_diagonal(matrix, 0.0)
    made = dataset(
        frozen(matrix),
        name=table.name,
        features=[Feature(name, "walks") for name in names],
        labels=names,
        noun=noun or ROOM,
        source=source,
    )
    # What is said of columns that are clustered is not said of walks.
    return replace(made, notes=(*table.notes, *notes), reading=table.notes)


def check_walks(data: Dataset, title: str) -> None:
    """Refuse a data set that is no matrix of walks for an algorithm, called `title`, that takes such.

    Raises
    ------
    InputError
        That says how walks are loaded.
    """
    points = data.points
    square = points.shape[0] == points.shape[1] and data.labels == tuple(f.name for f in data.features)
    if not square or (points < 0).any() or points.diagonal().any() or not np.array_equal(points, points.T):
        raise InputError(
            f"{shown(data.name)} has no walks between rooms, which {title} takes; load a list of from, to, walks with "
            "kinds='walks', or take nine-rooms"
        )


def _three(table: Table, columns: str | Sequence[object] | None) -> list[Column] | None:
    """Find from, to and walks; None where the table is a matrix."""
    if columns is not None:
        named = split_names(columns, "columns")
        if len(named) != len(_NAMES):
            raise InputError(
                f"walks are read from three columns, such as --columns from,to,walks; got {listed(named)}"
            )
        return [table.columns[place] for place in find(named, table.names, table.where)]
    by_name = {column.name.casefold(): column for column in table.columns}
    if all(name in by_name for name in _NAMES):
        return [by_name[name] for name in _NAMES]
    found = _matrix_columns(table)
    is_list = len(table.columns) == len(_NAMES) and not _seems_part_of_a_matrix(table)
    if is_list and (found is None or not _seems_a_matrix(table, *found)):
        return list(table.columns)
    if found is not None and any(_may_be_walks(column) for column in found[0]):
        return None
    choose = "; choose three by --columns" if len(table.columns) > len(_NAMES) else ""
    raise InputError(
        f"{table.where} is no list of walks, with columns from, to and walks, nor a matrix of as many rooms as rows; "
        f"it has {counted(table.n, 'row')} and {counted(len(table.columns), 'column')}{choose}"
    )


def _of_list(
    table: Table, start: Column, end: Column, count: Column
) -> tuple[list[str], FloatArray, list[str]]:
    """Add up a list of walks."""
    walks = _numbers(table, count)
    sides = [_rooms(table, column) for column in (start, end)]
    place = {
        name: at
        for at, name in enumerate(dict.fromkeys(n for pair in zip(*sides, strict=True) for n in pair))
    }
    if len(place) > MAX_COLUMNS:
        raise InputError(f"{table.where} has {len(place):,} rooms; at most {MAX_COLUMNS:,} are read")
    matrix = np.zeros((len(place), len(place)))
    first: dict[tuple[str, str], int] = {}
    notes = []
    again: dict[tuple[str, str], list[int]] = {}
    for row, (one, other, number) in enumerate(zip(*sides, walks.tolist(), strict=True)):
        if (one, other) in first:
            again.setdefault((one, other), [first[one, other]]).append(row)
        first.setdefault((one, other), row)
        with np.errstate(over="ignore"):  # what is too large is refused with all else that is
            matrix[place[one], place[other]] += number
            if one != other:
                matrix[place[other], place[one]] += number
    if again:
        told = [f"{shown(a, 30)} to {shown(b, 30)} ({table.places(rows)})" for (a, b), rows in again.items()]
        notes.append(
            f"Added up what stands there more than once: {'; '.join(told[:3])}{'; ...' * (len(told) > 3)}."
        )
    if any((b, a) in first for a, b in first if a != b):
        notes.append("Added up walks of both directions, as a way is as long as the way back.")
    return list(place), matrix, notes


def _matrix_columns(table: Table) -> tuple[list[Column], Column | None] | None:
    """Give the columns of a matrix, and the one that names its rows; None where there are not as many as rows."""
    if len(table.columns) == table.n:
        return list(table.columns), None
    first, *others = table.columns
    return (others, first) if len(others) == table.n and table.row_names is None else None


def _seems_a_matrix(table: Table, columns: list[Column], heads: Column | None) -> bool:
    """Tell a matrix of two or three rooms from a list of as many walks, each of three columns."""
    rows = heads.texts() if heads is not None else table.row_names
    if rows is not None:
        return {cell.strip() for cell in rows} == {column.name for column in columns}
    cells = [column.numbers for column in columns if column.numbers is not None]
    matrix = np.array(cells)
    return len(cells) == len(columns) and bool(np.array_equal(matrix, matrix.T))


def _seems_part_of_a_matrix(table: Table) -> bool:
    """Tell three columns of a matrix that has not as many rows: named rows of nothing but numbers."""
    return table.row_names is not None and all(column.numbers is not None for column in table.columns)


def _may_be_walks(column: Column) -> bool:
    """Tell whether a column holds numbers, or would if all of its cells did."""
    return column.numbers is not None or bool(column.problem) or column.holds in _EMPTY


def _of_matrix(table: Table) -> tuple[list[str], FloatArray, list[str]]:
    """Take a matrix of walks, whose rows may come in another order than its columns."""
    found = _matrix_columns(table)
    assert found is not None
    columns, heads = found
    names = [column.name for column in columns]
    rows = list(table.row_names or ()) if heads is None else _rooms(table, heads)
    if rows and sorted(rows) != sorted(names):
        odd = next(
            name for name in (*rows, *names) if (name in rows) != (name in names) or rows.count(name) > 1
        )
        raise InputError(
            f"{table.where} is a matrix of {table.n} rooms, and its rows and columns need the same names; "
            f"{quoted(odd)} is not once in both"
        )
    cells = np.column_stack([_numbers(table, column, gaps=True) for column in columns])
    if rows:
        cells = cells[[rows.index(name) for name in names]]
    missing = np.isnan(cells)
    np.fill_diagonal(missing, False)
    if (missing & missing.T).any():
        one, other = (names[place] for place in np.argwhere(missing & missing.T)[0])
        raise InputError(
            f"{table.where} has no walks between {quoted(one)} and {quoted(other)}; write 0 for none"
        )
    cells = np.where(np.isnan(cells), 0.0, cells)
    if np.array_equal(cells, cells.T):
        return names, cells, []
    # One half alone, or rows that go to columns: a way is as long as the way back.
    with np.errstate(over="ignore"):
        both = cells + cells.T
    np.fill_diagonal(both, cells.diagonal())
    halves = not np.tril(cells, -1).any() or not np.triu(cells, 1).any()
    notes = [] if halves else ["Added up walks of both directions, as a way is as long as the way back."]
    return names, both, notes


def _rooms(table: Table, column: Column) -> list[str]:
    cells = [cell.strip() for cell in column.texts()]
    empty = [row for row, cell in enumerate(cells) if is_gap(cell, column)]
    if empty or not cells:
        raise InputError(
            f"{table.where}: column {quoted(column.name)} names no room ({table.places(empty)}); every walk has two"
        )
    return cells


def _numbers(table: Table, column: Column, *, gaps: bool = False) -> FloatArray:
    """Give numbers of walks, shape (n,): 0 or more, and NaN only where gaps may be."""
    where = f"{table.where}: column {quoted(column.name)}"
    if column.problem:
        raise InputError(f"{where}, {column.problem}; walks are numbers, 0 or more")
    if column.numbers is None and not (gaps and column.holds in _EMPTY):
        raise InputError(f"{where} holds {column.holds}; walks are numbers, 0 or more")
    numbers = np.full(table.n, np.nan) if column.numbers is None else column.numbers
    empty = np.flatnonzero(np.isnan(numbers))
    if len(empty) and not gaps:
        raise InputError(f"{where} has no number of walks ({table.places(empty.tolist())}); write 0 for none")
    below = np.flatnonzero(numbers < 0)
    if len(below):
        row = int(below[0])
        raise InputError(f"{where}, {table.place(row)}: {numbers[row]:g} walks; there are 0 or more")
    return numbers
