"""From points to a `Dataset`: scaling, view and the notes that a reader needs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray, frozen
from kmanim.data.column_names import find, split_names
from kmanim.data.correspondence import correspondence_view
from kmanim.data.dataset import Dataset
from kmanim.data.feature import Feature, default_names, titles_of
from kmanim.data.limits import check_finite, check_levels, check_range, check_size, quoted
from kmanim.data.readers.cells.categories import coded, has_two_classes
from kmanim.data.scaling import Scaling, constant, mean_and_deviation
from kmanim.data.target import GROUP, Target, target_of_numbers
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
    target: Target | None = None,
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
    target : Target, optional
        The column that shall be told from those of the points.
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
        labels=cast("tuple[str, ...] | None", labels),  # which `Dataset` lays out, as it does the columns
        noun=noun,
        categorical=cast("Mapping[str, tuple[str, ...]]", categorical or {}),
        classes=classes,
        target=target,
        scaling=scaling,
        view=_view(name, points, features, scaling, show),
        notes=(*reading, *notes, *_advice(points, features, scaling, is_told=target is not None)),
        reading=tuple(reading),
        source=source,
        rows=rows,
    )


def one_row(
    name: str,
    cells: Sequence[tuple[Feature, float]],
    *,
    noun: tuple[str, str] = ("case", "cases"),
    source: str = "",
) -> Dataset:
    """Make a data set of one row, for what is no table of points but has numbers with names and units.

    Parameters
    ----------
    name : str
        As for `dataset`.
    cells : sequence of (Feature, float)
        At least one column, and its value in the row.
    noun, source
        As for `dataset`.
    """
    points = np.array([[value for _, value in cells]], np.float64)
    return dataset(points, name=name, features=[feature for feature, _ in cells], noun=noun, source=source)


def with_default_target(dataset: Dataset) -> Dataset:
    """Give a data set for an algorithm that tells a target: as it is where it has one, else with the likeliest.

    That is the groups that rows are known to belong to, if there are two; else the last of the columns of numbers,
    which then is not among the points any more. A note says so.

    Raises
    ------
    InputError
        If there is but one column, so that nothing is left to tell it from.
    """
    if dataset.target is not None:
        return dataset
    known = dataset.classes or (GROUP if GROUP in dataset.categorical else "")
    if known and has_two_classes(dataset.categorical[known]):
        levels, codes = coded(dataset.categorical[known])
        others = {name: cells for name, cells in dataset.categorical.items() if name != known}
        target = Target(Feature(known, levels=levels), codes)
        return _noted(replace(dataset, target=target, categorical=others, classes=""), known)
    numbers = [place for place, is_coded in enumerate(dataset.coded) if not is_coded]
    if dataset.d < 2 or not numbers:
        raise InputError(
            f"{quoted(dataset.name)} has {listed([f.name for f in dataset.features])} alone, and nothing to be told "
            "from it; name a target with --target"
        )
    return _noted(_without(dataset, numbers[-1]), dataset.features[numbers[-1]].name)


def _without(dataset: Dataset, column: int) -> Dataset:
    """Take a column out of the points, and make it the target."""
    kept = np.delete(np.arange(dataset.d), column)
    features = tuple(dataset.features[place] for place in kept)
    points, old = frozen(dataset.points[:, kept]), dataset.scaling
    scaling = Scaling(old.method, frozen(old.shift[kept]), frozen(old.factor[kept]))
    advice = _advice(dataset.points, dataset.features, old)
    notes = [note for note in dataset.notes if note not in advice]
    shown_ones = dataset.view.columns
    stays = shown_ones is not None and column not in shown_ones and len(shown_ones) == 2
    view = _view(dataset.name, points, features, scaling, None)
    if stays and shown_ones is not None:
        view = View.of_columns(
            titles_of(features), np.searchsorted(kept, shown_ones).tolist(), points, scaling
        )
    return replace(
        dataset,
        points=points,
        features=features,
        scaling=scaling,
        view=view,
        target=target_of_numbers(dataset.features[column], dataset.points[:, column]),
        notes=(*notes, *_advice(points, features, scaling, is_told=True)),
    )


def _noted(dataset: Dataset, name: str) -> Dataset:
    note = f"As none was named, the target is {shown(name)}; --target names another."
    return replace(dataset, notes=(*dataset.notes, note), reading=(*dataset.reading, note))


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


def _advice(
    points: FloatArray, features: Sequence[Feature], scaling: Scaling, *, is_told: bool = False
) -> list[str]:
    """Say what `advice` says of points."""
    _, deviation = mean_and_deviation(points)
    still = constant(points, deviation)
    return advice(len(points), deviation, still, features, scaling, is_told=is_told)


def advice(
    n: int,
    deviation: FloatArray,
    still: NDArray[np.bool_],
    features: Sequence[Feature],
    scaling: Scaling,
    *,
    is_told: bool = False,
) -> list[str]:
    """Say which columns are constant, and whether one outweighs another, where clusters or a target are wanted.

    Parameters
    ----------
    n : int
        How many rows there are.
    deviation : ndarray of shape (d,)
        The standard deviation of each column, in original units.
    still : ndarray of bool, shape (d,)
        Which columns are constant.
    features, scaling
        Of the data set.
    is_told : bool, default False
        Whether a target is told from these columns.
    """
    names = [feature.name for feature in features]
    is_coded = np.array([bool(feature.levels) for feature in features])
    notes = []
    if still.any() and n > 1:
        columns = [quoted(name) for name, flat in zip(names, still, strict=True) if flat]
        what = "Column {} is" if len(columns) == 1 else "Columns {} are"
        so = "nothing can be told by it" if is_told else "clusters cannot differ there"
        notes.append(f"{what.format(listed(columns[:5]))} constant, so {so}.")
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
            so = (
                ": steps are large one way and small the other; as z-scores all columns have the same say"
                if is_told
                else " and decides what is near; as z-scores all columns have the same say"
            )
            notes.append(
                f"The variance of {shown(names[large])} is {times} times that of {shown(names[small])}{so}."
            )
    return notes
