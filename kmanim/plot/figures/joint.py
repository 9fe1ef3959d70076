"""The final clusters in the plane of two columns, and along its edges how each column is spread within each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.errors import InputError
from kmanim.plot.axes.plane import Box, Plane, title_drop
from kmanim.plot.axes.ticks import NO_TICKS, Ticks
from kmanim.plot.layout import plane_in
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.page import Plot
from kmanim.plot.pages.sheet import MARGIN, Sheet, wrapped
from kmanim.plot.panels.group_keys import Group, draw_mark, groups_of
from kmanim.plot.render.pen import Pen
from kmanim.plot.scene import scene_of
from kmanim.plot.small_multiples import Cloud, small
from kmanim.plot.style.look import Look
from kmanim.simulate.numerics.kernel_density import Curve, curve
from kmanim.simulate.trace import Trace, need_clusters
from kmanim.story.contract import facts_of
from kmanim.story.facts import Facts
from kmanim.story.figures import joint as words
from kmanim.story.figures.density import groups as named_groups

_EDGE, _GAP, _PLOT = 78.0, 8.0, 330.0
_AIR = 1.3  # of the height of an edge, above the highest curve: a mark and a number
_SPIKE = 0.6  # height of a spike as a share of the highest curve: it has no area to show
_CLEAR = 14.0  # between two numbers


@as_figure
def joint(trace: Trace, *, look: Look | None = None) -> Sheet:
    """Draw the final clusters on the plane of two columns, with the density of each along its edges.

    A curve is a Gaussian kernel density (Scott's width) of one cluster, cut at its smallest and largest value, with its
    mark at the mean; the area under it is the cluster's share of all rows. A cluster with fewer than three different
    values gets a spike at each of them. Rows in no cluster are a group like any other, dashed. Rows that were read in
    pieces are drawn from counts in the cells of the plane, each in the middle of its cell.

    Parameters
    ----------
    trace : Trace
        The run; its last clusters are shown, in original units.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide and some 540 px high.

    Returns
    -------
    Figure
        Three axes: ``joint``, ``<title of the first column>`` above it and ``<title of the second>`` on its right. The
        `curves` of the edges hold the lines by the number of their cluster: ``curve-1`` or ``spike-1``; of noise
        ``curve-noise``.

    Raises
    ------
    InputError
        If other than two columns of numbers are clustered, or no row is in a cluster.
    """
    need_clusters("joint", trace, from_counts=True)
    if not words.wanted(trace):
        raise InputError(_refusal(trace))
    look, facts = look or Look(), facts_of(trace)
    head = heading(look, words.finding(trace), facts.subject)
    theme = small(look.style, 8, 16)
    foot = title_drop(theme) + 12
    sheet = Sheet(head.height + _EDGE + _GAP + _PLOT + foot, look)
    head.draw(sheet)
    scene = scene_of(trace)
    room = Box(0, foot, sheet.width - _EDGE - _GAP, _PLOT)
    plane = plane_in(room, theme, trace.dataset.view.titles, scene.extent_of_end(trace))
    sheet.plot(plane, "joint")
    cloud = Cloud(trace.dataset, plane, theme)
    sheet.paint(lambda pen: scene.draw_end(pen, trace, cloud))
    names = [name for name, _ in named_groups(facts, 0)]
    groups = groups_of(names, facts.k, look.style)
    for column in (0, 1):
        _draw_edge(sheet, plane, facts, column, groups)
    _draw_corner(sheet, plane, facts)
    return sheet.with_alt(words.describe(trace).alt)


def _draw_edge(sheet: Sheet, plane: Plane, facts: Facts, column: int, groups: Sequence[Group]) -> None:
    """Draw the densities of the first column above the plot, or those of the second on its right."""
    curves = [curve(spread, spread.n / facts.n) for _, spread in named_groups(facts, column)]
    highest = max((float(own.y.max()) for own in curves if own.y.size), default=1.0)
    edge = _edge(plane, column, highest * _AIR)
    plot = sheet.plot(edge, plane.titles[column])
    lines = [_line(own, highest) for own in curves]
    for own, line, group in zip(curves, lines, groups, strict=True):
        if not line.size:
            continue
        kind = "curve" if own.x.size else "spike"
        if own.x.size:
            _fill(plot, _turned(line, column), group.style.colour)
        places = _turned(line, column)
        plot.line(places[:, 0], places[:, 1], group.style.colour, 2, group.dash, f"{kind}-{group.name}")
    tops = [edge.to_px(_turned(_top(own, highest), column)) for own in curves]
    sheet.paint(lambda pen: _draw_means(pen, sheet, tops, groups, column))


def _edge(plane: Plane, column: int, ceiling: float) -> Plane:
    """Lay an edge out along the plot, on whose axis it stands."""
    box, ticks = plane.box, (plane.x, plane.y)[column]
    bare = Ticks(ticks.places, ("",) * len(ticks.labels))
    low, high = plane.low.copy(), plane.high.copy()
    low[1 - column], high[1 - column] = 0.0, ceiling
    above = Box(box.left, box.top + _GAP, box.width, _EDGE)
    beside = Box(box.right + _GAP, box.bottom, _EDGE, box.height)
    return Plane(
        box=(above, beside)[column],
        low=low,
        high=high,
        x=bare if column == 0 else NO_TICKS,
        y=bare if column == 1 else NO_TICKS,
        titles=("", ""),
    )


def _line(own: Curve, highest: float) -> FloatArray:
    """Give the line of a density, or of its spikes, shape (m, 2): values and heights; empty where there are none."""
    if own.x.size:
        ends = np.array([(own.x[0], 0.0)]), np.array([(own.x[-1], 0.0)])
        return np.vstack([ends[0], np.column_stack([own.x, own.y]), ends[1]])
    heights = np.tile([0.0, highest * _SPIKE, np.nan], own.spikes.size)
    return np.column_stack([np.repeat(own.spikes, 3), heights])


def _top(own: Curve, highest: float) -> FloatArray:
    """Give where the marks of a density stand: at its mean, or on its spikes."""
    if own.x.size:
        return np.array([(own.mean, float(np.interp(own.mean, own.x, own.y)))])
    return np.column_stack([own.spikes, np.full(own.spikes.size, highest * _SPIKE)])


def _turned(line: FloatArray, column: int) -> FloatArray:
    """Lay a line on its side where it stands on the right."""
    return line if column == 0 else line[:, ::-1]


def _fill(plot: Plot, corners: FloatArray, colour: str) -> None:
    places = plot.plane.to_px(corners)
    plot.page.paint(lambda pen: pen.polygon(places, colour, alpha=0.16), zorder=0)


def _draw_means(
    pen: Pen, sheet: Sheet, tops: Sequence[FloatArray], groups: Sequence[Group], column: int
) -> None:
    """Mark each cluster where its mean is, with its number where there is room beyond the curve."""
    style = sheet.style("name", halo=2.5)
    everything = np.concatenate(tops)
    written: list[FloatArray] = []
    with pen.role("means"):
        for places, group in zip(tops, groups, strict=True):
            draw_mark(pen, places, group)
        for places, group in zip(tops, groups, strict=True):
            for place in () if group.is_noise else places[:1]:
                goal = place + ((0, 14) if column == 0 else (14, 0))
                taken = [*written, *everything]
                if all(np.abs(goal - other).max() >= _CLEAR - 2 for other in taken):
                    pen.text(float(goal[0]), float(goal[1]) - style.size * 0.365, group.name, style, "center")
                    written.append(goal)


def _draw_corner(sheet: Sheet, plane: Plane, facts: Facts) -> None:
    """Say in the corner between both edges what an area means."""
    style, left = sheet.style("tick", quiet=True), plane.box.right + _GAP
    lines = wrapped(f"Area: share of all {facts.noun[1]}", style, sheet.width - left - MARGIN / 2, 4)
    top = plane.box.top + _GAP + _EDGE - style.size
    for i, line in enumerate(lines):
        sheet.text(left, top - (style.size + 4) * i, line, style)


def _refusal(trace: Trace) -> str:
    dataset = trace.dataset
    if any(dataset.coded):
        return f"{dataset.name} has columns of categories, which have no density; see the modes figure"
    if dataset.d != 2 or not dataset.view.faithful:
        columns = f"{dataset.d} {'column is' if dataset.d == 1 else 'columns are'} clustered"
        return f"joint draws two columns, and {columns}; see the density figure"
    return f"{dataset.name} is all noise here: without a cluster there is no density by cluster"
