"""A sweep on the page: the clusters of one value, and beside them the curve over all values."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.places import extent_of
from kmanim.plot.axes.plane import Box, Plane, title_drop
from kmanim.plot.layout import CAPTION_BAR, HEADER, MARGIN, PROGRESS, caption_bar, draw_bars, plane_in
from kmanim.plot.marks.neighbourhoods import draw_ball, outline_of
from kmanim.plot.panels.caption import draw_caption
from kmanim.plot.panels.header import draw_header
from kmanim.plot.panels.progress import draw_progress
from kmanim.plot.panels.sweep_curve import SweepCurve, left_of
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.scene import Scene, header_of, is_end, scene_of, size_of_headers
from kmanim.plot.small_multiples import Cloud, small
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import as_others
from kmanim.plot.style.theme import TextStyle
from kmanim.simulate.sweeps.sweep import Sweep
from kmanim.story.comparisons.sweeps.facts import SweepFacts
from kmanim.story.comparisons.sweeps.film import SweepStory

# Shares of the page: how wide the points are beside curves, how high above them, and the large curve of two.
_POINTS, _ABOVE, _MAIN = 0.56, 0.64, 0.58
_TITLE = 22.0
_AIR = 14.0


class SweepPlot:
    """The clusters of any outcome of a sweep, on one plane.

    Parameters
    ----------
    sweep : Sweep
    room : Box
        Where the plot stands, with its labels and titles.
    look : Look
        Size and theme.
    named : bool, default True
        Whether axes have titles.
    """

    def __init__(self, sweep: Sweep, room: Box, look: Look, *, named: bool = True) -> None:
        self.sweep, self.room, self._look = sweep, room, look
        self._theme = small(look.style, 7.5, 15)
        traces = [one.trace for one in sweep if one.trace is not None]
        self._kind: type[Scene] | None = scene_of(traces[0]) if traces else None
        equal = look.aspect == "equal" or any(
            self._kind.has_equal_axes(trace) for trace in traces if self._kind
        )
        drawn = self._kind.drawn(traces[0]) if self._kind else sweep.dataset
        # Where no data are taken, each value has a picture of its own, and one plane holds them all.
        self._has_data = sweep.plan.parameters.kinds != "none"
        ends = [] if self._has_data or not self._kind else [self._kind.extent_of_end(one) for one in traces]
        extent = np.vstack(ends) if ends else extent_of(drawn)
        plane = plane_in(room, self._theme, drawn.view.titles, extent, equal=equal, margin=14)
        plane = self._kind.plane_of_small(plane, traces[0]) if self._kind else plane
        self.plane: Plane = plane if named else replace(plane, titles=("", ""))
        self._first = traces[0] if traces else None
        self._cloud = Cloud(drawn, self.plane, self._theme)
        self._clouds: dict[tuple[int, ...], Cloud] = {}

    def draw_stage(self, pen: Pen) -> None:
        """Draw the axes."""
        self.plane.draw(pen, self._theme)

    def draw(self, pen: Pen, place: int) -> None:
        """Draw the clusters at a place, and the ball of that size where the parameter is a radius; -1: the data."""
        one = self.sweep[place] if place >= 0 else None
        with pen.clipped(*self.plane.box):
            if self._kind is not None and one is not None and one.trace is not None and not one.failure:
                self._kind.draw_end(pen, one.trace, self._cloud_of(place))
            elif self._kind is not None and self._has_data:
                self._kind.draw_data(pen, self._first, self._cloud)
            elif self._has_data:
                self._cloud.draw(pen, None, ())
            if one is not None and self.sweep.swept[0].radius:
                self._draw_ball(pen, float(one.values[0]))

    def _cloud_of(self, place: int) -> Cloud:
        """Give the points with the colours that the clusters at a place have."""
        numbers = self.sweep.numbers[place]
        if numbers not in self._clouds:
            theme = as_others(self._theme, numbers)
            self._clouds[numbers] = Cloud(self._cloud.dataset, self.plane, theme, self._cloud)
        return self._clouds[numbers]

    def _draw_ball(self, pen: Pen, radius: float) -> None:
        outline = outline_of(self.sweep.dataset, self.plane, radius)
        if outline is not None:
            draw_ball(pen, outline, self._middle, self._look.style)

    @property
    def _middle(self) -> FloatArray:
        """Where the ball is shown: always around the same row, in the midst of the largest cluster."""
        row = telling_row(self.sweep)
        return self._cloud.places[row]


class SweepScene:
    """The pictures of a film over the values of a sweep, or of two under one slider.

    Parameters
    ----------
    told : SweepStory
        What is told.
    look : Look
        Size and theme.
    """

    def __init__(self, told: SweepStory, look: Look) -> None:
        self.told, self.look = told, look
        self._header_size = size_of_headers(told.timeline, look)
        width, height = look.page
        bottom = PROGRESS + CAPTION_BAR
        area = Box(0, bottom, width, height - HEADER - bottom)
        lay = self._beside if len(told.facts) == 1 else self._above
        self.plots: list[SweepPlot] = []
        self.curves: list[list[SweepCurve]] = []
        share = width / len(told.facts)
        for number, facts in enumerate(told.facts):
            lay(facts, Box(number * share, area.bottom, share, area.height))

    def _beside(self, facts: SweepFacts, room: Box) -> None:
        """Lay out the points on the left and up to two curves on the right."""
        theme = self.look.style
        wide = round(_POINTS * room.width)
        below = title_drop(theme) + 9
        points = Box(room.left, room.bottom + below, wide, room.height - below)
        self.plots.append(SweepPlot(facts.sweep, points, self.look))
        right = Box(wide + 4, room.bottom + 4, room.width - wide - MARGIN, room.height - 2)
        self.curves.append(
            self._curves(facts, right, [facts.main, *([facts.second] if facts.second else [])])
        )

    def _above(self, facts: SweepFacts, room: Box) -> None:
        """Lay out the points above one curve."""
        theme = self.look.style
        high = round(_ABOVE * room.height)
        # Columns that nobody has named have titles that say nothing, and plots above curves are small.
        named = tuple(feature.name for feature in facts.dataset.features) != ("x", "y")
        drop = (title_drop(theme) if named else 7 + theme.tick_size) + 7
        points = Box(room.left, room.top - high + drop, room.width, high - drop - _TITLE)
        self.plots.append(SweepPlot(facts.sweep, points, self.look, named=named))
        below = Box(room.left + 10, room.bottom + 4, room.width - 24, room.height - high - 6)
        self.curves.append(self._curves(facts, below, [facts.main]))

    def _curves(self, facts: SweepFacts, room: Box, measures: list[str]) -> list[SweepCurve]:
        theme = self.look.style
        left = left_of(facts, measures, room.height * _MAIN / len(measures), theme)
        if len(measures) == 1:
            return [SweepCurve(facts, measures[0], room, theme, left=left)]
        high = round(_MAIN * (room.height - _AIR))
        upper = Box(room.left, room.top - high, room.width, high)
        lower = Box(room.left, room.bottom, room.width, room.height - high - 2)
        return [
            SweepCurve(facts, measures[0], upper, theme, left=left, named=False),
            SweepCurve(facts, measures[1], lower, theme, left=left),
        ]

    def draw_stage(self, pen: Pen) -> None:
        """Draw all that never changes."""
        draw_bars(pen, self.look)
        for plot in self.plots:
            plot.draw_stage(pen)
        for curve in (one for some in self.curves for one in some):
            curve.draw_stage(pen)

    def draw(
        self, pen: Pen, keyframe: int, tween: int | None = None, at: float = 1.0, *, still: bool = False
    ) -> None:
        """Draw all that may change; as `Scene.draw`."""
        keys = self.told.timeline.keyframes
        key = keys[keyframe]
        place, told, counter = key.step, keyframe, ""
        if not is_end(key, tween, at):
            # What goes by belongs to the words before.
            place, counter = key.passing_at(at) if key.passing else (key.step, "")
            told = max(keyframe - 1, 0)
        seen = max(self._seen(told), place + 1)
        for number, plot in enumerate(self.plots):
            pen.kept(("plot", number, place), partial(plot.draw, place=place))
        for number, curve in enumerate(one for some in self.curves for one in some):
            pen.kept(("curve", number, seen, place), partial(curve.draw, seen=seen, now=place))
        draw = partial(self._surround, told=told, place=place, still=still, counter=counter)
        pen.kept(("surround", told, place, still, counter), draw)

    def _seen(self, keyframe: int) -> int:
        """How many outcomes have been shown by a keyframe."""
        keys = self.told.timeline.keyframes
        if keys[keyframe].kind == "done":
            return len(self.told.facts[0].sweep)
        return max(key.step for key in keys[: keyframe + 1]) + 1

    def _surround(self, pen: Pen, told: int, place: int, *, still: bool, counter: str) -> None:
        """Draw header, caption and progress, and above several plots whose they are."""
        theme, key = self.look.style, self.told.timeline.keyframes[told]
        width, height = self.look.page
        header = header_of(self.told.timeline, told, still=still, counter=counter, title=self.look.title)
        draw_header(pen, header, MARGIN, width - MARGIN, height - HEADER + 16, theme, self._header_size)
        draw_caption(pen, key.caption, caption_bar(self.look), theme, marked=key.marked)
        draw_progress(pen, None if still else key.progress, width, PROGRESS, theme)
        if len(self.plots) > 1:
            for plot, facts in zip(self.plots, self.told.facts, strict=True):
                self._draw_name(pen, plot, facts, place)

    def _draw_name(self, pen: Pen, plot: SweepPlot, facts: SweepFacts, place: int) -> None:
        theme, box = self.look.style, plot.plane.box
        bold = TextStyle(size=theme.title_size, colour=theme.ink, font=theme.font, bold=True)
        name = facts.dataset.name
        # Letters begin with the plot, or further left where that leaves too little room.
        texts = [name] if place < 0 else [f"{name}: {facts.at(place)}", f"{name}: {facts.value(place)}"]
        left, right = plot.room.left + MARGIN, plot.room.right - 6
        text = next((text for text in texts if text_width(text, bold) <= right - left), texts[-1])
        text = fitted(text, bold, right - left)
        with pen.role("panel title"):
            pen.text(max(left, min(box.left, right - text_width(text, bold))), box.top + 7, text, bold)


def telling_row(sweep: Sweep) -> int:
    """Choose the row around which a ball is shown: the one nearest to the middle of the largest cluster.

    It is the largest of the longest stretch of values, or of the middle one, and stays the same for all values.
    """
    longest = sweep.longest
    places = [(longest.first + longest.last) // 2] if longest is not None else []
    places += [len(sweep) // 2, *range(len(sweep))]
    values = sweep.dataset.values
    for place in places:
        labels = sweep[place].labels
        if labels is not None and (labels >= 0).any():
            counts = np.bincount(labels[labels >= 0].astype(np.intp))
            rows = np.flatnonzero(labels == int(counts.argmax()))
            gaps = ((values[rows] - values[rows].mean(axis=0)) ** 2).sum(axis=1)
            return int(rows[int(gaps.argmin())])
    return 0
