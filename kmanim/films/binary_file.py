"""Open files as targets: a film is made whole first, and handed over then."""

from __future__ import annotations

import io
from typing import IO

from kmanim.errors import InputError, OutputError, shown, unknown


def format_of(file: object, said: str | None, known: tuple[str, ...]) -> str:
    """Give the format for an open file: what is said, or else the suffix of its name.

    Parameters
    ----------
    file : object
        What is to be written to.
    said : str or None
        The format as it was asked for, with or without a dot.
    known : tuple of str
        What would do, without dots.

    Raises
    ------
    InputError
        If it is no file, or one for text, or the format is unknown.
    """
    if isinstance(file, io.TextIOBase) or not callable(getattr(file, "write", None)):
        raise InputError(
            "a path or a file that is open for bytes would do, such as open(..., 'wb') or io.BytesIO(), "
            f"not {_named(file)}"
        )
    name = getattr(file, "name", "")
    given = said if said is not None else name.rpartition(".")[2] if isinstance(name, str) else ""
    if said is None and given.lower() not in known:
        raise InputError("a file without a name needs its format, such as format='gif'")
    chosen = str(given).lower().removeprefix(".")
    if chosen not in known:
        raise unknown("format of films", given, known)
    return chosen


def hand_over(content: bytes, file: IO[bytes]) -> None:
    """Write all bytes into a file that is open.

    Raises
    ------
    InputError
        If it is closed, or only open for reading.
    OutputError
        If they cannot be written.
    """
    left = memoryview(content)
    try:
        while left:
            count = file.write(left)
            # Files without a buffer may take less; what gives no number has taken all.
            left = left[count:] if isinstance(count, int) else left[:0]
    except (ValueError, io.UnsupportedOperation) as error:
        raise InputError(f"the film cannot be written into {_named(file)}: {shown(error)}") from None
    except OSError as error:
        raise OutputError(f"the film cannot be written: {shown(error.strerror or error)}") from None


def _named(file: object) -> str:
    return f"an object of type {shown(type(file).__name__)}"
