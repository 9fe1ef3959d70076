"""Matplotlib's own settings while we draw: a user's matplotlibrc or style does not reach our pictures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

from matplotlib import rcParams, rcParamsDefault

# The settings that reach strokes, letters or saved files drawn with a pen.
_KEYS = tuple(
    key
    for key in rcParamsDefault
    if key.startswith(
        ("text.", "path.", "agg.", "font.", "savefig.", "svg.", "pdf.", "ps.", "image.", "hatch.")
    )
    and key not in {"savefig.directory", "text.latex.preamble"}
)
_lock = RLock()


@contextmanager
def house_style(**further: object) -> Iterator[None]:
    """Draw with matplotlib's defaults, whatever the user has set, and leave the user's settings as they were.

    Parameters
    ----------
    **further : object
        More settings, with ``_`` for the dot: ``svg_hashsalt="kmanim"``.
    """
    wanted = {key: rcParamsDefault[key] for key in _KEYS}
    wanted.update({key.replace("_", ".", 1): value for key, value in further.items()})
    # Nearly always nothing differs; then nothing is touched, and threads need not wait for each other.
    if all(rcParams[key] == value for key, value in wanted.items()):
        yield
        return
    with _lock:
        before = {key: rcParams[key] for key in wanted if rcParams[key] != wanted[key]}
        rcParams.update({key: wanted[key] for key in before})
        try:
            yield
        finally:
            rcParams.update(before)
