"""Arrays as rows in pieces: one in hand, or on disk as ``.npy``, of which no more than a piece is ever read."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from mmap import mmap
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from kmanim.data.column_names import find, split_names
from kmanim.data.feature import default_names
from kmanim.data.limits import quoted
from kmanim.data.pieces.source import PIECE, Rows, cut_short, reopened
from kmanim.errors import InputError, shown


def as_rows(values: NDArray[Any]) -> Rows:
    """Give numbers as they are, if they are float32 or float64 of this machine, else as float64."""
    kept = values.dtype in (np.float32, np.float64) and values.dtype.isnative
    return values if kept else values.astype(np.float64)


class _Mapped(NamedTuple):
    """The file behind an array that is mapped: to read what was cut off it would end the process.

    One that was replaced or deleted is still there for who has mapped it.
    """

    path: Path
    inode: int
    size: int

    @classmethod
    def behind(cls, array: NDArray[Any]) -> _Mapped | None:
        """Find it; None if the array is in memory, or its file has no name any more."""
        whole: Any = array
        while whole is not None and not isinstance(getattr(whole, "base", None), mmap):
            whole = getattr(whole, "base", None)
        name = getattr(whole, "filename", None)
        if name is None:
            return None
        try:
            return cls(Path(name), Path(name).stat().st_ino, whole.offset + whole.nbytes)
        except OSError:
            return None

    def check(self) -> None:
        """Raise InputError if it has become shorter."""
        with suppress(OSError):
            now = self.path.stat()
            if now.st_ino == self.inode and now.st_size < self.size:
                raise cut_short(self.path)


@dataclass(frozen=True, eq=False)
class ArraySource:
    """An array in hand, also one that is mapped from disk.

    Attributes
    ----------
    array : ndarray of shape (n, d)
    columns : tuple of int
        Which columns are wanted, from 0.
    names : tuple of str
        What these are called.
    piece : int
        So many rows are a piece.
    """

    array: NDArray[Any]
    columns: tuple[int, ...]
    names: tuple[str, ...]
    piece: int = PIECE

    @cached_property
    def _mapped(self) -> _Mapped | None:
        return _Mapped.behind(self.array)

    @property
    def n_pieces(self) -> int:
        """How many pieces there are."""
        return -(-len(self.array) // self.piece)

    @property
    def nbytes(self) -> int:
        """Bytes of the whole array."""
        return int(self.array.nbytes)

    def read(self, number: int) -> Rows:
        """Give a piece."""
        if self._mapped:
            self._mapped.check()
        rows = self.array[number * self.piece : (number + 1) * self.piece]
        return as_rows(_only(rows, self.columns))


@dataclass(frozen=True)
class NpySource:
    """A file of one array, read by ranges of rows.

    Attributes
    ----------
    path : Path
    offset : int
        Where the numbers begin, in bytes.
    dtype : str
        Of the numbers, as NumPy writes it.
    shape : (int, int)
        Rows and columns of the file.
    by_column : bool
        Whether the file has one column after the other (Fortran's order).
    columns : tuple of int
        Which columns are wanted, from 0.
    names : tuple of str
        What these are called.
    piece : int
        So many rows are a piece.
    """

    path: Path
    offset: int
    dtype: str
    shape: tuple[int, int]
    by_column: bool
    columns: tuple[int, ...]
    names: tuple[str, ...]
    piece: int = PIECE
    units = notes = ()

    @property
    def every(self) -> tuple[str, ...]:
        """What all columns are called, but for those that are left out."""
        return self.names

    @property
    def n_pieces(self) -> int:
        """How many pieces there are."""
        return -(-self.shape[0] // self.piece)

    @property
    def nbytes(self) -> int:
        """Bytes of the numbers that are read."""
        read = len(self.columns) if self.by_column else self.shape[1]
        return self.shape[0] * read * np.dtype(self.dtype).itemsize

    def read(self, number: int) -> Rows:
        """Read a piece."""
        n, d = self.shape
        first = number * self.piece
        rows, dtype = min(self.piece, n - first), np.dtype(self.dtype)
        with reopened(self.path) as file:
            if not self.by_column:
                file.seek(self.offset + first * d * dtype.itemsize)
                values = self._numbers(file, rows * d).reshape(rows, d)
                return as_rows(_only(values, self.columns))
            found = np.empty((len(self.columns), rows), dtype)
            for place, column in enumerate(self.columns):
                file.seek(self.offset + (column * n + first) * dtype.itemsize)
                found[place] = self._numbers(file, rows)
            return as_rows(found.T)

    def _numbers(self, file: Any, count: int) -> NDArray[Any]:
        values = np.fromfile(file, self.dtype, count)
        if len(values) < count:
            raise InputError(f"{quoted(self.path.name)} is cut off; it has fewer rows than it says")
        return values


def array_source(
    array: NDArray[Any],
    columns: str | Sequence[object] | None = None,
    *,
    where: str = "the array",
    piece: int = PIECE,
) -> ArraySource:
    """Take an array in hand, also one that is mapped from disk; see `npy_source`."""
    array = array[:, np.newaxis] if array.ndim == 1 else array
    _check(array.shape, array.dtype, where)
    places, names = _chosen(array.shape[1], columns, where)
    return ArraySource(array, places, names, piece)


def npy_source(path: Path, columns: str | Sequence[object] | None = None, *, piece: int = PIECE) -> NpySource:
    """Look at the head of a ``.npy`` file.

    Parameters
    ----------
    path : Path
    columns : str or sequence, optional
        Which columns are wanted, as in `kmanim.load`; or as many names as there are columns, which name them.
    piece : int
        So many rows are a piece.

    Raises
    ------
    InputError
        If it holds no numbers of shape (n, d), is damaged, or holds Python objects, which could run code.
    """
    where = quoted(path.name)
    try:
        with path.open("rb") as file:
            version = npy.read_magic(file)
            read = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
            shape, by_column, dtype = read(file)
            offset, size = file.tell(), path.stat().st_size
    except FileNotFoundError:
        raise InputError(f"no file {quoted(path)}") from None
    except Exception as error:  # a damaged header may raise anything
        raise InputError(f"{where} cannot be read as an array of numbers: {shown(error)}") from None
    rows, d = _check((*shape, 1) if len(shape) == 1 else shape, dtype, where)
    if size < offset + rows * d * dtype.itemsize:
        raise InputError(f"{where} is cut off: it has {size:,} bytes and says that it has more")
    places, names = _chosen(d, columns, where)
    return NpySource(path.resolve(), offset, dtype.str, (rows, d), by_column and d > 1, places, names, piece)


def _check(shape: tuple[int, ...], dtype: np.dtype[Any], where: str) -> tuple[int, int]:
    """Give rows and columns, and refuse what is no table of numbers of at most 64 bits."""
    if dtype.kind not in "fiu" or dtype.itemsize > np.dtype(np.float64).itemsize:
        raise InputError(
            f"{where} holds {shown(dtype)}; numbers of at most 64 bits are read in pieces, so make them float64"
        )
    if len(shape) != 2:
        raise InputError(f"{where} has shape {shown(shape)}; rows and columns are needed")
    return shape[0], shape[1]


def _chosen(
    d: int, columns: str | Sequence[object] | None, where: str
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Find the wanted columns, or name all of them."""
    names = default_names(d)
    if columns is None:
        return tuple(range(d)), names
    wanted = split_names(columns, "columns")
    if len(wanted) == d and not set(wanted) & set(names) and len(set(wanted)) == d:
        return tuple(range(d)), tuple(wanted)
    places = find(wanted, names, where)
    return tuple(places), tuple(names[place] for place in places)


def _only(rows: NDArray[Any], columns: tuple[int, ...]) -> NDArray[Any]:
    return rows if columns == tuple(range(rows.shape[1])) else rows[:, columns]
