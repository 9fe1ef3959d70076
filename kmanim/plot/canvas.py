"""From keyframes to frames: the stage is drawn once, copied, and all that may change is drawn on the copy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from kmanim.arrays import ByteArray
from kmanim.plot.defaults import house_style
from kmanim.plot.frame import Frame
from kmanim.plot.pen import Pen
from kmanim.story.timeline import Timeline, Tween

TWEEN_MS = 50


class Drawable(Protocol):
    """What a film needs of a scene.

    Attributes
    ----------
    timeline : Timeline
        What is told.
    """

    timeline: Timeline

    def figure(self) -> Figure:
        """Make the figure with all that never changes."""

    def draw(self, pen: Pen, keyframe: int, tween: int | None = None, at: float = 1.0) -> None:
        """Draw all that may change."""


def frames(scene: Drawable, *, tween_ms: int = TWEEN_MS) -> Iterator[Frame]:
    """Give the frames of a film, one at a time.

    Every keyframe is one held frame, exactly the picture that ``scene.still`` draws from nothing. A tween is a frame
    every `tween_ms`; the last frame of a lead-in is the held one, which stands so much longer. Equal neighbours
    within a keyframe are one frame.

    Parameters
    ----------
    scene : Drawable
        What is drawn.
    tween_ms : int, default 50
        Time from one tween frame to the next, a multiple of 10 and at least 20; a larger one makes fewer frames of
        the same duration.

    Yields
    ------
    Frame
        All of one size; their durations add up to the timeline's.
    """
    figure = scene.figure()
    canvas = figure.canvas
    assert isinstance(canvas, FigureCanvasAgg)
    with house_style():
        canvas.draw()
    renderer = canvas.get_renderer()
    pen = Pen(renderer)
    pixels = np.asarray(renderer.buffer_rgba())
    height, width, _ = pixels.shape
    page = pixels.view(np.uint32).reshape(height, width)
    stage = page.copy()

    def picture(keyframe: int, tween: int | None = None, at: float = 1.0) -> ByteArray:
        np.copyto(page, stage)
        with house_style():
            scene.draw(pen, keyframe, tween, at)
        return page.copy().view(np.uint8).reshape(height, width, 4)

    for index, keyframe in enumerate(scene.timeline.keyframes):
        waiting: Frame | None = None
        owed = 0  # the last tween frame's time, stood by the held picture
        for tween, passage in enumerate(keyframe.lead_in):
            times = _times(passage, tween_ms)
            last = tween == len(keyframe.lead_in) - 1
            for number, duration in enumerate(times, start=1):
                if last and number == len(times):
                    owed = duration
                    break
                drawn = picture(index, tween, number / len(times))
                if waiting is not None and np.array_equal(waiting.pixels, drawn):
                    waiting = Frame(drawn, waiting.duration_ms + duration, index, held=False)
                else:
                    if waiting is not None:
                        yield waiting
                    waiting = Frame(drawn, duration, index, held=False)
        drawn = picture(index)
        if waiting is not None:
            if np.array_equal(waiting.pixels, drawn):
                owed += waiting.duration_ms
            else:
                yield waiting
        yield Frame(drawn, keyframe.hold_ms + owed, index)


def _times(tween: Tween, tween_ms: int) -> list[int]:
    """Divide a tween into frames of whole hundredths of a second, none under 20 ms."""
    count = max(1, round(tween.duration_ms / tween_ms))
    ends = [round(tween.duration_ms * number / count / 10) * 10 for number in range(count + 1)]
    return [end - start for start, end in zip(ends[:-1], ends[1:], strict=True)]
