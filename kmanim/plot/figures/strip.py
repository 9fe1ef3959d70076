"""The step strip: a film's telling pictures side by side, for pages that stand still."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kmanim.errors import need
from kmanim.plot.axes.plane import Box
from kmanim.plot.axes.ticks import NO_TICKS
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.sheet import MARGIN, WIDTH, Sheet
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.scene import Scene, scene_of
from kmanim.plot.small_multiples import Cloud, muted, plane_of, small
from kmanim.plot.style.look import Look
from kmanim.simulate.trace import Trace
from kmanim.story.contract import story_of
from kmanim.story.figures import strip as words
from kmanim.story.timeline import Timeline

_COLUMNS = 4
_PLOT, _TITLE, _LINE = 104.0, 22.0, 30.0  # a panel: its plot, what is above, what is below
_EDGE = MARGIN
_SECONDS = 240.0
_GAP = 10.0  # which no words run into: closer together they read as one phrase
_POINT, _CENTROID, _SMALLEST = 5.0, 10.0, 8.0  # of up to six centroids, and of very many


@as_figure
def strip(trace: Trace, *, look: Look | None = None, timeline: Timeline | None = None) -> Sheet:
    """Draw up to eight telling keyframes of a film in a grid of 4 x 2, each with one line of words.

    Where steps are left out between two panels, a panel of three dots says which.

    Parameters
    ----------
    trace : Trace
        The run.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide and some 430 px high.
    timeline : Timeline, optional
        What is told; by default a walkthrough that has time for all steps.

    Returns
    -------
    Figure
        One axes a panel, labelled with its keyframe's number and phase, all with the same limits.
    """
    need("strip", trace, Trace, "kmanim.run")
    # On paper there is time for every step; the panels are chosen from all of them.
    timeline = timeline or story_of(trace).tell(trace, max_seconds=_SECONDS)
    look = look or Look()
    scene = scene_of(trace)(trace, timeline, Look(theme=look.theme))
    chosen = words.panels(timeline)
    rows = -(-len(chosen) // _COLUMNS)
    drawn = scene.drawn(trace)
    view = drawn.view
    theme = small(look.style, _POINT, _centroid(trace))
    width = (WIDTH - 2 * _EDGE - (_COLUMNS - 1) * _GAP) / _COLUMNS
    model = plane_of(
        width, _PLOT, theme, view.titles, scene.extent(trace), margin=9, equal=scene.has_equal_axes(trace)
    )
    model = scene.plane_of_small(muted(model, theme, x=False, y=False), trace)
    has_axes = model.x is not NO_TICKS
    head = heading(look, words.finding(trace), words.subject(trace))
    each = _TITLE + _PLOT + _LINE
    sheet = Sheet(head.height + rows * each + 36, look)
    head.draw(sheet)
    quiet = sheet.style("tick", quiet=True)
    if has_axes:
        sheet.text(_EDGE, 13, fitted(f"Across: {view.titles[0]}", quiet, WIDTH / 2 - _EDGE - 8), quiet)
    if has_axes and view.titles[1]:
        up = fitted(f"Upwards: {view.titles[1]}", quiet, WIDTH / 2 - _EDGE - 8)
        sheet.text(WIDTH - _EDGE, 13, up, quiet, "right")
    first = Cloud(drawn, model, theme)
    shown = 0
    for place, what in enumerate(chosen):
        row, column = divmod(place, _COLUMNS)
        top = sheet.height - head.height - row * each
        box = Box(_EDGE + column * (width + _GAP), top - _TITLE - _PLOT, width, _PLOT)
        if isinstance(what, words.Gap):
            _draw_gap(sheet, what, box)
            continue
        shown += 1
        plane = replace(model, box=box)
        sheet.plot(plane, f"{shown} {timeline.keyframes[what].phase}")
        _draw(
            sheet,
            scene,
            what,
            words.lines(trace, timeline.keyframes[what]),
            Cloud(drawn, plane, theme, first),
        )
    return sheet.with_alt(story_of(trace).overview(trace).alt)


def _centroid(trace: Trace) -> float:
    """Choose the size of centroids, which must not cover a small panel: smaller where there are many."""
    return max(_SMALLEST, _CENTROID - 0.5 * max(0, trace.history.size - 6))


def _draw(sheet: Sheet, scene: Scene, keyframe: int, lines: list[str], cloud: Cloud) -> None:
    """Draw one panel: its phase, its plot, and the richest line that fits."""
    key, box = scene.timeline.keyframes[keyframe], cloud.plane.box
    plain, quiet = sheet.style("tick"), sheet.style("tick", quiet=True)
    head = replace(plain, bold=True)

    def paint(pen: Pen) -> None:
        with pen.clipped(box.left - 4, box.bottom - 4, box.width + 8, box.height + 8):
            scene.draw_small(pen, keyframe, cloud)
        with pen.role("panel title"):
            phase = fitted(key.phase, head, box.width)
            pen.text(box.left, box.top + 7, phase, head)
            if text_width(phase, head) + text_width(key.counter, quiet) + 6 <= box.width:
                pen.text(box.right, box.top + 7, key.counter, quiet, "right")
        with pen.role("caption"):
            line = next((line for line in lines if text_width(line, plain) <= box.width), "")
            pen.text(box.left, box.bottom - 17, line, plain)

    sheet.paint(paint)


def _draw_gap(sheet: Sheet, gap: words.Gap, box: Box) -> None:
    """Draw three dots where a panel would be, and below them what is left out."""
    quiet = sheet.style("tick", quiet=True)

    def paint(pen: Pen) -> None:
        middle, height = box.left + box.width / 2, box.bottom + box.height / 2
        dots = np.array([(middle + away, height) for away in (-16, 0, 16)])
        with pen.role("left out"):
            pen.markers("circle", dots, 6, sheet.theme.secondary)
        with pen.role("caption"):
            pen.text(middle, box.bottom - 17, fitted(gap.text, quiet, box.width), quiet, "center")

    sheet.paint(paint)
