"""The column that shall be told from the others: numbers, or which of two classes a row is of."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from kmanim.arrays import FloatArray, frozen
from kmanim.data.feature import Feature
from kmanim.data.limits import check_finite, check_range, quoted
from kmanim.errors import InputError, listed

GROUP = "group"
"""What the column is called that says from which group a set was drawn."""


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """What shall be told of each row. It is not among the points, and never scaled.

    Attributes
    ----------
    feature : Feature
        Its name and unit. Where it says a class, `Feature.levels` names the two; else that is empty.
    values : ndarray of shape (n,), float64, read-only
        In original units, all finite; of classes 0.0 for the first and 1.0 for the second.

    Raises
    ------
    InputError
        If the values are not finite numbers of one dimension, or not those of two classes.
    """

    feature: Feature
    values: FloatArray

    def __post_init__(self) -> None:
        values, name = np.asarray(self.values), self.feature.name
        where = f"target {quoted(name)}"
        if values.ndim != 1 or values.dtype.kind not in "fiu":
            raise InputError(f"{where} must be one number a row, got {values.dtype} of shape {values.shape}")
        values = frozen(values.astype(np.float64, copy=False))
        object.__setattr__(self, "values", values)
        check_finite(values[:, np.newaxis], [name], where)
        if len(values):
            check_range(values[:, np.newaxis], [name], where)
        levels = self.feature.levels
        if levels and len(levels) != 2:
            raise InputError(
                f"{where} has {len(levels)} classes ({listed(levels[:5])}{', ...' * (len(levels) > 5)}); "
                "a target of classes has two"
            )
        if levels and not np.isin(values, (0.0, 1.0)).all():
            raise InputError(f"{where} has two classes; its values must be 0 and 1")

    def __reduce__(self) -> tuple[type[Target], tuple[Feature, FloatArray]]:
        # A copy is made the way the first was: checked, and not to be written to.
        return Target, (self.feature, self.values)

    @property
    def name(self) -> str:
        """What the column is called."""
        return self.feature.name

    @property
    def classes(self) -> tuple[str, ...]:
        """The names of the two classes, in the order of their values; empty where the target is numbers."""
        return self.feature.levels

    def cell(self, row: int) -> float | str:
        """Give what it says of row `row` (0-based): a number, or the name of its class."""
        value = float(self.values[row])
        return self.classes[int(value)] if self.classes else value


def target_of_numbers(feature: Feature, values: FloatArray) -> Target:
    """Make a target of a column of numbers: of two classes, called 0 and 1, where it holds nothing else."""
    return Target(replace(feature, levels=("0", "1")) if is_binary(values) else feature, values)


def is_binary(values: FloatArray) -> bool:
    """Tell whether numbers are 0 and 1 alone."""
    return bool(np.isin(values, (0.0, 1.0)).all())
