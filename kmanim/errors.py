"""The exceptions of kmanim and the sentences they speak."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class KmanimError(Exception):
    """Something kmanim was asked to do could not be done; the message is one clear line."""

    exit_code = 1


class InputError(KmanimError, ValueError):
    """The input or the way it was asked for is wrong; the message says what was received and what would do."""

    exit_code = 2


class OutputError(KmanimError, OSError):
    """A file could not be written."""


class TargetError(OutputError):
    """A file could not be written where it was asked for: a file of the user is there, or no file can be there."""

    exit_code = 2


class MissingPackage(InputError, ImportError):
    """An optional package is needed; the message ends with the command that installs it."""

    def __init__(self, purpose: str, package: str, extra: str) -> None:
        super().__init__(f"{purpose} needs {package}: pip install 'kmanim[{extra}]'")
        self._told = (purpose, package, extra)

    def __reduce__(self) -> tuple[type[MissingPackage], tuple[str, str, str]]:
        # A process that draws hands its errors to the one that asked.
        return type(self), self._told


def shown(text: object, limit: int = 60) -> str:
    """Give foreign text as one harmless line: control characters escaped, cut to `limit` characters."""
    line = "".join(
        c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode("ascii")
        for c in str(text)[: limit + 1]
    )
    return line if len(line) <= limit else line[: limit - 1] + "…"


def listed(names: Iterable[object], last: str = "and") -> str:
    """Join names as a sentence does: ``a, b and c``."""
    words = [shown(name) for name in names]
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def counted(count: int, noun: str) -> str:
    """Count things whose name takes an s: ``1 snapshot``, ``2,000 snapshots``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


_BEGUN = 3  # so many letters tell what somebody began to write


def unknown(kind: str, name: object, known: Iterable[str]) -> InputError:
    """Make the error for a name that is not among the known ones, with the nearest one suggested."""
    names = list(known)
    said = str(name).casefold()
    near = difflib.get_close_matches(said, names, n=1)
    if not near and len(said) >= _BEGUN:
        near = [known for known in names if known.startswith(said)][:1]
    hint = f"; did you mean {near[0]}?" if near else ""
    return InputError(f"no {kind} {shown(repr(name))}; known: {listed(names, 'or')}{hint}")


def need(what: str, value: object, kind: type, source: str) -> None:
    """Refuse a value of another kind, and say where one of the right kind comes from.

    Raises
    ------
    InputError
        For example ``a film needs a Trace, as kmanim.run gives, got Dataset``.
    """
    if not isinstance(value, kind):
        raise InputError(
            f"{what} needs a {kind.__name__}, as {source} gives, got {shown(type(value).__name__)}"
        )
