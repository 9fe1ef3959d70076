"""The step strip: a film's telling pictures side by side, for pages that stand still."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.errors import need
from kmanim.plot.axes.places import reach_of
from kmanim.plot.axes.plane import Box
from kmanim.plot.figures.sheet import LINE, WIDTH, Sheet, style, wrapped
from kmanim.plot.marks.centroids import draw_centroids
from kmanim.plot.marks.halos import draw_ground
from kmanim.plot.page import as_figure
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.scenes.kmeans.plot_state import Moment
from kmanim.plot.scenes.kmeans.scene import Scene
from kmanim.plot.small_multiples import Cloud, muted, plane_of, small
from kmanim.plot.style.look import Look
from kmanim.simulate.trace import Trace
from kmanim.story.kmeans import stills as told
from kmanim.story.kmeans.film import tell
from kmanim.story.timeline import Keyframe, Timeline

PANELS = 8
_COLUMNS = 4
_PLOT = 104.0
_TITLE = 22.0
_EDGE = 12.0
_GAP = 14.0
_TELLING = ("starts", "assign", "update", "swap", "reassign", "empty", "relocate", "done")


@as_figure
def strip(trace: Trace, *, look: Look | None = None, timeline: Timeline | None = None) -> Sheet:
    """Draw up to eight telling keyframes of a film in a grid of 4 x 2, each with its caption.

    Parameters
    ----------
    trace : Trace
        The run.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide and as high as its captions need.
    timeline : Timeline, optional
        What is told; the walkthrough by default.

    Returns
    -------
    Figure
        One axes a panel, labelled with its keyframe's number and phase, all with the same limits.
    """
    need("strip", trace, Trace, "kmanim.run")
    timeline = timeline or tell(trace)
    look = look or Look()
    scene = Scene(trace, timeline, Look(theme=look.theme))
    chosen = telling(timeline)
    words = style(look.style, "tick")
    rows = -(-len(chosen) // _COLUMNS)
    view = trace.dataset.view
    everything = np.vstack(
        [reach_of(trace.dataset), *(view.project(trace.centroids_of(i)) for i in range(len(trace)))]
    )
    theme = small(look.style, 5, 13)
    width = (WIDTH - 2 * _EDGE - (_COLUMNS - 1) * _GAP) / _COLUMNS
    model = plane_of(width, _PLOT, theme, view.titles, everything, margin=9)
    model = muted(model, theme, x=False, y=False)
    captions = [wrapped(timeline.keyframes[i].text, words, width, most=12) for i in chosen]
    needed = [
        LINE * max(len(lines) for lines in captions[row * _COLUMNS : (row + 1) * _COLUMNS])
        for row in range(rows)
    ]
    sheet = Sheet(sum(needed) + rows * (_TITLE + _PLOT + 10) + 38, look)
    quiet = replace(words, colour=look.style.quiet_ink)
    sheet.text(_EDGE, 13, fitted(f"Across: {view.titles[0]}", quiet, WIDTH / 2 - _EDGE - 8), quiet)
    if view.titles[1]:
        up = fitted(f"Upwards: {view.titles[1]}", quiet, WIDTH / 2 - _EDGE - 8)
        sheet.text(WIDTH - _EDGE, 13, up, quiet, "right")
    first = Cloud(trace.dataset, model, theme)
    for place, index in enumerate(chosen):
        row = place // _COLUMNS
        top = sheet.height - 10 - row * (_TITLE + _PLOT + 10) - sum(needed[:row])
        left = _EDGE + place % _COLUMNS * (width + _GAP)
        plane = replace(model, box=Box(left, top - _TITLE - _PLOT, width, _PLOT))
        key = timeline.keyframes[index]
        sheet.plot(plane, f"{place + 1} {key.phase}")
        cloud = Cloud(trace.dataset, plane, theme, first)
        _draw(sheet, key, captions[place], cloud, scene, scene.moments[index])
    return sheet.told(told.strip(trace).alt)


def telling(timeline: Timeline) -> list[int]:
    """Choose up to eight keyframes: the first five and the last three that tell of a step."""
    kinds = [key.kind for key in timeline.keyframes]
    chosen = [i for i, kind in enumerate(kinds) if kind in _TELLING]
    for further in ("check", "data"):
        if len(chosen) < PANELS:
            chosen = sorted({*chosen, *(i for i, kind in enumerate(kinds) if kind == further)})
    return chosen if len(chosen) <= PANELS else [*chosen[:5], *chosen[-3:]]


def _draw(
    sheet: Sheet, key: Keyframe, caption: list[str], cloud: Cloud, scene: Scene, moment: Moment
) -> None:
    theme, box, trace = cloud.theme, cloud.plane.box, scene.trace
    styles = scene.styles
    labels = trace.history.at(moment.labels) if moment.labels is not None else None
    centroids = _moved(moment.centroids, scene, cloud)
    old = _moved(moment.old, scene, cloud)
    shown = range(0 if moment.trail is None else moment.trail + 1)
    stops = [cloud.to_px(trace.centroids_of(i)) for i in shown]
    head = replace(sheet.style("tick"), bold=True)
    words, quiet = sheet.style("tick"), sheet.style("tick", quiet=True)
    # Pictures are left out between the panels of a long run: the round says where.
    turn = key.counter.split(" · ")[0] if key.counter.startswith("round") else ""

    def points(pen: Pen) -> None:
        coloured = None if moment.coloured is None else np.array(moment.coloured, np.intp)
        cloud.draw(pen, labels, styles, coloured=coloured)

    def paint(pen: Pen) -> None:
        with pen.clipped(box.left - 4, box.bottom - 4, box.width + 8, box.height + 8):
            if moment.judged_by is not None:
                cloud.draw_boundary(pen, trace, moment.judged_by)
            if centroids is None:
                points(pen)
            else:
                n = trace.dataset.n
                draw_ground(pen, lambda: points(pen), n, centroids, styles, theme, old=old, stops=stops)
                draw_centroids(pen, centroids, styles, theme)
            if moment.switched.size and labels is not None:
                cloud.draw_switched(pen, labels, moment.switched, styles)
        with pen.role("panel title"):
            phase = fitted(key.phase, head, box.width)
            pen.text(box.left, box.top + 7, phase, head)
            if text_width(phase, head) + text_width(turn, quiet) + 6 <= box.width:
                pen.text(box.right, box.top + 7, turn, quiet, "right")
        with pen.role("caption"):
            for i, line in enumerate(caption):
                pen.text(box.left, box.bottom - 17 - LINE * i, line, words)

    sheet.paint(paint)


def _moved(places: FloatArray | None, scene: Scene, cloud: Cloud) -> FloatArray | None:
    """Bring places in px from the film's plane to the panel's."""
    if places is None:
        return None
    plane = scene.stage.plane
    data = plane.low + (places - (plane.box.left, plane.box.bottom)) * plane.units_per_px
    return cloud.plane.to_px(data)
