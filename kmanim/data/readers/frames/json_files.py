"""JSON as a table: records, columns, lines of records, and what pandas and GeoJSON make of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kmanim.data.column_names import some
from kmanim.data.limits import quoted
from kmanim.data.readers.frames.dataframes import table_of_frame
from kmanim.data.readers.table import Table
from kmanim.errors import InputError, shown

if TYPE_CHECKING:
    import pandas as pd

_SHAPES = "a list of records, a record a line, or lists by column"


def table_of_json(text: str, *, lines: bool, name: str, where: str) -> Table:
    """Read JSON.

    Parameters
    ----------
    text : str
        The whole file.
    lines : bool
        Whether each line is a record.
    name, where : str
        A short name for the data, and how messages call it.

    Raises
    ------
    InputError
        With the line, if it is no JSON; if it is no table, two keys of a record are one, or what a DataFrame is
        refused for.
    """
    # Some write a record a line under the other name, too.
    content = _lines(text, where) if lines else _parsed(text, where)
    frame, note = _frame(content, where)
    return table_of_frame(frame, name=name, where=where, notes=(note,) if note else ())


def _lines(text: str, where: str) -> list[Any]:
    return [_parsed(line, where, number) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _parsed(text: str, where: str, line: int = 0) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_record, parse_constant=_constant)
    except json.JSONDecodeError as error:
        if not line and error.msg == "Extra data" and text.lstrip()[:1] == "{":
            return _lines(text, where)
        raise InputError(f"{where}, line {line or error.lineno} is no JSON: {shown(error.msg)}") from None
    except RecursionError:
        raise InputError(f"{where} is nested too deep for a table; give {_SHAPES}") from None
    except ValueError as error:  # a number of too many digits, or what is refused below
        raise InputError(f"{where}{f', line {line}' if line else ''}: {shown(error)}") from None


def _record(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"a record has {quoted(twice)} twice; rename one")
    return record


def _constant(word: str) -> float | None:
    return None if word == "NaN" else float(word.replace("Infinity", "inf"))


def _frame(content: Any, where: str) -> tuple[pd.DataFrame, str]:
    """Find the table in what was parsed, and say where it was if that is not plain."""
    import pandas as pd  # noqa: PLC0415 - half a second, and only for JSON

    note = ""
    if isinstance(content, dict) and content.get("type") == "FeatureCollection":
        content = content.get("features")
        if _are_records(content):
            if any(feature.get("geometry") for feature in content):
                note = "Left out where the features are; what is said of them was read."
            content = [feature.get("properties") or {} for feature in content]
    if _are_records(content):
        names = dict.fromkeys(name for record in content for name in record)
        columns = {name: [record.get(name) for record in content] for name in names}
        return pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in columns.items()}), note
    if isinstance(content, list) and content and all(isinstance(row, list) for row in content):
        raise InputError(f"{where} has rows without names of columns; give {_SHAPES}")
    if (
        isinstance(content, dict)
        and {"columns", "data"} <= set(content)
        and isinstance(content["data"], list)
    ):
        return _split(content, where), ""
    if isinstance(content, dict) and content:
        tables = {name: part for name, part in content.items() if _are_records(part)}
        if len(tables) == 1:
            name, part = next(iter(tables.items()))
            return _frame(part, where)[0], f"Read {quoted(name)}, the list of records in the file."
        if len(tables) > 1:
            raise InputError(f"{where} has several tables: {some(list(tables))}; save one of them")
        return _columns(content, where), ""
    raise InputError(f"{where} holds no table; give {_SHAPES}")


def _are_records(content: Any) -> bool:
    return isinstance(content, list) and bool(content) and all(isinstance(one, dict) for one in content)


def _split(content: Mapping[str, Any], where: str) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415

    names, rows = content["columns"], content["data"]
    fits = isinstance(names, list) and all(isinstance(row, list) and len(row) == len(names) for row in rows)
    if not fits:
        raise InputError(f"{where}: each row of data must be a list of as many values as there are columns")
    frame = pd.DataFrame(rows, columns=names, dtype=object)
    index = content.get("index")
    return frame.set_axis(index) if isinstance(index, list) and len(index) == len(frame) else frame


def _columns(content: Mapping[str, Any], where: str) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415

    lists = all(isinstance(cells, list) for cells in content.values())
    if not lists and not all(isinstance(cells, dict) and cells for cells in content.values()):
        raise InputError(f"{where} holds no table; give {_SHAPES}")
    if lists:
        lengths = {name: len(cells) for name, cells in content.items()}
        if len(set(lengths.values())) > 1:
            told = some([f"{name} {count}" for name, count in lengths.items()])
            raise InputError(f"{where}: columns must have one length; there are {told}")
        return pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in content.items()})
    # pandas writes each column by the names of its rows, or each row by its own; {"0": 1, "1": 2} has none.
    if list(content) == [str(row) for row in range(len(content))]:
        return _frame(list(content.values()), where)[0]
    rows = list(dict.fromkeys(row for cells in content.values() for row in cells))
    frame = pd.DataFrame(
        {name: pd.Series([cells.get(row) for row in rows], dtype=object) for name, cells in content.items()}
    )
    counted = rows == [str(row) for row in range(len(rows))]
    return frame if counted else frame.set_axis(rows)
