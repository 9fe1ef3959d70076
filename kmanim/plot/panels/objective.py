"""The curve of the objective: a dot for each value, on an axis that never changes, and what the number means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box, Plane, tick_style
from kmanim.plot.axes.ticks import Ticks, round_ticks
from kmanim.plot.pages.sheet import wrapped
from kmanim.plot.panels.broken_axis import BAND, BrokenAxis, outside_of
from kmanim.plot.panels.lens import Lens, draw_lens, lens_of
from kmanim.plot.panels.magnified import round_numbers
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width, widest
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.simulate.parameters._objective import Objective
from kmanim.story.text.numbers import MINUS, differ, half_up, percent, power_of_ten, thousands
from kmanim.story.text.sums import inertias, objectives
from kmanim.story.text.words import sentence_case
from kmanim.story.verdict import ALIKE

DOT, SMALLEST = 7.0, 3.0
LONGEST = 10
# Distances between lines of words, and from the words to the plot.
_LINE, _AIR = 17.0, 10.0
# An axis of as many has its thousands left out of the labels.
_IN_THOUSANDS = 10_000.0
_DASHES = (5.0, 4.0)
_ABOVE_BEST, _BELOW_BEST = 0.1, 0.16  # of the values' range
_LEAST_GAIN = 1e-6  # smaller ones are powers of ten


class ObjectivePanel:
    """The axes of all values of a film, in some room of the page, and what is drawn on them.

    Above them stands once what the symbol means, and at any time the last value. Before there is one, the plot says
    which way is better, where that is known. Where the rest of the curve lies flat, a lens shows it, as soon as the
    film is there; where no axis ends at 0 and the first steps dwarf all others, it is broken instead.

    Parameters
    ----------
    theme : Theme
        Ink and widths.
    room : Box
        Where it may stand, its right margin included.
    values : ndarray of shape (s,)
        The objective wherever it is known.
    rounds : sequence of int
        The iteration of each value.
    objective : Objective
        What the number is.
    margin : float
        On the right, in px.
    best : float, optional
        The best value that is known of any run, which a dashed line marks.
    texts : sequence of str, optional
        The values as captions write them; by default with as many digits as tell them apart.
    each : str, default "round"
        What an iteration is called.
    """

    def __init__(
        self,
        theme: Theme,
        room: Box,
        values: FloatArray,
        rounds: Sequence[int],
        objective: Objective,
        margin: float,
        *,
        best: float | None = None,
        texts: Sequence[str] | None = None,
        each: str = "round",
    ) -> None:
        self._theme, self._objective, self._values = theme, objective, values
        self._ink = TextStyle(size=theme.name_size, colour=theme.ink, font=theme.font)
        self._quiet = TextStyle(size=theme.tick_size, colour=theme.quiet_ink, font=theme.font)
        self._best_style = replace(self._quiet, halo=2.5, halo_colour=theme.paper)
        self._best = best if best is not None and np.isfinite(best) else None
        if objective.floor is None:
            self._sayings = gain_words(values, objective.symbol, texts)
        else:
            self._sayings = objective_words(values, objective.symbol)
        self._left, self._room = room.left + 10, room.width - margin - 10
        self._meaning = wrapped(objective.explained, self._quiet, self._room, 3)
        self._changes_apart = any(not self._beside(*saying) for saying in self._sayings)
        lines = len(self._meaning) + 1 + self._changes_apart
        outside = outside_of(values, self._best) if _may_break(objective) else 0
        shown = values[outside:] if self._best is None else np.append(values[outside:], self._best)
        if self._best is not None and objective.direction == "rises":  # its label stands above its line
            shown = np.append(shown, self._best + _ABOVE_BEST * np.ptp(shown))
        elif self._best is not None and objective.floor is None:  # or below it
            shown = np.append(shown, self._best - _BELOW_BEST * np.ptp(shown))
        foot = BAND if outside else 0.0
        self.plane = _plane(theme, room, shown, rounds, objective, margin, _LINE * lines + _AIR, each, foot)
        self._broken: BrokenAxis | None = None
        if outside:
            written = texts or [words.partition("= ")[2] for words, _ in self._sayings]
            self._broken = BrokenAxis.of(self.plane, written, outside)
            self.plane = self._broken.plane
            self._places = self._broken.places(values)
        else:
            self._places = self.plane.to_px(np.column_stack([np.arange(1, values.size + 1), values]))
        kept_free: tuple[Box, ...] = ()
        if self._best is not None:
            self._line = float(self.plane.to_px(np.array([(1.0, self._best)]))[0, 1])
            self._best_words, self._best_at = self._label(self._best_text(texts))
            (right, up), size = self._best_at, theme.tick_size
            width, box = text_width(self._best_words, self._best_style), self.plane.box
            kept_free = (
                Box(right - width, up - 0.3 * size, width, 1.1 * size),
                Box(box.left, self._line, box.width, 0),
            )
        self.lens: Lens | None = None
        if self._broken is None:
            self.lens = lens_of(self.plane, values, rounds, theme, kept_free, each=each)

    def draw_stage(self, pen: Pen) -> None:
        """Draw what never changes: the axes, what the symbol means, and the best that is known."""
        plane, theme = self.plane, self._theme
        plane.draw(pen, theme)
        with pen.role("objective meaning"):
            top = plane.box.top + _AIR + _LINE * (len(self._meaning) + self._changes_apart) + 2
            for i, line in enumerate(self._meaning):
                pen.text(self._left, top - _LINE * i, line, self._quiet)
        if self._best is None:
            return
        with pen.role("best known"):
            ends = np.array([(plane.box.left, self._line), (plane.box.right, self._line)])
            pen.line(ends, theme.quiet_ink, 1.5, _DASHES)

    def draw(self, pen: Pen, count: int) -> None:
        """Draw the first so many values, and say the last of them in words above.

        The axis never changes, so late changes are too small to be seen: they are said.
        """
        if count:
            self._draw_values(pen, count)
        elif self._objective.judged:
            self._draw_direction(pen)
        if self._best is not None:
            with pen.role("best known"):
                pen.text(*self._best_at, self._best_words, self._best_style, "right")

    def _draw_values(self, pen: Pen, count: int) -> None:
        theme, plane, places = self._theme, self.plane, self._places[:count]
        pitch = plane.box.width / float(plane.high[0] - plane.low[0])
        dot = max(SMALLEST, min(DOT, 0.7 * pitch))
        with pen.role("objective"):
            if len(places) > 1:
                pen.line(places, theme.ink, theme.line)
        if self._broken is not None:
            self._broken.draw_break(pen, theme)
            self._broken.draw_outside(pen, places[min(count, self._broken.outside) - 1], theme)
        with pen.role("objective"):
            pen.markers("circle", places, dot, theme.ink, theme.paper, 1 if dot == DOT else 0)
            pen.markers("circle", places[-1:], DOT + 4, theme.paper, theme.ink, theme.line)
            words, change = self._sayings[count - 1]
            up = plane.box.top + _AIR + _LINE * self._changes_apart
            pen.text(self._left, up, fitted(words, self._ink, self._room), self._ink)
        with pen.role("objective change"):
            change = fitted(change, self._quiet, self._room)
            if self._changes_apart:
                pen.text(self._left, plane.box.top + _AIR, change, self._quiet)
            else:
                pen.text(self._left + self._room, up, change, self._quiet, "right")
        if self.lens is not None and count > self.lens.start + 1:
            draw_lens(pen, self.lens, self._values[:count], theme)

    def _draw_direction(self, pen: Pen) -> None:
        """Say in the plot, where no value is known yet, which way is better."""
        aim, box = self._objective, self.plane.box
        falls, style = aim.direction == "falls", self._quiet
        law = f"No step {'raises' if falls else 'lowers'} it." if aim.has_law else ""
        told = (f"{'Lower' if falls else 'Higher'} is better.", law)
        lines = [line for text in told for line in wrapped(text, style, box.width - 8)]
        with pen.role("objective direction"):
            low, high = self._free_of_best()
            up = (low + high) / 2 + _LINE * (len(lines) / 2 - 1) + 4
            for i, line in enumerate(lines):
                pen.text(box.left + box.width / 2, up - _LINE * i, line, style, "center")

    def _free_of_best(self) -> tuple[float, float]:
        """Give the largest part of the plot's height that the best, if it is known, leaves free."""
        low, high = self.plane.box.bottom, self.plane.box.top
        if self._best is None:
            return low, high
        label = (self._best_at[1], self._best_at[1] + self._theme.tick_size)
        taken = sorted([(self._line, self._line), label])
        parts = ((low, taken[0][0]), (taken[0][1], taken[1][0]), (taken[1][1], high))
        return max(parts, key=lambda part: part[1] - part[0])

    def _best_text(self, texts: Sequence[str] | None) -> str:
        """Write the best that is known: as the last value where that is as good, as a caption would say."""
        assert self._best is not None
        last = float(self._values[-1])
        if texts and abs(last - self._best) <= ALIKE * abs(self._best):
            return texts[-1]
        return objectives([last, self._best])[-1]

    def _beside(self, words: str, change: str) -> bool:
        """Whether a value and its change have room in one line."""
        return text_width(words, self._ink) + 12 + text_width(change, self._quiet) <= self._room

    def _label(self, value: str) -> tuple[str, tuple[float, float]]:
        """Choose words for the line of the best, and where they end: in the plot, off the line, and off the curve.

        No value is beyond the best, so there is room there, unless the axis ends; then on the other side of the line,
        or of the curve.
        """
        box, size = self.plane.box, self._theme.tick_size
        falls = self._objective.direction == "falls"
        below, above = self._line - size - 5, self._line + 7
        for words in (f"best known {value}", f"best {value}", "best"):
            width = text_width(words, self._best_style)
            places = []
            for right in (box.right - 3, box.left + 4 + width):
                low, high = self._reach(right - width, right)
                aside = (below, above, high + 4) if falls else (above, below, low - 4 - size)
                places += [(rank, right, up, low, high) for rank, up in enumerate(aside)]
            if not falls:  # beside its line on either side of the plot, before it goes away from it
                places.sort(key=lambda place: place[0] == len(aside) - 1)
            for _, right, up, low, high in places:
                off_curve = up >= high + 3 or up + size <= low
                across = box.left + 3 <= right - width and right <= box.right
                if off_curve and across and box.bottom + 3 <= up <= box.top - size:
                    return words, (right, up)
        return "", (box.right, self._line)

    def _reach(self, left: float, right: float) -> tuple[float, float]:
        """Give the lowest and the highest px of the curve and its dots between two places."""
        across, up = self._places[:, 0], self._places[:, 1]
        within = (across > left - DOT) & (across < right + DOT)
        at = np.concatenate([across[within], [left - DOT, right + DOT]])
        heights = np.interp(at, across, up)
        return float(heights.min()) - DOT / 2, float(heights.max()) + DOT / 2


def _plane(
    theme: Theme,
    room: Box,
    values: FloatArray,
    rounds: Sequence[int],
    objective: Objective,
    margin: float,
    words: float,
    each: str,
    foot: float,
) -> Plane:
    """Lay out the axes below some room for words; `foot` is the room that a break of the axis takes of it.

    The axis begins where no value can lie below, or, where there is no such place, below the least of them.
    """
    most = min(9, max(2, int((room.height - foot) / 42)))
    low, top, y = objective_axis(values, objective, 1.06, most)
    left = 10 + theme.title_size + 6 + widest(y.labels, tick_style(theme)) + 8
    box = Box(room.left + left, room.bottom, room.width - left - margin, room.height - words)
    steps = float(max(len(rounds), 2))
    edge = (steps - 1) * 12 / max(box.width - 24, 1)
    return Plane(
        box=box, low=np.array([1 - edge, low]), high=np.array([steps + edge, top]),
        x=round_numbers(rounds, 0, max(2, int(box.width / 32)), even=each != "round"), y=y,
        titles=(sentence_case(each), objective.symbol),
    )  # fmt: skip


def objective_axis(
    values: FloatArray, objective: Objective, air: float, most: int
) -> tuple[float, float, Ticks]:
    """Choose the ends of an axis for finite values, with some air above the largest, and at most so many intervals."""
    largest = float(values.max()) if values.size else 0.0
    if objective.floor is not None and objective.floor == 0 and largest >= 0:
        top = largest * air or 1.0
        return 0.0, top, round_ticks(0.0, top, most, exponent=3 if _IN_THOUSANDS <= top < 1e6 else None)
    least = float(values.min()) if values.size else 0.0
    # A curve of which words say that it stays would look like a steep one.
    span = largest - least if differ(least, largest) else abs(largest) or 1.0
    low, top = least - (air - 1) * span, largest + (air - 1) * span
    return low, top, round_ticks(low, top, most)


def objective_words(values: FloatArray, symbol: str) -> list[tuple[str, str]]:
    """Say each value of a film, and by how much it differs from the one before.

    All values of a film have equally many digits, so that nothing jumps: as many as tell them apart where that is
    short enough; the change is said in any case.
    """
    texts = objectives(list(values))
    if max(map(len, texts), default=0) > LONGEST and values.min() >= 0:
        texts = tuple(inertias([float(value)], top=float(values.max()))[0] for value in values)
    changes = ["", *(_change(float(a), float(b)) for a, b in pairwise(values))]
    return [(f"{symbol} = {text}", change) for text, change in zip(texts, changes, strict=True)]


def gain_words(values: FloatArray, symbol: str, texts: Sequence[str] | None = None) -> list[tuple[str, str]]:
    """Say each value of a film that may be negative, and what has been gained since the one before, in two digits."""
    texts = objectives(list(values)) if texts is None else texts
    gains = ["", *(_gain(float(b) - float(a), float(a)) for a, b in pairwise(values))]
    return [
        (f"{symbol} = {text}", gain) for text, gain in zip(texts, gains, strict=False)
    ]  # of no value none


def _gain(change: float, before: float) -> str:
    """Write a gain or a loss with two digits, or that there was none."""
    size = abs(change)
    if size <= 1e-12 * abs(before):
        return "no change"
    sign = MINUS if change < 0 else "+"
    if not _LEAST_GAIN <= size < 1e6:
        return f"{sign}{power_of_ten(size, 2)}"
    decimals = max(0, 1 - int(np.floor(np.log10(size))))
    return f"{sign}{thousands(half_up(size, decimals))}"


def _may_break(objective: Objective) -> bool:
    """Whether the axis of an objective may be broken: it rises, and ends nowhere."""
    return objective.floor is None and objective.direction == "rises"


def _change(before: float, now: float) -> str:
    """Say a change in percent of the value before, with two digits, or that there was none."""
    size = abs(before)
    if not before or abs(now - before) < 1e-8 * size:
        return "no change"
    share = percent(abs(now - before), size)
    if share.startswith(">"):  # next to nothing is left
        return "over −99 %"
    return "almost nothing" if share.startswith("<") else f"{'−' if now < before else '+'}{share}"
