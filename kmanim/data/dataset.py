"""The table that is clustered, checked once at the door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kmanim.arrays import FloatArray, frozen
from kmanim.data.scaling import Scaling
from kmanim.data.view import View


@dataclass(frozen=True, slots=True)
class Feature:
    """One numeric column: its name, its unit, and the title of its axis.

    Attributes
    ----------
    name : str
        As the column is called in the data, shown literally.
    unit : str
        Empty where unknown, for example ``"kg"``.
    heading : str
        What the axis says; the name and unit where empty.
    """

    name: str
    unit: str = ""
    heading: str = ""

    @property
    def title(self) -> str:
        """What the axis says, for example ``Weight (kg)``."""
        return self.heading or (f"{self.name} ({self.unit})" if self.unit else self.name)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Dataset:
    """Points in the plane or in more dimensions, with all that is needed to talk about them.

    Attributes
    ----------
    name : str
        A short name, for titles and folders.
    points : ndarray of shape (n, d), float64, read-only
        The numeric columns in their original units, all finite, n >= 1 and d >= 1.
    features : tuple of Feature, length d
        Names and units of the columns.
    labels : tuple of str, length n, or None
        What each row is called, for example ``"Mazda RX4"``.
    noun : (str, str)
        What one row is and what many are, for captions: ``("car", "cars")``.
    categorical : mapping of str to tuple of str
        The columns that are not numbers, by name.
    scaling : Scaling
        How the points are scaled for clustering; pictures stay in original units.
    view : View
        How the points are shown in the plane.
    notes : tuple of str
        What a reader must know of the reading: rows left out, scaling advice. One sentence each.
    source : str
        Where the data come from, and their licence, where known.
    """

    name: str
    points: FloatArray
    features: tuple[Feature, ...]
    labels: tuple[str, ...] | None = None
    noun: tuple[str, str] = ("point", "points")
    categorical: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    scaling: Scaling
    view: View
    notes: tuple[str, ...] = ()
    source: str = ""

    @property
    def n(self) -> int:
        """Number of rows."""
        return int(self.points.shape[0])

    @property
    def d(self) -> int:
        """Number of numeric columns."""
        return int(self.points.shape[1])

    @property
    def values(self) -> FloatArray:
        """What is clustered: the scaled points, shape (n, d), read-only; the points themselves if unscaled."""
        return self.points if self.scaling.method == "none" else frozen(self.scaling.apply(self.points))

    def row_name(self, row: int) -> str:
        """What row `row` (0-based) is called: its label, or ``point 17`` (1-based) where it has none."""
        return self.labels[row] if self.labels is not None else f"{self.noun[0]} {row + 1}"
