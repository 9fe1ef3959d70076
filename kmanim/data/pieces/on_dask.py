"""Dask: its tables and arrays as rows in pieces, and its workers as who goes through them."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar, cast

import numpy as np

from kmanim.data.column_names import find, split_names
from kmanim.data.feature import default_names
from kmanim.data.limits import quoted
from kmanim.data.pieces.arrays import as_rows
from kmanim.data.pieces.choose import choose
from kmanim.data.pieces.engines import Partial
from kmanim.data.pieces.source import PIECE, Aligned, Opened, Rows
from kmanim.data.readers.frames.dataframes import table_of_frame
from kmanim.data.readers.table import Column
from kmanim.errors import InputError, MissingPackage, shown

Found = TypeVar("Found", bound=Partial)

# So many sums become one at a time: what travels is a few megabytes, and no worker gets all of it.
_TOGETHER = 8
_SECONDS = 10
_ANY_PORT = "127.0.0.1:0"
# So many first rows say what the columns hold, and these kinds of NumPy's and others' types are numbers.
_HEAD, _NUMBERS = 4096, "fiub"


@dataclass(frozen=True, eq=False)
class DaskSource:
    """The partitions of a dask DataFrame, or the blocks of rows of a dask array.

    Attributes
    ----------
    parts : tuple of Delayed
        What each becomes when it is computed.
    names : tuple of str
        What the columns are called.
    nbytes : int
        Of the numbers, as far as they are known beforehand; else 0.
    """

    parts: tuple[Any, ...] = field(repr=False)
    names: tuple[str, ...]
    nbytes: int = 0

    @property
    def n_pieces(self) -> int:
        """How many pieces there are."""
        return len(self.parts)

    def read(self, number: int) -> Rows:
        """Compute a piece and bring it here."""
        return _rows(self.parts[number].compute())


@dataclass(frozen=True, eq=False)
class Handed:
    """One piece that is at hand, in the place of the source that it comes from."""

    rows: Rows
    names: tuple[str, ...]
    n_pieces: int
    nbytes: int = 0

    def read(self, number: int) -> Rows:  # noqa: ARG002 - it is asked for the one that it is
        """Give it."""
        return self.rows


class OnDask:
    """The workers of a dask cluster. If one ends before its time, Dask has others look again at what it had.

    Parameters
    ----------
    client : distributed.Client
    own : bool, default False
        Whether it was made for this alone, and is closed with it.
    """

    called = ("process of Dask", "processes of Dask")

    def __init__(self, client: Any, *, own: bool = False) -> None:
        self.client, self._own = client, own

    @property
    def workers(self) -> int:
        """How many workers the cluster has now; one that grows with its work may have none yet."""
        return max(1, len(self.client.nthreads()))

    def close(self) -> None:
        """Let go of the cluster: its threads and connections would not bear a copy of this process."""
        if self._own:
            self.client.close()

    def added(
        self, look: Callable[[int], Found], pieces: int, tick: Callable[[int], None] | None = None
    ) -> Found:
        """Let workers look at the pieces, each where its rows are, and add up what is found in groups.

        `look` is a `functools.partial` whose first argument is the source: partitions of Dask's own are handed to it
        in that place, on the worker that has them.
        """
        import distributed  # noqa: PLC0415 - an extra

        found = [self._submitted(look, number) for number in range(pieces)]
        for done, _ in enumerate(distributed.as_completed(found), start=1):  # type: ignore[no-untyped-call]
            if tick is not None:
                tick(done)
        while len(found) > 1:
            groups = [found[first : first + _TOGETHER] for first in range(0, len(found), _TOGETHER)]
            found = [self.client.submit(_sum, group, pure=False) for group in groups]
        return cast(Found, found[0].result())

    def _submitted(self, look: Any, number: int) -> Any:
        source, *further = look.args
        base, cuts = _made_of(source, number)
        if not isinstance(base, DaskSource):  # a file, which workers can open themselves
            return self.client.submit(look, number, pure=False)
        parts = [self.client.compute(base.parts[part]) for part, _ in cuts]
        inner = partial(look.func, **look.keywords)
        return self.client.submit(
            _looked, inner, tuple(further), number, source.names, source.n_pieces, [cut for _, cut in cuts], parts,
            pure=False,
        )  # fmt: skip


def source_of(collection: Any, columns: str | Sequence[object] | None = None) -> Opened:
    """Make a source of a dask DataFrame or array; names are kept.

    Of a DataFrame the first rows are computed: they say, as for one in memory, which columns are clustered.

    Parameters
    ----------
    collection : dask.dataframe.DataFrame or dask.array.Array
    columns : str or sequence of str, optional
        The columns that are wanted; default all of numbers. As many as an array has name its columns.

    Raises
    ------
    InputError
        If there are no columns of numbers, or others were asked for.
    """
    where = f"the dask {type(collection).__name__}"
    if getattr(collection, "ndim", 0) == 2 and hasattr(collection, "columns"):
        return _of_table(collection, columns, where)
    if not hasattr(collection, "rechunk"):
        raise InputError(f"{where} cannot be read in pieces; a DataFrame and an array can")
    return Opened(_of_array(collection, columns, where), "data", where)


def _of_table(frame: Any, columns: str | Sequence[object] | None, where: str) -> Opened:
    head = table_of_frame(_head(frame), where=where)
    chosen, identifiers, notes = choose(head, columns)
    called = {str(name).strip(): name for name in frame.columns}
    wanted = [called[column.name] for column in chosen]
    for column, name in zip(chosen, wanted, strict=True):
        if frame.dtypes[name].kind not in _NUMBERS:
            raise InputError(
                f"{where}: column {quoted(column.name)} is of type {shown(frame.dtypes[name])}; rows in pieces are "
                "numbers, so give it astype(float), or choose others with --columns"
            )
    source = _of_columns(frame, wanted, chosen)
    numbering = None
    if identifiers:  # of no columns dask may make no frame
        numbering = _of_columns(frame, [called[column.name] for column in identifiers], identifiers)
    return Opened(source, "data", where, notes=notes, numbering=numbering)


def _of_columns(frame: Any, wanted: list[Any], columns: Sequence[Column]) -> DaskSource:
    """Take some columns, as the frame calls them; only these are read, in whatever order a partition has them."""
    parts = frame[wanted].map_partitions(_picked, wanted, meta=frame[wanted], enforce_metadata=False)
    return DaskSource(tuple(parts.to_delayed()), tuple(column.name for column in columns))


def _of_array(array: Any, columns: str | Sequence[object] | None, where: str) -> DaskSource:
    if array.ndim not in (1, 2) or array.dtype.kind not in "fiu":
        raise InputError(
            f"{where} has {shown(array.dtype)} of shape {shown(array.shape)}; numbers in rows and columns are needed"
        )
    table = array.reshape(-1, 1) if array.ndim == 1 else array
    table = table.rechunk({1: -1}) if table.numblocks[1] > 1 else table
    names = default_names(table.shape[1])
    if columns is not None:
        wanted = split_names(columns, "columns")
        if len(wanted) == len(names):
            names = tuple(wanted)
        else:
            places = find(wanted, list(names), where, "column")
            table, names = table[:, places], tuple(names[place] for place in places)
    nbytes = 0 if np.isnan(table.nbytes) else int(table.nbytes)
    return DaskSource(tuple(table.to_delayed().ravel()), tuple(names), nbytes)


def client_of(address: str) -> Any:
    """Connect to a scheduler, or begin a cluster of processes on this machine where the address is ``"local"``.

    Raises
    ------
    MissingPackage
        If Dask's scheduler is not installed.
    InputError
        If nobody answers.
    """
    try:
        import distributed  # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingPackage("--dask", "distributed", "dask") from None
    try:
        if address == "local":
            # A cluster of its own is closed with the client. Its web server, which there always is, takes any free
            # port: the usual one may be another cluster's, and None asks for it on all networks of the machine.
            return distributed.Client(processes=True, threads_per_worker=1, dashboard_address=_ANY_PORT)  # type: ignore[no-untyped-call]
        return distributed.Client(address, timeout=_SECONDS)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise InputError(
            f"--dask: no scheduler answers at {shown(repr(address))} ({shown(str(error) or type(error).__name__)}); "
            "give its address, such as tcp://host:8786, or local"
        ) from None


def _made_of(source: Any, number: int) -> tuple[Any, list[tuple[int, slice]]]:
    """Say which pieces of which source a piece is put together of, and which of their rows."""
    if not isinstance(source, Aligned):
        return source, [(number, slice(None))]
    first, stop = number * PIECE, min((number + 1) * PIECE, source.ends[-1])
    cuts = []
    piece = bisect.bisect_right(source.ends, first)
    while first < stop:
        begin = source.ends[piece - 1] if piece else 0
        if source.ends[piece] > first:
            cuts.append((piece, slice(first - begin, stop - begin)))
        first = max(first, source.ends[piece])
        piece += 1
    return source.source, cuts


def _looked(
    look: Callable[..., Any], further: tuple[Any, ...], number: int,
    names: tuple[str, ...], n_pieces: int, cuts: list[slice], parts: list[Any],
) -> Any:  # fmt: skip
    """Look at one piece on a worker, which was brought what it is made of."""
    rows = [_rows(part)[cut] for part, cut in zip(parts, cuts, strict=True)]
    piece = rows[0] if len(rows) == 1 else np.concatenate(rows)
    return look(Handed(piece, names, n_pieces), *further, number)


def _rows(part: Any) -> Rows:
    """Take a partition, whose types may be others than those of the first one, or a block."""
    if not hasattr(part, "dtypes"):
        return as_rows(np.asarray(part))
    cells = []
    for name, kind in part.dtypes.items():
        if kind.kind not in _NUMBERS:
            raise InputError(
                f"the dask DataFrame: column {quoted(name)} is of type {shown(kind)} in one of its partitions; rows in "
                "pieces are numbers, so give it astype(float), or choose others with columns"
            )
        plain = isinstance(kind, np.dtype)
        column = part[name]
        cells.append(as_rows(column.to_numpy() if plain else column.to_numpy(np.float64, na_value=np.nan)))
    return np.column_stack(cells)


def _head(frame: Any) -> Any:
    """Compute the first rows of the first partition that has any."""
    heads = frame.map_partitions(_first_rows, meta=frame, enforce_metadata=False)
    for number in range(frame.npartitions):
        head = heads.partitions[number].compute()
        if len(head):
            break
    return head


def _first_rows(part: Any) -> Any:
    return part.head(_HEAD)


def _picked(part: Any, wanted: list[Any]) -> Any:
    lost = [name for name in wanted if name not in part.columns]
    if lost:
        raise InputError(f"the dask DataFrame: one of its partitions has no column {quoted(lost[0])}")
    return part[wanted]


def _sum(found: list[Any]) -> Any:
    total = found[0]
    for other in found[1:]:
        total = total + other
    return total
