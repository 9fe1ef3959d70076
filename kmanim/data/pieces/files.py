"""Which source a path is: one file, or all that a pattern names, each by its ending."""

from __future__ import annotations

import glob
from collections.abc import Sequence
from pathlib import Path

from kmanim.data.limits import clean, quoted
from kmanim.data.pieces.arrays import npy_source
from kmanim.data.pieces.parquet import parquet_source
from kmanim.data.pieces.several import joined
from kmanim.data.pieces.source import Source
from kmanim.data.pieces.texts import text_source
from kmanim.data.readers.delimited import Reading
from kmanim.data.readers.kinds import BINARY
from kmanim.errors import InputError

_TEXTS = (".csv", ".tsv", ".txt", ".dat", "")


def source_of_path(
    path: str, columns: str | Sequence[object] | None = None, reading: Reading | None = None
) -> tuple[Source, str, str]:
    """Give the rows of a file, or of all files of a pattern such as ``part-*.parquet`` in alphabetical order.

    Returns
    -------
    (Source, str, str)
        The rows, a short name for the data, and how messages call the source.

    Raises
    ------
    InputError
        If there is no such file, one cannot be read in pieces, or their columns differ.
    """
    paths = [Path(path)]
    if not paths[0].exists() and glob.has_magic(path):
        paths = [Path(found) for found in sorted(glob.glob(path))]  # noqa: PTH207 - the pattern may be absolute
        if not paths:
            raise InputError(f"no file is called as {quoted(path)} says")
    sources = [_source(one, columns, reading or Reading()) for one in paths]
    stem = (
        clean(paths[0].name.split(".")[0])
        if len(paths) == 1
        else clean(Path(path).name.split(".")[0].rstrip("*?-_"))
    )
    where = (
        quoted(clean(paths[0].name))
        if len(paths) == 1
        else f"the {len(paths)} files {quoted(clean(Path(path).name))}"
    )
    return joined(sources, [quoted(clean(one.name)) for one in paths]), stem or "data", where


def _source(path: Path, columns: str | Sequence[object] | None, reading: Reading) -> Source:
    kind = path.suffix.casefold()
    if kind == ".npy":
        reading.refuse_ignored(quoted(path.name))
        return npy_source(path, columns)
    if kind in (".parquet", ".pq"):
        reading.refuse_ignored(quoted(path.name))
        return parquet_source(path, columns)
    if kind in (*BINARY, ".gz", ".json", ".jsonl"):
        raise InputError(
            f"{quoted(path.name)} cannot be read in pieces; .npy, .parquet and text with delimiters can"
        )
    return text_source(path, columns, reading)
