"""The same data clustered raw and scaled: which rows end elsewhere."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from kmanim.arrays import IntArray
from kmanim.errors import InputError
from kmanim.plot.axes.places import extent_of
from kmanim.plot.axes.plane import Box
from kmanim.plot.marks.centroids import draw_centroids
from kmanim.plot.marks.ground import draw_ground
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.sheet import LINE, MARGIN, Sheet, style, wrapped
from kmanim.plot.regions.divisions import walls_of
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.small_multiples import Cloud, draw_axis_titles, lattice, muted, small
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import ClusterStyle, cluster_styles
from kmanim.plot.style.theme import TextStyle
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.runs.relabel import order_by_overlap
from kmanim.simulate.trace import need_trace
from kmanim.story.figures import raw_and_scaled as words
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.text.sizes import last_noun
from kmanim.story.text.words import between, cut, series, some, verb

NAMES_LIMIT, LISTED_LIMIT = 8, 1_000
_METHODS = {"none": "Raw", "zscore": "Scaled (z-scores)", "minmax": "Scaled (to 0–1)"}
_PANEL = 300.0
_HEAD = 46.0


@as_figure
def scaled(raw: CentroidTrace, other: CentroidTrace, runs: int = 1, *, look: Look | None = None) -> Sheet:
    """Draw a raw and a scaled run side by side, both in original units.

    Clusters of the second run are renumbered so that as many rows as possible keep the number they have in
    the first. Rows that end in different clusters are ringed in both panels, and up to 8 of them are named
    below, unless they are thousands. Boundaries are of one kind in both: scaling stretches the axes, no more.

    Parameters
    ----------
    raw, other : CentroidTrace
        Two runs over the same rows, as a rule the best raw and the best scaled one.
    runs : int, default 1
        Each is the best of so many, which the figure says.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide.

    Returns
    -------
    Figure
        Two axes with the same limits, labelled ``Raw`` and ``Scaled (z-scores)``, or as the data were scaled.

    Raises
    ------
    InputError
        If the runs are not over the same rows.
    """
    need_trace("scaled", raw, CentroidTrace)
    need_trace("scaled", other, CentroidTrace)
    if raw.dataset.points.shape != other.dataset.points.shape or not np.array_equal(
        raw.dataset.points, other.dataset.points
    ):
        raise InputError("raw and scaled runs can be compared only if both cluster the same rows and columns")
    look = look or Look()
    other = other.relabelled(order_by_overlap(other, raw))
    moved = moved_rows(raw, other)
    tick = style(look.style, "tick")
    said = " ".join(filter(None, (words.chosen(runs), _sentence(raw, moved))))
    lines = wrapped(said, tick, 600 - 2 * MARGIN, most=5) if said else []
    foot = 34 + LINE * len(lines) + 4 * bool(lines)
    head = heading(look, words.finding(raw, other), CentroidFacts(raw).subject)
    sheet = Sheet(_PANEL + _HEAD + 20 + foot + head.height, look)
    head.draw(sheet)
    theme = small(sheet.theme, 7.5, 16)
    dataset = raw.dataset
    view = dataset.view
    shown = extent_of(dataset)
    ends = [view.project(trace.centroids_of(-1)) for trace in (raw, other)]
    area = Box(0, foot, 600, _PANEL + _HEAD + 20)
    planes = lattice(area, 2, 1, theme, view.titles, np.vstack([shown, *ends]), head=_HEAD, margin=14, gap=16)
    styles = cluster_styles(max(raw.k, other.k), theme)
    first = Cloud(dataset, planes[0], theme)
    for place, (trace, plane) in enumerate(zip((raw, other), planes, strict=True)):
        kept = muted(plane, theme, x=True, y=place == 0)
        method = trace.dataset.scaling.method
        title = _METHODS.get(method, f"Scaled ({method})")
        sheet.plot(kept, title)
        _draw(sheet, title, trace, Cloud(trace.dataset, kept, theme, first), styles[: trace.k], moved)

    box = planes[0].box
    sheet.paint(
        lambda pen: draw_axis_titles(
            pen, planes, view.titles, theme, baseline=foot - 15, lowest=box.bottom - 24, across=560,
            up=box.height + 40,
        )
    )  # fmt: skip
    for i, part in enumerate(reversed(lines)):
        sheet.text(MARGIN, 13 + LINE * i, part, tick)
    return sheet.with_alt(words.describe(raw, other, runs).alt)


def moved_rows(one: CentroidTrace, other: CentroidTrace) -> IntArray:
    """Find the rows, 0-based and rising, that end in clusters of different number."""
    rows: IntArray = np.flatnonzero(one.labels.astype(np.intp) != other.labels.astype(np.intp))
    return rows


def _sentence(trace: CentroidTrace, moved: IntArray) -> str:
    """Name the rows that end elsewhere, which the heading has counted."""
    dataset = trace.dataset
    if not moved.size:
        return ""
    if moved.size > LISTED_LIMIT or dataset.labels is None:
        return f"Ringed: {verb(int(moved.size), f'the {dataset.noun[0]} that changes', 'those that change')} cluster."
    names = [cut(dataset.drawn_name(int(row)), 24) for row in moved[:NAMES_LIMIT]]
    if moved.size > NAMES_LIMIT:
        listed = some([*names, *([""] * (moved.size - NAMES_LIMIT))], NAMES_LIMIT)
    else:
        listed = series(names)
    return f"Ringed: {listed}."


def _sizes(trace: CentroidTrace, room: float, style: TextStyle) -> str:
    """Say how many rows the clusters have, each or from the fewest to the most."""
    sizes, noun = trace.sizes, trace.dataset.noun
    each = f"{series([f'{size:,}' for size in sizes])} {last_noun(sizes, noun)}"
    if text_width(each, style) <= room:
        return each
    return f"{trace.k} clusters of {between(min(sizes), max(sizes), noun)}"


def _draw(
    sheet: Sheet,
    title: str,
    trace: CentroidTrace,
    cloud: Cloud,
    styles: tuple[ClusterStyle, ...],
    moved: IntArray,
) -> None:
    theme, box = cloud.theme, cloud.plane.box
    centroids = trace.centroids_of(-1)
    ends = cloud.to_px(centroids)
    labels = trace.labels
    head = replace(sheet.style("head"), size=sheet.theme.title_size)
    quiet = sheet.style("tick", quiet=True)
    sizes = _sizes(trace, box.width, quiet)

    def paint(pen: Pen) -> None:
        cloud.draw_walls(pen, walls_of(trace, -1, cloud.plane))
        with pen.clipped(*box):
            points = partial(cloud.draw, pen, labels, styles)
            draw_ground(pen, points, trace.dataset.n, ends, styles, theme)
        with pen.role("changed"):
            cloud.draw_rings(pen, moved, styles)
        draw_centroids(pen, ends, styles, theme)
        with pen.role("panel title"):
            pen.text(box.left, box.top + 26, fitted(title, head, box.width), head)
            pen.text(box.left, box.top + 8, fitted(sizes, quiet, box.width), quiet)

    sheet.paint(paint)
