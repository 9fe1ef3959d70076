"""The centres of the end column by column, where columns hold categories, and how pure their clusters are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.errors import InputError
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.sheet import LINE, MARGIN, Sheet, style, wrapped
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import ClusterStyle, cluster_styles
from kmanim.simulate.centroids.trace import CentroidTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.figures import modes as words
from kmanim.story.figures.modes import Share, shares
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.text.words import counted

_ROW = 34.0
_TOP = 84.0
_LEAST_CELL = 84.0
_MOST_ROWS, _MOST_CLUSTERS = 40, 20
_BAR = 5.0


@as_figure
def modes(trace: CentroidTrace, *, look: Look | None = None) -> Sheet:
    """Draw what each cluster's centre is in every column, and how many of its rows have that category.

    Parameters
    ----------
    trace : CentroidTrace
        A run of an algorithm whose centres hold categories.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide, wider for more than five clusters or so, and as high as its
        columns need; of more than 40 columns the first are shown, and a note says so.

    Returns
    -------
    Figure
        Without axes: a table with a bar in each cell.

    Raises
    ------
    InputError
        If no column holds categories.
    """
    need_trace("modes", trace, CentroidTrace)
    if not any(trace.dataset.coded):
        raise InputError(f"{trace.dataset.name} has no columns of categories; see the density figure instead")
    look = look or Look()
    facts = CentroidFacts(trace)
    rows = range(min(trace.dataset.d, _MOST_ROWS))
    clusters = range(min(trace.k, _MOST_CLUSTERS))
    name = style(look.style, "tick")
    names = [fitted(facts.feature(row), name, 170.0) for row in rows]
    left = MARGIN + max(text_width(text, name) for text in names) + 14
    width = max(600.0, left + len(clusters) * _LEAST_CELL + MARGIN)
    means = "" if facts.coded.all() else "; numbers are means"
    notes = [f"A bar shows how many of a cluster's {facts.noun[1]} have the category{means}."]
    if len(rows) < trace.dataset.d or len(clusters) < trace.k:
        notes.append(
            f"The first {len(rows)} of {trace.dataset.d} columns, {len(clusters)} of {trace.k} clusters."
        )
    notes = [line for note in notes for line in wrapped(note, name, width - 2 * MARGIN)]
    sheet = Sheet(_TOP + len(rows) * _ROW + 14 + LINE * len(notes), look, width)
    sheet.heading(
        f"{facts.terms.centre.capitalize()}s", f"{facts.algorithm} · {facts.things(trace.dataset.n)}"
    )
    sheet.notes(notes)
    cells = [[shares(facts, row, j) for j in clusters] for row in rows]
    styles = cluster_styles(trace.k, sheet.theme)
    sheet.paint(lambda pen: _paint(pen, sheet, left, names, cells, styles, facts))
    return sheet.with_alt(words.describe(trace).alt)


def _paint(
    pen: Pen,
    sheet: Sheet,
    left: float,
    names: Sequence[str],
    cells: Sequence[Sequence[Share]],
    styles: Sequence[ClusterStyle],
    facts: CentroidFacts,
) -> None:
    theme, top = sheet.theme, sheet.height - _TOP
    name, quiet = sheet.style("tick"), sheet.style("tick", quiet=True)
    cell = (sheet.width - MARGIN - left) / len(cells[0])
    for j, sign in enumerate(styles[: len(cells[0])]):
        x = left + j * cell
        with pen.role("cluster"):
            edge = 1 if sign.edge else 0
            pen.markers(sign.shape, np.array([[x + 6, top + 17]]), 12, sign.colour, sign.edge, edge)
            size = counted(facts.trace.sizes[j], (facts.noun[0], facts.noun[1]))
            pen.text(x + 18, top + 12, fitted(f"{j + 1}: {size}", name, cell - 24), name)
    for i, (text, entries) in enumerate(zip(names, cells, strict=True)):
        base = top - i * _ROW
        pen.line(np.array([[MARGIN, base], [sheet.width - MARGIN, base]]), theme.grid, 1)
        pen.text(MARGIN, base - 15, text, name)
        for j, entry in enumerate(entries):
            x = left + j * cell
            with pen.role("entry"):
                room = cell - 12 - (text_width(entry.percent, quiet) + 6 if entry.percent else 0)
                pen.text(x, base - 15, fitted(entry.text, name, room), name)
                if entry.percent:
                    pen.text(x + cell - 12, base - 15, entry.percent, quiet, "right")
                    pen.rectangle(x, base - 26, cell - 12, _BAR, theme.progress_rest)
                    if entry.share:
                        pen.rectangle(x, base - 26, (cell - 12) * entry.share, _BAR, styles[j].colour)
