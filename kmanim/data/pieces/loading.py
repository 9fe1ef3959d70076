"""Whatever can be read in pieces, as a `LargeDataset`; and what is too large to be read otherwise."""

from __future__ import annotations

import glob
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np

from kmanim.data.limits import MAX_BYTES, MAX_ROWS, quoted
from kmanim.data.pieces.engines import Engine, Serial
from kmanim.data.pieces.large_dataset import LargeDataset
from kmanim.data.pieces.source import Opened
from kmanim.data.readers.delimited import Reading
from kmanim.data.readers.selection import Wanted
from kmanim.errors import InputError

_DASK = ("dask", "dask_expr")


def is_large(kind: str, source: Any) -> bool:
    """Tell whether a source is too large to be read at once, as far as that is known beforehand, or several files."""
    if kind == "file":
        path = os.fsdecode(source)
        if not os.path.exists(path):  # noqa: PTH110 - a path that nobody can have is not there either
            return glob.has_magic(path) and "\0" not in path and any(glob.iglob(path))  # noqa: PTH207 - it may be absolute
        return _is_large_file(Path(path))
    if _is_of_dask(source):
        # Blocks of an array may have as many rows as nobody knows.
        shape = getattr(source, "shape", None) or (np.nan,)
        return bool((len(source) if hasattr(source, "columns") else shape[0]) > MAX_ROWS)
    return isinstance(source, np.ndarray) and len(source.shape) > 0 and source.shape[0] > MAX_ROWS


def in_pieces(
    kind: str, source: Any, wishes: Wanted, reading: Reading, *, dask: Any = None, **others: object
) -> LargeDataset:
    """Look at a source in pieces.

    Parameters
    ----------
    kind : {"file", "frame", "array"}
        What `kmanim.load` takes it for.
    source : str, Path, dask DataFrame or array, or ndarray
    wishes : Wanted
    reading : Reading
        Of text.
    dask : str or distributed.Client, optional
        Whose workers go through the rows.
    others
        Further options, which are for data in memory, by name: refused where they are given.

    Raises
    ------
    InputError
        If it cannot be read in pieces, or an option is for data in memory.
    """
    from kmanim.data.pieces.in_pieces import large_dataset  # noqa: PLC0415 - and below: few data are large

    refused = {
        "kinds": None if wishes.kinds == "numbers" else wishes.kinds,
        "categories": wishes.categories,
        "labels": wishes.labels,
        "classes": wishes.classes,
        "target": wishes.target,
        "missing": None if wishes.missing == "refuse" else wishes.missing,
        **others,
    }
    for option, value in refused.items():
        if value is not None:
            raise InputError(f"{option} is for rows in memory, and these are read in pieces; leave it out")
    engine = _engine(dask)
    if kind == "file":
        from kmanim.data.pieces.files import source_of_path  # noqa: PLC0415

        found = source_of_path(os.fsdecode(source), wishes.columns, reading)
    elif _is_of_dask(source):
        from kmanim.data.pieces.on_dask import source_of  # noqa: PLC0415

        found = source_of(source, wishes.columns)
        # Dask has threads and connections of its own, which no copy of this process would bear.
        engine = engine or _clients_engine() or Serial()
    elif isinstance(source, np.ndarray):
        from kmanim.data.pieces.arrays import array_source  # noqa: PLC0415

        where = f"the {type(source).__name__}"
        found = Opened(array_source(source, wishes.columns, where=where), "data", where)
    else:
        raise InputError(
            f"the {type(source).__name__} cannot be read in pieces; an array, a dask DataFrame or array, and files of "
            ".npy, .parquet and text with delimiters can"
        )
    return large_dataset(
        found.source,
        name=found.name,
        where=found.where,
        units=found.units,
        notes=found.notes,
        numbering=found.numbering,
        scale=wishes.scale,
        show=wishes.show,
        engine=engine,
        **({} if wishes.noun is None else {"noun": wishes.noun}),
    )


def _is_large_file(path: Path) -> bool:
    """Look at the head of a file, or at its size."""
    try:
        kind = path.suffix.casefold()
        if kind == ".npy":
            return len(np.load(path, mmap_mode="r", allow_pickle=False)) > MAX_ROWS
        if kind in (".parquet", ".pq"):
            from pyarrow import parquet  # noqa: PLC0415 - an extra

            return bool(parquet.read_metadata(path).num_rows > MAX_ROWS)
        return kind in (".csv", ".tsv", ".txt") and path.stat().st_size > MAX_BYTES
    except Exception:  # whatever is wrong with it is said by who reads it
        return False


def _is_of_dask(source: object) -> bool:
    return type(source).__module__.partition(".")[0] in _DASK


def _engine(dask: Any) -> Engine | None:
    if dask is None:
        return None
    from kmanim.data.pieces.on_dask import OnDask, client_of  # noqa: PLC0415

    if isinstance(dask, str):
        return OnDask(client_of(dask), own=True)
    if not callable(getattr(dask, "submit", None)):
        raise InputError(f"dask must be an address, 'local' or a Client, got {quoted(type(dask).__name__)}")
    return OnDask(dask)


def _clients_engine() -> Engine | None:
    """Give the workers of the client that is there, if there is one."""
    if "distributed" not in sys.modules:
        return None
    import distributed  # noqa: PLC0415

    from kmanim.data.pieces.on_dask import OnDask  # noqa: PLC0415

    try:
        return OnDask(distributed.get_client())
    except ValueError:
        return None
