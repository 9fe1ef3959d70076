"""What runs from different kinds of start come to, as dots along the inertia that they reach."""

from __future__ import annotations

from collections.abc import Sequence
from math import log1p, sqrt

import numpy as np

from kmanim.errors import InputError
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.sheet import LINE, MARGIN, Sheet
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import widest
from kmanim.plot.style.look import Look
from kmanim.simulate.runs.compare_inits import Cell
from kmanim.story.figures import compare_inits as words

_HEAD, _ROW, _GAP = 84.0, 27.0, 16.0
_BETWEEN = 10.0
_K = 52.0
_LARGEST, _SMALLEST = 22.0, 2.5
_TITLES = (("reach", "the best"), ("mean W", "over best"))
_TICKS = (1.0, 1.05, 1.2, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0, 100.0, 1e3, 1e4, 1e6)
_NEAR = 20.0


@as_figure
def inits(
    cells: Sequence[Cell], algorithm: str = "k-means", things: str = "the data", *, look: Look | None = None
) -> Sheet:
    """Draw for every kind of start which inertias its runs reached, and how often.

    Parameters
    ----------
    cells : sequence of Cell
        What `compare_inits` found.
    algorithm, things : str
        What the alternative text calls them.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide and as high as its rows.

    Returns
    -------
    Figure
        A dot is a level of W that runs ended at; its area is the share of the runs, dark where W is the best found.
    """
    if not cells:
        raise InputError("inits needs at least one cell; compare_inits gives them")
    groups = len({cell.k for cell in cells})
    sheet = Sheet(_HEAD + _ROW * len(cells) + _BETWEEN * groups + 30 + LINE, look or Look())
    sheet.heading("Starts compared", f"{cells[0].summary.runs} runs from each")
    sheet.notes(["Dots: W over the best W found, dark; areas: shares of runs."])
    plain, quiet = sheet.style("name"), sheet.style("tick", quiet=True)
    written = [words.numbers(cell)[: len(_TITLES)] for cell in cells]
    right, rights = sheet.width - MARGIN, [0.0] * len(_TITLES)
    for column in reversed(range(len(_TITLES))):
        rights[column] = right
        right -= max(widest(_TITLES[column], quiet), widest([row[column] for row in written], plain)) + 12
    left = MARGIN + _K + widest([cell.init for cell in cells], plain) + _LARGEST / 2 + 6
    right -= _LARGEST / 2 + 4
    most = max(_over(cell, cell.levels[-1][0]) for cell in cells)

    def x_of(over: float) -> float:
        return left + (right - left) * _stretched(over) / max(_stretched(most), 1e-9)

    ticks = [tick for tick in _TICKS if tick <= most and (tick == 1 or x_of(tick) - left > 24)]

    def paint(pen: Pen) -> None:
        top = sheet.height - _HEAD
        with pen.role("titles"):
            pen.text(MARGIN + _K, top + 8, "start", quiet)
            pen.text(left - 4, top + 8, "W over best, stretched", quiet)
            for (above, below), at in zip(_TITLES, rights, strict=True):
                pen.text(at, top + 23, above, quiet, "right")
                pen.text(at, top + 8, below, quiet, "right")
        y, before = top, None
        for cell, row in zip(cells, written, strict=True):
            y -= _BETWEEN if before not in (None, cell.k) else 0
            middle, baseline = y - _ROW / 2, y - _ROW / 2 - 5
            with pen.role("rows"):
                if before != cell.k:
                    pen.text(MARGIN, baseline, f"k = {cell.k}", sheet.style("name"))
                pen.text(MARGIN + _K, baseline, cell.init, plain)
                for text, at in zip(row, rights, strict=True):
                    pen.text(at, baseline, text, plain, "right")
            with pen.role("dots"):
                # Small ones last, or they would be hidden.
                for inertia, count in sorted(cell.levels, key=lambda level: -level[1]):
                    size = max(_LARGEST * sqrt(count / cell.summary.runs), _SMALLEST)
                    place = np.array([[x_of(_over(cell, inertia)), middle]])
                    best = _over(cell, inertia) <= 1 + 1e-9
                    ink = sheet.theme.ink if best else sheet.theme.secondary
                    pen.markers("circle", place, size, ink, sheet.theme.paper, 1.0)
            y, before = y - _ROW, cell.k

    def scale(pen: Pen) -> None:
        bottom = 30 + LINE
        with pen.role("scale"):
            for tick in ticks:
                x = x_of(tick)
                pen.line(np.array([(x, bottom), (x, sheet.height - _HEAD)]), sheet.theme.grid, 1.0)
                pen.text(x, bottom - 16, f"{tick:g}", quiet, "center")

    sheet.paint(scale, zorder=-1)
    sheet.paint(paint)
    return sheet.with_alt(words.describe(cells, algorithm, things).alt)


def _stretched(over: float) -> float:
    """Spread what lies near the best, where runs differ, and draw together what lies far from it."""
    return log1p(_NEAR * (over - 1))


def _over(cell: Cell, inertia: float) -> float:
    return inertia / cell.best if cell.best else 1.0
