"""How wide data must be for a mixture, and what is added to variances so that it may be narrower."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.data.pieces.large_dataset import LargeDataset
from kmanim.errors import InputError, listed, shown
from kmanim.simulate.machines.mixtures.units import Units
from kmanim.simulate.parameters.em import Em


def reg_of(rows: Units, parameters: Em) -> FloatArray:
    """Give what is added to the variance of each column, shape (d,), in squared clustered units."""
    if parameters.reg is None:
        return rows.relative_reg(same=parameters.covariance == "spherical")
    return np.full(len(rows.unit), parameters.reg)


def check_width(dataset: Dataset | LargeDataset, rows: Units, parameters: Em) -> None:
    """Refuse data that are flat in some direction, where nothing is added to variances.

    Raises
    ------
    InputError
        That names the columns.
    """
    flat = [
        shown(feature.name)
        for feature, low, high in zip(dataset.features, dataset.low, dataset.high, strict=True)
        if low == high
    ]
    mend = "give a reg above 0" if len(flat) == dataset.d else "leave it out, or give a reg above 0"
    if flat and (parameters.covariance != "spherical" or len(flat) == dataset.d):
        has = "has" if len(flat) == 1 else "have"
        raise InputError(f"{listed(flat)} {has} one value everywhere, and no Gaussian is so thin; {mend}")
    if len(rows.whitener) + len(flat) < dataset.d and parameters.covariance in ("full", "tied"):
        raise InputError(
            "the columns add up to one another, and no Gaussian is so thin; leave one out, give a reg above 0, or "
            "choose covariance diag"
        )
