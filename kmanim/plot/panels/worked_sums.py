"""Two distances worked out side by side: what each column adds, as bars with their terms, and what comes of it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kmanim.plot.marks.centroids import draw_sign
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.sheet import MARGIN, Sheet
from kmanim.plot.panels.bars import draw_bar
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width, widest
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import ClusterStyle, cluster_styles
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.story.figures.distances import finding
from kmanim.story.kmeans.distances.distance_bars import measured_by
from kmanim.story.kmeans.distances.worked_sums import Part, WorkedSum, worked_sums
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.text.words import counted

MOST_PARTS = 12
_HEAD, _SUM, _BAR, _SIGN = 32.0, 34.0, 13.0, 14.0
# A row with its term below the bar, and one of categories, whose term says all.
_TALL, _LOW = 39.0, 26.0
_GAP, _APART, _NAMES = 6.0, 16.0, 0.24


class _Column(NamedTuple):
    """One distance: the centre, its parts, where they stand, and how many px one of the sum is."""

    cluster: int
    worked: WorkedSum
    style: ClusterStyle
    left: float
    right: float
    scale: float


def worked_page(facts: CentroidFacts, row: int, step: int, iteration: int, look: Look) -> Sheet:
    """Draw the sheet.

    Parameters
    ----------
    facts : CentroidFacts
        Of the trace.
    row : int
        0-based.
    step : int
        Index of the snapshot whose centroids are meant.
    iteration : int
        The round that assigns by them.
    look : Look
        Theme and sharpness.
    """
    theme = look.style
    measured = facts.distances(step, row)
    order = sorted(range(facts.k), key=lambda j: (measured[j], j))
    told = order[:2]
    sums = worked_sums(facts, step, row, told, MOST_PARTS)
    parts = sums[0].parts
    subject = f"{facts.subject} · round {iteration}"
    head = heading(look, finding(facts, step, row), subject)
    hidden = [j for j in order if j not in told]
    notes = [f"{measured_by(facts)}."]
    if hidden:
        low = facts.distance_texts(step, row, tuple(hidden[:1]))[0]
        others = counted(len(hidden), ("other centre", "other centres"))
        notes = [f"{notes[0]} {others}: {low}{' or more' if len(hidden) > 1 else ''}."]
    row_height = _LOW if all(facts.coded) else _TALL
    height = head.height + _HEAD + row_height * len(parts) + _SUM + 14 + 24
    sheet = Sheet(height, look)
    head.draw(sheet)
    sheet.notes(notes)
    name = sheet.style("tick")
    names = min(widest([part.name for part in parts], name), _NAMES * sheet.width)
    top = sheet.height - head.height
    columns = _columns(sums, told, cluster_styles(facts.k, theme), MARGIN + names + 14, sheet, row_height)
    middles = [top - _HEAD - (place + 0.5) * row_height for place in range(len(parts))]

    def paint(pen: Pen) -> None:
        with pen.role("part names"):
            for part, middle in zip(parts, middles, strict=True):
                lift = _lift(part, row_height)
                pen.text(MARGIN, middle + lift - name.size * 0.365, fitted(part.name, name, names), name)
        for column in columns:
            _draw(pen, column, top, middles, row_height, theme, is_nearest=column is columns[0])

    sheet.paint(paint)
    return sheet


def _columns(
    sums: tuple[WorkedSum, ...], told: list[int], styles: tuple[ClusterStyle, ...], left: float, sheet: Sheet,
    row_height: float,
) -> list[_Column]:  # fmt: skip
    """Share the room, and choose the scale with which every bar has room for its term."""
    wide = (sheet.width - MARGIN - left - _APART * (len(sums) - 1)) / len(sums)
    term = sheet.style("tick")
    scales = [
        max(wide - _GAP - text_width(_text(part, row_height), term), 0.0) / part.amount
        for worked in sums
        for part in worked.parts
        if part.amount > 0
    ]
    scale = min(scales, default=0.0)
    return [
        _Column(cluster, worked, styles[cluster], start, start + wide, scale)
        for place, (cluster, worked) in enumerate(zip(told, sums, strict=True))
        for start in (left + place * (wide + _APART),)
    ]


def _lift(part: Part, row_height: float) -> float:
    """Say how far above the middle of its row a bar has its own: its term stands below it."""
    return 8.0 if row_height == _TALL and part.term else 0.0


def _text(part: Part, row_height: float) -> str:
    """Give what stands beside a bar: the amount, or the term of categories alone."""
    return part.text if row_height == _TALL or not part.term else part.term


def _draw(
    pen: Pen, column: _Column, top: float, middles: list[float], row_height: float, theme: Theme, *,
    is_nearest: bool,
) -> None:  # fmt: skip
    """Draw one distance: sign, parts, and below a line the sum."""
    ink = TextStyle(size=theme.tick_size, colour=theme.ink, font=theme.font)
    quiet = TextStyle(size=theme.tick_size - 1, colour=theme.quiet_ink, font=theme.font)
    bold = TextStyle(size=theme.name_size, colour=theme.ink, font=theme.font, bold=True)
    left, style = column.left, column.style
    middle = top - _HEAD / 2
    draw_sign(pen, np.array([left + _SIGN / 2, middle]), style, _SIGN, theme, column.cluster + 1)
    with pen.role("sum heads"):
        pen.text(left + _SIGN + _GAP, middle - bold.size * 0.365, f"to centre {column.cluster + 1}", bold)
    for part, row in zip(column.worked.parts, middles, strict=True):
        middle = row + _lift(part, row_height)
        length = column.scale * part.amount
        with pen.role("nearest parts" if is_nearest else "parts"):
            draw_bar(pen, left, middle, length, _BAR, style, solid=is_nearest)
        with pen.role("terms"):
            text = _text(part, row_height)
            pen.text(left + length + _GAP, middle - ink.size * 0.365, text, ink)
            if row_height == _TALL and part.term:
                base = middle - _BAR / 2 - quiet.size
                pen.text(left, base, fitted(part.term, quiet, column.right - left), quiet)
    under = middles[-1] - row_height / 2 - 4
    with pen.role("sums"):
        pen.line(np.array([(left, under), (column.right, under)]), theme.axis, 1)
        pen.text(left, under - 20, column.worked.total, bold)
