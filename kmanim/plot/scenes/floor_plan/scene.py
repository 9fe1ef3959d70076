"""The pictures of the toy: the plan with its walks, and the falling walk beside it; all plans; a dozen starts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.plot.axes.bare import BarePlane, bare
from kmanim.plot.axes.plane import Box, Plane
from kmanim.plot.axes.ticks import NO_TICKS
from kmanim.plot.film.easing import eased, in_pictures
from kmanim.plot.layout import CAPTION_BAR, HEADER, MARGIN, PROGRESS, Stage
from kmanim.plot.render.pen import Pen
from kmanim.plot.scene import Scene, is_end, passing_at
from kmanim.plot.scenes.floor_plan.floor import Floor, Ring
from kmanim.plot.scenes.floor_plan.histogram import Histogram, bars_of, draw_bars
from kmanim.plot.scenes.floor_plan.names import LONGEST, distinct, short_names
from kmanim.plot.scenes.floor_plan.rooms import Rooms, draw_cells, draw_old
from kmanim.plot.scenes.floor_plan.starts_grid import draw_plain, draw_starts
from kmanim.plot.scenes.floor_plan.walk_panel import WalkPanel
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.theme import Theme
from kmanim.simulate.machines.floor_plans.trace import PlanTrace
from kmanim.story.floor_plan.facts import PlanFacts
from kmanim.story.floor_plan.film import MOVED

_MOST_MARKED = 12
_WHOLE = ("every", "dozen")  # the kinds of pictures that take the whole width
_PICTURES = 8  # of a move: rooms on their way, letters and all, are most of a film's bytes
_AXES = 34.0  # below the panel: tick labels and title


class PlanScene(Scene):
    """The pictures of a run of the toy."""

    trace: PlanTrace
    side: ClassVar[float] = 0.36
    end_kinds: ClassVar[tuple[str, ...]] = ("done",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        trace, theme = self.trace, self.look.style
        self._facts = facts = PlanFacts(trace)
        self._floor = Floor(trace.grid, self.stage.plane.box)
        names = [facts.name(row, LONGEST) for row in range(trace.dataset.n)]
        names = distinct(names, self._floor.room, theme) if self.is_alone else short_names(names)
        self._rooms = Rooms.of(names, trace.walks, self._floor.room, theme)
        side = self.stage.side
        self._panel = None if side is None else WalkPanel(facts, side, theme)

    def set_stage(self) -> Stage:
        """Lay the page out: the plan on the left, the walk on the right."""
        width, height = self.look.page
        bottom = PROGRESS + CAPTION_BAR + 9
        share = round(width * self.side)
        box = Box(MARGIN, bottom, width - share - MARGIN - 6, height - HEADER - bottom - 2)
        side = Box(width - share, bottom + _AXES, share, box.height - _AXES)
        return Stage(look=self.look, plane=_plane(self.trace, box), side=side)

    @classmethod
    def extent(cls, trace: PlanTrace) -> FloatArray:
        """Give the corners of the floor."""
        return np.array([(0.0, 0.0), (float(trace.grid.columns), float(trace.grid.rows))])

    @classmethod
    def extent_of_result(cls, trace: PlanTrace) -> FloatArray:
        """Give the corners of the floor."""
        return cls.extent(trace)

    @classmethod
    def extent_of_end(cls, trace: PlanTrace) -> FloatArray:
        """Give the corners of the floor."""
        return cls.extent(trace)

    @classmethod
    def drawn(cls, trace: PlanTrace) -> Dataset:
        """Give the rooms without titles of axes: nothing lies across and upwards but cells."""
        view = replace(trace.dataset.view, titles=("", ""))
        return replace(trace.dataset, view=view)

    @classmethod
    def draw_data(cls, pen: Pen, trace: PlanTrace, cloud: Cloud) -> None:
        """Draw the rooms in a ring."""
        facts = PlanFacts(trace)
        names = short_names([facts.name(row, LONGEST) for row in range(trace.dataset.n)])
        draw_ring(pen, names, facts, Floor(trace.grid, cloud.plane.box), cloud.theme)

    @classmethod
    def plane_of_small(cls, plane: Plane, trace: PlanTrace) -> Plane:  # noqa: ARG003 - of any run
        """Leave the axes out: a floor has none."""
        return bare(plane)

    def draw_stage(self, pen: Pen) -> None:
        """Draw the ground of caption and progress; all else differs from picture to picture."""
        self.stage.draw_bars(pen)

    def draw_plot(self, pen: Pen, keyframe: int, tween: int | None = None, at: float = 1.0) -> None:
        """Draw the plan and the walk beside it, or a picture that takes the whole width."""
        key = self.timeline.keyframes[keyframe]
        if (
            key.kind in _WHOLE
            and (self.is_alone or key.kind == "every")
            and (not key.lead_in or is_end(key, tween, at))
        ):
            pen.kept((self.name, key.kind), lambda pen: self._draw_whole(pen, key.kind))
        elif key.kind == "data":
            pen.kept((self.name, "ring"), self._draw_ring)
        else:
            self._draw_plan(pen, keyframe, tween, at)

    def _draw_plan(self, pen: Pen, keyframe: int, tween: int | None, at: float) -> None:
        key, floor, theme = self.timeline.keyframes[keyframe], self._floor, self.look.style
        before = self.timeline.keyframes[keyframe - 1].step if keyframe else 0
        cells, old = self.trace.cells(key.step), self.trace.cells(before)
        is_still = is_end(key, tween, at)
        moved = np.array(key.rows, np.intp) if key.kind in MOVED and is_still else np.empty(0, np.intp)
        if len(moved) > _MOST_MARKED:
            moved = moved[:0]
        share = 1.0 if is_still else 0.0
        if tween is not None and not is_still and key.lead_in[tween].kind == "move":
            share = eased(in_pictures(at, _PICTURES))
        places = floor.on_the_way(old, cells, share)
        pen.kept((self.name, "cells"), lambda pen: draw_cells(pen, floor, theme))
        # Lines of rooms on their way would be all that is seen; they are there again as soon as the rooms are.
        on_the_way = np.flatnonzero(cells != old) if 0 < share < 1 else None
        is_moving = on_the_way is not None
        # Of those who stay nothing changes while others are on their way.
        stays = (
            self.name,
            "walks",
            key.step if share else before,
            before if is_moving else -1,
        )
        pen.kept(stays, lambda pen: self._rooms.draw_walks(pen, places, without=on_the_way))
        if len(moved):
            draw_old(pen, floor.of(old)[moved], places[moved], floor.room, theme)
        self._rooms.draw(pen, places, floor.room, moved, on_the_way)
        if self._panel is None:
            return
        pen.kept((self.name, "panel"), self._panel.draw_stage)
        step, now = (key.step, None) if is_still else (before, None)
        if tween is not None and not is_still:
            passed, _ = passing_at(key, tween, at)
            turn = self._facts.iteration
            gone = key.passing[-1][0] if key.passing and tween else before
            now = float(turn(gone if passed is None else passed))
            step = gone if passed is None else passed
        self._panel.draw(pen, step, now)

    def _draw_ring(self, pen: Pen) -> None:
        """Draw the rooms before there is a plan."""
        draw_ring(pen, self._rooms.names, self._facts, self._floor, self.look.style)
        if self._panel is not None:
            self._panel.draw_stage(pen)

    def _draw_whole(self, pen: Pen, kind: str) -> None:
        """Draw a picture that takes the whole width."""
        box, theme = self.stage.plane.box, self.look.style
        if self.is_alone:
            box = Box(MARGIN, box.bottom + 2, self.look.page[0] - 2 * MARGIN, box.height - 4)
        if kind == "dozen":
            draw_starts(pen, self._facts, box, theme, titles=self.is_alone)
            return
        every = self.trace.every
        assert every is not None
        if self.is_alone:
            Histogram(self._facts, every, Box(0, box.bottom, box.right + MARGIN, box.height), theme).draw(pen)
        else:
            small_histogram(pen, self._facts, box, theme)

    @classmethod
    def draw_result(cls, pen: Pen, trace: PlanTrace, cloud: Cloud) -> None:
        """Draw the last plan on a small plane."""
        facts = PlanFacts(trace)
        names = short_names([facts.name(row, LONGEST) for row in range(trace.dataset.n)])
        draw_plain(pen, facts, trace.labels, names, cloud.plane.box, cloud.theme)


def draw_ring(pen: Pen, names: Sequence[str], facts: PlanFacts, floor: Floor, theme: Theme) -> None:
    """Draw the rooms in a ring, before there is a plan, in the letters and lines of the plan where these fit."""
    walks = facts.trace.walks
    ring = Ring(len(names), floor.box, floor.room)
    names = distinct(names, ring.room, theme)
    rooms, size = Rooms.of(names, walks, ring.room, theme), Rooms.of(names, walks, floor.room, theme).size
    rooms = replace(rooms, size=min(rooms.size, size))
    rooms.draw_walks(pen, ring.places)
    rooms.draw(pen, ring.places, ring.room)


def small_histogram(pen: Pen, facts: PlanFacts, box: Box, theme: Theme) -> None:
    """Draw all plans by their walks, without axes, and a line where this plan is."""
    every = facts.trace.every
    assert every is not None
    bars = bars_of(every)
    low, high = np.array([bars.edges[0], 0.0]), np.array([bars.edges[-1], bars.counts.max() * 1.1])
    plane = Plane(box=box, low=low, high=high, x=NO_TICKS, y=NO_TICKS, titles=("", ""))
    draw_bars(pen, plane, bars, theme)
    x = float(plane.to_px(np.array([(facts.trace.walk, 0.0)]))[0, 0])
    with pen.role("this plan"):
        pen.line(np.array([(x, box.bottom), (x, box.top)]), theme.ink, theme.line)


def _plane(trace: PlanTrace, box: Box) -> Plane:
    """Give a plane on which the floor just has room."""
    air = 0.01
    high = np.array([trace.grid.columns + air, trace.grid.rows + air])
    return BarePlane(box=box, low=np.full(2, -air), high=high, x=NO_TICKS, y=NO_TICKS, titles=("", ""))
