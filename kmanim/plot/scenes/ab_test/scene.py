"""An A/B test's length on the page: panels over one axis of time, and beside them the hill of all lengths."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.data.feature import Feature
from kmanim.data.make_dataset import one_row
from kmanim.plot.axes.plane import Box, Plane, title_drop
from kmanim.plot.film.easing import eased
from kmanim.plot.layout import CAPTION_BAR, HEADER, PROGRESS, Stage
from kmanim.plot.render.pen import Pen
from kmanim.plot.scene import Scene, is_end
from kmanim.plot.scenes.ab_test.axes import end_of_time
from kmanim.plot.scenes.ab_test.hill import Hill
from kmanim.plot.scenes.ab_test.panels import FILLED, TimePanels, area_of
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import cluster_styles
from kmanim.plot.style.theme import Theme
from kmanim.simulate.machines.trials.trace import LengthTrace
from kmanim.story.ab_test.facts import LengthFacts
from kmanim.story.timeline import Keyframe, Timeline

_SHARE = 0.34  # of the page's width for the hill
_BELOW = 9.0
_WHOLE = ("formula", "band", "factors")  # pictures with the whole curve


class LengthScene(Scene):
    """The pictures of a film about the length of an A/B test; parameters as for `Scene`."""

    trace: LengthTrace

    def __init__(
        self,
        trace: LengthTrace,
        timeline: Timeline,
        look: Look,
        *,
        stage: Stage | None = None,
        name: Hashable = None,
        **options: Any,
    ) -> None:
        self.facts = LengthFacts(trace)
        theme, (width, height) = look.style, look.page
        bottom = PROGRESS + CAPTION_BAR + title_drop(theme) + _BELOW
        room = Box(0.0, bottom, width, height - HEADER - bottom - 4)
        beside = round(width * _SHARE)
        colour = colour_of(theme)
        self.panels = TimePanels(self.facts, room._replace(width=width - beside), theme, colour)
        tests = [key.step for key in timeline.keyframes if key.kind not in _WHOLE and key.step]
        days = [self._days(i) for i in tests]
        ends = min([*days, self.facts.best / 2]), max([*days, self.facts.best * 2])
        self.hill = Hill(
            self.facts, room._replace(left=width - beside, width=float(beside)), theme, colour, ends
        )
        self._is_small = stage is not None
        super().__init__(trace, timeline, look, stage=stage, name=name, **options)

    def _days(self, i: int) -> float:
        snapshot: Any = self.trace.unlabelled[i] if hasattr(self, "trace") else self.facts.trace.unlabelled[i]
        return float(snapshot.days)

    # The page

    @classmethod
    def n_styles(cls, trace: Any) -> int:  # noqa: ARG003 - colours stand for no clusters
        """Have colours for the test and what it is worth."""
        return 2

    @classmethod
    def drawn(cls, trace: LengthTrace) -> Dataset:
        """Give what lies across and upwards in small pictures: days, whatever the film counts, and the worth a day."""
        worth = float(trace.trial.lift(trace.best_length)) * trace.trial.visitors
        cells = [
            (Feature("time", heading="Days since the start"), trace.best_length),
            (Feature("worth a day", heading="Worth a day"), worth),
        ]
        return one_row(trace.dataset.name, cells)

    @classmethod
    def extent(cls, trace: LengthTrace) -> FloatArray:
        """Give the ends of time, in days, and of the worth a day."""
        facts = LengthFacts(trace)
        # A little inside the axes, which end there.
        end, top = end_of_time(facts.best / facts.size) * facts.size, TimePanels.tops(facts)[2]
        return np.array([(1e-9 * end, 1e-9 * top), (end * (1 - 1e-9), top * (1 - 1e-9))])

    @classmethod
    def extent_of_result(cls, trace: LengthTrace) -> FloatArray:
        """Give the same."""
        return cls.extent(trace)

    @classmethod
    def extent_of_end(cls, trace: LengthTrace) -> FloatArray:
        """Give the same."""
        return cls.extent(trace)

    def set_stage(self) -> Stage:
        """Lay the page out around the panel of the product."""
        return Stage(look=self.look, plane=self.panels.worth)

    def draw_stage(self, pen: Pen) -> None:
        """Draw all that never changes."""
        self.stage.draw_bars(pen)
        self.panels.draw_stage(pen)
        self.hill.draw_stage(pen)

    # The pictures

    def draw_plot(self, pen: Pen, keyframe: int, tween: int | None = None, at: float = 1.0) -> None:
        """Draw the panels of a length, or of one on the way to the next, and the hill as far as it is known."""
        keys = self.timeline.keyframes
        key, end = keys[keyframe], is_end(keys[keyframe], tween, at)
        before = self._length(keys[keyframe - 1]) if keyframe else None
        days = self._length(key)
        if not end and days is not None:
            days = (before or 0.0) + eased(at) * (days - (before or 0.0))
        if self._is_small:
            if days is not None:
                _draw_area(pen, self.facts, days, self.stage.plane, self.look.style)
            return
        if days is not None:
            old = before if key.lead_in else None
            self.panels.draw(pen, days, old=old)
        shown = [found for k in keys[: keyframe + end] if (found := self._test(k)) is not None]
        if key.kind in _WHOLE:
            pen.kept(("hill", self.name, key.kind), lambda pen: self._draw_hill(pen, key))
        self.hill.draw_dots(
            pen, shown, None if key.kind in _WHOLE and (end or key.kind != "formula") else days
        )
        if key.kind in _WHOLE and end:
            self.hill.draw_best(pen, over=key.kind != "formula")
        if key.kind == "factors":
            self.hill.draw_factors(pen)

    def _draw_hill(self, pen: Pen, key: Keyframe) -> None:
        if key.kind != "formula":
            self.hill.draw_band(pen)
        self.hill.draw_curve(pen)
        if key.kind != "formula":
            self.hill.draw_ends(pen)

    def _length(self, key: Keyframe) -> float | None:
        """Give the length that a picture shows, in days; None where there is no test yet."""
        if key.kind in _WHOLE:
            return self.facts.best
        return self._days(key.step) if key.step else None

    def _test(self, key: Keyframe) -> float | None:
        """Give the length that a picture adds to those that are compared."""
        return None if key.kind in _WHOLE or not key.step else self._days(key.step)

    # On a small plane

    def draw_small(self, pen: Pen, keyframe: int, cloud: Cloud) -> None:
        """Draw what the test of a held picture is worth, as an area."""
        key = self.timeline.keyframes[keyframe]
        days = self._length(key)
        if days is not None:
            _draw_area(pen, self.facts, days, cloud.plane, cloud.theme)

    @classmethod
    def draw_result(cls, pen: Pen, trace: LengthTrace, cloud: Cloud) -> None:
        """Draw what the best length is worth, as an area."""
        _draw_area(pen, LengthFacts(trace), trace.best_length, cloud.plane, cloud.theme)


def _draw_area(pen: Pen, facts: LengthFacts, days: float, plane: Plane, theme: Theme) -> None:
    """Draw the area up to the right edge of a plane."""
    colour = colour_of(theme)
    corners = plane.to_px(area_of(facts, days, float(plane.high[0])))
    with pen.role("worth"), pen.clipped(*plane.box):
        pen.polygon(corners, colour, alpha=FILLED)
        pen.line(corners[:-1], colour, theme.line)


def colour_of(theme: Theme) -> str:
    """Give the colour of a test and of its worth: the second of the clusters', blue in the house's themes."""
    return cluster_styles(2, theme)[1].colour
