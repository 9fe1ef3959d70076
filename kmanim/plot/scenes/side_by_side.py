"""Several runs side by side: one page, one clock, a plot for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from kmanim.plot.axes.plane import Box
from kmanim.plot.axes.ticks import NO_TICKS
from kmanim.plot.layout import CAPTION_BAR, HEADER, MARGIN, PROGRESS, Stage
from kmanim.plot.panels.end_mark import END_WIDTH, draw_end
from kmanim.plot.panels.objective_bars import BarsPanel, bars_height
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, widest
from kmanim.plot.scene import is_end, passing_at, scene_of, told_at
from kmanim.plot.scenes.several_plots import AroundPlots
from kmanim.plot.small_multiples import Cloud, lattice, muted, small
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import TextStyle
from kmanim.simulate.trace import Trace
from kmanim.story.comparisons.panels import MOST_RINGED, SideBySideStory

# How far words above a plot may go beyond it.
_BEYOND = 12.0
HEAD = 42.0  # above each plot, for two lines
# The share of a page's height that plots have, and how much wider than high they may well be.
_PLOTS, _FLAT = 0.62, 1.3


class SideBySideScene:
    """The pictures of such a film.

    Parameters
    ----------
    traces : sequence of Trace
        Over the same rows.
    titles : sequence of str
        What each is called.
    told : SideBySideStory
        What is told of them.
    look : Look
        Size and theme.
    options : sequence of mapping
        Of each run's scene.
    """

    def __init__(
        self,
        traces: Sequence[Trace],
        titles: Sequence[str],
        told: SideBySideStory,
        look: Look,
        options: Sequence[Mapping[str, Any]],
    ) -> None:
        self.told, self.titles, self.look = told, tuple(titles), look
        theme = small(look.style, 6.5 if len(traces) < 4 else 5.5, 15)
        inner = replace(look, theme=theme)
        kinds = [scene_of(trace, **own) for trace, own in zip(traces, options, strict=True)]
        shown = np.vstack([kind.extent(trace) for kind, trace in zip(kinds, traces, strict=True)])
        equal = look.aspect == "equal" or any(
            kind.has_equal_axes(trace) for kind, trace in zip(kinds, traces, strict=True)
        )
        drawn = kinds[0].drawn(traces[0])
        view = drawn.view
        width, height = look.page
        below = PROGRESS + CAPTION_BAR
        high = bars_height(len(traces)) + 10 if told.bars is not None else 0.0
        foot = below + high + 8 + theme.title_size
        columns = columns_for(len(traces), width / (height - high))
        rows = -(-len(traces) // columns)
        area = Box(14, foot, width - 14, height - HEADER - foot)
        planes = lattice(
            area, columns, rows, theme, view.titles, shown, head=HEAD, margin=14, gap=16, equal=equal
        )
        self.planes = [
            kinds[place].plane_of_small(
                muted(plane, theme, x=place + columns >= len(traces), y=place % columns == 0), traces[place]
            )
            for place, plane in zip(range(len(traces)), planes, strict=False)
        ]
        self._foot = foot
        self.bars: BarsPanel | None = None
        if told.bars is not None:
            room = Box(MARGIN, below + 8, width - 2 * MARGIN, high - 10)
            self.bars = BarsPanel(told.bars, self.titles, room, look.style)
        self.scenes = [
            kind(trace, panel.timeline, inner, stage=Stage(look=inner, plane=plane), name=number, **own)
            for number, (kind, trace, panel, plane, own) in enumerate(
                zip(kinds, traces, told.panels, self.planes, options, strict=True)
            )
        ]
        titles = view.titles if any(plane.x is not NO_TICKS for plane in self.planes) else ("", "")
        self._around = AroundPlots(look, told.timeline, self.planes, titles, self._foot)
        self._lines = self._that_fit()
        self._clouds = [Cloud(drawn, plane, theme) for plane in self.planes]

    def _that_fit(self) -> tuple[tuple[str, ...], ...]:
        """Choose lines with so few words that all of the film have room below their titles, or the shortest."""
        style = TextStyle(
            size=self.look.style.tick_size, colour=self.look.style.ink, font=self.look.style.font
        )
        room = self.planes[0].box.width + _BEYOND - END_WIDTH
        choices = (self.told.lines, *self.told.shorter)
        fits = (
            lines for lines in choices if widest([line for each in lines for line in each], style) <= room
        )
        return next(fits, choices[-1])

    def draw_stage(self, pen: Pen) -> None:
        """Draw all that never changes."""
        self._around.draw_stage(pen)
        if self.bars is not None:
            self.bars.draw_stage(pen)

    def draw(
        self, pen: Pen, keyframe: int, tween: int | None = None, at: float = 1.0, *, still: bool = False
    ) -> None:
        """Draw all that may change; as `Scene.draw`."""
        key = self.told.timeline.keyframes[keyframe]
        end = is_end(key, tween, at)
        instants = [panel.instant(keyframe, key, None if end else tween, at) for panel in self.told.panels]
        for scene, instant in zip(self.scenes, instants, strict=True):
            scene.draw_plot(pen, *instant)
        moved = self.told.moved
        # Where bars say which run ends better, rings would say less with more ink.
        if key.kind == "done" and end and self.bars is None and 0 < moved.size <= MOST_RINGED:
            with pen.role("changed"):
                for scene, cloud in zip(self.scenes, self._clouds, strict=True):
                    cloud.draw_rings(pen, moved, scene.styles)
        held = keyframe if end else max(keyframe - 1, 0)
        told = keyframe if end else told_at(key, keyframe, tween)
        counter = "" if end else passing_at(key, tween, at)[1]
        draw = partial(self._surround, keyframe=told, held=held, still=still, counter=counter)
        pen.kept(("surround", told, held, still, counter), draw)
        if self.bars is not None:
            self._draw_bars(pen, held, instants)

    def _draw_bars(self, pen: Pen, held: int, instants: Sequence[tuple[int, int | None, float]]) -> None:
        """Draw how far the objective of every run has fallen; a number says the last value that was reached."""
        assert self.told.bars is not None
        assert self.bars is not None
        lengths, texts = [], []
        for panel, own, instant in zip(self.told.panels, self.told.bars.values, instants, strict=True):
            before, now, share = panel.way(*instant)
            begun = before if np.isfinite(own[before]) else now
            lengths.append(
                float(own[begun] + share * (own[now] - own[begun])) if np.isfinite(own[now]) else np.nan
            )
            texts.append(self.told.bars.text(float(own[now if share >= 1 else begun])))
        ended = [mark != "" for mark in self.told.marks[held]]
        # Hashed as it is drawn: a bar that stays is kept, and one on its way drawn anew.
        key = ("bars", tuple(round(long, 9) for long in lengths), tuple(texts), tuple(ended))
        panel_of_bars = self.bars
        pen.kept(key, lambda pen: panel_of_bars.draw(pen, lengths, texts, ended))

    def _surround(self, pen: Pen, keyframe: int, held: int, *, still: bool, counter: str) -> None:
        theme = self.look.style
        self._around.draw_words(pen, keyframe, still=still, counter=counter)
        bold = TextStyle(size=theme.title_size, colour=theme.ink, font=theme.font, bold=True)
        quiet = TextStyle(size=theme.tick_size, colour=theme.quiet_ink, font=theme.font)
        lines, marks = self._lines[held], self.told.marks[held]
        for plane, title, line, mark in zip(self.planes, self.titles, lines, marks, strict=True):
            box = plane.box
            with pen.role("panel title"):
                pen.text(box.left, box.top + 22, fitted(title, bold, box.width + _BEYOND), bold)
                style = replace(quiet, colour=theme.ink) if mark else quiet
                aside = draw_end(pen, mark, box.left, box.top + 6, theme)
                pen.text(
                    box.left + aside, box.top + 6, fitted(line, style, box.width + _BEYOND - aside), style
                )


def columns_for(count: int, shape: float) -> int:
    """Choose how many plots stand in a row, so that they are as large as can be on a page of this width to height."""

    def side(columns: int) -> float:
        rows = -(-count // columns)
        return min(shape / columns, _FLAT * _PLOTS / rows)

    return max(range(1, count + 1), key=side)
