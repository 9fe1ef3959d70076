"""Lines of the notes that stand below a figure."""

from __future__ import annotations

from collections.abc import Iterable

from kmanim.plot.pages.heading import balanced
from kmanim.plot.pages.sheet import MARGIN, WIDTH, style
from kmanim.plot.style.theme import Theme


def note_lines(notes: Iterable[str], theme: Theme, width: float = WIDTH) -> list[str]:
    """Break each note into lines that fit between the margins of a sheet, as many as it takes: none is cut."""
    quiet = style(theme, "tick", quiet=True)
    return [line for note in notes for line in balanced(note, quiet, width - 2 * MARGIN, len(note))]
