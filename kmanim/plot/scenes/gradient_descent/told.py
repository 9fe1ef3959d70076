"""What is told at any weights: curves in px, and on a plane of two features the boundary, levels and tints."""

from __future__ import annotations

from collections import OrderedDict
from functools import cached_property
from typing import NamedTuple

import numpy as np
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

from kmanim.arrays import ByteArray, FloatArray, IntArray
from kmanim.plot.axes.plane import Plane
from kmanim.plot.marks.curves import inside, straight
from kmanim.plot.regions.contours import contour
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.simulate.machines.descent.losses import chance
from kmanim.simulate.machines.descent.trace import DescentTrace

LEVELS = (0.1, 0.9)
"""The chances that have thin lines, beside the boundary at 0.5."""
_SAMPLES = 160  # of a curve
_CELL = 3.5  # px: so far apart the chance is worked out on the plane
_SURE = 1e9  # larger outputs could not be told apart in single precision, and are sure to any eye
# The bands of chance that have a tint each, and how much of the colour is in them: strong, weak, none, weak, strong.
_BANDS, _TINTS = (0.1, 0.3, 0.7, 0.9), (0.15, 0.07, 0.0, 0.07, 0.15)
_KEPT, _KEPT_LINES = 4, 32  # tints are large


class Told:
    """What a run tells on a plane.

    Parameters
    ----------
    trace : DescentTrace
    plane : Plane
        Of one feature and the target, or of two features.
    """

    def __init__(self, trace: DescentTrace, plane: Plane) -> None:
        self._task, self._dataset, self.plane = trace.task, trace.dataset, plane
        self._lines: OrderedDict[tuple[bytes, float], list[FloatArray]] = OrderedDict()
        self._fine: dict[float, tuple[Between, Between]] = {}
        self._tinted: OrderedDict[tuple[bytes, float], ByteArray] = OrderedDict()

    @property
    def is_curve(self) -> bool:
        """Whether one feature lies across, and what is told of it upwards."""
        return self._dataset.d == 1

    @property
    def is_plane(self) -> bool:
        """Whether two features have the plane, and what is told is the chance of a class."""
        return self._dataset.d == 2 and self._dataset.view.faithful and self._task.loss.has_chances

    @property
    def is_straight(self) -> bool:
        """Whether the boundary is a straight line."""
        return self._task.kind == "logistic"

    def present(self, weights: FloatArray) -> list[FloatArray]:
        """Give the lines that a picture of some weights is about, each of shape (m, 2): the curve, or the boundary."""
        if self.is_curve:
            return [self.curve(weights)]
        return self.lines(weights) if self.is_plane else []

    # One feature

    @cached_property
    def _across(self) -> tuple[FloatArray, FloatArray]:
        """Where a curve is worked out, in px and as the model takes it."""
        low, high = self.plane.low[0], self.plane.high[0]
        x = np.linspace(low, high, 2 if self._task.kind == "line" else _SAMPLES)
        return x, self._task.model.terms(self._dataset.scaling.apply(x[:, np.newaxis]))

    def curve(self, weights: FloatArray) -> FloatArray:
        """Give the curve inside the plot, shape (m, 2), in px; NaN parts its pieces."""
        x, terms = self._across
        with np.errstate(all="ignore"):
            outputs = self._task.model.outputs(weights, terms)[0]
            y = chance(outputs) if self._task.loss.has_chances else outputs
            return inside(self.plane.to_px(np.column_stack([x, y])), self.plane.box)

    def side(self, weights: FloatArray) -> int:
        """Tell on which side of the plot a curve lies that is nowhere inside: 1 above, -1 below, 0 on none."""
        _, terms = self._across
        with np.errstate(all="ignore"):
            outputs = self._task.model.outputs(weights, terms)[0]
        if (outputs > self.plane.high[1]).all():
            return 1
        return -1 if (outputs < self.plane.low[1]).all() else 0

    def feet(self, weights: FloatArray, rows: FloatArray) -> FloatArray:
        """Give what is told of points of shape (m, 1), in original units, as places on the page, shape (m, 2)."""
        with np.errstate(all="ignore"):
            y = self._task.told(weights, self._dataset.scaling.apply(rows))
            return self.plane.to_px(np.column_stack([rows[:, 0], y]))

    def middles(self, weights: FloatArray) -> list[FloatArray]:
        """Give upright lines where the chance passes through one half, shape (2, 2) each, in px."""
        x, terms = self._across
        box = self.plane.box
        with np.errstate(all="ignore"):
            outputs = self._task.model.outputs(weights, terms)[0]
        if not np.isfinite(outputs).all():
            return []
        at = np.flatnonzero((outputs[:-1] > 0) != (outputs[1:] > 0))
        crossing = x[at] + (x[at + 1] - x[at]) * outputs[at] / (outputs[at] - outputs[at + 1])
        places = self.plane.to_px(np.column_stack([crossing, crossing]))[:, 0]
        return [np.array([(place, box.bottom), (place, box.top)]) for place in places]

    # Two features

    def lines(self, weights: FloatArray, chance: float = 0.5) -> list[FloatArray]:
        """Give where the chance has a value, in px: a straight line of its weights, or contours of a lattice."""
        key = weights.tobytes(), chance
        if key not in self._lines:
            self._lines[key] = self._found(weights, chance)
            if len(self._lines) > _KEPT_LINES:
                self._lines.popitem(last=False)
        return self._lines[key]

    def _found(self, weights: FloatArray, chance: float) -> list[FloatArray]:
        if not np.isfinite(weights).all():
            return []
        level = float(np.log(chance / (1 - chance)))
        if self.is_straight:
            a, b, c = self._plain(weights)
            line = straight((a, b, c - level), self.plane.box)
            return [line] if len(line) else []
        outputs = self._outputs(weights)
        if outputs is None:
            return []
        box = self.plane.box
        scale = np.array([box.width, box.height]) / (np.array(outputs.shape[::-1]) - 1)
        return [np.array([box.left, box.bottom]) + line * scale for line in contour(outputs, level)]

    def _plain(self, weights: FloatArray) -> tuple[float, float, float]:
        """Give the output as ``a x + b y + c`` of places in px: it is found from the weights, not from a slope."""
        dataset, plane = self._dataset, self.plane
        own = weights[:-1] / dataset.scaling.factor
        constant = float(weights[-1] - own @ dataset.scaling.shift)
        # From px to the view's units, and from those to the two columns.
        back = np.linalg.inv(dataset.view.axes)
        across, up = plane.units_per_px * (back @ own)
        corner = plane.low - plane.units_per_px * np.array([plane.box.left, plane.box.bottom])
        constant += float((corner @ back) @ own + dataset.view.origin @ own)
        return float(across), float(up), constant

    @cached_property
    def _lattice(self) -> tuple[tuple[int, int], FloatArray]:
        """The shape of the lattice, and its places as the model takes them."""
        dataset, plane, box = self._dataset, self.plane, self.plane.box
        wide, high = int(box.width / _CELL) + 2, int(box.height / _CELL) + 2
        x, y = np.linspace(plane.low[0], plane.high[0], wide), np.linspace(plane.low[1], plane.high[1], high)
        shown = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
        points = shown @ np.linalg.inv(dataset.view.axes) + dataset.view.origin
        return (high, wide), self._task.model.terms(dataset.scaling.apply(points))

    def _outputs(self, weights: FloatArray) -> FloatArray | None:
        """Give the output at every place of the lattice, shape (h, w), as far as an eye sees it; None if not finite."""
        shape, terms = self._lattice
        with np.errstate(all="ignore"):
            found: FloatArray = self._task.model.outputs(weights, terms)[0].reshape(shape)
        return np.clip(found, -_SURE, _SURE) if not np.isnan(found).any() else None

    def tints(self, weights: FloatArray, scale: float, styles: tuple[ClusterStyle, ...]) -> ByteArray | None:
        """Give the plot's pixels in tints of the colours of both classes, the top row first; None where there are none.

        The same array whenever they are the same.
        """
        key = weights.tobytes(), scale
        if key in self._tinted:
            self._tinted.move_to_end(key)
            return self._tinted[key]
        outputs = self._outputs(weights) if np.isfinite(weights).all() else None
        if outputs is None:
            return None
        down, right = self._between(scale)
        fine = right.apply(down.apply(outputs.astype(np.float32)).T).T
        bands = np.zeros(fine.shape, np.uint8)
        levels = np.log(np.array(_BANDS) / (1 - np.array(_BANDS))).astype(np.float32)
        for level in levels:
            bands += (fine > level).view(np.uint8)
        found = np.take(_paints(styles), bands).view(np.uint8).reshape(*bands.shape, 4)
        self._tinted[key] = found
        if len(self._tinted) > _KEPT:
            self._tinted.popitem(last=False)
        return found

    def _between(self, scale: float) -> tuple[Between, Between]:
        """Give how every row (from the top) and column of pixels lies between those of the lattice."""
        if scale not in self._fine:
            box, ((high, wide), _) = self.plane.box, self._lattice
            left, bottom = (round(side * scale) / scale for side in (box.left, box.bottom))
            columns = left - box.left + (np.arange(round(box.width * scale)) + 0.5) / scale
            rows = bottom - box.bottom + (np.arange(round(box.height * scale)) + 0.5) / scale
            self._fine[scale] = (
                Between.of(rows[::-1] / box.height, high),
                Between.of(columns / box.width, wide),
            )
        return self._fine[scale]


class Between(NamedTuple):
    """Where finer rows lie between rows of a lattice: after which, and how much of the next one there is in each."""

    low: IntArray
    share: NDArray[np.float32]

    @classmethod
    def of(cls, at: NDArray[np.floating], count: int) -> Between:
        """Lay places from 0 to 1 between so many rows."""
        place = np.clip(at * (count - 1), 0, count - 1)
        low = np.minimum(place.astype(np.intp), count - 2)
        return cls(low, (place - low).astype(np.float32)[:, np.newaxis])

    def apply(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Mix the rows, shape (count, m), to finer ones."""
        step = np.diff(rows, axis=0)
        mixed: NDArray[np.float32] = rows[self.low] + self.share * step[self.low]
        return mixed


def _paints(styles: tuple[ClusterStyle, ...]) -> NDArray[np.uint32]:
    """Give the colour of every band as one number, shape (5,)."""
    first, second = ([round(255 * part) for part in to_rgb(style.colour)] for style in styles[:2])
    colours = (first, first, first, second, second)
    paints = [(*colour, round(255 * share)) for colour, share in zip(colours, _TINTS, strict=True)]
    return np.array(paints, np.uint8).view(np.uint32)[:, 0]
