"""Which source a path is: one file, or all that a pattern names, each by its ending."""

from __future__ import annotations

import glob
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kmanim.data.limits import clean, quoted
from kmanim.data.pieces.arrays import NpySource, npy_source
from kmanim.data.pieces.parquet import ParquetSource, has_rows, parquet_source
from kmanim.data.pieces.several import joined
from kmanim.data.pieces.source import Opened
from kmanim.data.pieces.texts import TextSource, text_source
from kmanim.data.readers.delimited import Reading
from kmanim.data.readers.files import opened
from kmanim.data.readers.kinds import BINARY
from kmanim.errors import InputError, listed

_PARQUET = (".parquet", ".pq")


def source_of_path(
    path: str, columns: str | Sequence[object] | None = None, reading: Reading | None = None
) -> Opened:
    """Give the rows of a file, or of all files of a pattern such as ``part-*.parquet`` in alphabetical order.

    The first one says which columns are read. Those that were asked for may stand in any order in the others; if none
    were, all must have the same. Files of Parquet without rows are passed over, with a note.

    Raises
    ------
    InputError
        If there is no such file, one cannot be read in pieces, or their columns differ.
    """
    reading = reading or Reading()
    one = Path(path)
    if os.path.exists(path) or not glob.has_magic(path) or "\0" in path:  # noqa: PTH110 - see `is_large`
        source, where = _source(one, columns, reading), quoted(clean(one.name))
        stem = clean(one.name.split(".")[0]) or "data"
        numbering = None
        if not isinstance(source, NpySource) and source.identifiers:
            numbering = replace(source, columns=source.identifiers)
        return Opened(source, stem, where, source.units, source.notes, numbering)
    paths = [Path(found) for found in sorted(glob.glob(path))]  # noqa: PTH207 - the pattern may be absolute
    if not paths:
        raise InputError(f"no file is called as {quoted(path)} says")
    full = [one for one in paths if one.suffix.casefold() not in _PARQUET or has_rows(one)] or paths[:1]
    first = _source(full[0], columns, reading)
    # As many names as an array has columns name them.
    wanted = columns if isinstance(first, NpySource) else list(first.names)
    sources = [first, *(_source(one, wanted, reading) for one in full[1:])]
    called = [quoted(clean(one.name)) for one in full]
    for source, where in zip(sources, called, strict=True):
        if columns is None and sorted(source.every) != sorted(first.every):
            raise InputError(
                f"{where} has the columns {listed(source.every)}, and {called[0]} has {listed(first.every)}; files "
                "that are read together need the same columns, or --columns"
            )
        if source.units != first.units:
            raise InputError(
                f"{where} has columns in {_said(source.units)}, and {called[0]} in {_said(first.units)}; files "
                "that are read together need the same units"
            )
    empty = len(paths) - len(full)
    notes = [note for source in sources for note in source.notes]
    if empty:
        notes.append(f"{empty} of {len(paths)} files {'has' if empty == 1 else 'have'} no rows.")
    stem = clean(Path(path).name.split(".")[0].rstrip("*?-_")) or "data"
    where = f"the {len(paths)} files {quoted(clean(Path(path).name))}"
    return Opened(joined(sources, called), stem, where, first.units, tuple(dict.fromkeys(notes)))


def _said(units: Sequence[str]) -> str:
    return listed(unit or "no unit" for unit in units)


def _source(
    path: Path, columns: str | Sequence[object] | None, reading: Reading
) -> NpySource | ParquetSource | TextSource:
    kind = path.suffix.casefold()
    if kind not in (".npy", *_PARQUET) and kind in (*BINARY, ".gz", ".json", ".jsonl"):
        able = ".npy, .parquet and text with delimiters can"
        mend = "decompress it first" if kind == ".gz" else able
        raise InputError(f"{quoted(path.name)} cannot be read in pieces; {mend}")
    # A pipe would wait for ever, a device never end.
    opened(path, clean(path.name)).close()
    if kind == ".npy":
        reading.refuse_ignored(quoted(path.name))
        return npy_source(path, columns)
    if kind in _PARQUET:
        reading.refuse_ignored(quoted(path.name))
        return parquet_source(path, columns)
    return text_source(path, columns, reading)
