"""From keyframes to pictures: which frames a film has and how long each stands, and single ones as stills and pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from kmanim.arrays import ByteArray
from kmanim.frame import Area, Frame
from kmanim.plot.film.canvas import Canvas, Drawable
from kmanim.plot.pages.page import Page
from kmanim.plot.render.matplotlib_defaults import house_style
from kmanim.plot.render.sketch import Sketch
from kmanim.plot.style.look import Look
from kmanim.story.timeline import Keyframe, Timeline, Tween

TWEEN_MS = 50
STILL_MS = 1000  # a still has no time; writers ask for some


def frames(
    scene: Drawable,
    timeline: Timeline,
    look: Look,
    tween_ms: int = TWEEN_MS,
    *,
    lent: bool = False,
    poster: bool = False,
) -> Iterator[Frame]:
    """Give the frames of a film, one at a time.

    Every keyframe is one held frame, exactly the picture that the scene draws from nothing. A tween
    is a frame every `tween_ms`; the last frame of a lead-in is the held one, which stands so much longer.
    Equal neighbours within a keyframe are one frame.

    Parameters
    ----------
    scene : Drawable
        What is drawn.
    timeline : Timeline
        What is told, and for how long.
    look : Look
        Size of the frames.
    tween_ms : int, default 50
        Time from one tween frame to the next, at least 20; a larger one makes fewer frames of the same
        duration. 0 makes cuts: the held pictures alone, each standing for the time of its lead-in too.
    lent : bool, default False
        Whether the pixels of a frame are drawn on again as soon as the next one is asked for.
    poster : bool, default False
        Whether the still of the last keyframe follows, which is no part of the film.

    Yields
    ------
    Frame
        All of one size; their durations, but for the poster's, add up to the timeline's.
    """
    canvas = Canvas(scene, look)

    def frame(pixels: ByteArray, rest: _Waiting) -> Frame:
        return Frame(pixels if lent else pixels.copy(), *rest)

    for index, keyframe in enumerate(timeline.keyframes):
        waiting: _Waiting | None = None  # until it is known that the next picture is another
        for tween, at, duration in _instants(keyframe, tween_ms):
            changed = canvas.show(index, tween, at)
            held = tween is None
            if waiting is None or changed.size:
                if waiting is not None:
                    yield frame(canvas.before(), waiting)
                waiting = _Waiting(duration, index, held, changed)
            else:
                waiting = waiting._replace(duration_ms=waiting.duration_ms + duration, held=held)
        if waiting is not None:
            yield frame(canvas.pixels(), waiting)
    if poster:
        last = len(timeline.keyframes) - 1
        changed = canvas.show(last, still=True)
        yield Frame(canvas.pixels().copy(), STILL_MS, last, changed=changed, still=True)


class _Waiting(NamedTuple):
    """All of a frame but its pixels."""

    duration_ms: int
    keyframe: int
    held: bool
    changed: Area


def stills(scene: Drawable, look: Look, keyframes: Iterable[int]) -> Iterator[Frame]:
    """Give some keyframes as pictures of their own, one at a time."""
    canvas = Canvas(scene, look)
    for index in keyframes:
        changed = canvas.show(index, still=True)
        yield Frame(canvas.pixels().copy(), STILL_MS, index, changed=changed, still=True)


def settle(scene: Drawable, timeline: Timeline, look: Look) -> None:
    """Find room for the letters of all held pictures, and render them, so that whoever draws them finds that done."""
    with house_style():
        for index in range(len(timeline.keyframes)):
            scene.draw(Sketch(look.dpi / 72), index)


def page_of(scene: Drawable, look: Look, keyframe: int, *, still: bool = True) -> Page:
    """Make a page of one keyframe, to be saved as PNG, SVG or PDF; as a picture of its own, or as in the film."""
    made = Page(look.pixels, look.dpi, None if look.transparent else look.style.paper)
    made.paint(scene.draw_stage)
    made.paint(lambda pen: scene.draw(pen, keyframe, still=still))
    return made


def _instants(keyframe: Keyframe, tween_ms: int) -> Iterator[tuple[int | None, float, int]]:
    """Give the tween, the share of its time that has gone, and how long that picture stands.

    The tween is None for the held picture, which comes last: it is the end of the lead-in, too.
    """
    hold = keyframe.hold_ms
    final = len(keyframe.lead_in) - 1
    for number, tween in enumerate(keyframe.lead_in):
        durations = _times(tween, tween_ms) if tween_ms else [tween.duration_ms]
        for frame, duration in enumerate(durations, start=1):
            if not tween_ms or (number == final and frame == len(durations)):
                hold += duration
            else:
                yield number, frame / len(durations), duration
    yield None, 1.0, hold


def _times(tween: Tween, tween_ms: int) -> list[int]:
    """Divide a tween into frames of whole hundredths of a second, none under 20 ms."""
    count = max(1, round(tween.duration_ms / tween_ms))
    ends = [round(tween.duration_ms * number / count / 10) * 10 for number in range(count + 1)]
    return [end - start for start, end in pairwise(ends)]
