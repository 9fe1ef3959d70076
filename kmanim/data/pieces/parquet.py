"""Parquet as rows in pieces: its groups of rows, and parts of those that are larger than a piece."""

from __future__ import annotations

import bisect
import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np

from kmanim.data.limits import clean, quoted
from kmanim.data.pieces.arrays import as_rows
from kmanim.data.pieces.choose import choose
from kmanim.data.pieces.source import PIECE, Rows, gone
from kmanim.data.readers.frames.dataframes import table_of_frame
from kmanim.errors import InputError, MissingPackage, shown

_HEAD = 4096
"""So many first rows say what the columns hold."""
# Rows and bytes of a large group that are unpacked at once.
_BATCH, _BUFFER = 1 << 16, 1 << 20


@dataclass(frozen=True)
class ParquetSource:
    """A file of Parquet.

    Attributes
    ----------
    path : Path
    columns : tuple of str
        Which columns are wanted, as the file calls them.
    ends : tuple of int
        How many pieces there are up to the end of each group of rows.
    size : int
        Bytes of these columns, once they are unpacked.
    every : tuple of str
        What all columns are called.
    notes : tuple of str
        What is known of the reading.
    piece : int
        So many rows of a larger group are a piece.
    identifiers : tuple of str
        Which columns were left out, as they number the first rows.
    """

    path: Path
    columns: tuple[str, ...]
    ends: tuple[int, ...]
    size: int
    every: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    piece: int = PIECE
    identifiers: tuple[str, ...] = ()
    units = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What the columns are called."""
        return tuple(clean(name.strip()) for name in self.columns)

    @property
    def n_pieces(self) -> int:
        """How many pieces there are."""
        return self.ends[-1] if self.ends else 0

    @property
    def nbytes(self) -> int:
        """Bytes that are read to go through all of them."""
        return self.size

    def read(self, number: int) -> Rows:
        """Read a group of rows, or a part of it; a missing value is nan."""
        group = bisect.bisect_right(self.ends, number)
        first = self.ends[group - 1] if group else 0
        try:
            if self.ends[group] == first + 1:
                with _arrow().ParquetFile(self.path) as file:
                    return self._numbers(file.read_row_group(group, list(self.columns), use_threads=False))
            return _LAST.read(self, group, number - first)
        except FileNotFoundError:
            raise gone(self.path) from None
        except Exception as error:  # a damaged file may raise anything
            where = quoted(clean(self.path.name))
            raise InputError(f"{where} cannot be read as Parquet: {shown(error)}") from None

    def batches(self, group: int) -> Iterator[Rows]:
        """Unpack a group of rows bit by bit."""
        # Both are said: by default all of a group is held, and beside `pre_buffer` the size of a buffer does nothing.
        with _arrow().ParquetFile(self.path, buffer_size=_BUFFER, pre_buffer=False) as file:
            for batch in file.iter_batches(
                _BATCH, row_groups=[group], columns=list(self.columns), use_threads=False
            ):
                yield self._numbers(batch)

    def _numbers(self, table: Any) -> Rows:
        return np.column_stack([as_rows(_numpy(table.column(name))) for name in self.columns])


class _Last(threading.local):
    """A large group of rows that is read part by part: Parquet has no way to begin in the middle of one.

    The last part is kept, too, as pieces that are cut otherwise ask for it twice. Copies of this process begin anew.
    """

    def __init__(self) -> None:
        self._of: object = None
        self._part = -1
        self._batches: Iterator[Rows] = iter(())
        self._rows: Rows = np.empty((0, 0))
        self._left: Rows = self._rows

    def read(self, source: ParquetSource, group: int, part: int) -> Rows:
        """Give a part; those before it are passed over."""
        now = source.path.stat()
        about = (os.getpid(), source, group, now.st_ino, now.st_size, now.st_mtime_ns)
        if self._of != about or part < self._part:
            self._batches, self._left = source.batches(group), np.empty((0, len(source.columns)))
            self._part = -1
        self._of = None  # whatever happens in the middle
        while self._part < part:
            found: list[Rows] = [self._left]
            while sum(map(len, found)) < source.piece and (batch := next(self._batches, None)) is not None:
                found.append(batch)
            rows = np.concatenate(found[1:] if len(found) > 1 and not len(found[0]) else found)
            self._rows, self._left = rows[: source.piece], rows[source.piece :].copy()
            self._part += 1
        self._of = about
        return self._rows


_LAST = _Last()


def parquet_source(
    path: Path, columns: str | Sequence[object] | None = None, *, piece: int = PIECE
) -> ParquetSource:
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
        with parquet.ParquetFile(path, buffer_size=_BUFFER, pre_buffer=False) as file:
            about, schema = file.metadata, file.schema_arrow
            frame = _head(file, schema).to_pandas()
    except FileNotFoundError:
        raise InputError(f"no file {quoted(clean(str(path)))}") from None
    except Exception as error:  # a damaged file may raise anything
        raise InputError(f"{where} cannot be read as Parquet: {shown(error)}") from None
    head = table_of_frame(frame, where=where)
    chosen, identifiers, notes = choose(head, columns)
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
    counts = (about.row_group(group).num_rows for group in range(about.num_row_groups))
    ends = tuple(accumulate(max(1, -(-count // piece)) for count in counts))
    numbering = tuple(called[column.name] for column in identifiers)
    return ParquetSource(path.resolve(), wanted, ends, size, tuple(head.names), notes, piece, numbering)


def has_rows(path: Path) -> bool:
    """Tell whether a file has any: tables are often written with parts that are empty."""
    try:
        return bool(_arrow().read_metadata(path).num_rows)
    except Exception:  # whatever is wrong with it is said by who reads it
        return True


def _numpy(column: Any) -> Any:
    """Make an array of a column of a table, or of a batch, which copies only where it is told to."""
    return column.to_numpy() if hasattr(column, "chunks") else column.to_numpy(zero_copy_only=False)


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
