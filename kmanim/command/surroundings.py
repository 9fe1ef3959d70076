"""What surrounds a run of the command: matplotlib imported whatever a machine says, nothing of a person's settings."""

from __future__ import annotations

import gc
import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kmanim.command.console import Console
from kmanim.errors import KmanimError, shown


@contextmanager
def surroundings(console: Console) -> Iterator[None]:
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
        with no_garbage():
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
def no_garbage() -> Iterator[None]:
    """Look for no garbage while imports make thousands of objects that stay, and never look through these again."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collects:
            gc.enable()
