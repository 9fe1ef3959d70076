"""The pictures of OPTICS: the points, and beside them the plot of reachabilities that grows bar by bar."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from kmanim.plot.axes.plane import Box, Plane, tick_style
from kmanim.plot.axes.ticks import NO_TICKS, round_ticks
from kmanim.plot.layout import MARGIN
from kmanim.plot.marks.points import point_size
from kmanim.plot.marks.rings import draw_ringed
from kmanim.plot.render.text_width import fitted, widest
from kmanim.plot.scene import Scene, is_end
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.theme import TextStyle

MOST_LINKS = 40
WORDS = 22.0
CUT = (6.0, 4.0)


class OpticsScene(Scene):
    side = 0.42

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.cloud = Cloud(self.trace.dataset, self.stage.plane, self.look.style)
        self.panel = None if self.stage.side is None else self._plane(self.stage.side)

    def _plane(self, room):
        theme, n = self.look.style, self.trace.dataset.n
        reach, cores = self.trace.reachability, self.trace.core_distances
        highest = max(
            np.nanmax(reach, initial=0), np.nanmax(cores, initial=0) if n == 1 else 0, self.trace.eps
        )
        top = 1.12 * highest
        y = round_ticks(0.0, top, min(9, max(2, int(room.height / 42))))
        left = 10 + theme.title_size + 6 + widest(y.labels, tick_style(theme)) + 8
        box = Box(room.left + left, room.bottom, room.width - left - MARGIN, room.height - WORDS)
        low, high = np.array([0.0, 0.0]), np.array([float(n), top])
        return Plane(box=box, low=low, high=high, x=NO_TICKS, y=y, titles=("In order", "Reachability"))

    def draw_stage(self, pen):
        self.stage.draw(pen)
        if self.panel is not None:
            self.panel.draw(pen, self.look.style)

    def draw_plot(self, pen, keyframe, tween=None, at=1.0):
        key = self.timeline.keyframes[keyframe]
        seen = self._seen(keyframe, tween, at)
        rows = self.trace.ordering[:seen]
        labels = self.trace.labels if key.kind == "done" else None
        theme = self.look.style
        if key.kind == "data":
            self.cloud.draw(pen, None, self.styles)
            return
        self._draw_links(pen, keyframe, seen)
        # Who is in order has ink, and so many colours as there are clusters at the end.
        self.cloud.draw(pen, labels, self.styles)
        if key.kind in ("begin", "reach", "share", "cut"):
            size = point_size(self.trace.dataset.n, theme)
            with pen.role("in order"):
                pen.markers("circle", self.cloud.places[rows], size, theme.ink, theme.paper, 0.8)
            with pen.role("visited"):
                rows = rows if key.kind != "cut" else rows[:0]
                draw_ringed(pen, self.cloud.places[rows[-1:]], self.trace.dataset.n, theme)
        if self.panel is not None:
            self._draw_bars(pen, keyframe, tween, at)

    def _seen(self, keyframe, tween, at):
        """How many points are in order at an instant: bars grow one after the other."""
        key = self.timeline.keyframes[keyframe]
        n = self.trace.dataset.n
        if is_end(key, tween, at) or not keyframe:
            return min(key.step, n)
        before = min(self.timeline.keyframes[keyframe - 1].step, n)
        return before + round(at * (min(key.step, n) - before))

    def _draw_links(self, pen, keyframe, seen):
        """Draw from where the latest points were reached; all of them where it is asked for, of few points."""
        key = self.timeline.keyframes[keyframe]
        if key.kind not in ("reach", "share") and not self.options.get("links"):
            return
        since = 0 if self.options.get("links") else self.timeline.keyframes[keyframe - 1].step
        steps = self.trace.unlabelled[1 + since : 1 + seen]
        ways = [(step.predecessor, step.row) for step in steps if step.predecessor >= 0][-MOST_LINKS:]
        with pen.role("links"):
            for way in ways:
                pen.line(self.cloud.places[list(way)], self.look.style.merge, self.look.style.line)

    def _draw_bars(self, pen, keyframe, tween, at):
        key, theme, plane = self.timeline.keyframes[keyframe], self.look.style, self.panel
        seen = self._seen(keyframe, tween, at)
        heights = self.trace.reachability[:seen]
        labels = self.trace.labels[self.trace.ordering[:seen]]
        if key.kind != "done":
            labels = np.full(seen, -1)
        with pen.role("bars"):
            ends = np.flatnonzero(np.diff(labels, prepend=-2, append=-2))
            for first, last in pairwise(ends):
                colour = theme.unassigned if labels[first] < 0 else self.styles[labels[first]].colour
                self._draw_valley(pen, np.arange(first, last), heights[first:last], colour)
        newest = self.trace.unlabelled[seen]
        if key.kind in ("begin", "reach", "share") and seen:
            told = "no way yet" if np.isnan(newest.reachability) else f"{newest.reachability:.3g}"
            style = TextStyle(size=theme.name_size, colour=theme.ink)
            with pen.role("latest"):
                right = plane.box.right
                pen.text(right, plane.box.top + 8, fitted(told, style, plane.box.width), style, "right")
        if key.kind in ("cut", "done"):
            share = 1.0 if key.kind == "done" or is_end(key, tween, at) else at
            height = plane.high[1] + share * (self.trace.eps - plane.high[1])
            with pen.role("cut"):
                line = plane.to_px(np.array([(0.0, height), (plane.high[0], height)]))
                pen.line(line, theme.paper, theme.line + 2.5)
                pen.line(line, theme.ink, theme.line, CUT)

    def _draw_valley(self, pen, places, heights, colour):
        """Draw bars of one colour as one shape; a point that nobody has reached has a hollow bar to the top."""
        tops = np.where(np.isnan(heights), 0, heights)
        corners = np.column_stack([np.repeat(places, 2), np.repeat(tops, 2)]).astype(float)
        corners[1::2, 0] += 1
        feet = [(places[-1] + 1, 0.0), (places[0], 0.0)]
        pen.polygon(self.panel.to_px(np.vstack([corners, feet])), colour)
        top = self.panel.high[1]
        for place in places[np.isnan(heights)]:
            wide = max(1.0, 1.0 / self.panel.units_per_px[0] - 1)
            left, bottom = self.panel.to_px(np.array([(float(place), 0.0)]))[0]
            high = self.panel.to_px(np.array([(0.0, top)]))[0][1] - bottom
            pen.rectangle(left, bottom, wide, high, None, self.look.style.quiet_ink, 1.0)


SCENE = OpticsScene
