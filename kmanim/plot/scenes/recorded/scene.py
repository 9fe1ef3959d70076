"""Anybody's algorithm on the page: rows as dots or bars, lines between them, curves, and the objective beside."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.bare import bare
from kmanim.plot.axes.plane import Box, Plane
from kmanim.plot.axes.ticks import Ticks, round_ticks
from kmanim.plot.layout import MARGIN, Stage, set_stage
from kmanim.plot.marks.switched import single_reach
from kmanim.plot.panels.objective import ObjectivePanel
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.scene import Scene
from kmanim.plot.scenes.recorded.curves import draw_curves
from kmanim.plot.scenes.recorded.key import KEY_HEIGHT, Entry, draw_key, key_width
from kmanim.plot.scenes.recorded.rows import FEW, draw_bars, draw_links, draw_rows
from kmanim.plot.scenes.recorded.state import YieldedState, instant, plain
from kmanim.plot.scenes.recorded.tiles import draw_tiles
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import ClusterStyle, cluster_styles
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.simulate.machines.yielded.trace import YieldedTrace
from kmanim.story.recorded.facts import YieldedFacts
from kmanim.story.timeline import Keyframe, Timeline

_SIDE = 0.34
_MOST_TEXTS = _EACH_PLACE = 16  # above bars, and below
_MOST_NAMED, _MOST_NAMED_TILES = FEW, 200
_MOST_KEYS = 5
_TILED = ("tiles", "grid")
_MOST_DOTS = 60
# Among so many rows curves open the axes by this share of the rows' range on each side, and no more.
_CLOUD, _ROOM = 3, 0.25


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
        return bare(plane) if _is_bare(trace) else plane

    def set_stage(self) -> Stage:
        """Lay the page out, with room for the objective beside, and for the names of the curves above."""
        titles, reach = self.trace.dataset.view.titles, self.extent(self.trace)
        equal = self.has_equal_axes(self.trace)
        stage = set_stage(self.look, titles, reach, side=_SIDE if self._has_panel else 0.0, equal=equal)
        plane = stage.plane
        if self._keyed:
            plane = _lower(plane, KEY_HEIGHT, is_equal=equal or self.look.aspect == "equal")
        if self.trace.parameters.shows == "bars":
            plane = _with_whole_places(plane, self.trace.dataset.n)
        return replace(stage, plane=bare(plane) if _is_bare(self.trace) else plane)

    @cached_property
    def _keyed(self) -> list[Entry]:
        """What is named above the plot: groups that have names, and curves; a place among the rows needs none."""
        trace, looks = self.trace, curve_looks(self.trace, self.look.style)
        shape = "" if trace.parameters.shows == "points" else "square"
        groups = [
            Entry(name, replace(look, shape=shape or look.shape), is_line=False)
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
        if trace.parameters.shows in _TILED and n <= _MOST_NAMED_TILES:
            numbers = [] if trace.parameters.shows == "grid" else [f"{row + 1}" for row in range(n)]
            return names or numbers
        return names if n <= _MOST_NAMED else []

    @classmethod
    def draw_result(cls, pen: Pen, trace: YieldedTrace, cloud: Cloud) -> None:
        """Draw the end of a run on a small plane."""
        state = plain(trace, len(trace) - 1)
        draw_state(pen, trace, state, cloud.plane, cloud.theme, bars=is_bars(trace), texts=())


def valued_of(trace: YieldedTrace, timeline: Timeline) -> list[int]:
    """Choose the snapshots whose objective has a dot: all that have one, of many those that have pictures."""
    if len(trace.valued) <= _MOST_DOTS:
        return trace.valued
    told = {key.step for key in timeline.keyframes}
    return [step for step in trace.valued if step in told]


def is_bars(trace: YieldedTrace, marks: str = "auto") -> bool:
    """Tell whether rows are drawn as bars."""
    return trace.parameters.shows == "bars" if marks == "auto" else marks == "bars" and trace.has_rows


def _is_bare(trace: YieldedTrace) -> bool:
    """Whether there are no axes: places mean nothing, of tiles in any case."""
    return trace.parameters.bare or trace.parameters.shows in _TILED


def curve_looks(trace: YieldedTrace, theme: Theme) -> dict[str, ClusterStyle]:
    """Give every curve a colour that no group has."""
    groups, names = trace.history.size, trace.curve_names
    return dict(zip(names, cluster_styles(groups + len(names), theme)[groups:], strict=True))


def draw_state(
    pen: Pen,
    trace: YieldedTrace,
    state: YieldedState,
    plane: Plane,
    theme: Theme,
    *,
    bars: bool,
    texts: list[str] | tuple[str, ...],
    alone: bool = False,
) -> None:
    """Draw one state on a plane: curves below, then lines, then rows, with texts beside them."""
    box, styles = plane.box, cluster_styles(trace.history.size, theme)
    looks = curve_looks(trace, theme)
    spots = {name: points for name, points in state.curves.items() if len(points) == 1}
    with pen.clipped(box.left + 0.5, box.bottom + 0.5, box.width - 0.5, box.height - 0.5):
        if trace.parameters.shows == "objective":
            _draw_course(pen, trace, state.step, plane, theme)
        lines = {name: points for name, points in state.curves.items() if name not in spots}
        draw_curves(pen, lines, state.old_curves, looks, plane, theme)
        positions = state.positions
        if positions is None:
            pass
        elif bars:
            draw_bars(pen, state, plane, styles, theme, texts)
        else:
            view = trace.dataset.view
            places = plane.to_px(view.project(positions))
            old = None if state.old is None else plane.to_px(view.project(state.old))
            draw_links(pen, state, places, theme)
            room = box if alone else None
            draw_rows(pen, state, places, old, styles, theme, grouped=trace.has_labels, room=room)
        draw_curves(pen, spots, {}, looks, plane, theme)
    if trace.parameters.shows in _TILED:  # which reach to the edges
        places = plane.to_px(trace.dataset.view.project(trace.dataset.points))
        draw_tiles(pen, state, places, styles, theme, texts)
    elif texts and positions is not None and not bars:
        large = np.zeros(len(positions), np.bool_)
        large[state.switched if state.settled < 1 else []] = True
        places = plane.to_px(trace.dataset.view.project(positions))
        _draw_names(
            pen, places, texts, plane.box, theme, np.where(large, single_reach(len(places), theme) + 3, 10.0)
        )


def _draw_names(
    pen: Pen,
    places: FloatArray,
    texts: list[str] | tuple[str, ...],
    box: Box,
    theme: Theme,
    away: FloatArray,
) -> None:
    """Write names so many px above their rows, or below them, inside the plot; they go with them."""
    style = TextStyle(
        size=theme.tick_size, colour=theme.ink, font=theme.font, halo=2.5, halo_colour=theme.halo
    )
    with pen.role("names"):
        for (x, y), text, off in zip(places.tolist(), texts, away.tolist(), strict=True):
            half = text_width(text, style) / 2
            if box.left <= x <= box.right and box.bottom <= y <= box.top:
                middle = min(max(x, box.left + half + 2), box.right - half - 2)
                up = y + off if y + off + 2 + style.size <= box.top else y - off - 2 - 0.7 * style.size
                pen.text(middle, up, text, style, "center")


def _draw_course(pen: Pen, trace: YieldedTrace, step: float, plane: Plane, theme: Theme) -> None:
    """Draw the objective up to a step, or to a share of the next one."""
    steps = np.array(trace.valued, np.float64)
    values = trace.objective[trace.valued]
    shown = steps <= step
    points = np.column_stack([steps[shown], values[shown]])
    if step % 1 and len(points) and not shown.all():
        points = np.vstack([points, [step, np.interp(step, steps, values)]])
    places = plane.to_px(points)
    with pen.role("objective"):
        if len(places) > 1:
            pen.line(_thinned(places), theme.ink, theme.line)
        pen.markers("circle", places[-1:], 11, theme.paper, theme.ink, theme.line)


def _thinned(places: FloatArray) -> FloatArray:
    """Leave the lowest and the highest place of a line in each px across: no eye sees the others."""
    columns = np.floor(places[:, 0])
    order = np.lexsort((places[:, 1], columns))
    ends = np.flatnonzero(np.diff(columns[order]))
    kept = np.concatenate([[0], order[ends], order[ends + 1], [order[0], order[-1], len(places) - 1]])
    thinned: FloatArray = places[np.unique(kept)]
    return thinned


def reach_of(trace: YieldedTrace) -> FloatArray:
    """Give what must lie inside the plot in the course of a run, shape (m, 2), in the view's units."""
    shows, dataset = trace.parameters.shows, trace.dataset
    shown = [_ends(snapshot.positions) for snapshot in trace.unlabelled if snapshot.positions is not None]
    lines = [_ends(points) for snapshot in trace.unlabelled for points in snapshot.curve_points or ()]
    if lines and shown and dataset.n >= _CLOUD:  # a line among points goes on beyond them
        low, high = _ends(np.vstack(shown))
        room = np.where(high > low, _ROOM * (high - low), np.inf)
        lines = [np.clip(np.vstack(lines), low - room, high + room)]
    shown += lines
    if shows == "bars":
        shown.append(np.array([(0.5, 0.0), (dataset.n + 0.5, 0.0)]))
    if shows == "objective":
        values = trace.objective[trace.valued]
        shown.append(np.array([(0.0, values.min()), (max(len(trace) - 1.0, 1.0), values.max())]))
    if shows in _TILED or not shown:
        shown.append(dataset.view.project(dataset.points))
    ends = _ends(np.vstack(shown))
    for axis, limits in enumerate((trace.parameters.xlim, trace.parameters.ylim)):
        if limits is not None:
            ends[:, axis] = limits
    return ends


def _ends(points: FloatArray) -> FloatArray:
    return np.array([np.nanmin(points, axis=0), np.nanmax(points, axis=0)])


def _lower(plane: Plane, height: float, *, is_equal: bool) -> Plane:
    """Take some room from the top of a plane; on equal axes more is shown across instead."""
    box = plane.box._replace(height=plane.box.height - height)
    if not is_equal:
        return replace(plane, box=box)
    more = (plane.box.height / box.height - 1) / 2 * float(plane.high[0] - plane.low[0])
    low, high = plane.low.copy(), plane.high.copy()
    low[0], high[0] = low[0] - more, high[0] + more
    return replace(plane, box=box, low=low, high=high)


def _with_whole_places(plane: Plane, n: int) -> Plane:
    """Mark the places of bars: each of a few, or round numbers equally far apart."""
    if n <= _EACH_PLACE:
        places = np.arange(1.0, n + 1)
        return replace(plane, x=Ticks(places, tuple(f"{place:.0f}" for place in places)))
    return replace(plane, x=round_ticks(0.5, n + 0.5, 10, whole=True))
