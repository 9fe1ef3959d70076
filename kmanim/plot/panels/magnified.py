"""The flat rest of a curve drawn again in its free corner, on an axis of its own: where most of it happens at first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box, Plane, tick_style
from kmanim.plot.axes.ticks import NO_TICKS, Ticks, round_ticks
from kmanim.plot.render.text_width import widest
from kmanim.plot.style.theme import Theme

# What takes no more of the axis is flat; so many values at least are worth it.
_FLAT, _FEWEST = 0.04, 4
_WIDTH, _HEIGHT = 0.5, 0.5  # shares of the plot
_DIGITS = 3  # of a number that has room where any has
# Labels, words, distance from the curve, least height.
_BELOW, ABOVE, _CLEAR, _LOWEST = 24.0, 20.0, 26.0, 44.0


def inset_of(plane: Plane, values: FloatArray, rounds: Sequence[int], theme: Theme) -> Plane | None:
    """Lay out the rest of a curve from where it lies flat, above or below it; None where none does, or has no room.

    Parameters
    ----------
    plane : Plane
        Of the whole curve: its x axis counts values from 1.
    values : ndarray of shape (s,)
    rounds : sequence of int
        Of each value.
    theme : Theme
        Sizes of the letters.
    """
    start, box = flat_from(plane, values), plane.box
    if start is None:
        return None
    low, high = float(values[start:].min()), float(values[start:].max())
    air = 0.15 * (high - low)
    y = round_ticks(low - air, high + air, 3, exponent=plane.y.exponent)
    if y.shift:
        return None  # what all labels leave out would have to be said
    beside = widest(y.labels, tick_style(theme)) + 8
    left = box.right - _WIDTH * box.width + beside
    room = free_between(plane, values, left - beside, box.right)
    if room is None:
        return None
    return Plane(
        box=Box(left, room[0] + _BELOW, box.right - 8 - left, room[1] - room[0] - _BELOW - ABOVE),
        low=np.array([start + 0.4, low - air]),
        high=np.array([values.size + 0.6, high + air]),
        x=round_numbers(rounds, start, 5),
        y=y,
        titles=("", ""),
    )


def room_of(inset: Plane, theme: Theme) -> Box:
    """Give what an inset takes with its labels and the words above it."""
    box, beside = inset.box, widest(inset.y.labels, tick_style(theme)) + 8
    return Box(box.left - beside, box.bottom - _BELOW, box.width + beside + 4, box.height + _BELOW + ABOVE)


def round_numbers(rounds: Sequence[int], start: int, most: int, *, even: bool = False) -> Ticks:
    """Mark where rounds begin, from the value at `start` on, at most so many; if `even`, every 2nd, 5th, 10th.

    Where some are left out, as of 1, 2, 4, 8, so many places apart, whatever their numbers; fewer of long numbers.
    """
    first = {r: i + 1.0 for i, r in reversed(list(enumerate(rounds))) if i >= start}
    longest = len(str(max(first, default=0)))
    most = max(2, most * _DIGITS // max(longest, _DIGITS)) if even else most
    every = max(1, -(-len(first) // most))
    told = sorted(first)
    if even and {after - before for before, after in pairwise(told)} - {1}:
        shown = told[::every]
        return Ticks(np.array([first[r] for r in shown]), tuple(str(r) for r in shown))
    if even:
        every = next(step for step in (n * 10**p for p in range(9) for n in (1, 2, 5)) if step >= every)
    shown = [r for r in told if (r if even else r - min(first)) % every == 0]
    return Ticks(np.array([first[r] for r in shown]), tuple(str(r) for r in shown)) if shown else NO_TICKS


def flat_from(plane: Plane, values: FloatArray) -> int | None:
    """Find the first value from which all lie flat; None where too few do, or nothing happens there."""
    rest = np.array([values[i:].max() - values[i:].min() for i in range(values.size)])
    flat = np.flatnonzero(rest <= _FLAT * float(plane.high[1] - plane.low[1]))
    if not flat.size or values.size - flat[0] < _FEWEST or not rest[flat[0]]:
        return None
    return int(flat[0])


def free_between(
    plane: Plane, values: FloatArray, left: float, right: float, kept_free: Sequence[Box] = ()
) -> tuple[float, float] | None:
    """Find the room that a curve leaves between two places, above it or below it; None where both are too low."""
    box = plane.box
    every = plane.to_px(np.column_stack([np.arange(1.0, values.size + 1), values]))
    height = np.interp(np.linspace(left, right, 60), every[:, 0], every[:, 1])
    taken = [b for b in kept_free if b.left < right and b.right > left]
    above = (max([float(height.max()) + _CLEAR, *(b.top + 4 for b in taken)]), box.top - 2)
    below = (box.bottom + 6, min([float(height.min()) - _CLEAR, *(b.bottom - 4 for b in taken)]))
    low, high = max((above, below), key=lambda room: room[1] - room[0])
    if high - low - _BELOW - ABOVE < _LOWEST:
        return None
    most = _HEIGHT * box.height + _BELOW
    return (max(low, high - most), high)
