"""A page as a file: the same page gives the same bytes, and the file is whole or absent."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from kmanim.atomic import write_whole
from kmanim.errors import InputError, listed, shown
from kmanim.export.writer import write_film
from kmanim.frame import Frame
from kmanim.plot.pages.as_figure import figure_of
from kmanim.plot.pages.page import Page
from kmanim.plot.render.matplotlib_defaults import house_style

STILL_SUFFIXES = (".png", ".svg", ".pdf")


def save_page(page: Page, path: str | Path) -> Path:
    """Write a page.

    Parameters
    ----------
    page : Page
        Such as ``kmanim.density.page`` returns; drawn at its own size and resolution.
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
        write_film(path, [Frame(page.image(), duration_ms=1000)])
    else:
        write_whole(path, _vectors(page, suffix[1:]))
    return path


def _vectors(page: Page, kind: str) -> bytes:
    """Save without dates and with names that depend on nothing but the picture."""
    buffer = BytesIO()
    dates = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}[kind]
    with house_style(svg_hashsalt="kmanim"):
        figure_of(page).savefig(buffer, format=kind, metadata=dates)
    return buffer.getvalue()
