"""Traces as files: everything that a film of the run needs, with every digit."""

from __future__ import annotations

import dataclasses
import stat
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from kmanim.arrays import IntArray, frozen
from kmanim.atomic import write_whole
from kmanim.data.plain_data import pack, unpack
from kmanim.errors import InputError, shown
from kmanim.simulate.centroids.seeding_draws import packed, unpacked
from kmanim.simulate.label_history import UNLABELLED, LabelHistory
from kmanim.simulate.parameters._base import make_parameters
from kmanim.simulate.record import algorithm_of
from kmanim.simulate.storage import serialization as tree
from kmanim.simulate.trace import CentroidSnapshot, Snapshot, Trace

FORMAT = "kmanim trace"
VERSION = 1
MAX_BYTES = 4 * 1024**3
_PLACE = 80
# What a trace keeps beside its snapshots.
_APART = ("labels", "switched", "draws")
_COMMON = ("step", "iteration", "objective", *_APART)
_WRITERS: dict[str, Callable[[Any], bytes]] = {".json": tree.to_json, ".npz": tree.to_npz}
_READERS: dict[str, Callable[[bytes], dict[str, Any]]] = {".json": tree.from_json, ".npz": tree.from_npz}


def save_trace(trace: Trace, path: Path) -> Path:
    """Write a trace, whole or not at all; see `Trace.save`."""
    write_whole(path, _WRITERS[_suffix(path)](_packed(trace)))
    return path


def load_trace(path: Path) -> Trace:
    """Read a trace; see `Trace.load`."""
    reader = _READERS[_suffix(path)]
    data = _read(path)
    try:
        return _unpacked(reader(data))
    except InputError as error:
        raise InputError(f"{_place(path)} is not a whole kmanim trace: {error}") from None
    except _BROKEN as error:
        reason = shown(str(error) or type(error).__name__, 80)
        raise InputError(f"{_place(path)} is not a whole kmanim trace: {reason}") from None


_BROKEN = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError, EOFError,
    OSError, MemoryError, NotImplementedError, zipfile.BadZipFile,
)  # fmt: skip
"""What reading and building can raise on a file that is foreign, cut off or changed by hand."""


def _packed(trace: Trace) -> dict[str, Any]:
    """Give the trace as plain data and arrays."""
    history = trace.history
    own_fields = [
        field.name for field in dataclasses.fields(trace.unlabelled[0]) if field.name not in _COMMON
    ]
    return {
        "format": FORMAT,
        "version": VERSION,
        "algorithm": trace.algorithm,
        "parameters": dataclasses.asdict(trace.parameters),
        "seed": trace.seed,
        "run": trace.run,
        "stopped": trace.stopped,
        "snapshots": {
            "step": [snapshot.step for snapshot in trace.unlabelled],
            "iteration": [snapshot.iteration for snapshot in trace.unlabelled],
            "objective": trace.objective,
            "labels": history.versions,
            **{
                name: _stacked([getattr(snapshot, name) for snapshot in trace.unlabelled])
                for name in own_fields
            },
        },
        "labels": None
        if history.first is None
        else {
            "first": history.first,
            "switches": [len(rows) for rows, _ in history.changes],
            "rows": _joined([rows for rows, _ in history.changes]),
            "new": _joined([labels for _, labels in history.changes]),
        },
        "dataset": pack(trace.dataset),
        **({"draws": packed(trace.draws)} if trace.draws else {}),
    }


def _unpacked(document: dict[str, Any]) -> Trace:
    if document.get("format") != FORMAT:
        raise ValueError("it does not say that it is one")
    if document["version"] != VERSION:
        raise ValueError(f"its version is {document['version']}, this kmanim reads version {VERSION}")
    algorithm = document["algorithm"]
    dataset = unpack(document["dataset"])
    columns = document["snapshots"]
    versions = [_whole(version, UNLABELLED) for version in columns["labels"]]
    kind = algorithm_of(algorithm).SNAPSHOT
    names = [field.name for field in dataclasses.fields(kind) if field.name not in _APART]
    snapshots = tuple(
        kind(**_row(names, values)) for values in zip(*(columns[name] for name in names), strict=True)
    )
    if not snapshots or len(snapshots) != len(versions):
        raise ValueError("its columns are not equally long")
    history = _history(document["labels"], versions, dataset.n)
    _check_clusters(snapshots, history, dataset.n, dataset.d)
    k = len(getattr(snapshots[0], "centroids", ()))
    seed = document["seed"]
    return Trace(
        algorithm=algorithm,
        dataset=dataset,
        parameters=make_parameters(algorithm, document["parameters"]),
        seed=None if seed is None else _whole(seed, 0),
        run=_whole(document["run"], 1),
        stopped=str(document["stopped"]),
        unlabelled=snapshots,
        history=history,
        draws=unpacked(document.get("draws"), dataset.n, k),
    )


def _row(names: list[str], values: tuple[Any, ...]) -> dict[str, Any]:
    """Give one snapshot's fields as the snapshot wants them."""
    row = {
        name: frozen(value) if isinstance(value, np.ndarray) else value
        for name, value in zip(names, values, strict=True)
    }
    return {
        **row,
        "step": str(row["step"]),
        "iteration": _whole(row["iteration"], 0),
        "objective": float(row["objective"]),
    }


def _history(packed: dict[str, Any] | None, versions: list[int], n: int) -> LabelHistory:
    """Rebuild the labels and check that they are a history of n rows."""
    history = LabelHistory()
    history.versions = versions
    if packed is None:
        if set(versions) - {UNLABELLED}:
            raise ValueError("it has no labels")
        return history
    first, rows, new = packed["first"], packed["rows"], packed["new"]
    counts = [_whole(count, 1) for count in packed["switches"]]
    labelled = [version for version in versions if version != UNLABELLED]
    if not labelled or labelled != sorted(labelled) or set(labelled) != set(range(len(counts) + 1)):
        raise ValueError("its snapshots and its labels do not fit together")
    if first.shape != (n,) or first.dtype.kind != "u" or new.dtype not in (first.dtype, np.uint8):
        raise ValueError("its labels do not fit its rows")
    if rows.dtype.kind != "u" or not len(rows) == len(new) == sum(counts) or (rows.size and rows.max() >= n):
        raise ValueError("its switches do not fit its rows")
    ends = np.cumsum([0, *counts])
    for begin, end in pairwise(ends):
        if np.any(rows[begin:end][1:] <= rows[begin:end][:-1]):
            raise ValueError("its switches are not in order")
        history.changes.append((frozen(rows[begin:end]), frozen(new[begin:end])))
    history.first = frozen(first)
    return history


def _check_clusters(snapshots: tuple[Snapshot, ...], history: LabelHistory, n: int, d: int) -> None:
    """Check that every label has its centroid, where there are centroids."""
    shapes = {snapshot.centroids.shape for snapshot in snapshots if isinstance(snapshot, CentroidSnapshot)}
    if not shapes:
        return
    if len(shapes) > 1 or min(shapes)[1:] != (d,):
        raise ValueError("its centroids do not fit its columns")
    k = min(shapes)[0]
    for snapshot in snapshots:
        rows = getattr(snapshot, "medoids", None)
        if rows is not None and (rows.shape != (k,) or rows.dtype.kind != "i" or not _within(rows, n)):
            raise ValueError("its medoids do not fit its rows")
    labels = [] if history.first is None else [history.first, *(new for _, new in history.changes)]
    if not all(np.isfinite(s.centroids).all() for s in snapshots if isinstance(s, CentroidSnapshot)):
        raise ValueError("a centroid is not finite")
    if any(part.max() >= k for part in labels):
        raise ValueError("it has labels without a centroid")


def _within(rows: IntArray, n: int) -> bool:
    return bool(rows.min() >= 0 and rows.max() < n)


def _stacked(values: list[Any]) -> Any:
    """Give arrays of one shape as one array with one row a snapshot; anything else as it is."""
    shapes = {value.shape if isinstance(value, np.ndarray) else None for value in values}
    return np.stack(values) if len(shapes) == 1 and None not in shapes else values


def _joined(arrays: list[Any]) -> Any:
    return np.concatenate(arrays) if arrays else np.empty(0, np.uint8)


def _whole(number: Any, low: int) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or number < low:
        raise ValueError(f"{number!r} stands where a whole number belongs")
    return number


def _read(path: Path) -> bytes:
    """Read a regular file of bounded size: a pipe would wait, and a device never ends."""
    try:
        status = path.stat()
        regular, small = stat.S_ISREG(status.st_mode), status.st_size <= MAX_BYTES
        data = path.read_bytes() if regular and small else b""
    except OSError as error:
        raise InputError(f"cannot read {_place(path)}: {error.strerror or error}") from None
    except ValueError:  # a name that no file can have
        raise InputError(f"cannot read {_place(path)}: no such file") from None
    if not regular:
        raise InputError(f"cannot read {_place(path)}: it is not a regular file")
    if not small:
        raise InputError(f"cannot read {_place(path)}: it is larger than {MAX_BYTES // 1024**3} GB")
    return data


def _place(path: Path) -> str:
    """Give a path as one harmless line; of a long one the end, where the file's own name is."""
    line = shown(path, len(str(path)))
    return line if len(line) <= _PLACE else "…" + line[1 - _PLACE :]


def _suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix not in _WRITERS:
        raise InputError(f"a trace is kept as .json or .npz, not as {shown(repr(path.name))}")
    return suffix
