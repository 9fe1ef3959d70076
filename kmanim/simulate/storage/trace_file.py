"""Traces as files: everything that a film of the run needs, with every digit."""

from __future__ import annotations

import dataclasses
import stat
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kmanim.arrays import IntArray, frozen
from kmanim.atomic import write_whole
from kmanim.errors import InputError, only_known, shown
from kmanim.simulate.algorithm import Algorithm, algorithm_of
from kmanim.simulate.label_history import UNLABELLED, Changes, LabelHistory
from kmanim.simulate.registry import make_parameters
from kmanim.simulate.snapshot import NO_CLUSTER, Snapshot, column
from kmanim.simulate.storage import serialization as tree
from kmanim.simulate.storage.plain_data import pack, unpack
from kmanim.simulate.trace import Trace

FORMAT = "kmanim trace"
VERSION = 1
MAX_BYTES = 4 * 1024**3
_PLACE = 80
# What a trace keeps beside its snapshots.
_APART = ("labels", "switched", "relabelling", "prologue")
_NOTHING = np.empty(0, np.uint8)
_COMMON = ("step", "iteration", "objective", *_APART)
_WRITERS: dict[str, Callable[[Any], bytes]] = {".json": tree.to_json, ".npz": tree.to_npz}
_READERS: dict[str, Callable[[bytes], dict[str, Any]]] = {".json": tree.from_json, ".npz": tree.from_npz}


@only_known
def save_trace(trace: Trace, path: str | Path) -> Path:
    """Write a trace, whole or not at all."""
    path = Path(path)
    write_whole(path, _WRITERS[_suffix(path)](_packed(trace)))
    return path


@only_known
def load_trace(path: str | Path) -> Trace:
    """Read a trace that `save_trace` wrote."""
    path = Path(path)
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
    changes = Changes.joined(history.changes)
    return {
        "format": FORMAT,
        "version": VERSION,
        "algorithm": trace.algorithm,
        "parameters": dataclasses.asdict(trace.parameters),
        "seed": trace.seed,
        "run": trace.run,
        "stopped": trace.stopped,
        **({} if trace.finished else {"finished": False}),
        "snapshots": _columns(trace.unlabelled, labels=list(history.versions)),
        "labels": None
        if history.first is None
        else {
            "first": history.first,
            "switches": np.diff(changes.ends).tolist(),
            "rows": changes.rows if len(changes) else _NOTHING,
            "new": changes.labels if len(changes) else _NOTHING,
        },
        "dataset": pack(trace.dataset),
        **({"prologue": _columns(trace.prologue)} if trace.prologue else {}),
        **({"notes": trace.notes} if trace.notes else {}),
        **({} if trace.differing is None else {"differing": trace.differing}),
    }


def _columns(snapshots: Sequence[Snapshot], **further: Any) -> dict[str, Any]:
    """Give snapshots of one kind field by field."""
    names = [field.name for field in dataclasses.fields(snapshots[0]) if field.name not in _COMMON]
    own = {name: column(snapshots, name) for name in names}
    return {
        "step": list(column(snapshots, "step")),
        "iteration": list(column(snapshots, "iteration")),
        "objective": np.array(column(snapshots, "objective"), np.float64),
        **further,
        # What is None everywhere is worked out again by the trace that is read.
        **{name: _stacked(values) for name, values in own.items() if any(v is not None for v in values)},
    }


def _unpacked(document: dict[str, Any]) -> Trace:
    if document.get("format") != FORMAT:
        raise ValueError("it does not say that it is one")
    if document["version"] != VERSION:
        raise ValueError(f"its version is {document['version']}, this kmanim reads version {VERSION}")
    if "draws" in document:
        raise ValueError("an earlier kmanim wrote it, whose draws this one cannot read; run it again")
    algorithm = document["algorithm"]
    dataset = unpack(document["dataset"])
    columns = document["snapshots"]
    versions = _whole_numbers(columns["labels"], UNLABELLED)
    module = algorithm_of(algorithm)
    snapshots = _kept_snapshots(module, columns, dataset.n)
    if not snapshots or len(snapshots) != len(versions):
        raise ValueError("its columns are not equally long")
    seed, stopped, prologue = document["seed"], str(document["stopped"]), document.get("prologue")
    trace = module.TRACE(
        algorithm=algorithm,
        dataset=dataset,
        parameters=make_parameters(algorithm, document["parameters"]),
        seed=None if seed is None else _whole(seed, 0),
        run=_whole(document["run"], 1),
        stopped=stopped,
        # Files of before this was written say it in words alone.
        finished=document.get("finished", not stopped.endswith(" reached")) is True,
        unlabelled=snapshots,
        history=_history(document["labels"], versions, dataset.n),
        prologue=() if prologue is None else _snapshots(module.TRACE.prologue_type, prologue),
        notes=tuple(str(note) for note in document.get("notes", ())),
        differing=_differing(document.get("differing"), dataset.n),
    )
    trace.check()
    return trace


def _kept_snapshots(module: Algorithm, columns: dict[str, Any], n: int) -> Sequence[Snapshot]:
    """Rebuild the snapshots of a run as such runs keep them, which may be otherwise than one by one."""
    many = module.TRACE.kept_in
    if many is not None:
        first = {name: values[:1] for name, values in columns.items()}
        for start in _snapshots(module.SNAPSHOT, first):
            found = many.of_columns(start, columns, n)
            if found is not None:
                return found
    return _snapshots(module.SNAPSHOT, columns)


def _snapshots(kind: type[Snapshot], columns: dict[str, Any]) -> tuple[Any, ...]:
    """Rebuild snapshots from their fields."""
    names = [
        field.name
        for field in dataclasses.fields(kind)
        if field.name not in _APART and (field.name in columns or field.default is dataclasses.MISSING)
    ]
    return tuple(
        kind(**_row(names, values)) for values in zip(*(columns[name] for name in names), strict=True)
    )


def _row(names: list[str], values: tuple[Any, ...]) -> dict[str, Any]:
    """Give one snapshot's fields as the snapshot wants them."""
    row = {
        name: frozen(value)
        if isinstance(value, np.ndarray)
        else value.item()
        if isinstance(value, np.generic)
        else value
        for name, value in zip(names, values, strict=True)
    }
    return {
        **row,
        "step": str(row["step"]),
        "iteration": _whole(row["iteration"], 0),
        "objective": float(row["objective"]),
    }


def _history(packed: dict[str, Any] | None, versions: IntArray, n: int) -> LabelHistory:
    """Rebuild the labels and check that they are a history of n rows."""
    labelled = versions[versions != UNLABELLED]
    if packed is None:
        if labelled.size:
            raise ValueError("it has no labels")
        history = LabelHistory()
        history.versions = versions.tolist()
        return history
    first, rows, new = packed["first"], packed["rows"], packed["new"]
    ends = np.append(0, np.cumsum(_whole_numbers(packed["switches"], 1)))
    ends_fit = labelled.size and (labelled[0], labelled[-1]) == (0, len(ends) - 1)
    if not ends_fit or not np.isin(np.diff(labelled), (0, 1)).all():
        raise ValueError("its snapshots and its labels do not fit together")
    if first.shape != (n,) or first.dtype.kind not in "iu" or new.dtype not in (first.dtype, np.uint8):
        raise ValueError("its labels do not fit its rows")
    if rows.dtype.kind != "u" or not len(rows) == len(new) == ends[-1] or (rows.size and rows.max() >= n):
        raise ValueError("its switches do not fit its rows")
    falls = rows[1:] <= rows[:-1]
    falls[ends[1:-1] - 1] = False  # where the next change begins
    if falls.any():
        raise ValueError("its switches are not in order")
    if first.dtype.kind == "i" and min(first.min(), new.min(initial=0)) < NO_CLUSTER:
        raise ValueError("its labels do not fit its rows")
    return LabelHistory.of(first, versions, Changes(frozen(rows), frozen(new), ends))


def _differing(rows: Any, n: int) -> IntArray | None:
    """Check the rows in which a run differs from an estimator, if it was compared with one."""
    if rows is None:
        return None
    if rows.ndim != 1 or rows.dtype.kind not in "iu" or not np.array_equal(np.unique(rows), rows):
        raise ValueError("its rows that differ are not in order")
    if rows.size and not 0 <= rows[0] <= rows[-1] < n:
        raise ValueError("its rows that differ do not fit its rows")
    return frozen(rows.astype(np.intp))


def _stacked(values: Sequence[Any]) -> Any:
    """Give arrays of one shape as one array with one row a snapshot, and numbers that may be nan; else what it is."""
    if all(isinstance(value, float) for value in values):
        return np.array(values, np.float64)
    shapes = {value.shape if isinstance(value, np.ndarray) else None for value in values}
    return np.stack(values) if len(shapes) == 1 and None not in shapes else values


def _whole(number: Any, low: int) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or number < low:
        raise ValueError(f"{number!r} stands where a whole number belongs")
    return number


def _whole_numbers(numbers: Any, low: int) -> IntArray:
    """Check very many at once."""
    if not set(map(type, numbers)) <= {int} or min(numbers, default=low) < low:
        numbers = [_whole(number, low) for number in numbers]
    return np.array(numbers, np.intp)


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
