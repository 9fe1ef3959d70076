"""Where the points of a data set lie on a plane: few are kept, very many are placed when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.plot.axes.plane import Plane

# Up to here the places of all points are kept: 16 bytes each.
KEPT = 200_000
# So many are placed at once that they stay in the processor's cache.
AT_ONCE = 1 << 15
MOST_KNOWN = 4

Array = TypeVar("Array", bound=np.ndarray)
_KNOWN: WeakKeyDictionary[Dataset, dict[tuple[Hashable, ...], Any]] = WeakKeyDictionary()


class Places:
    """The points in px, shape (n, 2): indexed as an array is, by rows where there are very many.

    Parameters
    ----------
    dataset : Dataset
        Whose points.
    plane : Plane
        Where they lie.
    """

    def __init__(self, dataset: Dataset, plane: Plane) -> None:
        self._dataset, self.plane = dataset, plane
        self._kept = self._placed(slice(None)) if dataset.n <= KEPT else None

    def __len__(self) -> int:
        return self._dataset.n

    def __getitem__(self, rows: Any) -> FloatArray:
        if self._kept is not None:
            kept: FloatArray = self._kept[rows]
            return kept
        if isinstance(rows, int | np.integer):
            place: FloatArray = self._placed(slice(int(rows), int(rows) + 1))[0]
            return place
        return self._placed(rows)

    def once(self, what: tuple[Hashable, ...], make: Callable[[], Array]) -> Array:
        """Make an array out of all places; of very many it is kept as long as the data set lives.

        A job draws many figures of the same points on the same plane: placing them takes longer than drawing.
        """
        if self._kept is not None:
            return make()
        plane = self.plane
        key = (*what, *plane.box, *plane.low.tolist(), *plane.high.tolist())
        known = _KNOWN.setdefault(self._dataset, {})
        if key not in known:
            while len(known) >= MOST_KNOWN:
                del known[next(iter(known))]
            known[key] = make()
        found: Array = known[key]
        return found

    def pieces(self) -> Iterator[tuple[slice, FloatArray]]:
        """Give all places in order, so many rows at once that memory stays small."""
        for start in range(0, len(self), AT_ONCE):
            rows = slice(start, min(start + AT_ONCE, len(self)))
            yield rows, self[rows]

    def _placed(self, rows: Any) -> FloatArray:
        points: FloatArray = self._dataset.points[rows]
        return self.plane.to_px(self._dataset.view.project(points))


def extent_of(dataset: Dataset) -> FloatArray:
    """Give the lower and the upper corner of all points as they are shown, shape (2, 2), in the view's units."""
    axes = dataset.view.axes
    if not dataset.view.levels and (axes >= 0).all() and (np.count_nonzero(axes, axis=0) <= 1).all():
        # Each axis shows one column: its ends are the ends of the picture, bit by bit.
        return dataset.view.project(np.array([dataset.low, dataset.high]))
    ends = [
        (shown.min(axis=0), shown.max(axis=0))
        for start in range(0, dataset.n, AT_ONCE)
        for shown in (dataset.view.project(dataset.points[start : start + AT_ONCE]),)
    ]
    lows, highs = zip(*ends, strict=True)
    return np.array([np.min(lows, axis=0), np.max(highs, axis=0)])
