"""Axes of lengths: where time ends in a picture, and powers of ten for what is halved and doubled."""

from __future__ import annotations

import math

import numpy as np

from kmanim.plot.axes.plane import tick_style
from kmanim.plot.axes.ticks import NO_TICKS, Ticks
from kmanim.plot.render.text_width import text_width
from kmanim.plot.style.theme import Theme
from kmanim.story.text.numbers import by_itself, decade

_ROUND = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
_LADDERS = ((1, 2, 5), (1, 3), (1,))
_APART = 9.0  # px between labels
# Where the least worth is at least this share of the most, no axis begins at 0; the room above and below the values.
_FLAT, _ABOVE, _BELOW = 0.7, 0.15, 0.75
# So many best lengths are shown, so that what comes after a test is seen.
_REACH = 11.0


def end_of_time(best: float) -> float:
    """Choose where the axis of time ends: at a round number near eleven best lengths."""
    wanted = _REACH * best
    unit = 10.0 ** decade(wanted)
    return min((share * unit for share in _ROUND), key=lambda end: abs(math.log(end / wanted)))


def worth_ends(least: float, most: float, above: float = _ABOVE) -> tuple[float, float]:
    """Choose the ends of an axis of worths: from 0 on, or from near the least where all lie in the uppermost part.

    Parameters
    ----------
    least, most : float
        What is shown.
    above : float
        The share of the axis that is left above the most.
    """
    if least < _FLAT * most:
        return 0.0, most / (1 - above)
    span = max(most - least, 1e-9 * most)
    return least - _BELOW * span, most + (1 + _BELOW) * span * above / (1 - above)


def log_ticks(low: float, high: float, width: float, theme: Theme) -> Ticks:
    """Mark an axis of powers of ten: places are logarithms to the base of ten, labels the numbers themselves.

    Parameters
    ----------
    low, high : float
        Its ends, as numbers above 0.
    width : float
        How long it is, in px.
    theme : Theme
        Sizes of the letters.
    """
    decades = range(decade(low), decade(high) + 1)
    style, found = tick_style(theme), NO_TICKS
    span = math.log10(high / low)
    ladders = [*((ladder, 1) for ladder in _LADDERS), *(((1,), step) for step in (2, 3, 5, 10, 20, 50))]
    for ladder, step in ladders:
        numbers = [digit * 10.0**power for power in decades if power % step == 0 for digit in ladder]
        numbers = [number for number in numbers if low <= number <= high]
        labels = tuple(by_itself(number) for number in numbers)
        places = np.log10(np.array(numbers))
        found = Ticks(places, labels)
        middles = (places - math.log10(low)) / span * width
        halves = np.array([text_width(label, style) / 2 for label in labels])
        if len(numbers) < 2 or (np.diff(middles) >= halves[1:] + halves[:-1] + _APART).all():
            break
    return found
