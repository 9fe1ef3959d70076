"""Colours of points that several clusters share: each between those of the two that have most of it.

A film has one table of 255 colours, so a share is shown in steps: ten from one cluster to another where clusters are
two or three, fewer where they are more. The steps are even to the eye (mixed in Oklab), and the middle of two colours
that lie far apart is nearly grey, as is a point that nobody can decide. The shape is that of the cluster that has most.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from matplotlib.colors import to_hex, to_rgb
from numpy.typing import NDArray

from kmanim.arrays import FloatArray
from kmanim.plot.style.palettes import ClusterStyle

# Steps from one colour to another, for up to so many clusters. Of more, a point that no cluster has for the better part
# is half grey.
STEPS = {3: 10, 6: 4, 10: 2}
_BETTER_PART = 0.75
# Shares that differ by no more are one: the lower number leads.
SAME = 1e-12

# Ottosson (2020), A perceptual color space for image processing: linear red, green and blue to cones, these to Oklab.
_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)

Codes = NDArray[np.unsignedinteger]
"""Of every point the number of its colour: first those of the clusters themselves, then what lies between."""


def steps_for(k: int) -> int:
    """Give the steps from one of k colours to another; 1 where they are not mixed with each other."""
    return next((steps for most, steps in STEPS.items() if k <= most), 1)


def codes_of(shares: FloatArray) -> Codes:
    """Give the colour of points by their shares of shape (n, k), which add up to 1 each; ties to the lower number."""
    n, k = shares.shape
    steps = steps_for(k)
    kind = np.min_scalar_type(n_codes(k))
    first = (shares >= shares.max(axis=1, keepdims=True) - SAME).argmax(axis=1)
    if k == 1:
        alone: Codes = np.zeros(n, kind)
        return alone
    rows = np.arange(n)
    most = shares[rows, first]
    if steps == 1:
        halved: Codes = np.where(most < _BETTER_PART, k + first, first).astype(kind)
        return halved
    rest = shares.copy()
    rest[rows, first] = -1.0
    second = rest.argmax(axis=1)
    other = rest[rows, second]
    # Halves go to the nearer of the two pure colours, so that no rounding error shows.
    between = np.ceil(steps * other / (most + other) - 0.5 - 1e-9).astype(np.intp)
    half = steps // 2
    place = k + (first * (k - 1) + second - (second > first)) * half + between - 1
    codes: Codes = np.where(between == 0, first, place).astype(kind)
    return codes


def n_codes(k: int) -> int:
    """How many colours there are for k clusters."""
    steps = steps_for(k)
    if k == 1:
        return 1
    return 2 * k if steps == 1 else k + k * (k - 1) * (steps // 2)


def owner_of(code: int, k: int) -> int:
    """Give the cluster that has most of a point of some colour."""
    if code < k:
        return code
    steps = steps_for(k)
    return code - k if steps == 1 else (code - k) // (steps // 2) // (k - 1)


def shared_styles(styles: Sequence[ClusterStyle], grey: str) -> tuple[ClusterStyle, ...]:
    """Give the style of every code, for clusters of these styles."""
    k = len(styles)
    steps = steps_for(k)
    found = list(styles)
    if k == 1:
        return tuple(found)
    if steps == 1:
        found += [ClusterStyle(between(own.colour, grey, 0.5), own.shape, own.edge) for own in styles]
        return tuple(found)
    for first, own in enumerate(styles):
        for second, other in enumerate(styles):
            if first != second:
                found += [
                    ClusterStyle(between(own.colour, other.colour, step / steps), own.shape, own.edge)
                    for step in range(1, steps // 2 + 1)
                ]
    return tuple(found)


@lru_cache(maxsize=4096)
def between(one: str, other: str, share: float) -> str:
    """Mix two colours evenly to the eye: `share` of the second, from 0 to 1."""
    start, end = _lab(one), _lab(other)
    return _hex(start + share * (end - start))


def _lab(colour: str) -> FloatArray:
    straight = np.array(to_rgb(colour))
    linear = np.where(straight <= 0.04045, straight / 12.92, ((straight + 0.055) / 1.055) ** 2.4)
    found: FloatArray = _TO_LAB @ np.cbrt(_TO_CONES @ linear)
    return found


def _hex(lab: FloatArray) -> str:
    linear = np.linalg.solve(_TO_CONES, np.linalg.solve(_TO_LAB, lab) ** 3)
    linear = np.clip(linear, 0.0, 1.0)
    curved = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return to_hex(np.clip(curved, 0, 1).tolist()).upper()
