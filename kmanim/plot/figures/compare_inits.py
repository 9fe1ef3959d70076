"""What runs from different kinds of start come to: how many find the best, how many come near it, how many do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kmanim.errors import InputError, need
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.notes import note_lines
from kmanim.plot.pages.sheet import LINE, MARGIN, Sheet
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width, widest
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import Theme
from kmanim.simulate.runs.compare_inits import Cell
from kmanim.story.figures import compare_inits as words
from kmanim.story.text.numbers import half_up, percent

_HEAD, _ROW, _BAR = 52.0, 30.0, 20.0
_BETWEEN = 12.0
_K, _GAP = 54.0, 14.0
_NAME = 150.0  # the most that names of starts take


@as_figure
def inits(
    cells: Sequence[Cell], algorithm: str = "k-means", things: str = "the data", *, look: Look | None = None
) -> Sheet:
    """Draw for every kind of start how many of its runs found the best, came within 5 % of it, and ended worse.

    Parameters
    ----------
    cells : sequence of Cell
        What `compare_inits` found.
    algorithm, things : str
        What heading and alternative text call them.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide and as high as its rows.

    Returns
    -------
    Figure
        A bar a row, by k, the starts first that find the best most often. The best is the best that any run of this k
        found, from whatever start.

    Raises
    ------
    InputError
        If there is no cell, or what the algorithm makes large has no shares.
    """
    need("inits", cells, Sequence, "kmanim.compare_inits")
    if not cells:
        raise InputError("inits needs at least one cell; compare_inits gives them")
    for cell in cells:
        need("inits", cell, Cell, "kmanim.compare_inits")
    if cells[0].objective.direction != "falls":
        raise InputError(
            f"inits shows how far ends lie over the best, as shares; {cells[0].objective.name} has no such shares, see "
            "the levels of each cell"
        )
    look, rows = look or Look(), words.rows(cells)
    groups = len({cell.k for cell in cells})
    head = heading(look, words.finding(cells), words.subject(cells, algorithm, things))
    best = f"Best: the best {cells[0].symbol} that any run of this k found."
    notes = note_lines((best, f"{cells[0].objective.explained}."), look.style)
    height = head.height + _HEAD + _ROW * len(rows) + _BETWEEN * (groups - 1) + 18 + LINE * len(notes)
    sheet = Sheet(height, look)
    head.draw(sheet)
    sheet.notes(notes)
    sheet.paint(lambda pen: _paint(pen, sheet, rows, sheet.height - head.height))
    return sheet.with_alt(words.describe(cells, algorithm, things).alt)


def _paint(pen: Pen, sheet: Sheet, rows: Sequence[Cell], top: float) -> None:
    """Draw the key, the titles of the columns and the rows."""
    plain, quiet = sheet.style("name"), sheet.style("tick", quiet=True)
    bold = replace(plain, bold=True)
    tones = _tones(sheet.theme)
    names = [fitted(words.start(cell), plain, _NAME) for cell in rows]
    shares = [percent(cell.reached, cell.summary.runs) for cell in rows]
    means = [half_up(cell.over, 3) for cell in rows]
    titles = (f"mean {rows[0].symbol}", "over best")
    right = sheet.width - MARGIN
    mean = max(widest(titles, quiet), widest(means, plain))
    share = MARGIN + _K + max(widest(names, plain), 40) + _GAP + max(widest(shares, bold), 30)
    left, end = share + _GAP, right - mean - _GAP
    with pen.role("titles"):
        for below, title in zip((23, 8), titles, strict=True):
            pen.text(right, top - _HEAD + below, title, quiet, "right")
        pen.text(MARGIN + _K, top - _HEAD + 8, "start", quiet)
    with pen.role("key"):
        x = left
        for tone, title in zip(tones, _key(), strict=True):
            pen.rectangle(x, top - _HEAD + 6, 13, 13, tone)
            pen.text(x + 19, top - _HEAD + 8, title, quiet)
            x += 19 + text_width(title, quiet) + 16
    y, before = top - _HEAD - 4, None
    for cell, name, best, over in zip(rows, names, shares, means, strict=True):
        y -= _BETWEEN if before not in (None, cell.k) else 0
        middle = y - _ROW / 2
        with pen.role("rows"):
            if before != cell.k:
                pen.text(MARGIN, middle - 5, f"k = {cell.k}", plain)
            pen.text(MARGIN + _K, middle - 5, name, plain)
            pen.text(share, middle - 5, best, bold, "right")
            pen.text(right, middle - 5, over, plain, "right")
        _bar(pen, sheet, cell, left, middle, end - left)
        y, before = y - _ROW, cell.k


def _bar(pen: Pen, sheet: Sheet, cell: Cell, left: float, middle: float, length: float) -> None:
    """Draw the bar of one row, with its shares where they have room; that of the best stands before it."""
    style, runs = sheet.style("tick"), cell.summary.runs
    x = left
    for place, (count, tone) in enumerate(zip(words.parts(cell), _tones(sheet.theme), strict=True)):
        wide, text = length * count / runs, percent(count, runs)
        with pen.role("bars"):
            if count:
                pen.rectangle(x, middle - _BAR / 2, wide, _BAR, tone)
        with pen.role("shares"):
            if place and count and text_width(text, style) + 8 <= wide:
                pen.text(x + wide / 2, middle - 5, text, style, "center")
        x += wide


def _tones(theme: Theme) -> tuple[str, str, str]:
    """Give the tones of best, near and worse: dark, middle, light, so that ink can be read on the latter two."""
    return theme.ink, theme.axis, theme.progress_rest


def _key() -> tuple[str, str, str]:
    return "best", f"within {half_up(100 * words.NEAR)} %", "worse"
