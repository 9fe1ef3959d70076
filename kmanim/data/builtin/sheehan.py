"""The data of D. Sheehan's thirteen films (2017), drawn as he drew them or written down from their pictures."""

from __future__ import annotations

import string
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.builtin.fixed import FixedSet, by_hand, joined

Drawn = tuple[FloatArray, list[str]]

_AFTER = "after D. Sheehan (2017), Clustering with Scikit with GIFs"
# Variances and covariance of the cloud: his picture has no axes, but shows the ball of the climb, which is the unit.
_WIDE, _NARROW, _TILT = 1.618, 1.4, 0.516


def _stream(seed: int) -> np.random.RandomState:
    # His films were drawn with NumPy's old generator; only it gives the same points.
    return np.random.RandomState(seed)


def _two_wide(stream: np.random.RandomState) -> list[FloatArray]:
    return [stream.normal(5, 2, (1000, 2)), stream.normal(15, 3, (1000, 2))]


def _four_groups(stream: np.random.RandomState) -> Drawn:
    """Draw four groups of 1000, two wide and two tight."""
    wide = _two_wide(stream)
    return joined(wide + [stream.standard_normal((1000, 2)) + centre for centre in ((17, 3), (2, 16))])


def _four_by_columns() -> Drawn:
    """Draw four such groups, the tight ones a column at a time and a little farther out."""
    stream = _stream(305)
    wide = _two_wide(stream)
    tight = [
        np.column_stack([stream.normal(x, 1, 1000), stream.normal(y, 1, 1000)]) for x, y in ((17, 2), (2, 17))
    ]
    return joined(wide + tight)


def _circles() -> Drawn:
    """Draw two rings from the stream of the first four groups, after them; rows in his shuffled order."""
    stream = _stream(844)
    _four_groups(stream)
    angle = np.linspace(0, 2 * np.pi, 500, endpoint=False)
    ring = np.column_stack([np.cos(angle), np.sin(angle)])
    order = np.arange(1000)
    stream.shuffle(order)
    points = np.concatenate([ring, 0.5 * ring])[order] + stream.normal(scale=0.05, size=(1000, 2))
    return points, ["1" if row < len(ring) else "2" for row in order.tolist()]


def _cloud() -> Drawn:
    """Draw 500 points of one tilted normal, as NumPy's old multivariate normal does.

    That takes the eigenvectors of a library, whose signs may differ from one to the next; here they are written out.
    """
    plain = _stream(800).standard_normal((500, 2))
    half = np.hypot((_WIDE - _NARROW) / 2, _TILT)
    first, second = (_WIDE + _NARROW) / 2 + half, (_WIDE + _NARROW) / 2 - half
    along = np.array([-_TILT, _WIDE - first])
    x, y = along / np.hypot(*along)
    return plain @ np.array(
        [[np.sqrt(first) * x, np.sqrt(first) * y], [np.sqrt(second) * y, -np.sqrt(second) * x]]
    ), []


def _seeded(seed: int) -> str:
    return f"{_AFTER}; seed {seed}"


_P = [f"p{i}" for i in range(7)]

SETS: Mapping[str, FixedSet] = MappingProxyType(
    {
        "sheehan4": FixedSet(draw=lambda: _four_groups(_stream(844)), source=_seeded(844)),
        "sheehan-circles": FixedSet(draw=_circles, source=_seeded(844)),
        "sheehan-305": FixedSet(draw=_four_by_columns, source=_seeded(305)),
        "sheehan-808": FixedSet(draw=lambda: _four_groups(_stream(808)), source=_seeded(808)),
        "sheehan-cloud": FixedSet(draw=_cloud, source=_seeded(800)),
        "sheehan-seven": by_hand(
            [(1, 1), (3.1, 2.4), (1.3, 3.9), (7, 2), (5, 6), (6.5, 5.5), (6, 6)], _P, _AFTER
        ),
        "sheehan-seven-b": by_hand(
            [(1, 1), (1.5, 2), (5.5, 6.2), (7.6, 7.6), (4, 4), (6.5, 1.45), (7.1, 1.6)], _P, _AFTER
        ),
        "sheehan-thirteen": by_hand(
            [
                (10, 10), (15, 10), (10, 15), (5, 10), (10, 5), (12.5, 10), (10, 12.5), (7.5, 10), (10, 7.5),
                (12.5, 7.5), (12.5, 12.5), (7.5, 7.5), (7.5, 12.5),
            ],
            string.ascii_uppercase,
            _AFTER,
        ),
        "sheehan-nineteen": by_hand(
            [
                (1, 1), (1.5, 1.6), (2, 1.5), (1.6, 2.1), (2.2, 2.1), (2.5, 2.5), (3.1, 2.4), (1.6, 3), (1.3, 3.7),
                (5, 6), (5.6, 5.5), (6, 6), (6, 6.5), (6.5, 5.5), (6.1, 5.1), (6, 2.1), (6.5, 1.5), (7, 2), (1.3, 6.9),
            ],
            string.ascii_uppercase,
            _AFTER,
        ),
    }
)  # fmt: skip
