"""Parquet files and NumPy arrays on disk, as tables: no pickle, no guessing, nothing larger than allowed."""

from __future__ import annotations

from typing import Any, BinaryIO

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.column_names import check_names
from kmanim.data.limits import MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED_BYTES, check_size, quoted
from kmanim.data.readers.arrays import table_of_array
from kmanim.data.readers.table import Column, Table
from kmanim.errors import InputError, MissingPackage, shown

# pandas writes a nameless index so.
_NAMELESS_INDEX = "__index_level_"
# What a column holds in words, and the checks of `pyarrow.types` that tell it.
_HOLDS = {
    "truth values": "is_boolean",
    "categories": "is_dictionary",
    "text": "is_string is_large_string is_string_view",
    "dates or times": "is_temporal",
}


def table_of_npy(file: BinaryIO, *, name: str, where: str) -> Table:
    """Read the array of an open ``.npy`` file.

    Raises
    ------
    InputError
        If the file is damaged, holds Python objects (which could run code), or no numbers of shape (n, d).
    """
    try:
        array = np.load(file, allow_pickle=False)
    except MemoryError:
        raise
    except Exception as error:  # a damaged header may raise anything
        reason = "it holds Python objects" if "allow_pickle" in str(error) else shown(error)
        raise InputError(f"{quoted(where)} cannot be read as an array of numbers: {reason}") from None
    if not isinstance(array, np.ndarray):
        raise InputError(f"{quoted(where)} is an archive of arrays; save one of them with numpy.save")
    return table_of_array(array, name=name, where=where)


def table_of_parquet(file: BinaryIO, *, name: str, where: str, max_bytes: int | None = None) -> Table:
    """Read an open Parquet file.

    Raises
    ------
    MissingPackage
        Without pyarrow.
    InputError
        If the file is damaged or too large, or two columns have one name.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        raise MissingPackage("reading Parquet", "pyarrow", "parquet") from None
    try:
        parquet = pq.ParquetFile(file)
        about = parquet.metadata
        size = sum(about.row_group(i).total_byte_size for i in range(about.num_row_groups))
        rows, columns = about.num_rows, len(parquet.schema_arrow.names)
        too_large = max(size, 8 * rows * min(columns, MAX_COLUMNS)) > (max_bytes or 8 * MAX_UNPACKED_BYTES)
        table = None if too_large or rows > MAX_ROWS or columns > MAX_COLUMNS else parquet.read()
    except (pa.ArrowException, OSError, ValueError, TypeError) as error:
        raise InputError(f"{quoted(where)} cannot be read as Parquet: {shown(error)}") from None
    check_size(rows, columns, where)
    if table is None:
        raise InputError(f"{quoted(where)} is too large: {rows:,} rows, {size:,} bytes when decompressed")
    return table_of_arrow(table, name=name, where=where)


def table_of_arrow(table: Any, *, name: str = "data", where: str = "the Arrow table") -> Table:
    """Read a pyarrow Table."""
    check_size(table.num_rows, table.num_columns, where)
    names = [str(title).strip() for title in table.column_names]
    columns = [_column(title, table.column(i), where) for i, title in enumerate(names)]
    row_names = None
    for title in _index_columns(table.schema) & set(names):
        index = next(column for column in columns if column.name == title)
        if title.startswith(_NAMELESS_INDEX) or index.holds == "numbers":
            columns.remove(index)
            cells = tuple(index.texts())
            row_names = cells if index.holds == "text" and len(set(cells)) == len(cells) else row_names
    check_size(table.num_rows, len(columns), where)
    check_names([column.name for column in columns], where)
    return Table(name, where, tuple(columns), table.num_rows, None, row_names)


def _index_columns(schema: Any) -> set[str]:
    """Give the columns that were a DataFrame's index: they name rows, and are no measures."""
    try:
        titles = (schema.pandas_metadata or {}).get("index_columns", [])
    except ValueError:  # what another program wrote there
        return set()
    return {title for title in titles if isinstance(title, str)}


def _column(name: str, cells: Any, where: str) -> Column:
    import pyarrow as pa  # noqa: PLC0415

    kind = cells.type
    is_kind = pa.types
    if is_kind.is_integer(kind) or is_kind.is_floating(kind) or is_kind.is_decimal(kind):
        return Column.of_numbers(name, _floats(cells, name, where))
    texts = ["" if cell is None else str(cell) for cell in cells.to_pylist()]
    if is_kind.is_null(kind) or not any(texts):
        return Column(name, None, texts, "no values at all")
    truth = _floats(cells, name, where) if is_kind.is_boolean(kind) else None
    for holds, checks in _HOLDS.items():
        if any(getattr(is_kind, check)(kind) for check in checks.split()):
            return Column(name, truth, texts, holds)
    return Column(name, truth, texts, f"values of type {shown(kind, 30)}")


def _floats(cells: Any, name: str, where: str) -> FloatArray:
    import pyarrow as pa  # noqa: PLC0415

    try:
        array = cells.cast(pa.float64(), safe=False).combine_chunks()
        return np.array(array.to_numpy(zero_copy_only=False), dtype=np.float64)
    except (pa.ArrowException, ValueError, TypeError) as error:
        raise InputError(
            f"{quoted(where)}: column {quoted(name)} cannot be read as numbers: {shown(error)}"
        ) from None
