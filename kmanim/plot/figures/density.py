"""Density of each variable within each cluster, with a rug of the values and a table of their means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Literal

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, need
from kmanim.plot.axes.plane import Box, Plane
from kmanim.plot.axes.ticks import NO_TICKS, Ticks, round_ticks
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.page import Plot
from kmanim.plot.pages.sheet import LINE, MARGIN, WIDTH, Sheet, style, wrapped
from kmanim.plot.panels.group_keys import Group, draw_key, draw_mark, groups_of
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, widest
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import TextStyle
from kmanim.simulate.numerics.kernel_density import Curve, curve
from kmanim.simulate.trace import Trace
from kmanim.story.contract import facts_of
from kmanim.story.facts import Facts
from kmanim.story.figures import density as words
from kmanim.story.figures.density import overlap_text

VARIABLES_LIMIT = 12

_ONE_COLUMN = 4  # up to so many variables stand below each other, more in two columns
_RANGES = 5  # up to so many clusters' ranges fit beside the curves
_TOP = 44.0
_TITLE = 26.0
_ROW = 19.0
_TABLE_HEAD = 20.0
_SCALE = 44.0
_NOISE_KEY = 22.0
_SPIKE = 0.6  # height of a spike as a share of the highest curve: it has no area to show


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Lengths of one panel in px: the plot lies between the key on its left and the table on its right."""

    width: float
    key: float
    table: tuple[str, ...]
    curves: float
    ticks: int

    @property
    def is_wide(self) -> bool:
        """Whether there is room for a whole table."""
        return len(self.table) > 1


_WIDE = _Layout(width=WIDTH, key=66, table=("n", "mean", "sd"), curves=128, ticks=6)
_NARROW = _Layout(width=WIDTH / 2, key=50, table=("mean",), curves=84, ticks=3)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Panel:
    """One variable: its curves and what is written about them."""

    title: str
    curves: tuple[Curve, ...]
    cells: tuple[dict[str, str], ...]
    meeting: str

    @property
    def highest(self) -> float:
        return max((float(own.y.max()) for own in self.curves if own.y.size), default=1.0)


@as_figure
def density(trace: Trace, *, look: Look | None = None, area: Literal["share", "one"] = "share") -> Sheet:
    """Draw how each variable is spread within each cluster at the end of a run.

    A panel shows one variable: a Gaussian kernel density per cluster (Scott's width), cut at the cluster's
    smallest and largest value, with a mark at its mean; below it every value, each cluster in a row of its
    own. A cluster with fewer than three different values gets a spike at each of them. Rows in no cluster are a
    group like any other, grey and dashed, called noise.

    Parameters
    ----------
    trace : Trace
        The run; its last clusters are shown, in original units.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide, and as high as it must be.
    area : {"share", "one"}, default "share"
        What the area under a curve is: the cluster's share of all rows, or 1 for every cluster.

    Returns
    -------
    Figure
        Two axes a variable, labelled ``<title>`` and ``<title>: values``. Its ``curves`` hold for each the data of
        the lines: ``curve-1``, ``mean-1`` (or ``spike-1``) and ``rug-1`` of cluster 1, and so on; of noise
        ``curve-noise``. Up to 4 variables stand below each other, up to 12 in two columns; of more, the first 12 are
        shown and a note says so.

    Raises
    ------
    InputError
        If `area` is unknown, a column holds categories, or no row is in a cluster.

    References
    ----------
    Scott, D. W. (1992). Multivariate Density Estimation. Wiley.
    """
    if area not in ("share", "one"):
        raise InputError(f"area must be share or one, got {area!r}")
    need("density", trace, Trace, "kmanim.run")
    if any(trace.dataset.coded):
        raise InputError(
            f"{trace.dataset.name} has columns of categories, which have no density; see the modes figure"
        )
    look = look or Look()
    dataset, facts = trace.dataset, facts_of(trace)
    if not facts.k:
        raise InputError(
            f"{dataset.name} is all noise here: without a cluster there is no density by cluster"
        )
    panels = _panels(facts, area)
    names = [name for name, _ in words.groups(facts, 0)]
    k = len(names)
    layout = _WIDE if dataset.d <= _ONE_COLUMN else _NARROW
    if k > facts.k:  # noise is a longer word than the number of a cluster
        layout = replace(layout, key=layout.key + _NOISE_KEY)
    notes = _notes(panels, dataset)
    lines = [part for note in notes for part in wrapped(note, style(look.style, "tick"), WIDTH - 2 * MARGIN)]
    per_row = round(WIDTH / layout.width)
    legend = 0.0 if layout.is_wide else 22.0 * -(-k // 5) + 8
    each = _TITLE + layout.curves + _TABLE_HEAD + _ROW * k + _SCALE
    rows = -(-len(panels) // per_row)
    sheet = Sheet(_TOP + legend + rows * each + LINE * len(lines) + (8 if lines else 0), look)
    groups = groups_of(names, facts.k, sheet.theme)

    share = f"share of all {dataset.noun[1]}" if area == "share" else "1 for every cluster"
    sheet.heading("Density by cluster", f"area = {share}")
    if legend:
        _draw_legend(sheet, panels[0], groups)
    for j, panel in enumerate(panels):
        row, column = divmod(j, per_row)
        _draw(sheet, column * layout.width, sheet.height - _TOP - legend - row * each, layout, panel, groups)
    sheet.notes(lines)
    return sheet.with_alt(words.describe(trace).alt)


def _panels(facts: Facts, area: str) -> list[_Panel]:
    dataset, panels = facts.dataset, []
    for j in range(min(dataset.d, VARIABLES_LIMIT)):
        curves = tuple(
            curve(part, part.size / dataset.n if area == "share" else 1.0)
            for _, part in words.groups(facts, j)
        )
        cells = tuple(_cells(own, facts.columns[j]) for own in curves)
        meeting = overlap_text(facts, j)
        panels.append(_Panel(title=dataset.features[j].title, curves=curves, cells=cells, meeting=meeting))
    return panels


def _cells(own: Curve, written: Callable[[float], str]) -> dict[str, str]:
    mean, sd = (written(v) if isfinite(v) else "–" for v in (own.mean, own.sd))
    low, high = (written(float(v)) for v in own.values[[0, -1]]) if own.values.size else ("–", "–")
    extent = low if low == high else f"{low} – {high}"
    return {"n": str(own.values.size), "mean": mean, "sd": sd, "range": extent}


def _notes(panels: Sequence[_Panel], dataset: Dataset) -> list[str]:
    """Say what the picture leaves out or draws otherwise."""
    notes = []
    if any(own.spikes.size for panel in panels for own in panel.curves):
        notes.append("Spikes: fewer than three different values make no curve.")
    if dataset.d > len(panels):
        notes.append(f"The first {len(panels)} of {dataset.d} variables.")
    return notes


def _draw(
    sheet: Sheet,
    left: float,
    top: float,
    layout: _Layout,
    panel: _Panel,
    groups: Sequence[Group],
) -> None:
    theme = sheet.theme
    head, tick = sheet.style("head"), sheet.style("tick")
    columns, end = _columns(panel, layout, tick)
    room = end - 16 - layout.key
    k = len(panel.curves)
    low, high = _limits(np.concatenate([own.values for own in panel.curves]))
    base = top - _TITLE - layout.curves
    floor = base - _TABLE_HEAD - _ROW * k
    scale = round_ticks(low, high, layout.ticks)

    def plane(bottom: float, height: float, ceiling: float, *, scaled: bool = False) -> Plane:
        return Plane(
            box=Box(left + layout.key, bottom, room, height),
            low=np.array([low, 0.0]),
            high=np.array([high, ceiling]),
            x=Ticks(scale.places, scale.labels) if scaled else NO_TICKS,
            y=NO_TICKS,
            titles=("", ""),
        )

    whole = plane(floor, top - _TITLE - floor, 1.0, scaled=True)
    sheet.paint(lambda pen: whole.draw(pen, theme), zorder=-2)  # one grid behind curves and rugs
    upper = plane(base, layout.curves, panel.highest * 1.2)
    lower = plane(floor, _ROW * k, float(k))
    _add_curves(sheet.plot(upper, panel.title), panel, groups)
    _add_rugs(sheet.plot(lower, f"{panel.title}: values"), panel, groups, room)

    def paint(pen: Pen) -> None:
        title = fitted(scale.titled(panel.title), head, layout.width - 2 * MARGIN)
        pen.text(left + MARGIN, top - 17, title, head)
        _paint_tops(pen, upper, panel, groups, sheet)
        with pen.role("table"):
            for name, edge in columns:
                quiet = sheet.style("tick", quiet=True)
                pen.text(left + edge, lower.box.top + 5, name, quiet, "right")
            if layout.is_wide and len(panel.cells) <= _RANGES:
                _paint_ranges(
                    pen, Box(left + end, base, layout.width - 14 - end, layout.curves), panel, groups, sheet
                )
            for j, cells in enumerate(panel.cells):
                middle = lower.box.top - (j + 0.5) * _ROW
                draw_key(pen, left + 16, middle, groups[j], 22 if layout.is_wide else 12)
                baseline = middle - tick.size * 0.365
                pen.text(lower.box.left - 6, baseline, groups[j].name, tick, "right")
                for name, edge in columns:
                    pen.text(left + edge, baseline, cells[name], tick, "right")
                if not panel.curves[j].values.size:
                    pen.text(lower.box.left + 8, baseline, "empty", sheet.style("tick", quiet=True))

    sheet.paint(paint)


def _columns(panel: _Panel, layout: _Layout, tick: TextStyle) -> tuple[list[tuple[str, float]], float]:
    """Place the table's columns: names with their right edges, and where the table begins on the left."""
    edge = layout.width - 14.0
    placed = []
    for name in reversed(layout.table):
        placed.append((name, edge))
        edge -= max(widest([name, *(cells[name] for cells in panel.cells)], tick), 24.0) + 16
    if layout.is_wide and len(panel.cells) <= _RANGES:
        ranges = widest([cells["range"] for cells in panel.cells], tick) + 24
        edge = min(edge, layout.width - 30 - min(ranges, layout.width / 2))
    return placed, edge + 16


def _add_curves(plot: Plot, panel: _Panel, groups: Sequence[Group]) -> None:
    for j, own in enumerate(panel.curves):
        colour, dash, name = groups[j].style.colour, groups[j].dash, groups[j].name
        if own.x.size:
            x = np.concatenate([own.x[:1], own.x, own.x[-1:]])
            y = np.concatenate([[0.0], own.y, [0.0]])
            plot.area(own.x, own.y, colour, 0.13)
            plot.line(x, y, colour, 2, dash, f"curve-{name}")
            top = float(np.interp(own.mean, own.x, own.y))
            plot.line(np.array([own.mean] * 2), np.array([0.0, top]), colour, 1, (), f"mean-{name}")
        elif own.spikes.size:
            plot.line(*_strokes(own.spikes, 0.0, panel.highest * _SPIKE), colour, 2, dash, f"spike-{name}")


def _add_rugs(plot: Plot, panel: _Panel, groups: Sequence[Group], room: float) -> None:
    low, high = float(plot.plane.low[0]), float(plot.plane.high[0])
    for j, own in enumerate(panel.curves):
        if own.values.size:
            row = len(panel.curves) - 1 - j
            values = _thinned(own.values, low, high, round(room * 2))
            strokes = _strokes(values, row + 0.18, row + 0.82)
            plot.line(*strokes, groups[j].style.colour, 1.5, (), f"rug-{groups[j].name}")


def _paint_tops(pen: Pen, plane: Plane, panel: _Panel, groups: Sequence[Group], sheet: Sheet) -> None:
    """Mark each cluster's mean on its curve with its marker, and with its number where there is room."""
    number = sheet.style("name", halo=2)
    tops = []
    for own in panel.curves:
        x, y = own.spikes, np.full(own.spikes.size, panel.highest * _SPIKE)
        if own.x.size:
            x, y = np.array([own.mean]), np.array([np.interp(own.mean, own.x, own.y)])
        tops.append(plane.to_px(np.column_stack([x, y])))
    everything = np.concatenate(tops)
    written: list[tuple[float, float]] = []
    with pen.role("means"):
        for places, group in zip(tops, groups, strict=True):
            draw_mark(pen, places, group)
        for j, places in enumerate(tops):
            for x, y in () if groups[j].is_noise else places[:1]:  # its cross says it
                beside = (np.abs(everything[:, 0] - x) < 12) & (np.abs(everything[:, 1] - y - 13) < 12)
                if not beside.any() and all(abs(x - a) > 18 or abs(y - b) > 15 for a, b in written):
                    pen.text(x, y + 8, groups[j].name, number, "center")
                    written.append((x, y))


def _paint_ranges(pen: Pen, box: Box, panel: _Panel, groups: Sequence[Group], sheet: Sheet) -> None:
    """Write beside the curves from where to where each cluster reaches."""
    quiet, tick = sheet.style("tick", quiet=True), sheet.style("tick")
    rows = [(group.name, cells["range"]) for group, cells in zip(groups, panel.cells, strict=True)]
    pen.text(box.right, box.top - 12, "from – to", quiet, "right")
    texts = [fitted(extent, tick, box.width - 18) for _, extent in rows]
    for j, ((number, _), text) in enumerate(zip(rows, texts, strict=True)):
        y = box.top - 12 - _ROW * (j + 1)
        pen.text(box.right, y, text, tick, "right")
        pen.text(box.right - widest(texts, tick) - 10, y, number, quiet, "right")
    meeting = [line for part in _parts(panel.meeting) for line in wrapped(part, tick, box.width)]
    for i, part in enumerate(meeting, start=len(rows) + 1):
        pen.text(box.right, box.top - 12 - _ROW * i, part, tick, "right")


def _parts(text: str) -> list[str]:
    """Break ``no overlap, 125 kg gap`` after its comma."""
    first, comma, second = text.partition(", ")
    return [first + comma.strip(), second]


def _draw_legend(sheet: Sheet, panel: _Panel, groups: Sequence[Group]) -> None:
    words = sheet.style("tick")

    def paint(pen: Pen) -> None:
        for j, cells in enumerate(panel.cells):
            row, column = divmod(j, 5)
            x, y = MARGIN + column * 115, sheet.height - _TOP - 14 - row * 22
            draw_key(pen, x, y, groups[j], 22)
            pen.text(x + 28, y - words.size * 0.365, f"{groups[j].name}: n {cells['n']}", words)

    sheet.paint(paint)


def _limits(values: FloatArray) -> tuple[float, float]:
    """Open the range by a twentieth on both sides; a constant by a twentieth of its size."""
    low, high = float(np.min(values)), float(np.max(values))
    size = max(abs(low), abs(high))
    air = (high - low) * 0.05 if high - low > 1e-12 * size else size * 0.05 or 1.0
    return low - air, high + air


def _strokes(places: FloatArray, low: float, high: float) -> tuple[FloatArray, FloatArray]:
    """Give the line that is an upright stroke at each place."""
    return np.repeat(places, 3), np.tile([low, high, np.nan], places.size)


def _thinned(values: FloatArray, low: float, high: float, bins: int) -> FloatArray:
    """Keep one value a bin, the smallest, where there are more values than can be told apart."""
    if values.size <= bins:
        return values
    _, first = np.unique(np.floor((values - low) / (high - low) * bins), return_index=True)
    thinned: FloatArray = values[first]
    return thinned
