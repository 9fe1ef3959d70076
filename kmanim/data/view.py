"""How points of any dimension are shown in the plane."""

from __future__ import annotations

from dataclasses import dataclass

from kmanim.arrays import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """An affine map from original units to the plane: ``(points - origin) @ axes``.

    Attributes
    ----------
    titles : (str, str)
        Axis titles; the second is empty where there is one column alone.
    origin : ndarray of shape (d,)
        In original units.
    axes : ndarray of shape (d, 2)
        One column a picture axis; unit vectors where two columns are shown.
    faithful : bool
        True where the plane holds every clustered column, so that nearest centroids can be drawn as regions.
    """

    titles: tuple[str, str]
    origin: FloatArray
    axes: FloatArray
    faithful: bool

    def project(self, points: FloatArray) -> FloatArray:
        """Place points of shape (m, d), in original units, in the plane: shape (m, 2)."""
        raise NotImplementedError
