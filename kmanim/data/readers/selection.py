"""From a table to a data set: which columns, which labels, and what becomes of rows with gaps."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray
from kmanim.data.column_names import find, some, split_names
from kmanim.data.dataset import Dataset
from kmanim.data.feature import Feature
from kmanim.data.limits import check_range, quoted
from kmanim.data.make_dataset import dataset
from kmanim.data.nouns import POINT
from kmanim.data.readers.arrays import rows_of
from kmanim.data.readers.cells.categories import coded, present, seems_categorical, without_gaps
from kmanim.data.readers.cells.distinct import kinds_of, picked
from kmanim.data.readers.cells.joined import Joined
from kmanim.data.readers.cells.plain_text import are_names
from kmanim.data.readers.identifiers import IDENTIFIERS, with_identifiers
from kmanim.data.readers.missing import MAY_BE_A_CATEGORY
from kmanim.data.readers.table import EMPTY, Column, Table
from kmanim.data.readers.targets import own_target, target_column, target_of, told
from kmanim.errors import InputError, among, listed, shown, unknown

_NUMERIC = ("numbers", "no values at all")
_NO_CATEGORY = (*_NUMERIC, EMPTY, IDENTIFIERS)
MISSING_POLICIES = ("refuse", "drop")
KINDS = ("numbers", "categories", "mixed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the user asked for, of any table.

    Attributes
    ----------
    columns : str or sequence of str, optional
        The columns to cluster; default all of the wanted kinds.
    kinds : {"numbers", "categories", "mixed"}
        What is clustered: numbers; categories, as which chosen columns of numbers are taken, too; or both, each as what
        it is.
    categories : str or sequence of str, optional
        Of mixed columns those of numbers that stand for categories.
    labels : str or sequence of str, optional
        The column that names the rows, or the names themselves; default the first column of text whose values
        all differ.
    classes : str, optional
        The column that says which group a row is known to belong to.
    target : str, int or sequence, optional
        The column that shall be told from the chosen ones: its name, its place from 0, or its values one by one.
    show : str or sequence of str, optional
        The two columns that are drawn.
    scale : {"none", "zscore", "minmax"}
        How columns are scaled.
    missing : {"refuse", "drop"}
        What becomes of rows without a value in a chosen column.
    noun : (str, str)
        What one row is and what many are, if it was said.
    source : str
        Where the data come from.
    """

    columns: str | Sequence[object] | None = None
    kinds: str = "numbers"
    categories: str | Sequence[object] | None = None
    labels: str | Sequence[object] | None = None
    classes: str | None = None
    target: object = None
    show: str | Sequence[str] | None = None
    scale: str = "none"
    missing: str = "refuse"
    noun: tuple[str, str] | None = None
    source: str = ""


def select(
    table: Table,
    wishes: Wanted,
    features: Sequence[Feature] = (),
    known_classes: str = "",
    two_classes: Sequence[Feature] = (),
) -> Dataset:
    """Choose columns and rows of a table.

    Parameters
    ----------
    table : Table
        What was read.
    wishes : Wanted
        What the user asked for.
    features : sequence of Feature
        Units and headings that are known for some of the columns.
    known_classes : str
        The column of classes where nobody named one, if it is not clustered.
    two_classes : sequence of Feature
        What is known of columns of 0 and 1 as targets: their levels name what the two stand for.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, a value is missing and may not be, or nothing is left.
    """
    if not among(wishes.missing, MISSING_POLICIES):
        raise unknown("way with missing values", wishes.missing, MISSING_POLICIES)
    if not among(wishes.kinds, KINDS):
        raise unknown("kind of column", wishes.kinds, KINDS)
    table = with_identifiers(table)
    labels = _labels(table, wishes.labels)
    classes = _classes(table, wishes)
    target = target_column(table, wishes.target) or own_target(table, wishes.columns)
    if wishes.target is not None and target is not None:
        _refuse_twice(table, wishes, target.name, "target", "what is told is not told from itself")
    leave = {labels.name} if wishes.labels is not None and labels else set()
    leave |= {column.name for column in (classes, target) if column is not None} | {table.target}
    if wishes.kinds == "numbers":
        chosen = numeric_columns(table, wishes.columns, leave)
        is_coded = [False] * len(chosen)
    else:
        chosen, is_coded = _of_kinds(table, wishes, leave)
    columns = (present(c) if code else c.numbers for c, code in zip(chosen, is_coded, strict=True))
    points = np.column_stack([numbers for numbers in columns if numbers is not None])
    needed, held = chosen, points
    if target is not None:
        needed, held = [*chosen, target], np.column_stack([points, told(target, table.where)])
    kept, notes = _complete(table, needed, held, wishes.missing)
    if classes is None and known_classes:
        classes = next((c for c in table.columns if c.name == known_classes and c not in needed), None)
    others = [c for c in table.columns if c not in needed and c.holds not in _NO_CATEGORY and not c.problem]
    if classes is not None and classes not in others:
        others.append(classes)
    if wishes.labels is None:
        labels = _distinct(table, [column for column in others if column is not classes], kept)
    if not kept.all():
        points = points.compress(
            kept, axis=0
        )  # which is far faster than flags as an index, where rows are short
    known = {feature.name: feature for feature in features}
    described = [known.get(column.name, Feature(column.name, column.unit)) for column in chosen]
    for place, column in enumerate(chosen):
        if is_coded[place]:
            levels, points[:, place] = coded(picked(column.written, kept))
            described[place] = replace(described[place], levels=levels)
    points.flags.writeable = False  # so that nobody need copy it
    check_range(points, [column.name for column in chosen], table.where)
    return dataset(
        points,
        name=table.name,
        features=described,
        labels=None if labels is None else picked(labels.written, kept),
        noun=wishes.noun or POINT,
        categorical={c.name: picked(without_gaps(c), kept) for c in others if c is not labels},
        classes=classes.name if classes is not None else "",
        target=None if target is None else target_of(target, kept, table.where, known, two_classes),
        scale=wishes.scale,
        show=wishes.show,
        notes=notes,
        reading=(*table.notes, *left_out(table, wishes, chosen, (labels, classes, target))),
        source=wishes.source,
        rows=_places(table, kept),
    )


def _places(table: Table, kept: NDArray[np.bool_]) -> IntArray | None:
    """Give where the kept rows stand in the source; None where all of them are there."""
    if table.rows is None and kept.all():
        return None
    places = np.arange(table.n) if table.rows is None else table.rows
    return places[kept]


def numeric_columns(
    table: Table, wanted: str | Sequence[object] | None, leave: Collection[str]
) -> list[Column]:
    """Choose the columns to cluster: the wanted ones, or all that are numbers but those to leave out.

    Raises
    ------
    InputError
        If there are none, or a wanted one is not there, holds no numbers or cannot be read as such.
    """
    if wanted is not None:
        chosen = [table.columns[i] for i in find(split_names(wanted, "columns"), table.names, table.where)]
    else:
        chosen = [c for c in table.columns if (c.holds in _NUMERIC or c.problem) and c.name not in leave]
    for column in chosen:
        if column.problem:
            mend = "," if ";" in column.problem else "; mend it"
            raise InputError(
                f"{table.where}: column {quoted(column.name)}, {column.problem}{mend} or choose others with --columns"
            )
        if column.numbers is None:
            raise InputError(
                f"{table.where}: column {quoted(column.name)} holds {column.holds}; "
                "choose columns of numbers with --columns, or take --algorithm kmodes for categories and "
                "kprototypes for both"
            )
    if not chosen:
        there = listed([f"{c.name} ({c.holds})" for c in table.columns[:5]]) + (
            ", ..." if len(table.columns) > 5 else ""
        )
        raise InputError(f"{table.where} has no column of numbers to cluster; its columns: {there}")
    return chosen


def _of_kinds(table: Table, wishes: Wanted, leave: Collection[str]) -> tuple[list[Column], list[bool]]:
    """Choose the columns to cluster where categories are among them, and tell which of them are categories."""
    mixed = wishes.kinds == "mixed"
    typed = split_names(wishes.categories, "categories") if wishes.categories is not None else []
    named = _called(typed, table)
    if wishes.columns is not None:
        wanted = find(split_names(wishes.columns, "columns"), table.names, table.where)
        chosen = [table.columns[place] for place in wanted]
    else:
        chosen = [
            c
            for c in table.columns
            if c.name not in leave
            and (c.name in named or seems_categorical(c) or (mixed and c.holds == "numbers"))
        ]
    for column in chosen:
        if mixed and column.problem and column.name not in named:
            raise InputError(
                f"{table.where}: column {quoted(column.name)}, {column.problem}; mend it, choose others with "
                "--columns, or take it with --categories"
            )
    if not chosen:
        raise InputError(
            f"{table.where} has no column of categories that repeat; choose columns with --columns; there are "
            f"{some(table.names)}"
        )
    return chosen, [not mixed or c.numbers is None or c.holds != "numbers" or c.name in named for c in chosen]


def _complete(
    table: Table, chosen: list[Column], points: FloatArray, policy: str
) -> tuple[NDArray[np.bool_], list[str]]:
    """Find the rows that have every chosen value, or refuse."""
    gaps: NDArray[np.bool_] = np.asarray(np.isnan(points))
    if not gaps.any():
        return np.ones(len(points), dtype=np.bool_), []
    incomplete = np.logical_or.reduce(list(gaps.T))  # by column: NumPy is slow along short rows
    rows = np.flatnonzero(incomplete).tolist()
    columns = [column.name for column, gap in zip(chosen, _somewhere(gaps), strict=True) if gap]
    which = some(columns, last="or")
    count = f"{len(rows)} of {len(points)} rows"
    if policy == "refuse":
        verb = "has" if len(rows) == 1 else "have"
        raise InputError(
            f"{table.where}: {count} {verb} no value in {which} ({table.places(rows)}); fill in or give --missing drop"
        )
    if len(rows) == len(points):
        empty = [column.name for column, value in zip(chosen, _somewhere(~gaps), strict=True) if not value]
        why = f"column {quoted(empty[0])} has no value at all" if empty else f"each one misses {which}"
        raise InputError(
            f"{table.where}: no row would be left, for {why}; choose other columns with --columns"
        )
    return ~incomplete, [f"Left out {count} without {which} ({table.places(rows)})."]


def _somewhere(flags: NDArray[np.bool_]) -> list[bool]:
    """Tell for each column whether it is flagged in some row."""
    return [bool(column.any()) for column in flags.T]


def _labels(table: Table, wanted: str | Sequence[object] | None) -> Column | None:
    if wanted is None:
        return None
    if isinstance(wanted, str):
        return table.columns[find([wanted.strip()], table.names, table.where)[0]]
    given = rows_of(wanted, table.n)
    if given is None:
        raise InputError(f"labels must be a column's name or a list of names, got {type(wanted).__name__}")
    return Column("", None, given, "text")


def _classes(table: Table, wishes: Wanted) -> Column | None:
    """Find the column of classes that was asked for; it may not be clustered or name the rows, too."""
    if wishes.classes is None:
        return None
    if not isinstance(wishes.classes, str):
        raise InputError(
            f"classes must be a column's name, got {type(wishes.classes).__name__}; give the table that column"
        )
    column = table.columns[find([wishes.classes.strip()], table.names, table.where)[0]]
    _refuse_twice(table, wishes, column.name, "classes", "clusters are compared with what they do not know")
    return column


def _refuse_twice(table: Table, wishes: Wanted, name: str, what: str, why: str) -> None:
    """Refuse a column for one thing that was asked for as another, too."""
    for option, names in (
        ("columns", wishes.columns),
        ("labels", wishes.labels),
        ("classes", wishes.classes),
    ):
        named = names is not None and (option == "columns" or isinstance(names, str)) and option != what
        if named and names is not None and name in _called(split_names(names, option), table):
            raise InputError(
                f"{table.where}: column {quoted(name)} cannot be among {option} and {what}, too; {why}"
            )


def _called(typed: Sequence[str], table: Table) -> list[str]:
    """Give names as the table has them."""
    return [table.names[place] for place in find(typed, table.names, table.where)]


def _distinct(table: Table, texts: list[Column], kept: NDArray[np.bool_]) -> Column | None:
    """Find what names the rows when nobody said: their own names, or the first text without repeats."""
    if table.row_names is not None:
        return Column("", None, table.row_names, "text")
    for column in texts:
        cells = picked(column.written, kept)
        if column.holds == "text" and _names_rows(cells, column):
            return column
    return None


def _names_rows(cells: Sequence[str], column: Column) -> bool:
    """Tell names, all different and none missing, from other texts."""
    kinds = Joined.of(kinds_of(cells))
    if len(kinds) < len(cells) or not kinds.all_differ():
        return False
    if column.gaps and not column.gaps.isdisjoint(kinds):
        return False
    return are_names(kinds, MAY_BE_A_CATEGORY)


def left_out(
    table: Table, wishes: Wanted, chosen: Sequence[Column], used: Sequence[Column | None]
) -> list[str]:
    """Say which columns are not clustered, as they are not of the wanted kind, where nobody chose."""
    if wishes.columns is not None:
        return []
    words = [f"{shown(c.name)} ({c.holds})" for c in table.columns if c not in chosen and c not in used]
    return [f"Not clustered: {', '.join(words[:5])}{', ...' if len(words) > 5 else ''}."] if words else []
