"""The knee of a falling curve, by a rule that can be stated.

V. Satopaa, J. Albrecht, D. Irwin and B. Raghavan, "Finding a 'kneedle' in a haystack: detecting knee points in system
behavior", ICDCS Workshops 2011, 166-171.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

# The paper's S: how many mean steps the curve must come back to its chord behind the knee.
_SENSITIVITY = 1.0


def knee(ks: Sequence[int], values: Sequence[float]) -> int | None:
    """Find where a falling curve is farthest below the straight line from its first to its last point.

    Both axes are stretched to 0 ... 1, so that the line falls from (0, 1) to (1, 0) and a point's distance below it is
    d = 1 - x - y (but for a factor that all share). The knee is where d is largest, the first such k, if d is more
    than one mean step of x, 1 / (m - 1): Kneedle in its simplest form, without smoothing, with sensitivity 1.
    So there is none in a curve that is nearly straight or bends the other way, nor in one of three points or fewer.

    Parameters
    ----------
    ks : sequence of int, length m
        Rising.
    values : sequence of float, length m
        One for each.

    Returns
    -------
    int or None
        One of `ks`; None where there is no knee.
    """
    x, y = np.asarray(ks, np.float64), np.asarray(values, np.float64)
    if len(x) < 3 or not y[0] > y[-1]:
        return None
    below = 1 - (x - x[0]) / (x[-1] - x[0]) - (y - y[-1]) / (y[0] - y[-1])
    at = int(below.argmax())
    return int(ks[at]) if below[at] > _SENSITIVITY / (len(x) - 1) else None
