"""Clusters and known classes as a small table on a card: a row a cluster, under its sign, a column a class."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.plot.axes.plane import Box
from kmanim.plot.cards.card import PAD, draw_card
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width, widest
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.simulate.snapshot import NO_CLUSTER
from kmanim.story.comparisons.classes import NOISE, ClassTable

_SIGN, _GAP, _APART, _WIDEST = 10.0, 6.0, 10.0, 84.0


def table_size(table: ClassTable, theme: Theme) -> tuple[float, float]:
    """Give width and height of a card, in px."""
    wide = _head(table, theme) + sum(_columns(table, theme)) + _APART * len(table.classes)
    title = text_width(table.title, _styles(theme)[2])
    return max(wide, title) + 2 * PAD, (len(table.clusters) + 2) * _line(theme) + 2 * PAD - 4


def draw_class_table(
    pen: Pen, box: Box, table: ClassTable, styles: Sequence[ClusterStyle], theme: Theme
) -> None:
    """Draw a card in a box that is at least as large as `table_size` says; the most of a cluster is bold."""
    draw_card(pen, box, theme)
    ink, bold, quiet = _styles(theme)
    line, left, top = _line(theme), box.left + PAD, box.top - PAD
    ends, x = [], left + _head(table, theme)
    for width in _columns(table, theme):
        x += _APART + width
        ends.append(x)
    drop = theme.tick_size * 0.8
    with pen.role("class title"):
        pen.text(left, top - drop, fitted(table.title, quiet, box.width - 2 * PAD), quiet)
    with pen.role("classes"):
        for name, end in zip(table.classes, ends, strict=True):
            pen.text(end, top - line - drop, fitted(name, ink, _WIDEST), ink, "right")
    for place, (cluster, counts) in enumerate(zip(table.clusters, table.counts, strict=True)):
        base = top - (place + 2) * line - drop
        middle = base + theme.tick_size * 0.365
        at = np.array([[left + _SIGN / 2, middle]])
        with pen.role("class signs"):
            if cluster == NO_CLUSTER:
                pen.markers("cross", at, _SIGN * 0.8, None, theme.noise, 2)
            else:
                style = styles[cluster]
                pen.markers(style.shape, at, _SIGN, style.colour, style.edge, 1 if style.edge else 0)
        with pen.role("class rows"):
            name = NOISE if cluster == NO_CLUSTER else str(cluster + 1)
            pen.text(left + _SIGN + _GAP, base, name, bold)
        for count, end in zip(counts, ends, strict=True):
            with pen.role("class counts"):
                style_of = bold if count and count == max(counts) else ink if count else quiet
                pen.text(end, base, f"{count:,}", style_of, "right")


def _styles(theme: Theme) -> tuple[TextStyle, TextStyle, TextStyle]:
    return (
        TextStyle(size=theme.tick_size, colour=theme.ink, font=theme.font),
        TextStyle(size=theme.tick_size, colour=theme.ink, font=theme.font, bold=True),
        TextStyle(size=theme.tick_size, colour=theme.quiet_ink, font=theme.font),
    )


def _head(table: ClassTable, theme: Theme) -> float:
    """Give the width of signs and numbers."""
    names = [NOISE if cluster == NO_CLUSTER else str(cluster + 1) for cluster in table.clusters]
    return _SIGN + _GAP + widest(names, _styles(theme)[1])


def _columns(table: ClassTable, theme: Theme) -> list[float]:
    ink, bold, _ = _styles(theme)
    return [
        max(min(text_width(name, ink), _WIDEST), widest([f"{row[c]:,}" for row in table.counts], bold))
        for c, name in enumerate(table.classes)
    ]


def _line(theme: Theme) -> float:
    return theme.tick_size + 6
