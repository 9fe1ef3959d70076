"""The whole way as one command."""

from __future__ import annotations

import argparse
import dataclasses
import errno
import gc
import json
import logging
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kmanim.command.console import Console, prepare_streams, settle_stdout
from kmanim.command.options import parse
from kmanim.command.signals import Ended, Signals, signals_raise
from kmanim.errors import InputError, KmanimError, shown

if TYPE_CHECKING:
    from kmanim.data.dataset import Dataset
    from kmanim.job.job import Job

_REASONS = {errno.ENOSPC: "no space left on the disk", errno.EMFILE: "too many files are open"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str, optional
        What stands behind ``kmanim``; the process's own by default.

    Returns
    -------
    int
        0 done; 2 the command line or the input is wrong; 1 anything else went wrong; 130 interrupted; 143 terminated.
    """
    prepare_streams()
    words = list(sys.argv[1:] if arguments is None else arguments)
    console = Console(quiet="--quiet" in words)
    signals = Signals()
    try:
        with signals_raise(last=arguments is None) as signals:
            _run(words, console, signals)
            console.flush()
    except SystemExit as done:  # argparse's --help and --version
        return _flushed(int(done.code or 0), console)
    except BaseException as error:
        # Libraries may turn an interrupt into an error of their own: what came first is what happened.
        return _failed(signals.came or error, console, traceback="--traceback" in words)
    finally:
        # A process that is about to end would look through all that it imported once more: a tenth of its time.
        if arguments is not None:
            gc.unfreeze()
    return 0


def _failed(error: BaseException, console: Console, *, traceback: bool) -> int:
    """Say in one line why there is no result, and give the exit code."""
    code, words = 1, ""
    match error:
        case Ended():
            code, words = error.exit_code, str(error)
        case KeyboardInterrupt():
            code, words = 130, "interrupted"
        case BrokenPipeError():  # nobody reads stdout any more, and nobody need be told
            pass
        case KmanimError():
            code, words = error.exit_code, str(error)
        case MemoryError():
            words = "not enough memory; use fewer rows, a smaller size or fewer runs"
        case OSError():
            where = f": {shown(error.filename)}" if error.filename else ""
            words = _REASONS.get(error.errno or 0, shown(error.strerror or error)) + where
        case _ if traceback or not isinstance(error, Exception):
            raise error
        case _:  # a bug of ours
            words = f"internal error: {shown(repr(error), 120)}; run again with --traceback and report it"
    console.clear()
    if words:
        console.fail(words)
    settle_stdout()
    return code


def _flushed(code: int, console: Console) -> int:
    try:
        console.flush()
    except (BrokenPipeError, KmanimError) as error:
        return _failed(error, console, traceback=False)
    return code


def _run(words: list[str], console: Console, signals: Signals) -> None:
    said = parse(words)
    if said.gallery is not None:
        _gallery(said, console)
        return
    if said.data is None:
        raise InputError("which data? give a built-in data set such as mtcars, or a file; see kmanim --help")
    console.say(f"kmanim: {shown(said.data)}: reading …")
    with _surroundings(console):
        from kmanim.job.workers import cores  # noqa: PLC0415 - not needed for --help
        from kmanim.simulate.registry import parameters_of  # noqa: PLC0415 - not needed for --help

        _check_folder(said)
        dataset = _dataset(said)
        for note in dataset.notes:
            console.warn(note)

        def progress(done: int, of: int, what: str) -> None:
            if signals.came:
                raise signals.came
            console.progress(done, of, what)

        job = _job(said, dataset, _film_options(said, dataset, console), progress, _beside(said))
        _check_signs(dataset, console)
        _spare_input(said, job)
        if said.dry_run:
            job.check()
            _give(console, [str(path) for path in job.paths], {"dry_run": True} if said.json else None)
            return

        runs = prod(map(len, said.sweep)) if said.sweep else 1
        forecast = parameters_of(said.algorithm).forecast(dataset.n, runs)
        if forecast:
            console.say(f"kmanim: {forecast} …")
        report = job.write(progress=progress, workers=cores())
        console.clear()
        for note in report.notes[len(dataset.notes) :]:
            console.warn(note)
    try:
        _give(console, [str(path) for path in report.files], report.as_json() if said.json else None)
    finally:
        # Last, for whoever sits at a terminal; also if nobody reads stdout.
        console.say(report.table())
        console.say(f"kmanim: {report.summary()}")


def _give(console: Console, paths: list[str], result: dict[str, Any] | None) -> None:
    """Give the result on stdout: the paths one a line, or all of it as one JSON object."""
    lines = paths if result is None else [json.dumps(result | {"files": paths}, allow_nan=False)]
    for line in lines:
        console.give(line)
    console.flush()


def _gallery(said: argparse.Namespace, console: Console) -> None:
    if said.data is not None:
        raise InputError("--gallery takes no data set; it rebuilds the published pictures")
    with _surroundings(console):
        from kmanim.gallery.build import build, slow_files  # noqa: PLC0415 - heavy
        from kmanim.gallery.check import require_current  # noqa: PLC0415 - heavy

        if said.gallery == "check":
            require_current()
            left = slow_files()
            but = (
                f"; there, and not made again, since it takes many minutes: {', '.join(left)}" if left else ""
            )
            console.say(f"kmanim: the gallery is what the code makes{but}")
            return
        for path in build(progress=console.progress):
            console.give(str(path))


def _check_folder(said: argparse.Namespace) -> None:
    """Refuse a folder that cannot be written, before anything is read."""
    from kmanim.export.folder import Folder  # noqa: PLC0415 - not needed for --help

    if said.out is None:
        return
    if not said.out.strip():
        raise InputError("--out needs the name of a folder, got ''")
    if said.out == "-":
        raise InputError("--out must be a folder, as there are many files; write ./- for one of that name")
    Folder(said.out, job="", force=said.force).check(())


def _dataset(said: argparse.Namespace) -> Dataset:
    from kmanim.data.load import load  # noqa: PLC0415 - heavy

    return load(
        said.data,
        columns=said.columns,
        kinds=said.kinds,
        categories=said.categories,
        labels=said.labels,
        classes=said.classes,
        show=said.show,
        scale=said.scale,
        missing=said.missing,
        header=not said.no_header,
        delimiter=said.delimiter,
        decimal=said.decimal,
        encoding=said.encoding,
        seed=said.seed,
        n=said.n,
    )


def _beside(said: argparse.Namespace) -> Dataset | None:
    """Read the second data set of a sweep."""
    from kmanim.data.load import load  # noqa: PLC0415 - heavy

    if said.with_data is None:
        return None
    return load(said.with_data, kinds=said.kinds, scale=said.scale, seed=said.seed)


def _film_options(said: argparse.Namespace, dataset: Dataset, console: Console) -> dict[str, Any]:
    """Give what films can be told besides, with rows read as people count."""
    from kmanim.simulate.registry import parameters_of  # noqa: PLC0415 - not needed for --help

    options = dict(said.film_options)
    for field in dataclasses.fields(parameters_of(said.algorithm).story_options):
        if field.metadata["rows"] and field.name in options:
            flag = f"--{field.name.replace('_', '-')}"
            options[field.name] = [_row(flag, wanted, dataset, console) for wanted in options[field.name]]
    return options


def _row(flag: str, wanted: str, dataset: Dataset, console: Console) -> str | int:
    """Read a row as people count, from 1, unless it is a row's name."""
    names = dataset.labels or ()
    if names.count(wanted) > 1:
        console.warn(
            f"{names.count(wanted)} rows are called {shown(repr(wanted))}; the first one is explained."
        )
    if wanted in names or not (wanted.isascii() and wanted.removeprefix("-").isdigit()):
        return wanted
    number = int(wanted) if len(wanted) < 12 else 0
    if not 1 <= number <= dataset.n:
        raise InputError(
            f"{flag}: there is no row {shown(wanted)}; {shown(dataset.name)} has rows 1 to {dataset.n}"
        )
    return number - 1


def _job(
    said: argparse.Namespace,
    dataset: Dataset,
    film_options: dict[str, Any],
    tell: Callable[[int, int, str], None],
    beside: Dataset | None = None,
) -> Job:
    with _no_garbage():
        from kmanim.job.job import Job  # noqa: PLC0415 - heavy
        from kmanim.job.workers import cores  # noqa: PLC0415 - not needed for --help
        from kmanim.plot.style.look import Look  # noqa: PLC0415 - heavy

    width, height = said.size
    look = Look(
        width=width,
        height=height,
        scale=said.scale_factor,
        theme=said.theme,
        aspect=said.aspect,
        transparent=said.transparent,
    )
    return Job(
        dataset=dataset,
        algorithm=said.algorithm,
        parameters=said.parameters,
        runs=said.runs,
        films=said.films,
        compare_inits=said.compare_inits,
        choose_k=said.choose_k,
        side_by_side=said.side_by_side,
        sweep=said.sweep,
        sweep_beside=said.with_sweep if beside is not None else (),
        beside=beside,
        seed=said.seed,
        profile=said.profile or ("loop" if said.runs else "walkthrough"),
        pace=said.pace,
        max_seconds=said.max_seconds,
        look=look,
        film_options=film_options,
        loop=said.loop,
        formats=said.format,
        stills=said.stills,
        pick=said.pick,
        max_bytes=said.max_bytes,
        out=said.out,
        force=said.force,
        workers=cores(),
        tell=tell,
    )


def _check_signs(dataset: Dataset, console: Console) -> None:
    """Say once which signs of the names no font here can draw."""
    from kmanim.fonts import lacking  # noqa: PLC0415 - heavy

    named = dataset.labels[:1000] if dataset.labels is not None else ()
    levels = (level for feature in dataset.features for level in feature.levels)
    signs = lacking((dataset.name, *(feature.name for feature in dataset.features), *levels, *named))
    if signs:
        some = " ".join(shown(sign) for sign in signs[:5]) + (" …" if len(signs) > 5 else "")
        which = "1 character" if len(signs) == 1 else f"{len(signs)} characters"
        console.warn(f"No font here has {which} of the names ({some}): letters give way to numbers of rows.")


def _spare_input(said: argparse.Namespace, job: Job) -> None:
    """Refuse to replace the very file that was read, even one that an earlier run wrote."""
    source = Path(said.data)
    for path in job.paths:
        same = False
        with suppress(OSError, ValueError):
            same = path.name == source.name and path.samefile(source)
        if same:
            raise InputError(
                f"{shown(said.data)} would be overwritten by its own pictures; choose another --out"
            )


@contextmanager
def _surroundings(console: Console) -> Iterator[None]:
    """Keep out what a person's machine would otherwise add to pictures and to what is said."""
    with warnings.catch_warnings():
        warnings.resetwarnings()
        warnings.simplefilter("always")
        for kind in (DeprecationWarning, PendingDeprecationWarning, ResourceWarning, ImportWarning):
            warnings.simplefilter("ignore", kind)
        warnings.showwarning = lambda message, *_args, **_rest: console.warn(str(message))
        _import_drawing()
        import matplotlib as mpl  # noqa: PLC0415 - heavy

        settings: Any = {key: mpl.rcParamsDefault[key] for key in mpl.rcParamsDefault if key != "backend"}
        with mpl.rc_context(settings):
            yield


def _import_drawing() -> None:
    """Import matplotlib, whatever its configuration says."""
    # An unwritable cache and unknown settings are not the reader's concern.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    # BLAS's threads take 60 ms to start, and only k-means on very many rows of many columns would gain by them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    backend = os.environ.get("MPLBACKEND")
    # A backend that Jupyter or a person chose would be imported, or fail to be; kmanim draws with Agg alone.
    os.environ["MPLBACKEND"] = "agg"
    try:
        with _no_garbage():
            import matplotlib as mpl  # noqa: F401, PLC0415 - heavy
            import numpy as np  # noqa: F401, PLC0415 - heavy
    except Exception as error:
        raise KmanimError(
            f"matplotlib cannot start: {shown(error, 80)}; look at the matplotlibrc in this directory or in ~/.config"
        ) from error
    finally:
        if backend is None:
            del os.environ["MPLBACKEND"]
        else:
            os.environ["MPLBACKEND"] = backend


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Look for no garbage while imports make thousands of objects that stay, and never look through these again."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collects:
            gc.enable()
