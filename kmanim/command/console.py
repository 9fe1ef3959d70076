"""How the command talks: sentences and a progress bar on stderr, results on stdout."""

from __future__ import annotations

import codecs
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from kmanim.errors import OutputError, shown

_BAR_CELLS = 24
_REDRAW_S = 0.1
_LONGEST_LINE = 400

# What stands for our own signs on a terminal that has letters of ASCII alone.
_SPELLED = {"…": "...", "–": "-", "—": "-", "×": "x", "·": "-", "²": "2", "−": "-", "━": "=", "─": "-"}


class Console:
    """Where the command says things.

    Parameters
    ----------
    quiet : bool
        Whether everything but errors and results is left out.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self._terminal = _is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"
        self._drawn_at = 0.0
        self._width = 0
        self._warned: set[str] = set()

    @property
    def _live(self) -> bool:
        return self._terminal and not self.quiet

    def say(self, text: str = "") -> None:
        """Say something to the person, unless asked to be quiet."""
        if not self.quiet:
            self._write(text)

    def warn(self, text: str) -> None:
        """Say what a person should know of the result, each thing once."""
        if text not in self._warned:
            self._warned.add(text)
            self.say(f"kmanim: warning: {_one_line(text)}")

    def fail(self, text: str) -> None:
        """Say in one line why there is no result."""
        self._write(f"kmanim: error: {_one_line(text)}")

    def give(self, text: str) -> None:
        """Give a line of the result, on stdout.

        Raises
        ------
        BrokenPipeError
            If nobody reads it any more.
        OutputError
            If it cannot be written.
        """
        self.clear()
        with _stdout() as stream:
            try:
                # A path is given byte for byte as the system has it, so that the next program finds the file.
                content = os.fsencode(text) if os.name == "posix" else text.encode(stream.encoding)
                binary = stream.buffer
            except (UnicodeError, LookupError, AttributeError):
                stream.write(text + "\n")
            else:
                stream.flush()
                binary.write(content + b"\n")

    def flush(self) -> None:
        """Bring what was given on its way.

        Raises
        ------
        BrokenPipeError
            If nobody reads it any more.
        OutputError
            If it cannot be written.
        """
        with _stdout() as stream:
            stream.flush()

    def progress(self, done: int, of: int, what: str) -> None:
        """Show how far the work is, on a terminal only."""
        if not self._live:
            return
        now = time.monotonic()
        if self._width and done < of and now - self._drawn_at < _REDRAW_S:
            return
        self._drawn_at = now
        full = _BAR_CELLS * done // max(of, 1)
        from shutil import get_terminal_size  # noqa: PLC0415 - not needed for the version

        # One column is left free: a full line would begin a new one.
        room = get_terminal_size().columns - 1
        line = f"{'━' * full}{'─' * (_BAR_CELLS - full)} {done}/{of} {shown(what)}"[:room]
        with suppress(OSError):
            sys.stderr.write("\r" + line.ljust(min(self._width, room)))
            sys.stderr.flush()
        self._width = len(line)

    def clear(self) -> None:
        """Take the progress bar away."""
        if self._width:
            with suppress(OSError):
                sys.stderr.write("\r" + " " * self._width + "\r")
                sys.stderr.flush()
            self._width = 0

    def _write(self, text: str) -> None:
        stream: TextIO | None = sys.stderr
        if stream is None:
            return
        with suppress(OSError, ValueError):  # nobody listens: the exit code still tells
            self.clear()
            stream.write(text + "\n")
            stream.flush()


def prepare_streams() -> None:
    """Make the standard streams safe: closed ones lead nowhere, characters they lack are spelled out."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # Otherwise the next file to be opened takes the number, and stray output lands in it.
            os.open(os.devnull, os.O_RDWR)
    codecs.register_error("kmanim-spelled", _spelled)
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            with suppress(OSError, ValueError):
                reconfigure(errors="kmanim-spelled")


def settle_stdout() -> None:
    """Let nothing wait on a stdout that takes nothing: Python would fail once more when it ends."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.stdout.fileno())
            os.close(nowhere)
            sys.stdout.flush()


@contextmanager
def _stdout() -> Iterator[TextIO]:
    """Give stdout, and tell its failures from those of files."""
    stream: TextIO | None = sys.stdout
    try:
        if stream is not None:
            yield stream
        else:
            with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - no path of anybody's
                yield nowhere
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write to standard output: {shown(error.strerror or error)}") from error


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except (OSError, ValueError):
        return False


def _one_line(text: str) -> str:
    return shown(" ".join(text.split()), _LONGEST_LINE)


def _spelled(error: UnicodeError) -> tuple[str | bytes, int]:
    """Spell out what the stream's encoding lacks: our own signs in ASCII, all else as escapes."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    spelled = "".join(
        _SPELLED.get(c) or c.encode("ascii", "backslashreplace").decode("ascii") for c in lacking
    )
    return spelled, error.end
