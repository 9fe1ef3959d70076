"""Parquet as rows in pieces: its groups of rows, of which no more than one is ever read at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kmanim.data.limits import clean, quoted
from kmanim.data.pieces.arrays import as_rows
from kmanim.data.pieces.choose import choose
from kmanim.data.pieces.source import Rows, gone
from kmanim.data.readers.frames.dataframes import table_of_frame
from kmanim.errors import InputError, MissingPackage, shown

_HEAD = 4096
"""So many first rows say what the columns hold."""


@dataclass(frozen=True)
class ParquetSource:
    """A file of Parquet.

    Attributes
    ----------
    path : Path
    columns : tuple of str
        Which columns are wanted, as the file calls them.
    groups : int
        How many groups of rows it has.
    size : int
        Bytes of these columns, once they are unpacked.
    every : tuple of str
        What all columns are called.
    notes : tuple of str
        What is known of the reading.
    """

    path: Path
    columns: tuple[str, ...]
    groups: int
    size: int
    every: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    units = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What the columns are called."""
        return tuple(clean(name.strip()) for name in self.columns)

    @property
    def n_pieces(self) -> int:
        """How many pieces there are."""
        return self.groups

    @property
    def nbytes(self) -> int:
        """Bytes that are read to go through all of them."""
        return self.size

    def read(self, number: int) -> Rows:
        """Read a group of rows; a missing value is nan."""
        where = quoted(clean(self.path.name))
        try:
            with _arrow().ParquetFile(self.path) as file:
                table = file.read_row_group(number, columns=list(self.columns), use_threads=False)
        except FileNotFoundError:
            raise gone(self.path) from None
        except Exception as error:  # a damaged file may raise anything
            raise InputError(f"{where} cannot be read as Parquet: {shown(error)}") from None
        cells = [as_rows(table.column(name).to_numpy()) for name in self.columns]
        return np.column_stack(cells)


def parquet_source(path: Path, columns: str | Sequence[object] | None = None) -> ParquetSource:
    """Look at what a file of Parquet says of itself, and at its first rows.

    Raises
    ------
    MissingPackage
        Without pyarrow.
    InputError
        If it is no such file, has no columns of numbers, or others were asked for.
    """
    where = quoted(clean(path.name))
    parquet = _arrow()
    try:
        with parquet.ParquetFile(path) as file:
            about, schema = file.metadata, file.schema_arrow
            frame = _head(file, schema).to_pandas()
    except FileNotFoundError:
        raise InputError(f"no file {quoted(clean(str(path)))}") from None
    except Exception as error:  # a damaged file may raise anything
        raise InputError(f"{where} cannot be read as Parquet: {shown(error)}") from None
    head = table_of_frame(frame, where=where)
    chosen, notes = choose(head, columns)
    called = {str(name).strip(): str(name) for name in schema.names}
    wanted = tuple(called[column.name] for column in chosen)
    for column, name in zip(chosen, wanted, strict=True):
        if not _is_number(schema.field(name).type):
            raise InputError(
                f"{where}: column {quoted(column.name)} holds {column.holds}; rows in pieces are numbers, choose "
                "others with --columns"
            )
    size = sum(
        about.row_group(group).column(place).total_uncompressed_size
        for group in range(about.num_row_groups)
        for place in range(about.num_columns)
        if about.row_group(group).column(place).path_in_schema in wanted
    )
    return ParquetSource(path.resolve(), wanted, about.num_row_groups, size, tuple(head.names), notes)


def has_rows(path: Path) -> bool:
    """Tell whether a file has any: tables are often written with parts that are empty."""
    try:
        return bool(_arrow().read_metadata(path).num_rows)
    except Exception:  # whatever is wrong with it is said by who reads it
        return True


def _is_number(kind: Any) -> bool:
    from pyarrow import types  # noqa: PLC0415 - an extra

    kinds = (types.is_integer, types.is_floating, types.is_decimal, types.is_boolean)
    return any(is_kind(kind) for is_kind in kinds)


def _head(file: Any, schema: Any) -> Any:
    """Give the first rows, of as many groups as it takes."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    found: list[Any] = []
    for batch in file.iter_batches(_HEAD, use_threads=False):
        found.append(batch)
        if sum(len(one) for one in found) >= _HEAD:
            break
    return pa.Table.from_batches(found, schema)


def _arrow() -> Any:
    try:
        from pyarrow import parquet  # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingPackage("reading Parquet", "pyarrow", "parquet") from None
    return parquet
