"""Names in a column at the end of curves: as many as have room, none on another."""

from __future__ import annotations

import numpy as np

from kmanim.plot.axes.plane import Box

_BETWEEN = 3.0


def as_fit(wanted: list[tuple[float, int]], present: int, size: float, box: Box) -> list[tuple[float, int]]:
    """Choose names where there is no room for all: the present one, the ends, and some between.

    Parameters
    ----------
    wanted : list of (float, int)
        For each curve that is named, how high it ends, in px, and its number.
    present : int
        The number of the curve that is never left out.
    size : float
        Of the letters, in px.
    box : Box
        Of the plot.
    """
    most = max(2, int(box.height / (size + _BETWEEN)))
    if len(wanted) <= most:
        return wanted
    numbers = sorted(number for _, number in wanted)
    kept = {numbers[round(at)] for at in np.linspace(0, len(numbers) - 1, most - 1)} | {present}
    return [one for one in wanted if one[1] in kept]


def spread(wanted: list[tuple[float, int]], size: float, box: Box) -> list[tuple[float, int]]:
    """Give the baseline of each name, by its height and number: apart from each other, and not above the plot.

    Names that would touch move up, the lowest first, and those that would leave the plot down again. Parameters are as
    for `as_fit`.
    """
    wanted = sorted(wanted)
    lows: list[float] = []
    for up, _ in wanted:
        lows.append(max(up - 0.35 * size, lows[-1] + size + _BETWEEN if lows else box.bottom - 4))
    top = box.top - 0.5 * size
    for place in range(len(lows) - 1, -1, -1):
        lows[place] = min(lows[place], top)
        top = lows[place] - size - _BETWEEN
    return [(low, number) for low, (_, number) in zip(lows, wanted, strict=True)]
