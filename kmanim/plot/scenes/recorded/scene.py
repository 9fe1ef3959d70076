"""Anybody's algorithm on the page: rows as dots or bars, lines between them, curves, and the objective beside."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.bare import bare
from kmanim.plot.axes.plane import Plane
from kmanim.plot.layout import MARGIN, Stage, set_stage
from kmanim.plot.panels.objective import ObjectivePanel
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.scene import Scene
from kmanim.plot.scenes.recorded.course import valued_of
from kmanim.plot.scenes.recorded.curves import curve_looks
from kmanim.plot.scenes.recorded.extent import reach_of
from kmanim.plot.scenes.recorded.key import KEY_HEIGHT, Entry, draw_key, key_width
from kmanim.plot.scenes.recorded.picture import draw_state, is_bars
from kmanim.plot.scenes.recorded.plane import is_bare, lower, with_whole_places
from kmanim.plot.scenes.recorded.rows import FEW
from kmanim.plot.scenes.recorded.state import YieldedState, instant, plain
from kmanim.plot.scenes.recorded.tiles import TILED
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import TextStyle
from kmanim.simulate.machines.yielded.trace import YieldedTrace
from kmanim.story.recorded.facts import YieldedFacts
from kmanim.story.timeline import Keyframe, Timeline

_SIDE = 0.34
_MOST_TEXTS = 16  # above bars
_MOST_NAMED, _MOST_NAMED_TILES = FEW, 200
_MOST_KEYS = 5


class YieldedScene(Scene):
    """The pictures of a film of a run that a generator yields.

    Parameters
    ----------
    trace : YieldedTrace
        What happened.
    timeline, look, stage, name, options
        As for `Scene`.
    """

    trace: YieldedTrace

    def __init__(
        self,
        trace: YieldedTrace,
        timeline: Timeline,
        look: Look,
        *,
        stage: Stage | None = None,
        name: Hashable = None,
        **options: Any,
    ) -> None:
        self.facts = YieldedFacts(trace)
        self._valued = valued_of(trace, timeline)
        self._has_panel = (
            stage is None
            and options.get("panel", "auto") != "none"
            and len(self._valued) > 1
            and trace.parameters.shows != "objective"
        )
        super().__init__(trace, timeline, look, stage=stage, name=name, **options)
        self._bars = is_bars(trace, options.get("marks", "auto"))
        self.panel: ObjectivePanel | None = None
        aim = trace.parameters.objective
        if self.stage.side is not None and aim is not None:
            values = trace.objective[self._valued]
            self.panel = ObjectivePanel(
                look.style,
                self.stage.side,
                values,
                self._valued,
                aim,
                MARGIN,
                best=timeline.best,
                each="step",
            )

    # The page

    @classmethod
    def extent(cls, trace: YieldedTrace) -> FloatArray:
        """Give all that is ever shown, or the ends that were asked for."""
        return reach_of(trace)

    @classmethod
    def extent_of_result(cls, trace: YieldedTrace) -> FloatArray:
        """Give the same: axes never change."""
        return reach_of(trace)

    @classmethod
    def extent_of_end(cls, trace: YieldedTrace) -> FloatArray:
        """Give the same: axes never change."""
        return reach_of(trace)

    @classmethod
    def has_equal_axes(cls, trace: YieldedTrace) -> bool:
        """Tell whether rows are the cells of a board, which are squares."""
        return trace.parameters.shows == "grid"

    @classmethod
    def plane_of_small(cls, plane: Plane, trace: YieldedTrace) -> Plane:
        """Leave the axes out where there are none."""
        return bare(plane) if is_bare(trace) else plane

    def set_stage(self) -> Stage:
        """Lay the page out, with room for the objective beside, and for the names of the curves above."""
        titles, reach = self.trace.dataset.view.titles, self.extent(self.trace)
        equal = self.has_equal_axes(self.trace)
        stage = set_stage(self.look, titles, reach, side=_SIDE if self._has_panel else 0.0, equal=equal)
        plane = stage.plane
        if self._keyed:
            plane = lower(plane, KEY_HEIGHT, is_equal=equal or self.look.aspect == "equal")
        if self.trace.parameters.shows == "bars":
            plane = with_whole_places(plane, self.trace.dataset.n)
        return replace(stage, plane=bare(plane) if is_bare(self.trace) else plane)

    @cached_property
    def _keyed(self) -> list[Entry]:
        """What is named above the plot: groups that have names, and curves; a place among the rows needs none."""
        trace, looks = self.trace, curve_looks(self.trace, self.look.style)
        shape = "" if trace.parameters.shows == "points" else "square"
        groups = [
            Entry(name, look._replace(shape=shape or look.shape), is_line=False)
            for name, look in zip(trace.parameters.groups or (), self.styles, strict=False)
        ]
        lines = [
            name
            for name in trace.curve_names
            if any(len(snapshot.curves.get(name, ())) > 1 for snapshot in trace.unlabelled)
        ]
        curves = [Entry(name, looks[name], is_line=True) for name in lines]
        return [
            *(groups if len(groups) <= _MOST_KEYS else []),
            *(curves if len(curves) <= _MOST_KEYS else []),
        ]

    def draw_stage(self, pen: Pen) -> None:
        """Draw all that never changes."""
        self.stage.draw(pen)
        if self._keyed:
            entries, theme = self._keyed, self.look.style
            while len(entries) > 1 and key_width(entries, theme) > self.stage.plane.box.width:
                entries = entries[:-1]
            draw_key(pen, entries, self.stage.plane, theme)
        if self.panel is not None:
            self.panel.draw_stage(pen)

    def draw_beside(self, pen: Pen, key: Keyframe, step: int) -> None:  # noqa: ARG002 - all kinds are alike
        """Draw the objective as far as it has been shown."""
        if self.panel is not None:
            self.panel.draw(pen, int(np.searchsorted(self._valued, step, side="right")))

    # The plot

    def draw_plot(self, pen: Pen, keyframe: int, tween: int | None = None, at: float = 1.0) -> None:
        """Draw rows, lines and curves; parameters as for `draw`."""
        state = instant(self.trace, self.timeline, keyframe, tween, at)
        texts = self._texts_of(state) if self.is_alone else ()
        draw_state(
            pen, self.trace, state, self.stage.plane, self.look.style,
            bars=self._bars, texts=texts, alone=self.is_alone,
        )  # fmt: skip

    def _texts_of(self, state: YieldedState) -> list[str]:
        """Say what stands beside the rows: the numbers of bars as they are now, where they have no names."""
        is_numbered = self._bars and not self.facts.has_names and self._texts
        return self._numbers(state.positions) if is_numbered and state.positions is not None else self._texts

    def _numbers(self, positions: FloatArray) -> list[str]:
        return [self.facts.columns[1](float(value)) for value in positions[:, 1]]

    @cached_property
    def _texts(self) -> list[str]:
        """What stands beside the rows: their names, or the numbers of bars; empty where there are too many."""
        trace, n, theme = self.trace, self.trace.dataset.n, self.look.style
        if not trace.has_rows or (n == 1 and not trace.dataset.labels):
            return []
        style = TextStyle(size=theme.tick_size, colour=theme.ink, font=theme.font)
        names = [self.facts.name(row, 24) for row in range(n)] if self.facts.has_names else []
        if self._bars:
            pitch = self.stage.plane.box.width / (n + 1)
            if n > _MOST_TEXTS:
                return []
            if names:
                return [fitted(name, style, pitch) for name in names]
            places = [s.positions for s in trace.unlabelled if s.positions is not None]
            highest = max(places, key=lambda found: float(np.abs(found[:, 1]).max()))
            texts = [*self._numbers(highest), *self._numbers(places[0])]
            return texts[:n] if max(text_width(text, style) for text in texts) <= pitch else []
        if trace.parameters.shows in TILED and n <= _MOST_NAMED_TILES:
            numbers = [] if trace.parameters.shows == "grid" else [f"{row + 1}" for row in range(n)]
            return names or numbers
        return names if n <= _MOST_NAMED else []

    @classmethod
    def draw_result(cls, pen: Pen, trace: YieldedTrace, cloud: Cloud) -> None:
        """Draw the end of a run on a small plane."""
        state = plain(trace, len(trace) - 1)
        draw_state(pen, trace, state, cloud.plane, cloud.theme, bars=is_bars(trace), texts=())
