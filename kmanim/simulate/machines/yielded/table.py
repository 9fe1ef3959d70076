"""The table of a run that a generator yields: its rows as they begin."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np

from kmanim.arrays import FloatArray, frozen
from kmanim.data.dataset import Dataset
from kmanim.data.feature import Feature, titles_of
from kmanim.data.scaling import Scaling
from kmanim.data.view import View
from kmanim.errors import InputError, listed, shown
from kmanim.simulate.machines.yielded.items import Items
from kmanim.simulate.machines.yielded.reading import Reading

Shows = Literal["points", "bars", "tiles", "grid", "objective", "none"]

# So many tiles stand in one row.
_ONE_ROW = 12


def shown_of(readings: Sequence[Reading]) -> Shows:
    """Say what the whole run shows of rows, as `Recorded.shows` names it."""
    for reading in readings:
        if reading.positions is not None:
            return "points" if reading.positions.ndim == 2 else "bars"
    if any(reading.labels is not None for reading in readings):
        return "grid" if any(reading.columns for reading in readings) else "tiles"
    return "none" if any(reading.curves for reading in readings) else "objective"


def table_of(
    readings: Sequence[Reading],
    shows: str,
    *,
    title: str,
    axes: Sequence[str],
    names: Sequence[str] | None,
    noun: tuple[str, str],
    measure: str,
) -> Dataset:
    """Make the table: the first positions, or what stands for them where there are none.

    Parameters
    ----------
    readings : sequence of Reading
        The whole run.
    shows : str
        As `shown_of` says.
    title : str
        What the algorithm is called.
    axes : sequence of str
        Names of both axes; empty for the usual ones.
    names : sequence of str, optional
        Of the rows.
    noun : (str, str)
        What one row is and what many are.
    measure : str
        What the objective is called.

    Raises
    ------
    InputError
        If names do not fit the rows, or both axes have one name.
    """
    points = _points(readings, shows)
    usual = {
        "bars": ("place", "value"),
        "tiles": ("column", "row"),
        "grid": ("column", "row"),
        "objective": ("step", "value" if measure == "step" else measure),
    }
    across, up = axes or usual.get(shows, ("x", "y"))
    if across == up:
        raise InputError(f"axes must have two names, got {listed([across, up])}")
    if names is not None and len(names) != len(points):
        raise InputError(
            f"names must be {len(points)}, one a row, got {len(names)}: {shown(listed(names[:5]))}"
        )
    features = (Feature(across), Feature(up))
    view = View.of_columns(titles_of(features), (0, 1))
    if shows in ("tiles", "grid"):  # read as a page is, from above
        view = View(view.titles, view.origin, frozen(np.array([[1.0, 0.0], [0.0, -1.0]])), faithful=True)
    return Dataset(
        name=title,
        points=points,
        features=features,
        labels=None if names is None else tuple(names),
        noun=noun,
        scaling=Scaling.fit("none", points, (False, False)),
        view=view,
    )


def _points(readings: Sequence[Reading], shows: str) -> FloatArray:
    if shows in ("points", "bars"):
        first = next(reading.positions for reading in readings if reading.positions is not None)
        return first if shows == "points" else Items(first).positions()
    if shows in ("tiles", "grid"):
        count = next(len(reading.labels) for reading in readings if reading.labels is not None)
        return tiles(count, max(reading.columns for reading in readings))
    if shows == "objective":
        place, value = next(
            (place, reading.objective)
            for place, reading in enumerate(readings)
            if math.isfinite(reading.objective)
        )
        return np.array([[float(place), value]])
    curves = (curve for reading in readings for curve in reading.curves.values() if curve is not None)
    curve = next(curves, np.zeros((1, 2)))
    return curve[~np.isnan(curve).any(axis=1)]


def tiles(count: int, columns: int = 0) -> FloatArray:
    """Give rows that have no places some, as letters on a page: column and row, counted from 1, shape (n, 2)."""
    usual = count if count <= _ONE_ROW else 10 if count <= 200 else math.ceil(math.sqrt(1.6 * count))
    wide = columns or usual
    numbers = np.arange(count)
    return np.column_stack([numbers % wide + 1.0, numbers // wide + 1.0])
