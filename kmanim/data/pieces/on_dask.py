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
from kmanim.data.pieces.arrays import as_rows
from kmanim.data.pieces.engines import Partial
from kmanim.data.pieces.source import PIECE, Aligned, Rows
from kmanim.errors import InputError, MissingPackage, listed, shown

Found = TypeVar("Found", bound=Partial)

# So many sums become one at a time: what travels is a few megabytes, and no worker gets all of it.
_TOGETHER = 8
_SECONDS = 10


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

    def __init__(self, client: Any, *, own: bool = False) -> None:
        self.client, self._own = client, own

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


def source_of(collection: Any, columns: str | Sequence[object] | None = None) -> DaskSource:
    """Make a source of a dask DataFrame or array; names are kept, and nothing is computed.

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
    what = f"the dask {type(collection).__name__}"
    if hasattr(collection, "dtypes"):
        every = [str(name) for name in collection.columns]
        numbers = [place for place, kind in enumerate(collection.dtypes) if kind.kind in "fiu"]
        places = numbers if columns is None else find(split_names(columns, "columns"), every, what, "column")
        other = [every[place] for place in places if place not in numbers]
        if other or not places:
            raise InputError(
                f"{what}: rows in pieces are numbers, and of its columns {listed(other or every)} "
                f"{'is' if len(other or every) == 1 else 'are'} none; choose others with columns"
            )
        chosen = collection[[collection.columns[place] for place in places]]
        return DaskSource(tuple(chosen.to_delayed()), tuple(every[place] for place in places))
    if collection.ndim not in (1, 2) or collection.dtype.kind not in "fiu":
        raise InputError(
            f"{what} has {shown(collection.dtype)} of shape {shown(collection.shape)}; numbers in rows and columns are "
            "needed"
        )
    table = collection.reshape(-1, 1) if collection.ndim == 1 else collection
    table = table.rechunk({1: -1}) if table.numblocks[1] > 1 else table
    names = default_names(table.shape[1])
    if columns is not None:
        wanted = split_names(columns, "columns")
        if len(wanted) == len(names):
            names = tuple(wanted)
        else:
            places = find(wanted, list(names), what, "column")
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
            # A cluster of its own is closed with the client.
            return distributed.Client(processes=True, threads_per_worker=1, dashboard_address=None)  # type: ignore[no-untyped-call]
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
    return as_rows(np.asarray(part.to_numpy() if hasattr(part, "to_numpy") else part))


def _sum(found: list[Any]) -> Any:
    total = found[0]
    for other in found[1:]:
        total = total + other
    return total
