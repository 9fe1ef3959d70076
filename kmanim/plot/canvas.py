"""From keyframes to frames: the stage is drawn once, copied, and all that may change is drawn on the copy."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from kmanim.arrays import ByteArray
from kmanim.plot.defaults import house_style
from kmanim.plot.frame import Frame
from kmanim.plot.look import Look
from kmanim.plot.pen import Pen
from kmanim.story.timeline import Keyframe, Timeline, Tween

TWEEN_MS = 50


class Drawable(Protocol):
    """What a film needs of a scene."""

    def figure(self) -> Figure:
        """Make the figure with all that never changes."""

    def draw(self, pen: Pen, keyframe: int, tween: int | None = None, at: float = 1.0) -> None:
        """Draw all that may change."""


def frames(scene: Drawable, timeline: Timeline, look: Look, tween_ms: int = TWEEN_MS) -> Iterator[Frame]:
    """Give the frames of a film, one at a time.

    Every keyframe is one held frame, exactly the picture that the scene's still draws from nothing. A tween
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

    Yields
    ------
    Frame
        All of one size; their durations add up to the timeline's.
    """
    canvas: Any = FigureCanvasAgg(scene.figure())
    with house_style():
        canvas.draw()
    renderer = canvas.get_renderer()
    pen = Pen(renderer)
    width, height = look.pixels
    page = np.asarray(renderer.buffer_rgba()).view(np.uint32).reshape(height, width)
    stage = page.copy()

    def picture(keyframe: int, tween: int | None = None, at: float = 1.0) -> ByteArray:
        np.copyto(page, stage)
        with house_style():
            scene.draw(pen, keyframe, tween, at)
        return page.copy().view(np.uint8).reshape(height, width, 4)

    for index, keyframe in enumerate(timeline.keyframes):
        waiting: Frame | None = None
        owed = keyframe.hold_ms
        for tween, at, duration in _instants(keyframe, tween_ms):
            if at is None:
                owed += duration
                continue
            pixels = picture(index, tween, at)
            if waiting is not None and _same(waiting.pixels, pixels):
                waiting = Frame(pixels, waiting.duration_ms + duration, index, held=False)
                continue
            if waiting is not None:
                yield waiting
            waiting = Frame(pixels, duration, index, held=False)
        pixels = picture(index)
        if waiting is not None and _same(waiting.pixels, pixels):
            owed += waiting.duration_ms
        elif waiting is not None:
            yield waiting
        yield Frame(pixels, owed, index)


def _same(one: ByteArray, other: ByteArray) -> bool:
    return np.array_equal(one.view(np.uint32), other.view(np.uint32))


def _instants(keyframe: Keyframe, tween_ms: int) -> Iterator[tuple[int, float | None, int]]:
    """Give the tween, the share of its time that has gone, and how long that picture stands.

    The share is None where the held picture stands for it.
    """
    final = len(keyframe.lead_in) - 1
    for number, tween in enumerate(keyframe.lead_in):
        durations = _times(tween, tween_ms) if tween_ms else [tween.duration_ms]
        for frame, duration in enumerate(durations, start=1):
            held = not tween_ms or (number == final and frame == len(durations))
            yield number, None if held else frame / len(durations), duration


def _times(tween: Tween, tween_ms: int) -> list[int]:
    """Divide a tween into frames of whole hundredths of a second, none under 20 ms."""
    count = max(1, round(tween.duration_ms / tween_ms))
    ends = [round(tween.duration_ms * number / count / 10) * 10 for number in range(count + 1)]
    return [end - start for start, end in pairwise(ends)]
