"""Matplotlib's own settings while we draw: a user's matplotlibrc or style does not reach our pictures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from matplotlib import rcParams, rcParamsDefault

# The settings that reach strokes, letters or saved files drawn with a pen.
_KEYS = tuple(
    key
    for key in rcParamsDefault
    if key.startswith(
        ("text.", "path.", "agg.", "font.", "savefig.", "svg.", "pdf.", "ps.", "image.", "hatch.")
    )
    and key not in {"savefig.directory", "text.latex.preamble", "pdf.fonttype", "ps.fonttype"}
)
# How letters are kept in files, which is settled when a file is begun: as fonts, which journals want, not as drawings.
TRUETYPE: Any = {"pdf.fonttype": 42, "ps.fonttype": 42}
# Looked up past matplotlib's own checks of every key, which would take longer than to draw a picture.
_WANTED = [rcParamsDefault[key] for key in _KEYS]
_lock = Lock()
_inside = 0
_before: dict[Any, Any] = {}


@contextmanager
def house_style(**further: object) -> Iterator[None]:
    """Draw with matplotlib's defaults, whatever the user has set, and leave the user's settings as they were.

    Threads that draw at the same time share the defaults; the last one to leave restores.

    Parameters
    ----------
    **further : object
        More settings, with ``_`` for the dot: ``svg_hashsalt="kmanim"``.
    """
    global _inside  # noqa: PLW0603 - rcParams are global, and so must be the count of those who hold them
    with _lock:
        wanted: dict[Any, Any] = {key.replace("_", ".", 1): value for key, value in further.items()}
        if not _inside and [dict.__getitem__(rcParams, key) for key in _KEYS] != _WANTED:
            wanted = dict(zip(_KEYS, _WANTED, strict=True)) | wanted
        for key, value in wanted.items():
            if rcParams[key] != value:
                _before.setdefault(key, rcParams[key])
                rcParams[key] = value
        _inside += 1
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if not _inside and _before:
                rcParams.update(_before)
                _before.clear()
