"""The clusters of the end where columns hold categories: how many rows of each have the telling ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kmanim.errors import InputError
from kmanim.plot.axes.plane import Box
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.notes import note_lines
from kmanim.plot.pages.sheet import LINE, MARGIN, WIDTH, Sheet, style
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width, widest
from kmanim.plot.style.colours import mixed
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import ClusterStyle, cluster_styles
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.figures import modes as words
from kmanim.story.figures.modes import NONE, Profile, Row, Share
from kmanim.story.kmeans.facts import CentroidFacts

_LINE, _TALL = 28.0, 34.0  # from one row to the next: with numbers, and of columns without
_HEAD = 46.0
_BAR, _BROAD = 7.0, 14.0
_ROOMY = 52.0  # cells from here on have numbers
_MOST_ROWS, _MOST_CLUSTERS = 24, 24
_LONGEST, _GAP = 130.0, 12.0
_LEVELS = (130.0, 80.0)  # what names of categories take at most: of few clusters, of many
_FEW = 4
_PALE = 0.5


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the table's columns are, in px: levels end at `levels`, cells begin at `left`, each so wide."""

    levels: float
    left: float
    cell: float

    @property
    def numbered(self) -> bool:
        return self.cell >= _ROOMY

    @property
    def line(self) -> float:
        return _LINE if self.numbered else _TALL


@as_figure
def modes(trace: CentroidTrace, *, look: Look | None = None) -> Sheet:
    """Draw how many rows of each cluster have the telling categories; its modes are in full colour.

    Of a column with two categories the same one is shown of all clusters, of others up to three that are modes.
    Columns that tell the clusters apart best come first, by Cramér's V; means of numbers are dots.

    Parameters
    ----------
    trace : CentroidTrace
        A run of an algorithm whose centres hold categories.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide and as high as its rows; of more than 24 those are left out that
        tell the least, and a note says how many. Many clusters have upright bars without numbers, up to 24.

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
    profile = Profile(facts)
    rows, clusters = profile.rows(_MOST_ROWS), min(trace.k, _MOST_CLUSTERS)
    notes = note_lines(words.notes(facts, rows, clusters), look.style)
    head = heading(look, words.finding(profile, facts), facts.subject)
    lay = _lay(rows, clusters, look)
    sheet = Sheet(head.height + _HEAD + len(rows) * lay.line + 20 + LINE * len(notes), look)
    head.draw(sheet)
    sheet.notes(notes)
    styles = cluster_styles(trace.k, sheet.theme)[:clusters]
    sheet.paint(lambda pen: _paint(pen, sheet, lay, rows, styles, facts, sheet.height - head.height - _HEAD))
    return sheet.with_alt(words.describe(trace).alt)


def _lay(rows: Sequence[Row], clusters: int, look: Look) -> _Layout:
    """Give names and categories the room they need, and the cells the rest."""
    ink, quiet = style(look.style, "tick"), style(look.style, "tick", quiet=True)
    names = min(widest([row.name for row in rows], ink), _LONGEST)
    levels = min(widest([row.level for row in rows], quiet), _LEVELS[clusters > _FEW])
    end = MARGIN + names + (levels + 10 if levels else 0)
    left = end + _GAP
    return _Layout(end, left, (WIDTH - MARGIN - left) / clusters)


def _paint(
    pen: Pen,
    sheet: Sheet,
    lay: _Layout,
    rows: Sequence[Row],
    styles: Sequence[ClusterStyle],
    facts: CentroidFacts,
    top: float,
) -> None:
    theme, name, quiet = sheet.theme, sheet.style("tick"), sheet.style("tick", quiet=True)
    _signs(pen, sheet, lay, styles, facts, top)
    for i, row in enumerate(rows):
        base = top - i * lay.line
        if row.first:
            pen.line(np.array([[MARGIN, base], [sheet.width - MARGIN, base]]), theme.grid, 1)
        drop = base - lay.line / 2 - 5
        level = fitted(row.level, quiet, _LEVELS[len(styles) > _FEW])
        with pen.role("column"):
            if row.first:
                wide = lay.levels - MARGIN - (text_width(level, quiet) + 8 if level else 0)
                pen.text(MARGIN, drop, fitted(row.name, name, wide), name)
        with pen.role("level"):
            pen.text(lay.levels, drop, level, quiet, "right")
        for j, share in enumerate(row.shares[: len(styles)]):
            room = Box(lay.left + j * lay.cell, base - lay.line, lay.cell, lay.line)
            with pen.role("entry"):
                draw = _lying if lay.numbered else _upright
                draw(pen, sheet, share, styles[j], room, bool(row.level))


def _signs(
    pen: Pen,
    sheet: Sheet,
    lay: _Layout,
    styles: Sequence[ClusterStyle],
    facts: CentroidFacts,
    top: float,
) -> None:
    """Draw the sign and the number of each cluster above its cells, and its size where there is room."""
    name = sheet.style("tick")
    quiet = sheet.style("tick", quiet=True)
    sizes = _sizes(lay, facts, len(styles), quiet)
    with pen.role("cluster"):
        for j, sign in enumerate(styles):
            edge = 1 if sign.edge else 0
            x = lay.left + j * lay.cell
            if not lay.numbered:
                x += (lay.cell - 1) / 2
                pen.markers(sign.shape, np.array([[x, top + 10]]), 10, sign.colour, sign.edge, edge)
                if lay.cell >= 17 or j % 2 == 0:
                    pen.text(x, top + 18, str(j + 1), name, "center")
                continue
            pen.markers(sign.shape, np.array([[x + 6, top + 29]]), 12, sign.colour, sign.edge, edge)
            pen.text(x + 17, top + 24, str(j + 1), name)
            pen.text(x, top + 7, sizes[j], quiet)


def _sizes(lay: _Layout, facts: CentroidFacts, clusters: int, style: TextStyle) -> list[str]:
    """Say how large clusters are, with what they hold where there is room for it in every cell."""
    sizes = facts.trace.sizes[:clusters]
    full = [facts.things(size) for size in sizes]
    return full if widest(full, style) <= lay.cell - 8 else [f"{size:,}" for size in sizes]


def _lying(pen: Pen, sheet: Sheet, share: Share, own: ClusterStyle, room: Box, is_level: bool) -> None:
    """Draw a share as a bar with its number above, or a mean as a dot on the range of its column."""
    theme, length = sheet.theme, room.width - _GAP
    quiet = sheet.style("tick", quiet=not share.is_mode)
    y = room.bottom + 4
    pen.text(room.left, y + _BAR + 3, fitted(share.text, quiet, length), quiet)
    if not is_level:
        middle = y + _BAR / 2
        pen.line(np.array([(room.left, middle), (room.left + length, middle)]), theme.axis, 1)
        if share.text != NONE:
            at = np.array([(room.left + share.share * length, middle)])
            pen.markers(own.shape, at, 9, own.colour, own.edge, 1 if own.edge else 0)
        return
    pen.rectangle(room.left, y, length, _BAR, theme.progress_rest)
    if share.share:
        pen.rectangle(room.left, y, length * share.share, _BAR, _colour(share, own, theme))


def _upright(pen: Pen, sheet: Sheet, share: Share, own: ClusterStyle, room: Box, is_level: bool) -> None:
    """Draw a share as an upright bar, or a mean as a dot; without a number, for which there is no room."""
    theme, wide = sheet.theme, min(_BROAD, room.width - 4)
    left, height = room.left + (room.width - wide) / 2, room.height - 8
    pen.rectangle(
        left, room.bottom + 4, wide, height, theme.progress_rest if is_level else None, theme.grid, 1
    )
    if not is_level:
        if share.text != NONE:
            at = np.array([(left + wide / 2, room.bottom + 4 + share.share * height)])
            pen.markers(own.shape, at, min(8, wide), own.colour, own.edge, 1 if own.edge else 0)
    elif share.share:
        pen.rectangle(left, room.bottom + 4, wide, height * share.share, _colour(share, own, theme))


def _colour(share: Share, own: ClusterStyle, theme: Theme) -> str:
    """Give the cluster's colour where the category is its mode, else a pale one."""
    return own.colour if share.is_mode else mixed(own.colour, theme.paper, _PALE)
