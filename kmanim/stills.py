"""A figure as a file: the same figure gives the same bytes, and the file is whole or absent."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from kmanim.atomic import write_whole
from kmanim.errors import InputError, listed, shown
from kmanim.export.writer import write_film
from kmanim.plot.defaults import house_style
from kmanim.plot.frame import Frame

STILL_SUFFIXES = (".png", ".svg", ".pdf")


def save_figure(figure: Figure, path: str | Path) -> Path:
    """Write a figure.

    Parameters
    ----------
    figure : Figure
        Such as `kmanim.density` returns; drawn at its own size and resolution.
    path : str or Path
        ``.png``, ``.svg`` or ``.pdf``.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    InputError
        If the suffix is another.
    OutputError
        If the file cannot be written; what stood there before still does.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in STILL_SUFFIXES:
        raise InputError(
            f"no figure can be written as {shown(path.name)}; known: {listed(STILL_SUFFIXES, 'or')}"
        )
    if suffix == ".png":
        write_film(path, [frame_of(figure)])
    else:
        write_whole(path, _vectors(figure, suffix[1:]))
    return path


def frame_of(figure: Figure) -> Frame:
    """Draw a figure in pixels."""
    canvas = FigureCanvasAgg(figure)
    with house_style():
        canvas.draw()  # type: ignore[no-untyped-call]
    pixels = np.array(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    return Frame(pixels, duration_ms=1000)


def _vectors(figure: Figure, kind: str) -> bytes:
    """Save without dates and with names that depend on nothing but the picture."""
    buffer = BytesIO()
    dates = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}[kind]
    with house_style(svg_hashsalt="kmanim"):
        figure.savefig(buffer, format=kind, metadata=dates)
    return buffer.getvalue()
