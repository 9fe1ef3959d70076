"""Colours as numbers: how light they are, how well one is seen on the other, how far apart they look."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.colors import to_hex, to_rgb, to_rgba

from kmanim.arrays import FloatArray
from kmanim.errors import InputError, shown

# From linear sRGB to XYZ, D65 (IEC 61966-2-1), and the white that it is measured by.
_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])

# Colours of clusters that are less far apart, by `apart`, are taken for one.
ALIKE = 12.0
READABLE = 4.5  # the least contrast of letters to what is behind them (WCAG 2.2, AA)


def as_hex(what: str, colour: Any) -> str:
    """Read a colour as matplotlib does, into ``#RRGGBB``.

    Parameters
    ----------
    what : str
        What it is the colour of, for the error.
    colour
        A name such as ``"ivory"``, a code such as ``"#336699"``, a grey such as ``"0.4"``, or three shares.

    Raises
    ------
    InputError
        If it is no colour, or one that can be seen through.
    """
    try:
        rgba = to_rgba(colour)
    except (ValueError, TypeError):
        rgba = None
    if rgba is None or rgba[3] != 1:
        wrong = "no colour" if rgba is None else "no opaque colour"
        raise InputError(
            f"{what}: {shown(repr(colour))} is {wrong}; take a name such as 'ivory', a code such as '#336699', "
            "a grey such as '0.4', or three numbers from 0 to 1"
        )
    return to_hex(rgba).upper()


@lru_cache(maxsize=1024)
def luminance(colour: str) -> float:
    """Relative luminance of a colour, from 0 to 1 (WCAG 2.2)."""
    linear = [_linear(c) for c in to_rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def is_dark(paper: str) -> bool:
    """Whether a colour is that of dark paper, on which light things are seen."""
    return luminance(paper) < 0.2


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """Mix two colours: `share` of the second, from 0 to 1."""
    red, green, blue = (a + (b - a) * share for a, b in zip(to_rgb(colour), to_rgb(other), strict=True))
    return to_hex((red, green, blue)).upper()


def apart(one: str, other: str) -> float:
    """Distance of two colours in CIELAB (CIE 1976): 2 can just be seen side by side, 100 is from black to white."""
    return float(np.linalg.norm(_lab(one) - _lab(other)))


@lru_cache(maxsize=1024)
def _lab(colour: str) -> FloatArray:
    share = _TO_XYZ @ np.array([_linear(c) for c in to_rgb(colour)]) / _WHITE
    root = np.where(share > 216 / 24389, np.cbrt(share), (24389 / 27 * share + 16) / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
