"""The step strip: a film's telling pictures side by side, for pages that stand still."""

from __future__ import annotations

from dataclasses import replace

from kmanim.errors import need
from kmanim.plot.axes.plane import Box
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.sheet import LINE, WIDTH, Sheet, style, wrapped
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.scene import Scene, scene_of
from kmanim.plot.small_multiples import Cloud, muted, plane_of, small
from kmanim.plot.style.look import Look
from kmanim.simulate.trace import Trace
from kmanim.story.contract import story_of
from kmanim.story.timeline import Timeline

_COLUMNS = 4
_PLOT = 104.0
_TITLE = 22.0
_EDGE = 12.0
_GAP = 14.0


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
    timeline = timeline or story_of(trace).tell(trace)
    look = look or Look()
    scene = scene_of(trace)(trace, timeline, Look(theme=look.theme))
    chosen = timeline.telling
    words = style(look.style, "tick")
    rows = -(-len(chosen) // _COLUMNS)
    view = trace.dataset.view
    theme = small(look.style, 5, 13)
    width = (WIDTH - 2 * _EDGE - (_COLUMNS - 1) * _GAP) / _COLUMNS
    model = plane_of(width, _PLOT, theme, view.titles, scene.extent(trace), margin=9, equal=scene.equal)
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
        sheet.plot(plane, f"{place + 1} {timeline.keyframes[index].phase}")
        _draw(sheet, scene, index, captions[place], Cloud(trace.dataset, plane, theme, first))
    return sheet.with_alt(story_of(trace).overview(trace).alt)


def _draw(sheet: Sheet, scene: Scene, keyframe: int, caption: list[str], cloud: Cloud) -> None:
    """Draw one panel: its phase, its plot, its caption."""
    key, box = scene.timeline.keyframes[keyframe], cloud.plane.box
    head = replace(sheet.style("tick"), bold=True)
    words, quiet = sheet.style("tick"), sheet.style("tick", quiet=True)
    # Pictures are left out between the panels of a long run: the round says where.
    turn = key.counter.split(" · ")[0] if key.counter.startswith("round") else ""

    def paint(pen: Pen) -> None:
        with pen.clipped(box.left - 4, box.bottom - 4, box.width + 8, box.height + 8):
            scene.draw_small(pen, keyframe, cloud)
        with pen.role("panel title"):
            phase = fitted(key.phase, head, box.width)
            pen.text(box.left, box.top + 7, phase, head)
            if text_width(phase, head) + text_width(turn, quiet) + 6 <= box.width:
                pen.text(box.right, box.top + 7, turn, quiet, "right")
        with pen.role("caption"):
            for i, line in enumerate(caption):
                pen.text(box.left, box.bottom - 17 - LINE * i, line, words)

    sheet.paint(paint)
