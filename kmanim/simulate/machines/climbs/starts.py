"""Where climbs start: from every row, from the cells of a grid that hold rows, or from places that are given."""

from __future__ import annotations

import re

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, shown
from kmanim.simulate.machines.centroids.seeding import given
from kmanim.simulate.parameters._starts import read_starts

_DIGITS = re.compile("[0-9]{1,11}")
_PLACE = re.compile(r"(?=.*[0-9])[\s0-9.,;eE+\-()\[\]]+")


def cells(values: FloatArray, spacing: float) -> FloatArray:
    """Give the middles of the cells of a grid that hold rows, in the order of their columns, shape (m, d).

    The middles are the multiples of the spacing, and a row exactly between two cells is in the even one. These are the
    starts of scikit-learn's `get_bin_seeds` (which keeps them in single precision) and of D. Sheehan's tutorial. Where
    no cell holds two rows, a grid saves nothing, and the rows themselves are the starts, as there.

    Parameters
    ----------
    values : ndarray of shape (n, d)
    spacing : float
        Above 0, in the unit of the values.
    """
    found = np.unique(np.round(values / spacing) + 0.0, axis=0)  # + 0.0: no cell is -0
    if len(found) == len(values):
        return values
    found *= spacing
    return found


def start_of(
    start: str | int | tuple[float, ...], dataset: Dataset, *, name: str = "start"
) -> tuple[FloatArray, int | None]:
    """Find the start of one climb: a place in clustered units, shape (1, d), and the row that it is, if it is one.

    A text is the name of a row; else, where it is a whole number and a place has more columns than one, a row's
    number as people count, from 1; else a place in original units. `name` is what the option is called, for the
    message.

    Raises
    ------
    InputError
        If there is no such row, or the place does not fit the columns.
    """
    if isinstance(start, tuple):
        return given((start,), dataset, name=name), None
    row = _named(start, dataset) if isinstance(start, str) else start
    if row is None:
        assert isinstance(start, str)
        if not _PLACE.fullmatch(start):
            raise InputError(
                f"{name}: no row of {shown(dataset.name)} is called {shown(repr(start))}; a place is written as "
                "'1000,150'"
            )
        return given(read_starts(start, name=name, most=1), dataset, name=name), None
    if not 0 <= row < dataset.n:
        first = 1 if isinstance(start, str) else 0
        raise InputError(
            f"{name}: there is no row {shown(start)}; {shown(dataset.name)} has rows {first} to "
            f"{dataset.n - 1 + first}"
        )
    return dataset.values[row : row + 1], row


def _named(text: str, dataset: Dataset) -> int | None:
    """Find the row that a text names; None if it is none. A number may be one that no row has."""
    wanted = text.strip()
    names = dataset.labels or ()
    if text in names:
        return names.index(text)
    folded = [name.strip().casefold() for name in names]
    if wanted.casefold() in folded:
        return folded.index(wanted.casefold())
    noun, _, number = wanted.rpartition(" ")
    if _DIGITS.fullmatch(number) and noun.casefold() == dataset.noun[0].casefold():
        return int(number) - 1
    return int(wanted) - 1 if _DIGITS.fullmatch(wanted) and dataset.d > 1 else None
