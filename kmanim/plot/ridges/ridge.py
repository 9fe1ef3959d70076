"""One variable of a ridgeline: a row a cluster, all curves to one scale, below each its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite
from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box, Plane
from kmanim.plot.axes.ticks import NO_TICKS
from kmanim.plot.pages.page import Page, Plot
from kmanim.plot.panels.group_keys import Group
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import text_width
from kmanim.plot.ridges.dot_stacks import Stacks, dots_for
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.simulate.numerics.kernel_density import Curve
from kmanim.story.figures.density import DOTS_LIMIT

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)

NUMBER = 19.0  # room above a curve for the number of its mean
_BELOW = 2.0  # between a baseline and what hangs below it
_FOOT = 7.0  # between what hangs below one row and the next
_SPIKE = 0.7  # height of a spike that stands for all rows, as a share of the highest curve
_STUMP = 9.0  # of a mean where there is no curve
_WHISKER, _BODY, _MEDIAN = 2.5, 8.0, 2.0


class RowSize(NamedTuple):
    """How high the parts of a row are, in px: the highest curve, and what hangs below."""

    curve: float
    below: float

    @property
    def pitch(self) -> float:
        """From one baseline to the next."""
        return NUMBER + self.curve + _BELOW + self.below + _FOOT

    def baseline(self, top: float, row: int) -> float:
        """Where a row's curve stands, if the first row begins at `top`."""
        return top - row * self.pitch - NUMBER - self.curve


def row_size(rows: int) -> RowSize:
    """Choose the size of rows: the more there are, the lower."""
    for most, curve, below in ((3, 64.0, 34.0), (6, 48.0, 26.0), (12, 36.0, 18.0), (24, 24.0, 10.0)):
        if rows <= most:
            return RowSize(curve, below)
    return RowSize(18.0, 8.0)


class Ridges:
    """The rows of one variable.

    Parameters
    ----------
    page : Page
        What they are drawn on.
    whole : Plot
        Over all rows; it keeps the data of the curves.
    curves : sequence of Curve
        One a row, from top to bottom.
    groups : sequence of Group
        Whose they are.
    size : RowSize
        How high rows are.
    texts : sequence of str
        The means, written; empty where there is none.
    """

    def __init__(
        self,
        page: Page,
        whole: Plot,
        curves: Sequence[Curve],
        groups: Sequence[Group],
        size: RowSize,
        texts: Sequence[str],
    ) -> None:
        self._page, self._whole, self._size = page, whole, size
        self._rows = list(zip(curves, groups, texts, strict=True))
        box = whole.plane.box
        self._highest = max((float(own.y.max()) for own in curves if own.y.size), default=1.0)
        self._plots = [self._plot(size.baseline(box.top, row)) for row in range(len(curves))]
        dotted = [own.values if own.n <= DOTS_LIMIT else own.values[:0] for own in curves]
        self._dot, self._step, self._stacks = dots_for([self._across(part) for part in dotted], size.below)

    def _plot(self, baseline: float) -> Plot:
        whole = self._whole
        plane = Plane(
            box=Box(whole.plane.box.left, baseline, whole.plane.box.width, self._size.curve),
            low=np.array([whole.plane.low[0], 0.0]),
            high=np.array([whole.plane.high[0], self._highest]),
            x=NO_TICKS,
            y=NO_TICKS,
            titles=("", ""),
        )
        return Plot(self._page, plane, whole.name, whole.curves)

    def _across(self, values: FloatArray) -> FloatArray:
        plane = self._whole.plane
        return plane.to_px(np.column_stack([values, np.zeros(values.size)]))[:, 0]

    def add(self, theme: Theme, number: TextStyle) -> None:
        """Draw all rows."""
        for plot, stacks, (own, group, text) in zip(self._plots, self._stacks, self._rows, strict=True):
            self._add_curve(plot, own, group)
            self._add_rows(plot, stacks, own, group, theme)
            if isfinite(own.mean):
                self._add_mean(plot, own, group.name, text, theme, number)

    def _add_curve(self, plot: Plot, own: Curve, group: Group) -> None:
        box, name = plot.plane.box, group.name
        ends = np.array([(box.left, box.bottom), (box.right, box.bottom)])
        colour = group.style.colour
        self._page.paint(lambda pen: pen.line(ends, colour, 1, alpha=0.35), zorder=-1)
        if own.x.size:
            plot.area(own.x, own.y, colour, 0.24)
            x = np.concatenate([own.x[:1], own.x, own.x[-1:]])
            y = np.concatenate([[0.0], own.y, [0.0]])
            _stroke(plot, x, y, group, f"curve-{name}")
        elif own.n > DOTS_LIMIT:
            counts = own.sizes
            heights = counts / own.n * self._highest * _SPIKE
            x = np.repeat(own.spikes, 3)
            y = np.column_stack([np.zeros(counts.size), heights, np.full(counts.size, np.nan)]).ravel()
            _stroke(plot, x, y, group, f"spike-{name}", 3)

    def _add_rows(self, plot: Plot, stacks: Stacks, own: Curve, group: Group, theme: Theme) -> None:
        if not own.values.size:
            return
        colour, top = group.style.colour, plot.plane.box.bottom - _BELOW
        if own.n <= DOTS_LIMIT:
            plot.curves[f"dots-{group.name}"] = np.column_stack([own.values, stacks.level])
            up = top - self._dot / 2 - stacks.level * self._step
            places, size = np.column_stack([stacks.across, up]), self._dot * 0.88
            self._paint("dots", lambda pen: pen.markers("circle", places, size, colour))
            return
        quantiles = _quantiles(own)
        plot.curves[f"strip-{group.name}"] = np.column_stack([quantiles, np.array(SHARES)])
        ends, middle = self._across(quantiles), top - self._size.below / 2

        def strip(pen: Pen) -> None:
            for low, high, width in ((ends[0], ends[4], _WHISKER), (ends[1], ends[3], _BODY)):
                pen.line(np.array([(low - 1, middle), (high + 1, middle)]), colour, width)
            half = _BODY / 2 + 1
            pen.line(np.array([(ends[2], middle - half), (ends[2], middle + half)]), theme.paper, _MEDIAN + 2)
            pen.line(np.array([(ends[2], middle - half), (ends[2], middle + half)]), theme.ink, _MEDIAN)

        self._paint("strips", strip)

    def _add_mean(
        self, plot: Plot, own: Curve, name: str, text: str, theme: Theme, number: TextStyle
    ) -> None:
        """Draw the mean as a line, with its number above all of the curve that is below the number."""
        box = plot.plane.box
        x = float(self._across(np.array([own.mean]))[0])
        half = text_width(text, number) / 2
        at = min(max(x, box.left - 6 + half), box.right + 6 - half)
        reach = _STUMP
        if own.x.size:
            line = plot.plane.to_px(np.column_stack([own.x, own.y]))
            under = (line[:, 0] >= min(at - half, x) - 2) & (line[:, 0] <= max(at + half, x) + 2)
            reach = max(float(line[under, 1].max(initial=box.bottom)) - box.bottom, _STUMP)
        elif own.n > DOTS_LIMIT:
            reach = box.height * _SPIKE
        top = float(np.interp(own.mean, own.x, own.y)) if own.x.size else 0.0
        plot.curves[f"mean-{name}"] = np.array([(own.mean, 0.0), (own.mean, top)])

        def paint(pen: Pen) -> None:
            pen.line(np.array([(x, box.bottom), (x, box.bottom + reach + 4)]), theme.ink, 1.5)
            pen.text(at, box.bottom + reach + 6.5, text, number, "center")

        self._paint("means", paint)

    def _paint(self, role: str, paint: Callable[[Pen], None]) -> None:
        def named(pen: Pen) -> None:
            with pen.role(role):
                paint(pen)

        self._page.paint(named, zorder=1)


def _stroke(plot: Plot, x: FloatArray, y: FloatArray, group: Group, name: str, width: float = 2) -> None:
    """Draw a line that may reach half its width out of the row."""
    data = plot.curves[name] = np.column_stack([x, y])
    places, colour = plot.plane.to_px(data), group.style.colour
    plot.page.paint(lambda pen: pen.line(places, colour, width, group.dash if group.is_noise else ()))


def _quantiles(own: Curve) -> FloatArray:
    """Read quantiles off rising values, between neighbours in proportion."""
    at = np.array(SHARES) * (own.n - 1)
    low = np.floor(at).astype(np.intp)
    high = np.minimum(low + 1, own.n - 1)
    share = at - low
    found: FloatArray = own.ranked(low) * (1 - share) + own.ranked(high) * share
    return found
