"""The whole way as one command."""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from kmanim.console import Console, Terminated, prepare_streams, signals_raise
from kmanim.errors import InputError, KmanimError, shown
from kmanim.options import parser

if TYPE_CHECKING:
    from kmanim.job import Job


def main(arguments: Sequence[str] | None = None) -> int:  # noqa: PLR0911 - one exit code each
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
    try:
        with signals_raise():
            _run(words, console)
            sys.stdout.flush()
    except SystemExit as done:  # argparse's --help and --version
        return _flushed(int(done.code or 0))
    except KeyboardInterrupt:
        console.fail("interrupted")
        return 130
    except Terminated as ended:
        console.fail("terminated")
        return ended.exit_code
    except BrokenPipeError:
        # Nobody reads stdout any more. Point it elsewhere, or Python complains when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KmanimError as error:
        console.fail(str(error))
        return error.exit_code
    except MemoryError:
        console.fail("not enough memory; use fewer rows, a smaller size or fewer runs")
        return 1
    except OSError as error:
        console.fail(f"{error.strerror or error}{f': {shown(error.filename)}' if error.filename else ''}")
        return 1
    except Exception as error:  # a bug of ours: say so in one line
        if "--traceback" in words:
            raise
        console.fail(f"internal error: {shown(repr(error), 120)}; run again with --traceback and report it")
        return 1
    return 0


def _flushed(code: int) -> int:
    try:
        sys.stdout.flush()
    except OSError:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def _run(words: list[str], console: Console) -> None:
    said = parser().parse_args(words)
    if said.gallery:
        if said.data is not None:
            raise InputError("--gallery takes no data set; it rebuilds the published pictures")
        _prepare_imports()
        from kmanim.gallery import build  # noqa: PLC0415 - heavy

        for path in build(progress=console.progress):
            console.give(str(path))
        return
    if said.data is None:
        raise InputError("which data? give a built-in data set such as mtcars, or a file; see kmanim --help")
    console.say(f"kmanim: {shown(said.data)}: reading …")
    _prepare_imports()
    job = _job(said)
    for note in job.dataset.notes:
        console.warn(note)
    if said.dry_run:
        for name in job.names:
            console.give(str(job.folder / name))
        return
    report = job.write(progress=console.progress)
    console.say(report.table())
    if said.json:
        console.give(json.dumps(report.as_json(), ensure_ascii=True, allow_nan=False))
    else:
        for path in report.files:
            console.give(str(path))


def _job(said: argparse.Namespace) -> Job:
    from kmanim.data.load import load  # noqa: PLC0415 - heavy
    from kmanim.job import Job  # noqa: PLC0415 - heavy
    from kmanim.plot.look import Look  # noqa: PLC0415 - heavy

    dataset = load(
        said.data,
        columns=said.columns,
        labels=said.labels,
        show=said.show,
        scale=said.scale,
        missing=said.missing,
        header=not said.no_header,
        encoding=said.encoding,
        seed=said.seed,
        n=said.n,
    )
    options: dict[str, Any] = {
        name.removeprefix("option_"): value
        for name, value in vars(said).items()
        if name.startswith("option_") and value is not None
    }
    width, height = said.size
    look = Look(
        width=width,
        height=height,
        scale=said.scale_factor,
        theme=said.theme,
        panel=said.panel,
        regions=said.regions,
        aspect=said.aspect,
        transparent=said.transparent,
        trail=said.trail,
    )
    return Job(
        dataset=dataset,
        algorithm=said.algorithm,
        parameters=options,
        runs=said.runs,
        seed=said.seed,
        profile=said.profile or ("loop" if said.runs else "walkthrough"),
        pace=said.pace,
        explain=said.explain,
        look=look,
        loop=said.loop,
        formats=said.format,
        stills=said.stills,
        pick=said.pick,
        max_bytes=said.max_bytes,
        out=said.out,
        force=said.force,
    )


def _prepare_imports() -> None:
    """Set the surroundings before anything heavy is imported."""
    # A backend that Jupyter or a person chose would be imported, or fail to be; kmanim draws with Agg alone.
    os.environ["MPLBACKEND"] = "agg"
    # kmanim multiplies no large matrices; BLAS's threads would cost 60 ms to start.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Imports make thousands of long-lived objects and no garbage.
    gc.disable()
    try:
        import matplotlib as mpl  # noqa: PLC0415 - heavy
    except Exception as error:
        raise KmanimError(
            f"matplotlib cannot start: {shown(error, 80)}; look at the matplotlibrc in this directory or in ~/.config"
        ) from error
    finally:
        gc.enable()
    mpl.set_loglevel("error")  # an unwritable cache directory is not the reader's concern
