"""One climb on the page: its ball, who is in it, who comes in and drops out, its way and where it goes next."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.plot.axes.places import Places
from kmanim.plot.axes.plane import Box
from kmanim.plot.labels.free_room import FreeRoom
from kmanim.plot.labels.labels import Label, draw_labels
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.layout import Stage
from kmanim.plot.marks import climbs as marks
from kmanim.plot.marks.pills import draw_pills, pills_of
from kmanim.plot.marks.points import point_size
from kmanim.plot.marks.rings import draw_ringed
from kmanim.plot.marks.switched import Switched, draw_switched, single_reach
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.scenes.mean_shift.instant import Instant
from kmanim.plot.scenes.mean_shift.ways import Ways
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.simulate.machines.climbs.trace import ClimbTrace
from kmanim.story.mean_shift.facts import ClimbFacts
from kmanim.story.mean_shift.told import climb_of

# Of more rows than this names say less than a count.
_NAMED = 4


def bold_of(theme: Theme) -> TextStyle:
    """Give the style of counts among the points."""
    return TextStyle(
        size=theme.name_size, colour=theme.ink, font=theme.font, bold=True, halo=2.5, halo_colour=theme.halo
    )


class Count(NamedTuple):
    """How many points are in a ball: the text, the middle of its foot, and what it covers, in px."""

    text: str
    x: float
    low: float
    box: Box


class OneClimb:
    """What is drawn of one climb.

    Parameters
    ----------
    trace : ClimbTrace
    stage : Stage
    theme : Theme
    ways : Ways
        All climbs in px.
    outline : ndarray of shape (c, 2) or None
        Of a ball around the origin, in px; None where the plane hides columns.
    name : hashable
        What tells the plot from others on the page.
    has_letters : bool
        Whether points are named and counted.
    """

    def __init__(
        self,
        trace: ClimbTrace,
        stage: Stage,
        theme: Theme,
        ways: Ways,
        outline: FloatArray | None,
        *,
        name: Hashable,
        has_letters: bool,
    ) -> None:
        self._trace, self._theme, self._ways, self._outline = trace, theme, ways, outline
        self._name, self._has_letters = name, has_letters
        self._box: Box = stage.plane.box
        self._places = Places(trace.dataset, stage.plane)
        self._obstacles = Obstacles(self._places, self._box)
        self._facts = ClimbFacts(trace)
        self._is_soft = trace.parameters.kernel != "flat"
        self._cloud = Cloud(trace.dataset, stage.plane, theme)
        self._zeros = np.zeros(trace.dataset.n, np.uint8)
        inside = ClusterStyle(theme.neighbourhood, "circle", None)
        self._tones = (inside, ClusterStyle(theme.unassigned, "circle", None))

    def draw(self, pen: Pen, now: Instant) -> None:
        """Draw what an instant shows of it."""
        trace, theme, box = self._trace, self._theme, self._box
        climb = climb_of(trace, now.key)
        path = self._ways.path(climb)
        i = now.snapshot
        seen = i if now.share >= 1 else i - 1  # who is in the ball is known where it has come to
        rows = self._facts.inside(seen, climb)
        place = path[i] if now.share >= 1 else path[i - 1] + now.share * (path[i] - path[i - 1])
        with pen.clipped(box.left + 0.5, box.bottom + 0.5, box.width - 0.5, box.height - 0.5):
            if self._outline is not None:
                if i and now.key.kind != "ball":
                    marks.draw_old_ball(pen, self._outline, path[i - 1], theme)
                marks.draw_balls(pen, self._outline, place[np.newaxis], theme, soft=self._is_soft)
            pen.kept(("inside", self._name, climb, seen), partial(self._draw_inside, rows=rows))
            marks.draw_way(pen, np.vstack([path[: i if now.share < 1 else i + 1], place]), theme)
            if now.held and now.key.kind in ("mean", "climb"):
                marks.draw_next(pen, place, path[i + 1], theme)
            marks.draw_centre(pen, place, theme)
            if self._outline is None and not i:  # which point it is, a ball says elsewhere
                with pen.role("ringed"):
                    draw_ringed(pen, place[np.newaxis], len(self._places), theme)
        count = self._count(i, climb, place)
        if now.held and now.key.kind == "climb":
            self._draw_changes(pen, i, climb, count)
        if now.held and self._has_letters:
            draw_labels(pen, self._names(now, count), theme)
            self._draw_count(pen, count)

    def _draw_inside(self, pen: Pen, rows: IntArray) -> None:
        """Draw the points in the ball dark, and the others grey."""
        self._cloud.draw(pen, self._zeros, self._tones, coloured=rows)

    def _changes(self, i: int, climb: int) -> tuple[IntArray, IntArray]:
        """Give the rows that came in or dropped out by move i, and which of them came in."""
        if self._is_soft:
            return np.empty(0, np.intp), np.empty(0, np.bool_)
        came, left = self._facts.came(i, climb), self._facts.left(i, climb)
        return np.array([*came, *left], np.intp), np.array([True] * len(came) + [False] * len(left), np.bool_)

    def _draw_changes(self, pen: Pen, i: int, climb: int, count: Count | None) -> None:
        rows, came = self._changes(i, climb)
        if not rows.size:
            return
        theme, n = self._theme, len(self._places)
        now = np.where(came, 0, 1).astype(np.intp)
        switched = Switched.of(self._places[rows], 1 - now, now, n, theme)
        draw_switched(pen, switched, n, self._tones, theme)
        if switched.is_crowd:
            draw_pills(pen, pills_of(self._room(count), switched, theme), theme)

    def _room(self, count: Count | None) -> FreeRoom:
        """Give the room that points and the count in the ball leave."""
        size = point_size(len(self._places), self._theme)
        room = FreeRoom(self._box, self._obstacles, size / 2)
        if count is not None:
            room.take_box(count.box)
        return room

    def _names(self, now: Instant, count: Count | None) -> list[Label]:
        """Name the few points that a picture of one climb is about, where rows have names."""
        dataset, theme = self._trace.dataset, self._theme
        if dataset.labels is None:
            return []
        climb = climb_of(self._trace, now.key)
        start = self._facts.start_row(climb)
        rows = [] if start is None else [start]
        reach = dict.fromkeys(rows, point_size(len(self._places), theme) / 2 + 2)
        if now.key.kind in ("ball", "mean"):
            inside = self._facts.inside(0, climb).tolist()
            rows += inside if len(inside) <= _NAMED else []
        elif now.key.kind == "climb":
            changed = self._changes(now.snapshot, climb)[0].tolist()
            rows = changed if len(changed) <= _NAMED else []
            reach = dict.fromkeys(rows, single_reach(len(self._places), theme))
        else:
            rows = []
        room = self._room(count)
        path = self._ways.path(climb)
        room.take_mark(path[now.snapshot], 7.0)
        if now.key.kind != "ball" and len(path) > 1:
            room.take_line(path[: now.snapshot + 2])
            room.take_mark(path[min(now.snapshot + 1, len(path) - 1)], 8.0)
        style = TextStyle(
            size=theme.name_size, colour=theme.ink, font=theme.font, halo=2.5, halo_colour=theme.halo
        )
        widest_name = 0.45 * self._box.width
        return [
            room.name(
                self._places[row],
                reach.get(row, point_size(len(self._places), theme) / 2 + 2),
                fitted(dataset.drawn_name(row), style, widest_name),
                style,
            )
            for row in dict.fromkeys(rows)
        ]

    def _count(self, i: int, climb: int, place: FloatArray) -> Count | None:
        """Say how many points are in the ball, over it or under it; nothing where there is no ball with an edge."""
        if self._outline is None or self._is_soft:
            return None
        theme, box = self._theme, self._box
        reach, high = float(self._outline[:, 1].max()) + 5, theme.name_size
        x = min(max(float(place[0]), box.left + 22), box.right - 22)
        above = min(float(place[1]) + reach, box.top - high - 3)
        below = max(float(place[1]) - reach - high, box.bottom + 3)
        # Where fewer points lie behind it.
        near = self._places[:][np.abs(self._places[:][:, 0] - x) < 22, 1]
        crowds = [int(((near > low - 4) & (near < low + high + 4)).sum()) for low in (above, below)]
        low = above if crowds[0] <= crowds[1] else below
        text = f"{int(self._trace.unlabelled[i].counts[climb]):,}"
        wide = text_width(text, bold_of(self._theme))
        return Count(text, x, low, Box(x - wide / 2, low - 2, wide, high + 2))

    def _draw_count(self, pen: Pen, count: Count | None) -> None:
        if count is not None:
            with pen.role("count"):
                pen.text(count.x, count.low, count.text, bold_of(self._theme), "center")
