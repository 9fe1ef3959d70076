"""The canvas of a film: the stage is drawn once, and from picture to picture only what differs is drawn anew.

A scene sketches every picture whole. The strokes that are new and those that are gone say where ink can differ;
there, the stage is laid bare and all strokes that touch the place are drawn again; while something moves, so is the
stage with all below it. So every picture is, to the last pixel, the one that would be drawn from nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import reduce
from math import ceil, floor
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import ByteArray
from kmanim.frame import Area
from kmanim.plot.pages.page import bare_sheet
from kmanim.plot.render.bounds import Bounds
from kmanim.plot.render.matplotlib_defaults import house_style
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.sketch import Sketch
from kmanim.plot.render.strokes import Stroke
from kmanim.plot.style.look import Look

Ink = NDArray[np.uint32]  # a pixel each, of shape (height, width)


class Drawable(Protocol):
    """What a film needs of a scene."""

    def draw_stage(self, pen: Pen) -> None:
        """Draw all that never changes."""

    def draw(
        self, pen: Pen, keyframe: int, tween: int | None = None, at: float = 1.0, *, still: bool = False
    ) -> None:
        """Draw all that may change."""


class Canvas:
    """One picture after the other of a scene.

    Parameters
    ----------
    scene : Drawable
        What is drawn.
    look : Look
        Size, sharpness and paper.
    """

    def __init__(self, scene: Drawable, look: Look) -> None:
        self._scene = scene
        self._shape = look.pixels[1], look.pixels[0]
        self._sheet = bare_sheet(look.pixels, look.dpi, None)
        self._scale = float(np.asarray(self._sheet.points_to_pixels(1.0)))
        self._stage = _stage_of(scene, look, self._scale)
        self._ink: Ink = np.asarray(self._sheet.buffer_rgba()).view(np.uint32).reshape(self._shape)
        self._page = self._stage.copy()  # the picture before, until `_turn`
        self._new: list[Area] = []  # where the ink differs from it
        self._ground = self._stage  # with the settled strokes on it
        self._settled: Sequence[Stroke] = ()
        self._sketch = Sketch(self._scale)
        self._begun = False

    def show(self, keyframe: int, tween: int | None = None, at: float = 1.0, *, still: bool = False) -> Area:
        """Draw a picture, or a still of it, and give the rectangle outside of which nothing has changed.

        It is empty if nothing has at all, and the whole page for the first picture.
        """
        self._turn()
        before, sketch = self._sketch, Sketch(self._scale, self._sketch)
        with house_style():
            self._scene.draw(sketch, keyframe, tween, at, still=still)
            self._settle(sketch.strokes, common(before.strokes, sketch.strokes) if tween is not None else 0)
            places = self._places(before.strokes, sketch.strokes)
            parts = [self._part(place) for place in places]
            for part in parts:
                part.cut(self._ink)[:] = part.cut(self._ground)
            for stroke in sketch.strokes[len(self._settled) :]:
                if stroke.bounds.meets_any(places):
                    stroke.draw(self._sheet, places)
        self._sketch = sketch
        self._new = [part for part in parts if (part.cut(self._ink) != part.cut(self._page)).any()]
        if not self._begun:
            self._begun = True
            return Area(0, 0, *reversed(self._shape))
        return reduce(Area.around, self._new) if self._new else Area(0, 0, 0, 0)

    def _settle(self, strokes: Sequence[Stroke], steady: int) -> None:
        """Draw on the stage the first strokes that have stayed the same while something moves, if any is large.

        More pictures of that move are likely to come, and the ground with all points on it is done.
        """
        if common(self._settled, strokes) < len(self._settled):
            self._ground, self._settled = self._stage, ()
        new = strokes[len(self._settled) : steady]
        if steady < len(strokes) and any(stroke.is_large for stroke in new):
            self._ink[:] = self._ground
            for stroke in new:
                stroke.draw(self._sheet)
            self._ground, self._settled = self._ink.copy(), strokes[:steady]

    def pixels(self) -> ByteArray:
        """Give the picture, of shape (height, width, 4); lent until the next but one is drawn."""
        self._turn()
        return self.before()

    def before(self) -> ByteArray:
        """Give the picture before, of shape (height, width, 4); lent until the next one is drawn."""
        return self._page.view(np.uint8).reshape(*self._shape, 4)

    def _turn(self) -> None:
        """Let the page be the picture that was drawn last."""
        for part in self._new:
            part.cut(self._page)[:] = part.cut(self._ink)
        self._new = []

    def _places(self, before: Sequence[Stroke], now: Sequence[Stroke]) -> list[Bounds]:
        """Give whole pixels of the page, in rectangles that do not overlap, outside of which the ink is the same."""
        height, width = self._shape
        places = []
        for reach in differing(before, now):
            left, bottom = max(floor(reach.left), 0), max(floor(reach.bottom), 0)
            right, top = min(ceil(reach.right), width), min(ceil(reach.top), height)
            if left < right and bottom < top:
                places.append(Bounds(left, bottom, right, top))
        return apart(places)

    def _part(self, place: Bounds) -> Area:
        left, bottom, right, top = (int(side) for side in place)
        return Area(left, self._shape[0] - top, right - left, top - bottom)


def differing(before: Sequence[Stroke], now: Sequence[Stroke]) -> list[Bounds]:
    """Find where two lists of strokes can leave different ink.

    Strokes that are in both, in the same order, leave the same ink wherever no other stroke comes in between.
    """
    start = common(before, now)
    where: dict[Hashable, list[int]] = {}  # of equal strokes the first stands last
    for number in range(len(before) - 1, start - 1, -1):
        where.setdefault(before[number].key, []).append(number)
    gone = dict.fromkeys(range(start, len(before)))
    places = []
    last = start - 1
    for stroke in now[start:]:
        found = where.get(stroke.key, [])
        while found and found[-1] <= last:
            found.pop()
        if found:
            last = found.pop()
            del gone[last]
        else:
            places.append(stroke.bounds)
    return [before[number].bounds for number in gone] + places


def common(before: Sequence[Stroke], now: Sequence[Stroke]) -> int:
    """Count the first strokes that are the same in both lists."""
    count = 0
    for one, other in zip(before, now, strict=False):
        if one is not other and one.key != other.key:
            break
        count += 1
    return count


def apart(places: Sequence[Bounds]) -> list[Bounds]:
    """Join rectangles that overlap, until none do, so that no pixel is drawn twice."""
    waiting = list(places)
    joined: list[Bounds] = []
    while waiting:
        one = waiting.pop()
        met = one.first_met(joined)
        if met < 0:
            joined.append(one)
        else:
            waiting.append(one.around(joined.pop(met)))
    return joined


# The stage that was drawn last: films of runs on the same data mostly have the same.
_last: tuple[Hashable, Sequence[Stroke], Ink] | None = None


def _stage_of(scene: Drawable, look: Look, scale: float) -> Ink:
    global _last  # noqa: PLW0603 - a memory of one picture
    sketch = Sketch(scale)
    with house_style():
        scene.draw_stage(sketch)
        paper = (look.pixels, look.dpi, look.transparent, look.style.paper)
        kept = _last
        if kept is None or kept[0] != paper or differing(kept[1], sketch.strokes):
            kept = _last = paper, sketch.strokes, _drawn(sketch.strokes, look)
    return kept[2]


def _drawn(strokes: Sequence[Stroke], look: Look) -> Ink:
    sheet = bare_sheet(look.pixels, look.dpi, None if look.transparent else look.style.paper)
    for stroke in strokes:
        stroke.draw(sheet)
    return np.asarray(sheet.buffer_rgba()).view(np.uint32)[..., 0].copy()
