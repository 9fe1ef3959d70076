"""Which row of a data set is meant: by its number, or by what it is called."""

from __future__ import annotations

import operator
import re
from collections.abc import Collection, Sequence

import numpy as np

from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, alike, did_you_mean, shown, unknown


def row_of(dataset: Dataset, wanted: int | str) -> int:
    """Find a row by its number (0-based) or by what it is called.

    Parameters
    ----------
    dataset : Dataset
        Whose row.
    wanted : int or str
        A row number from 0 on; or a name as `Dataset.row_name` gives it, ``"Mazda RX4"`` or ``"point 17"``,
        which is row 16; without regard to case and to kinds of white space where no name is exactly so.

    Returns
    -------
    int
        The first row that is called so.

    Raises
    ------
    InputError
        If there is no such row; the message suggests the nearest name.
    """
    if isinstance(wanted, str) and dataset.labels is None:
        return _numbered(dataset, wanted)
    if isinstance(wanted, str):
        names = [dataset.row_name(row) for row in range(dataset.n)]
        if wanted in names:
            return names.index(wanted)
        folded = [" ".join(name.split()).casefold() for name in names]
        plain = " ".join(wanted.split()).casefold()
        if plain in folded:
            return folded.index(plain)
        raise _no_row(wanted, names)
    try:
        row = operator.index(wanted)
    except TypeError:
        raise InputError(
            f"a row to explain must be a name or a row number, got {shown(repr(wanted))}"
        ) from None
    if isinstance(wanted, bool) or not 0 <= row < dataset.n:
        raise InputError(f"row {wanted} to explain does not exist; rows are numbered 0 to {dataset.n - 1}")
    return row


def rows_of(dataset: Dataset, wanted: int | str | Sequence[int | str], option: str) -> tuple[int, ...]:
    """Find rows that were given to an option, as `row_of` does, each once; messages begin with the option."""
    several = wanted if isinstance(wanted, Collection) and not isinstance(wanted, str) else (wanted,)
    try:
        return tuple(dict.fromkeys(row_of(dataset, one) for one in several))
    except InputError as error:
        raise InputError(f"{option}: {error}") from None


def _numbered(dataset: Dataset, wanted: str) -> int:
    """Find a row that has no name of its own: ``point 17``."""
    noun, _, number = wanted.strip().rpartition(" ")
    if noun.casefold() == dataset.noun[0].casefold() and re.fullmatch("[1-9][0-9]{0,11}", number):
        place = int(number) - 1
        row = place if dataset.rows is None else int(np.searchsorted(dataset.rows, place))
        if row < dataset.n and dataset.row_number(row) == place + 1:
            return row
        if dataset.rows is not None and place < dataset.rows[-1]:
            raise InputError(f"{shown(wanted)} was left out; see the notes of {shown(dataset.name)}")
    raise _no_row(wanted, [dataset.row_name(row) for row in range(min(dataset.n, 10_000))])


def _no_row(wanted: str, names: list[str]) -> InputError:
    if len(names) > 12:
        hint = did_you_mean(alike(wanted, names[:10_000])) or f"; the first row is {shown(names[0])}"
        return InputError(f"no row is called {shown(repr(wanted))}{hint}")
    return unknown("row", wanted, names)
