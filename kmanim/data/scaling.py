"""How columns are brought to one scale before they are clustered."""

from __future__ import annotations

from dataclasses import dataclass

from kmanim.arrays import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Scaling:
    """``value = (point - shift) / factor``, column by column.

    Attributes
    ----------
    method : {"none", "zscore", "minmax"}
        How shift and factor were found.
    shift : ndarray of shape (d,)
        In original units: 0, the mean, or the minimum.
    factor : ndarray of shape (d,)
        In original units, all > 0: 1, the population standard deviation, or the range; 1 for a constant column.
    """

    method: str
    shift: FloatArray
    factor: FloatArray

    def apply(self, points: FloatArray) -> FloatArray:
        """Scale points of shape (m, d) in original units."""
        return points if self.method == "none" else (points - self.shift) / self.factor

    def undo(self, values: FloatArray) -> FloatArray:
        """Bring values of shape (m, d) back to original units."""
        return values if self.method == "none" else values * self.factor + self.shift
