"""The command as a process: its streams, its signals, its errors as one line, its exit code."""

from __future__ import annotations

import errno
import gc
import sys
from collections.abc import Sequence

from kmanim.command.at_once import answer
from kmanim.command.console import Console, prepare_streams, settle_stdout
from kmanim.command.signals import Ended, Signals, signals_raise
from kmanim.errors import KmanimError, shown

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
    console = Console(quiet=bool({"-q", "--quiet"} & set(words)))
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
            from kmanim.command.options import as_option  # noqa: PLC0415 - as in `_run`

            code, words = error.exit_code, as_option(str(error))
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
    if answer(words, console):
        return
    from kmanim.command.options import parse  # noqa: PLC0415 - makes all options

    said = parse(words)
    console.quiet = said.quiet
    from kmanim.command.carry_out import carry_out  # noqa: PLC0415 - nothing that is wrong needs it

    carry_out(said, console, signals)
