"""A measure over the values of a parameter: the values seen so far, the present one, runs without a result crossed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box, Plane, fitted_title, tick_style
from kmanim.plot.axes.scales import Scale, scale_of_measure, scale_of_values
from kmanim.plot.axes.ticks import Ticks
from kmanim.plot.labels.column import as_fit, spread
from kmanim.plot.panels.curve_key import KEY, MOST, CurveKey
from kmanim.plot.render.pen import Dash, Pen
from kmanim.plot.render.text_width import fitted, text_width, widest
from kmanim.plot.style.colours import mixed
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.story.comparisons.sweeps.facts import SweepFacts
from kmanim.story.text.words import sentence_case

HEAD = 20.0
"""Room above a curve for its title."""
_DOT, _SMALLEST, _NOW = 7.0, 3.0, 12.0
_CROSS = 9.0
# Crosses of a few curves stand one below the other, in rows so high.
_ROW, _ROWS_CROSS = 10.0, 7.0
_GAP = 8.0  # between a measure and its value
# What there may be hundreds of with one value, and a few with the next.
_GROUPS = ("clusters", "modes", "exemplars")
_DASH: Dash = (4, 3)
# How pale the curves are that stand for other values of the second parameter.
_PALEST = 0.55
_NEAR = 12.0  # to the end of the axis, where names stand in a column


class SweepCurve:
    """The axes of one measure, and what is drawn on them.

    Parameters
    ----------
    facts : SweepFacts
        Of the sweep.
    measure : str
        Which of its measures.
    room : Box
        Where it stands, labels and title included.
    theme : Theme
        Ink and widths.
    left : float
        How much of the room the labels on the left have, so that curves one above the other stand in line.
    named : bool
        Whether the x axis has labels and a title, or is that of the curve below.
    """

    def __init__(
        self, facts: SweepFacts, measure: str, room: Box, theme: Theme, *, left: float, named: bool = True
    ) -> None:
        self._facts, self._measure, self._theme, self._room = facts, measure, theme, room
        self._is_first = measure == facts.main
        sweep, swept = facts.sweep, facts.sweep.swept[0]
        self._x = scale_of_values(swept.values, swept.texts, words=swept.is_words, log=swept.is_log)
        values = [float(one.measures.get(measure, np.nan)) for one in sweep]
        self._y = y_scale(facts, measure, values)
        self._style = tick_style(theme)
        below = foot(theme) if named else 8.0
        self._ends = self._end_labels()
        self._key = CurveKey.of(sweep.swept[-1].name, self._ends, room.width - 6, theme)
        right = widest(self._ends, self._style) + 12 if len(self._ends) > 1 and not self._key else 6.0
        whole = all(type(value) is int for value in swept.values)
        right = max(right, self._overhang(room.width - left - right, whole=whole))
        head = HEAD + (KEY if self._key and self._is_first else 0.0)
        box = Box(
            room.left + left, room.bottom + below, room.width - left - right, room.height - below - head
        )
        self._failed = np.array([bool(one.failure) for one in sweep])
        self._hollow = np.array([not one.finished for one in sweep])
        self._rows = self._rows_of_crosses()
        # Nothing else stands where their crosses do.
        high, share = self._y.high, _ROW * len(self._rows) / box.height
        low = high - (high - self._y.low) / (1.0 - min(share, 0.5))
        x = self._x.ticks(box.width, self._style, whole=whole)
        self.plane = Plane(
            box=box,
            low=np.array([self._x.low, low]),
            high=np.array([self._x.high, high]),
            x=x if named else Ticks(x.places, ("",) * len(x.labels)),
            y=y_ticks(self._y, box.height, self._style, values),
            titles=(swept.name.replace("_", " ") if named else "", ""),
        )
        data = np.column_stack([self._x.places([one.values[0] for one in sweep]), self._y.places(values)])
        self._places = self.plane.to_px(data)

    def _end_labels(self) -> list[str]:
        """Give what is written at the end of each curve, where there are several."""
        sweep = self._facts.sweep
        if len(sweep.swept) == 1:
            return [""]
        return [fitted(self._facts.value(curve[0], 1), self._style, 70) for curve in sweep.curves]

    def _overhang(self, width: float, *, whole: bool) -> float:
        """Say how far the last label of the x axis reaches beyond a plot of a width."""
        x = self._x.ticks(width, self._style, whole=whole)
        if not len(x.labels):
            return 0.0
        beyond = (self._x.high - float(x.places[-1])) / (self._x.high - self._x.low) * width
        return text_width(x.labels[-1], self._style) / 2 - beyond

    def _rows_of_crosses(self) -> tuple[int, ...]:
        """Name the curves that have crosses in a row of their own, from below: a few curves have, in the first plot."""
        curves = self._facts.sweep.curves
        if not self._is_first or not 2 <= len(curves) <= MOST:
            return ()
        return tuple(number for number, curve in enumerate(curves) if self._failed[list(curve)].any())[::-1]

    def _foot_of(self, number: int) -> float:
        """Say how high the crosses of a curve stand."""
        bottom = self.plane.box.bottom
        return bottom + (self._rows.index(number) + 0.5) * _ROW if number in self._rows else bottom

    @property
    def _is_joined(self) -> bool:
        """Whether neighbours are joined by a line: words have no order."""
        return self._x.kind != "words"

    def draw_stage(self, pen: Pen) -> None:
        """Draw what never changes: the axes, and the algorithm's own estimate."""
        theme, box = self._theme, self.plane.box
        self.plane.draw(pen, theme)
        estimate = self._facts.estimate()
        if estimate is not None and self._facts.shows_estimate:
            at = float(self.plane.to_px(np.array([[float(self._x.places([estimate])[0]), 0.0]]))[0, 0])
            with pen.role("estimate"):
                pen.line(np.array([(at, box.bottom), (at, box.top)]), theme.quiet_ink, 1.5, _DASH)

    def draw(self, pen: Pen, seen: int, now: int) -> None:
        """Draw the outcomes up to `seen`, not included, and mark the one at `now`; -1 for none."""
        curves = self._facts.sweep.curves
        present = now // len(curves[0]) if now >= 0 else 0
        with pen.clipped(*self._clip):
            for number, curve in enumerate(curves):
                if number != present:
                    self._draw_curve(pen, number, range(curve.start, min(curve.stop, seen)), present)
            if curves[present].start < seen:
                self._draw_curve(
                    pen, present, range(curves[present].start, min(curves[present].stop, seen)), present
                )
            if now >= 0:
                self._draw_now(pen, now)
        if self._key and self._is_first:
            here = present if now >= 0 else -1
            colours = [self._colour(number, here) for number in range(len(curves))]
            shapes = [self._shape(number) for number in range(len(curves))]
            left = min(self.plane.box.left, self._room.right - 6 - self._key.width)
            self._key.draw(pen, left, self.plane.box.top + 6, colours, shapes, here)
        elif len(curves) > 1 and self._is_first:
            self._draw_ends(pen, seen, present)
        self._draw_title(pen, now)

    @cached_property
    def _clip(self) -> Box:
        box = self.plane.box
        return Box(box.left - 8, box.bottom - 8, box.width + 16, box.height + 16)

    def _colour(self, number: int, present: int) -> str:
        """Give the ink of a curve: the present one's is full."""
        if number == present:
            return self._theme.ink
        count = len(self._facts.sweep.curves)
        return mixed(self._theme.ink, self._theme.paper, 0.3 + (_PALEST - 0.3) * number / max(1, count - 1))

    def _shape(self, number: int) -> str:
        """Give the shape of the marks of a curve."""
        shapes = self._theme.shapes
        return shapes[number % len(shapes)] if len(self._facts.sweep.curves) > 1 else "circle"

    def _draw_curve(self, pen: Pen, number: int, places: range, present: int) -> None:
        if not places:
            return
        theme, rows = self._theme, np.arange(places.start, places.stop)
        sound, xy = ~self._failed[rows] & np.isfinite(self._places[rows, 1]), self._places[rows]
        colour = self._colour(number, present)
        shape = self._shape(number)
        pitch = self.plane.box.width / max(1, len(self._facts.sweep.swept[0]))
        size = max(_SMALLEST, min(_DOT, 0.7 * pitch))
        with pen.role("sweep curve"):
            if self._is_joined and sound.sum() > 1:
                line = np.where(sound[:, None], xy, np.nan)
                pen.line(line, colour, theme.line if number == present else 0.7 * theme.line)
        hollow = self._hollow[rows] & sound
        with pen.role("sweep values"):
            pen.markers(shape, xy[sound & ~hollow], size, colour)
        with pen.role("sweep stopped"):
            pen.markers(shape, xy[hollow], size + 1, theme.paper, colour, 1.6)
        if (~sound).any() and (self._is_first or not self._key):
            at, size = xy[~sound].copy(), _ROWS_CROSS if self._rows else _CROSS
            at[:, 1] = self._foot_of(number)
            with pen.role("sweep failed"):
                pen.markers("cross", at, size, None, theme.paper, 4.5)
                pen.markers("cross", at, size, None, colour if self._rows else theme.ink, 2.2)

    def _draw_now(self, pen: Pen, now: int) -> None:
        theme, at = self._theme, self._places[now : now + 1].copy()
        failed = bool(self._failed[now]) or not np.isfinite(at[0, 1])
        if failed:
            at[:, 1] = self._foot_of(now // len(self._facts.sweep.swept[0]))
        with pen.role("sweep present"):
            pen.line(
                np.array([(at[0, 0], self.plane.box.bottom), (at[0, 0], at[0, 1])]), theme.ink, 1.0, (2, 2)
            )
            pen.markers("circle", at, _NOW, theme.paper, theme.ink, 2.2)
            if failed:
                pen.markers("cross", at, 0.6 * _NOW, None, theme.ink, 2)

    def _draw_ends(self, pen: Pen, seen: int, present: int) -> None:
        """Name every curve that is whole where it ends, and the present one on its way; labels do not touch."""
        box, size = self.plane.box, self._style.size
        at_edge: list[tuple[float, int]] = []
        with pen.role("sweep names"):
            for number, curve in enumerate(self._facts.sweep.curves):
                known = [place for place in curve if place < seen and np.isfinite(self._places[place, 1])]
                if not known:
                    continue
                # On whichever side it ends: values may fall.
                x, y = self._places[max(known, key=lambda place: float(self._places[place, 0]))].tolist()
                if curve.stop <= seen and x > box.right - _NEAR:
                    at_edge.append((y, number))
                elif curve.stop <= seen or number == present:
                    self._draw_name(
                        pen, number, (x, y) if curve.stop <= seen else self._places[known[-1]], present
                    )
            for low, number in spread(as_fit(at_edge, present, size, box), size, box):
                pen.text(box.right + 7, low, self._ends[number], self._name_style(number, present))

    def _name_style(self, number: int, present: int) -> TextStyle:
        here, theme = number == present, self._theme
        return replace(
            self._style,
            colour=theme.ink if here else theme.quiet_ink,
            bold=here,
            halo=2.5,
            halo_colour=theme.halo,
        )

    def _draw_name(self, pen: Pen, number: int, place: Sequence[float] | FloatArray, present: int) -> None:
        """Name a curve beside a place of its own, on the left where there is no room on the right."""
        box, style, text = self.plane.box, self._name_style(number, present), self._ends[number]
        x, y = float(place[0]), min(float(place[1]) + 4, self.plane.box.top - self._style.size)
        if x + 0.8 * _NOW + text_width(text, style) <= box.right:
            pen.text(x + 0.8 * _NOW, y, text, style)
        else:
            pen.text(x - 0.8 * _NOW, y, text, style, "right")

    def _draw_title(self, pen: Pen, now: int) -> None:
        """Write what is measured, and its present value; on the right what curves differ by, where there is room."""
        style, bold = self._title_styles
        text = self._said(now) if now >= 0 else ""
        left = self._title_left
        up = self.plane.box.top + 6 + (KEY if self._key and self._is_first else 0.0)
        room = self._room.right - left
        with pen.role("sweep measure"):
            value = text_width(text, bold) + _GAP if text else 0
            told = fitted_title(self.plane.y, self._name, style, room - value)
            pen.text(left, up, told, style)
            if text:
                pen.text(left + text_width(told, style) + _GAP, up, text, bold)
        by = TextStyle(size=self._theme.tick_size, colour=self._theme.quiet_ink, font=self._theme.font)
        swept = self._facts.sweep.swept
        if len(swept) > 1 and self._is_first and not self._key:
            taken = left + self._title_width + 10
            if text_width(swept[1].name, by) <= self._room.right - taken:
                with pen.role("sweep second"):
                    pen.text(self._room.right, up, swept[1].name, by, "right")

    @cached_property
    def _title_styles(self) -> tuple[TextStyle, TextStyle]:
        style = TextStyle(size=self._theme.name_size, colour=self._theme.ink, font=self._theme.font)
        return style, replace(style, bold=True)

    @cached_property
    def _name(self) -> str:
        unit = self._facts.unit(self._measure).strip()
        return sentence_case(self._facts.label(self._measure)) + (f" ({unit})" if unit else "")

    def _said(self, place: int) -> str:
        """Give the value of a run as the title says it."""
        return "no result" if self._facts.sweep[place].failure else self._facts.text(self._measure, place)

    @cached_property
    def _title_width(self) -> float:
        """How wide the title is at the most."""
        style, bold = self._title_styles
        return (
            text_width(self.plane.y.titled(self._name), style)
            + _GAP
            + widest([self._said(place) for place in range(len(self._facts.sweep))], bold)
        )

    @cached_property
    def _title_left(self) -> float:
        """Where titles begin: with the plot, or above its labels where they would be too long."""
        left = self.plane.box.left - 4
        return left if left + self._title_width <= self._room.right else self._room.left + 4


def foot(theme: Theme) -> float:
    """Give the room below a curve for the labels and the title of its x axis."""
    return 7 + theme.tick_size + 4 + theme.title_size + 3


def y_scale(facts: SweepFacts, measure: str, values: list[float]) -> Scale:
    """Make the axis of a measure of a sweep."""
    return scale_of_measure(values, powers=measure in _GROUPS, floor=facts.has_floor(measure))


def y_ticks(scale: Scale, height: float, style: TextStyle, values: list[float]) -> Ticks:
    """Mark the axis of a measure; of counts by whole numbers."""
    known = [value for value in values if np.isfinite(value)]
    whole = all(value == int(value) for value in known)
    return scale.ticks(height, style, upright=True, whole=whole)


def left_of(facts: SweepFacts, measures: list[str], height: float, theme: Theme) -> float:
    """Give the room that the labels of some curves need on their left."""
    wide = 0.0
    for measure in measures:
        values = [float(one.measures.get(measure, np.nan)) for one in facts.sweep]
        scale = y_scale(facts, measure, values)
        labels = y_ticks(scale, height, tick_style(theme), values).labels
        wide = max(wide, widest(labels, tick_style(theme)))
    return wide + 10
