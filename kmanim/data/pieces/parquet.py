"""Parquet as rows in pieces: its groups of rows, of which no more than one is ever read at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kmanim.data.column_names import find, split_names
from kmanim.data.limits import clean, quoted
from kmanim.data.pieces.arrays import as_rows
from kmanim.data.pieces.source import Rows
from kmanim.errors import InputError, MissingPackage, listed, shown


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
    """

    path: Path
    columns: tuple[str, ...]
    groups: int
    size: int

    @property
    def names(self) -> tuple[str, ...]:
        """What the columns are called."""
        return tuple(map(clean, self.columns))

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
        except Exception as error:  # a damaged file may raise anything
            raise InputError(f"{where} cannot be read as Parquet: {shown(error)}") from None
        cells = [as_rows(table.column(name).to_numpy()) for name in self.columns]
        return np.column_stack(cells)


def parquet_source(path: Path, columns: str | Sequence[object] | None = None) -> ParquetSource:
    """Look at what a file of Parquet says of itself.

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
    except FileNotFoundError:
        raise InputError(f"no file {quoted(clean(str(path)))}") from None
    except Exception as error:  # a damaged file may raise anything
        raise InputError(f"{where} cannot be read as Parquet: {shown(error)}") from None
    every = [str(name) for name in schema.names if not str(name).startswith("__index_level_")]
    numbers = [name for name in every if _is_number(schema.field(name).type)]
    wanted = (
        numbers
        if columns is None
        else [every[i] for i in find(split_names(columns, "columns"), every, where)]
    )
    other = [name for name in wanted if name not in numbers]
    if other or not wanted:
        raise InputError(
            f"{where}: rows in pieces are numbers, and of its columns {listed(other or every)} "
            f"{'is' if len(other or every) == 1 else 'are'} none; choose others with --columns"
        )
    size = sum(
        about.row_group(group).column(place).total_uncompressed_size
        for group in range(about.num_row_groups)
        for place in range(about.num_columns)
        if about.row_group(group).column(place).path_in_schema in wanted
    )
    return ParquetSource(path.resolve(), tuple(wanted), about.num_row_groups, size)


def _is_number(kind: Any) -> bool:
    from pyarrow import types  # noqa: PLC0415 - an extra

    return bool(types.is_integer(kind) or types.is_floating(kind))


def _arrow() -> Any:
    try:
        from pyarrow import parquet  # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingPackage("reading Parquet", "pyarrow", "parquet") from None
    return parquet
