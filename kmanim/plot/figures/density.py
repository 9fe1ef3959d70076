"""Ridgelines: how each variable is spread within each cluster, a row a cluster, variables side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isfinite
from typing import Literal, NamedTuple

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.feature import titles_of
from kmanim.errors import InputError
from kmanim.plot.axes.plane import Box, Plane
from kmanim.plot.axes.ticks import NO_TICKS, Ticks, round_ticks
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import balanced, heading
from kmanim.plot.pages.notes import note_lines
from kmanim.plot.pages.sheet import LINE, MARGIN, WIDTH, Sheet, style
from kmanim.plot.panels.group_keys import Group, draw_mark, groups_of
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width, widest
from kmanim.plot.ridges.ridge import Ridges, RowSize, row_size
from kmanim.plot.small_multiples import muted
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.simulate.numerics.kernel_density import Curve, curve
from kmanim.simulate.trace import Trace, need_clusters
from kmanim.story.contract import facts_of
from kmanim.story.facts import Facts
from kmanim.story.figures import density as words
from kmanim.story.figures.density import DOTS_LIMIT, VARIABLES_LIMIT
from kmanim.story.text.parting import Parting, as_means, cells_text, gap_text
from kmanim.story.text.parting import widest as widest_gap
from kmanim.story.text.words import sentence_case

_GUTTER = 20.0  # between variables
_LARGEST = 30  # power of ten that labels may leave out
_MARK = 14.0  # room of a cluster's mark before its number
_TITLE, _GAP_LINE, _SCALE, _BETWEEN, _AIR = 18.0, 17.0, 24.0, 10.0, 8.0


class _Variable(NamedTuple):
    """What is drawn of one variable."""

    name: str
    title: tuple[str, ...]
    ticks: Ticks
    limits: tuple[float, float]
    curves: tuple[Curve, ...]
    means: tuple[str, ...]


@as_figure
def density(trace: Trace, *, look: Look | None = None, area: Literal["share", "one"] = "share") -> Sheet:
    """Draw how each variable is spread within each cluster at the end of a run, as ridgelines.

    Each cluster has a row, each variable a column with an axis of its own. A curve is a Gaussian kernel density
    (Scott's width), cut at the cluster's smallest and largest value; within a variable all are drawn to one scale, so
    areas compare. A line with its number is the mean. Below a curve is a dot for every row, stacked where rows are
    equal or near; of more than 200 rows a strip: from the 5 to the 95 % quantile, thick from 25 to 75 %, with the
    median. Fewer than three different values make no curve: their dots say it all, and of more than 200 rows spikes.
    Rows in no cluster are a group like any other, grey and dashed, called noise.

    Rows that were read in pieces are drawn from counts in the cells of the plane, as a note says: each in the middle of
    its cell, with no kernel narrower than 0.6 cells. The plane must show all columns.

    Parameters
    ----------
    trace : Trace
        The run; its last clusters are shown, in original units.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide, and as high as it must be.
    area : {"share", "one"}, default "share"
        What the area under a curve is: the cluster's share of all rows, or 1 for every cluster.
    ax : Axes or sequence of Axes, optional
        Axes of yours, one a variable, that get the curves as artists, labelled ``1``, ``2``, ``noise``; then they are
        returned.

    Returns
    -------
    Figure
        One axes a variable, labelled with its title, over all its rows. Its ``curves`` hold the data: ``curve-1`` (or
        ``spike-1``), ``mean-1``, and ``dots-1`` (values, and places in their stacks) or ``strip-1`` (five quantiles) of
        cluster 1, and so on; of noise ``curve-noise``. Up to 4 variables stand side by side; more, up to 12, in blocks
        below each other; of more, the first 12 are shown and a note says so. A grey band is the gap that the title
        speaks of.

    Raises
    ------
    InputError
        If `area` is unknown, a column holds categories, or no row is in a cluster; of rows in pieces also if the plane
        hides columns.

    References
    ----------
    Scott, D. W. (1992). Multivariate Density Estimation. Wiley.
    """
    facts, look = checked_facts(trace, area), look or Look()
    shown = min(facts.dataset.d, VARIABLES_LIMIT)
    parts_of = words.groups(facts, 0)
    names, counts = [name for name, _ in parts_of], [f"n {spread.n:,}" for _, spread in parts_of]
    tick = style(look.style, "tick")
    label = max(_MARK + widest(names, replace(tick, bold=True)), widest(counts, tick)) + 12
    blocks = -(-shown // 4)
    abreast = -(-shown // blocks)
    width = (WIDTH - 2 * MARGIN - label - _GUTTER * (abreast - 1)) / abreast
    variables = [_variable(facts, column, area, look, width) for column in range(shown)]
    size = row_size(len(names) * blocks)
    gap = widest_gap(facts, VARIABLES_LIMIT)

    lines = note_lines(_notes(variables, facts, area), look.style)
    head = heading(look, words.finding(facts), facts.subject)
    parts = [variables[start : start + abreast] for start in range(0, shown, abreast)]
    tops = [max(len(one.title) for one in part) * _TITLE + _AIR for part in parts]
    tops = [top + (_GAP_LINE if _holds(gap, at, abreast) else 0.0) for at, top in enumerate(tops)]
    block = len(names) * size.pitch + _SCALE + _BETWEEN
    sheet = Sheet(head.height + sum(tops) + blocks * block + LINE * len(lines) + 14, look)
    head.draw(sheet)
    groups = groups_of(names, facts.k, sheet.theme)
    top = sheet.height - head.height
    for at, part in enumerate(parts):
        top -= tops[at]
        _add_labels(sheet, top, groups, counts, size)
        for place, one in enumerate(part):
            column = at * abreast + place
            left = MARGIN + label + place * (width + _GUTTER)
            own = gap if gap is not None and gap.column == column else None
            title = Box(left, top + (_GAP_LINE if _holds(gap, at, abreast) else 0.0), width, tops[at])
            if own is not None:
                _add_gap(sheet, Box(left, top, width, len(names) * size.pitch), own, facts, one)
            _add(sheet, Box(left, top, width, 0.0), one, groups, size)
            _add_title(sheet, title, one)
        top -= block
    sheet.notes(lines)
    return sheet.with_alt(words.described(facts).alt)


def _holds(gap: Parting | None, block: int, abreast: int) -> bool:
    return gap is not None and gap.column // abreast == block


def _variable(facts: Facts, column: int, area: str, look: Look, width: float) -> _Variable:
    dataset = facts.dataset
    curves = tuple(
        curve(part, part.n / facts.n if area == "share" else 1.0) for _, part in words.groups(facts, column)
    )
    low, high = _limits(np.array([own.values[end] for own in curves if own.values.size for end in (0, -1)]))
    ticks = _ticks(low, high, width, look.style)
    name, write = titles_of(dataset.features)[column], as_means(facts, column)
    return _Variable(
        name=name,
        title=_title(name, ticks, replace(style(look.style, "title"), bold=True), width + _GUTTER - 8),
        ticks=ticks,
        limits=(low, high),
        curves=curves,
        means=tuple(write(own.mean) if isfinite(own.mean) else "" for own in curves),
    )


def _ticks(low: float, high: float, width: float, theme: Theme) -> Ticks:
    """Choose round places of which two labels have room at least; where numbers are too wide, in thousands."""
    most = max(2, round(width / 45))
    ends = np.array([low, 0.0]), np.array([high, 1.0])
    for exponent in (None, *range(3, _LARGEST, 3)):
        ticks = round_ticks(low, high, most, exponent=exponent)
        plane = Plane(
            box=Box(0, 0, width, 1), low=ends[0], high=ends[1], x=ticks, y=NO_TICKS, titles=("", "")
        )
        if sum(map(bool, muted(plane, theme, x=True, y=False).x.labels)) > 1:
            return ticks
        if max(abs(low), abs(high)) < 10.0 ** (exponent or 0) * 1_000:
            break
    return round_ticks(low, high, most)


def _title(name: str, ticks: Ticks, style: TextStyle, room: float) -> tuple[str, ...]:
    """Break a title into at most two lines; what the labels of the ticks leave out is never cut."""
    left_out = ticks.titled("").strip(" ,")
    if not left_out or text_width(ticks.titled(name), style) <= room:
        return tuple(balanced(ticks.titled(name), style, room, 2))
    return fitted(name, style, room), fitted(left_out, style, room)


def _notes(variables: Sequence[_Variable], facts: Facts, area: str) -> list[str]:
    """Say in quiet words what areas, dots and strips are, and what the picture leaves out."""
    noun, curves = facts.noun, [own for one in variables for own in one.curves]
    has_strips = any(own.n > DOTS_LIMIT for own in curves)
    keys, notes = ["line: mean"], []
    if any(own.x.size for own in curves):
        keys.insert(0, f"area: share of all {noun[1]}" if area == "share" else "area: 1 for every cluster")
    if any(0 < own.n <= DOTS_LIMIT for own in curves):
        keys.append(f"dot: one {noun[0]}")
    notes.append(sentence_case(" · ".join(keys)))
    if has_strips:
        notes.append(f"Strip: 5 to 95 % of the {noun[1]}, thick 25 to 75 %, median")
    if any(own.spikes.size and own.n > DOTS_LIMIT for own in curves):
        few = "cells" if facts.grain(0) else "different values"
        notes.append(f"Spikes: fewer than three {few} make no curve.")
    if facts.grain(0):
        notes.append(cells_text(facts).strip())
    if facts.dataset.d > len(variables):
        notes.append(f"The first {len(variables)} of {facts.dataset.d} variables.")
    return notes


def _add_labels(
    sheet: Sheet, top: float, groups: Sequence[Group], counts: Sequence[str], size: RowSize
) -> None:
    """Say whose row it is: mark, number, and how many rows."""
    name, quiet = replace(sheet.style("name"), bold=True), sheet.style("tick", quiet=True)

    def paint(pen: Pen) -> None:
        with pen.role("table"):
            for row, (group, count) in enumerate(zip(groups, counts, strict=True)):
                y = size.baseline(top, row)
                draw_mark(pen, np.array([(MARGIN + 5, y + 15)]), group)
                pen.text(MARGIN + _MARK, y + 10, group.name, name)
                pen.text(MARGIN, y - 7, count if count != "n 0" else "empty", quiet)

    sheet.paint(paint)


def _add(sheet: Sheet, above: Box, one: _Variable, groups: Sequence[Group], size: RowSize) -> None:
    """Draw one variable below the box of its title."""
    height = len(groups) * size.pitch
    plane = Plane(
        box=Box(above.left, above.bottom - height, above.width, height),
        low=np.array([one.limits[0], 0.0]),
        high=np.array([one.limits[1], float(len(groups))]),
        x=one.ticks,
        y=NO_TICKS,
        titles=("", ""),
    )
    plane = muted(plane, sheet.theme, x=True, y=False)
    whole = sheet.plot(plane, one.name)
    Ridges(sheet, whole, one.curves, groups, size, one.means).add(sheet.theme, sheet.style("tick"))


def _add_title(sheet: Sheet, above: Box, one: _Variable) -> None:
    bold = replace(sheet.style("title"), bold=True)
    for line, text in enumerate(reversed(one.title)):
        sheet.text(above.left, above.bottom + 5 + _TITLE * line, text, bold)


def _add_gap(sheet: Sheet, block: Box, gap: Parting, facts: Facts, one: _Variable) -> None:
    """Shade the gap that the title speaks of, and say how wide it is."""
    unit = block.width / (one.limits[1] - one.limits[0])
    left, right = (block.left + (end - one.limits[0]) * unit for end in (gap.low, gap.high))
    quiet = sheet.style("tick", quiet=True)
    text = fitted(f"gap {gap_text(facts, gap)}", quiet, block.width)
    half = text_width(text, quiet) / 2
    middle = min(max((left + right) / 2, block.left + half), block.left + block.width - half)

    def paint(pen: Pen) -> None:
        with pen.role("gap"):
            pen.rectangle(left, block.bottom - block.height, right - left, block.height, sheet.theme.grid)
            pen.text(middle, block.bottom + 3, text, quiet, "center")

    sheet.paint(paint, zorder=-3)


def _limits(ends: FloatArray) -> tuple[float, float]:
    """Open the range by a twentieth on both sides; a constant by a twentieth of its size."""
    low, high = float(np.min(ends)), float(np.max(ends))
    size = max(abs(low), abs(high))
    air = (high - low) * 0.05 if high - low > 1e-12 * size else size * 0.05 or 1.0
    return low - air, high + air


def checked_facts(trace: Trace, area: str) -> Facts:
    """Give the facts of a run that has densities.

    Raises
    ------
    InputError
        If `area` is unknown, a column holds categories, or no row is in a cluster.
    """
    if area not in ("share", "one"):
        raise InputError(f"area must be share or one, got {area!r}")
    need_clusters("density", trace, from_counts=True)
    if any(trace.dataset.coded):
        raise InputError(
            f"{trace.dataset.name} has columns of categories, which have no density; see the modes figure"
        )
    facts = facts_of(trace)
    if not trace.keeps_rows and not trace.dataset.view.faithful:
        raise InputError(
            f"density is drawn from counts in the plane where rows come in pieces, and that hides columns of "
            f"{trace.dataset.name}; cluster one or two of them"
        )
    if not facts.k or not (trace.keeps_rows or trace.counts_of(-1).any()):
        raise InputError(
            f"{trace.dataset.name} is all noise here: without a cluster there is no density by cluster"
        )
    return facts
