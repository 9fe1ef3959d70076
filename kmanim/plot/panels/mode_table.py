"""The table of modes beside the points: what each centre is, column by column, with what has just changed marked.

Categories have no axes. A plane of correspondences shows which rows are alike and who switches, but in a plane of
many columns nobody can read what a mode is; a table says it and shows nothing of the rows. So a film of categories
has both, side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kmanim.plot.axes.plane import Box
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.story.figures.modes import ModeTable
from kmanim.story.text.words import counted, ranged, verb

LINES = (16.0, 22.0)  # from one row to the next, in px: at least, at most
LEAST_CELL = 30.0
_GAP = 6.0
_SIGN = 11.0
_NAMES = 0.38  # the most of the width that names take


@dataclass(frozen=True, slots=True)
class Board:
    """Where the table stands: settled once for a film.

    Attributes
    ----------
    box : Box
    rows : tuple of int
        The columns of the data that are shown, from top to bottom.
    clusters : int
        How many centres are shown: the first ones, where there is no room for all.
    left : float
        Where the cells begin, in px.
    line : float
        From one row to the next, in px.
    note : str
        What is not shown; may be empty.
    """

    box: Box
    rows: tuple[int, ...]
    clusters: int
    left: float
    line: float
    note: str

    @property
    def cell(self) -> float:
        """Width of a cell, in px."""
        return (self.box.right - self.left) / self.clusters


def lay_board(box: Box, table: ModeTable, d: int, k: int, theme: Theme) -> Board:
    """Choose rows and widths of a table of d columns and k centres in a box."""
    room = int(box.height // LINES[0]) - 1
    rows = table.rows(room if d <= room else room - 1)
    line = min(LINES[1], box.height / (len(rows) + (1 if d <= room else 2)))
    style = TextStyle(size=theme.tick_size, colour=theme.ink, font=theme.font)
    names = min(max(text_width(table.name(row), style) for row in rows), _NAMES * box.width)
    left = box.left + names + _GAP
    clusters = max(1, min(k, int((box.right - left) / LEAST_CELL)))
    left_out = [counted(d - len(rows), ("column", "columns"))] if d > len(rows) else []
    hidden = ranged(str(clusters + 1), str(k))
    left_out += [f"{verb(k - clusters, 'centre', 'centres')} {hidden}"] if k > clusters else []
    note = f"Not shown: {' and '.join(left_out)}" if left_out else ""
    return Board(box, rows, clusters, left, line, note)


def draw_modes(
    pen: Pen, board: Board, table: ModeTable, step: int | None, styles: Sequence[ClusterStyle], theme: Theme
) -> None:
    """Draw the centres of a snapshot; only the names of the columns where `step` is None.

    Entries that have just changed stand on the yellow of switched points. The first of two categories is quiet, so that
    yes and no differ at a glance; of columns with more, what all centres have alike.
    """
    ink = TextStyle(size=theme.tick_size, colour=theme.ink, font=theme.font)
    quiet = TextStyle(size=theme.tick_size, colour=theme.quiet_ink, font=theme.font)
    marked = TextStyle(size=theme.tick_size, colour=theme.switched_ink, font=theme.font, bold=True)
    box, cell = board.box, board.cell
    entries = None if step is None else table.entries(step)
    if entries is not None:
        with pen.role("mode signs"):
            for j in range(board.clusters):
                at = np.array([[board.left + (j + 0.5) * cell, box.top - board.line / 2]])
                sign = styles[j]
                pen.markers(sign.shape, at, _SIGN, sign.colour, sign.edge, 1 if sign.edge else 0)
    drop = (board.line + theme.tick_size) / 2 - 2  # from the top of a row to its baseline
    for number, row in enumerate(board.rows, start=1):
        base = box.top - number * board.line - drop
        with pen.role("mode names"):
            pen.text(box.left, base, fitted(table.name(row), ink, board.left - box.left - _GAP), ink)
        if entries is None:
            continue
        for j, entry in enumerate(entries[row][: board.clusters]):
            middle = board.left + (j + 0.5) * cell
            with pen.role("changed mode" if entry.changed else "mode"):
                style = marked if entry.changed else quiet if entry.quiet else ink
                text = fitted(entry.text, style, cell - 2)
                if entry.changed:
                    wide = min(text_width(text, style) + 6, cell)
                    pen.rectangle(middle - wide / 2, base - 4, wide, 17, theme.switched)
                pen.text(middle, base, text, style, "center")
    if board.note:
        with pen.role("mode note"):
            base = box.top - (len(board.rows) + 1) * board.line - drop
            pen.text(box.left, base, fitted(board.note, quiet, box.width), quiet)
