"""Very many points as a picture of where they lie: one pass over the points, whatever their number."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.colors import to_rgb

from kmanim.arrays import ByteArray, FloatArray, IntArray, LabelArray
from kmanim.plot.palettes import ClusterStyle
from kmanim.plot.theme import Theme

FAINTEST = 0.35


def density_image(
    pixels: FloatArray,
    size: tuple[int, int],
    spot: int,
    labels: LabelArray | IntArray | None,
    styles: Sequence[ClusterStyle],
    theme: Theme,
    coloured: IntArray | None = None,
) -> ByteArray:
    """Count points per pixel and cluster; many points are opaque, few are faint, colours mix by number.

    Parameters
    ----------
    pixels : ndarray of shape (n, 2)
        Places in pixels from the lower left corner.
    size : (int, int)
        Width and height of the picture in pixels.
    spot : int
        Side of a point in pixels.
    labels, styles, theme, coloured
        As for points drawn one by one.

    Returns
    -------
    ndarray of shape (height, width, 4), uint8
        Top row first, straight alpha.
    """
    width, height = size
    at = np.floor(pixels - (spot - 1) / 2).astype(np.intp)
    np.clip(at[:, 0], 0, width - 1, out=at[:, 0])
    np.clip(at[:, 1], 0, height - 1, out=at[:, 1])
    flat = (height - 1 - at[:, 1]) * width + at[:, 0]
    group = np.zeros(len(pixels), dtype=np.intp)
    if labels is not None:
        rows = slice(None) if coloured is None else coloured
        group[rows] = np.asarray(labels, dtype=np.intp)[rows] + 1
    colours = [theme.unassigned, *(style.colour for style in styles)]
    total = np.zeros((height, width))
    mix = np.zeros((height, width, 3))
    order = np.argsort(group, kind="stable")
    ends = np.searchsorted(group[order], np.arange(len(colours) + 1))
    for number, colour in enumerate(colours):
        rows = order[ends[number] : ends[number + 1]]
        if rows.size:
            count = _spread(np.bincount(flat[rows], minlength=width * height).reshape(height, width), spot)
            total += count
            mix += count[..., None] * np.array(to_rgb(colour))
    there = total > 0
    # Empty pixels are clear paper: a viewer of a PDF may mix the colours of neighbours.
    picture = np.zeros((height, width, 4))
    picture[..., :3] = to_rgb(theme.paper)
    picture[there, :3] = mix[there] / total[there, None]
    most = float(np.quantile(total[there], 0.98)) if there.any() else 1.0
    strength = np.log1p(total[there]) / np.log1p(max(most, 1.0))
    picture[there, 3] = FAINTEST + (1 - FAINTEST) * np.minimum(strength, 1.0)
    # 32 steps of colour and of strength are more than the eye tells apart, and keep the palette of a film
    # small.
    rounded: ByteArray = np.rint(np.rint(picture * 31) * (255 / 31)).astype(np.uint8)
    return rounded


def _spread(count: IntArray, spot: int) -> FloatArray:
    spread = count.astype(np.float64)
    for axis in (0, 1):
        once = spread.copy()
        for shift in range(1, spot):
            # A point covers `spot` pixels to the right and upwards of its own.
            if axis == 1:
                spread[:, shift:] += once[:, :-shift]
            else:
                spread[:-shift] += once[shift:]
    return spread
