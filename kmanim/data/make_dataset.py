"""From points to a `Dataset`: scaling, view and the notes that a reader needs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from kmanim.arrays import FloatArray, IntArray, frozen
from kmanim.data.column_names import find, split_names
from kmanim.data.correspondence import correspondence_view
from kmanim.data.dataset import Dataset, Feature, default_names, titles_of
from kmanim.data.limits import check_finite, check_levels, check_range, check_size, quoted
from kmanim.data.scaling import Scaling, constant, mean_and_deviation
from kmanim.data.view import View
from kmanim.errors import InputError, listed, shown

_UNEVEN = 10


def dataset(
    points: FloatArray,
    *,
    name: str = "data",
    features: Sequence[Feature] | None = None,
    labels: Sequence[str] | None = None,
    noun: tuple[str, str] = ("point", "points"),
    categorical: Mapping[str, Sequence[str]] | None = None,
    classes: str = "",
    scale: str = "none",
    show: str | Sequence[str] | None = None,
    notes: Sequence[str] = (),
    reading: Sequence[str] = (),
    source: str = "",
    rows: IntArray | None = None,
) -> Dataset:
    """Make a checked `Dataset` of finite points.

    Parameters
    ----------
    points : ndarray of shape (n, d)
        In original units; copied.
    name : str, default "data"
        A short name, for titles and folders.
    features : sequence of Feature, length d, optional
        Names and units of the columns; default x, y, or x1, x2, x3, ...
    labels : sequence of str, length n, optional
        What each row is called.
    noun : (str, str), default ("point", "points")
        What one row is and what many are.
    categorical : mapping of str to sequence of str, optional
        Columns that are not numbers.
    classes : str
        The one of them that says which group a row is known to belong to.
    scale : {"none", "zscore", "minmax"}, default "none"
        How columns are scaled for clustering.
    show : str or sequence of str, optional
        The two columns that are drawn, ``"x,y"``; default the first two principal components of the scaled
        points where there are more than two columns.
    notes : sequence of str
        What a reader must know; advice on scaling is added.
    reading : sequence of str
        What only whoever has the file need know; it comes first among the notes.
    source : str
        Where the data come from.
    rows : ndarray of shape (n,), optional
        Where each row stands in the source, if others were left out.

    Raises
    ------
    InputError
        If the parts do not fit each other, a value is not finite, or an option is unknown.
    """
    if points.ndim != 2:
        raise InputError(f"points must have shape (rows, columns), got {points.shape}")
    features = tuple(features or (Feature(n) for n in default_names(points.shape[1])))
    names = [feature.name for feature in features]
    # What is scaled and projected below must be sound already; `Dataset` checks how the parts fit.
    check_size(points.shape[0], points.shape[1], quoted(name))
    points = frozen(points.astype(np.float64, copy=False))
    if len(names) == points.shape[1]:
        check_finite(points, names, quoted(name))
        check_range(points, names, quoted(name))
    check_levels({feature.name: len(feature.levels) for feature in features}, quoted(name))
    if scale != "none" and all(feature.levels for feature in features):
        raise InputError(
            f"--scale is for columns of numbers, and {quoted(name)} has categories alone; leave it out"
        )
    scaling = Scaling.fit(scale, points, [bool(feature.levels) for feature in features])
    return Dataset(
        name=name,
        points=points,
        features=features,
        labels=None if labels is None else tuple(labels),
        noun=noun,
        categorical={key: tuple(cells) for key, cells in (categorical or {}).items()},
        classes=classes,
        scaling=scaling,
        view=_view(name, points, features, scaling, show),
        notes=(*reading, *notes, *_advice(points, features, scaling)),
        reading=tuple(reading),
        source=source,
        rows=rows,
    )


def _view(
    name: str,
    points: FloatArray,
    features: tuple[Feature, ...],
    scaling: Scaling,
    show: str | Sequence[str] | None,
) -> View:
    titles = titles_of(features)
    if any(feature.levels for feature in features):
        if show is not None:
            raise InputError("--show is for columns of numbers; categories are shown in a plane of their own")
        return correspondence_view(points, [feature.levels for feature in features])
    if show is not None:
        names = [feature.name for feature in features]
        wanted = split_names(show, "show")
        if len(wanted) != 2:
            raise InputError(
                f"--show takes two columns, as in --show {_example(names)}; got {listed(wanted) or 'none'}"
            )
        shown_ones = find(wanted, names, quoted(name), "clustered column")
        return View.of_columns(titles, shown_ones, points, scaling)
    if len(features) > 2:
        return View.of_components(titles, points, scaling)
    return View.of_columns(titles, range(len(features)))


def _example(names: Sequence[str]) -> str:
    return shown(",".join(names[:2])) if len(names) > 1 else "x,y"


def _advice(points: FloatArray, features: Sequence[Feature], scaling: Scaling) -> list[str]:
    """Say which columns are constant, and whether one outweighs another."""
    names = [feature.name for feature in features]
    is_coded = np.array([bool(feature.levels) for feature in features])
    _, deviation = mean_and_deviation(points)
    still = constant(points, deviation)
    notes = []
    if still.any() and len(points) > 1:
        columns = [quoted(name) for name, flat in zip(names, still, strict=True) if flat]
        what = "Column {} is" if len(columns) == 1 else "Columns {} are"
        notes.append(f"{what.format(listed(columns[:5]))} constant, so clusters cannot differ there.")
    deviation = np.where(still | is_coded, np.nan, deviation)
    if scaling.method == "none" and np.count_nonzero(np.isfinite(deviation)) > 1:
        large, small = int(np.nanargmax(deviation)), int(np.nanargmin(deviation))
        # Of plain floats, and squared last: variances of 1e180 and 1e-180 have no ratio in double precision.
        wider = float(deviation[large]) / float(deviation[small])
        ratio = wider * wider
        if ratio > _UNEVEN:
            times = (
                f"{ratio:,.0f}"
                if ratio < 1e6
                else f"{ratio:.0e}".replace("e+", "e")
                if math.isfinite(ratio)
                else "over 1e300"
            )
            notes.append(
                f"The variance of {shown(names[large])} is {times} times that of {shown(names[small])} and "
                "decides what is near; as z-scores all columns have the same say."
            )
    return notes
