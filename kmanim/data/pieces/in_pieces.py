"""From a source of rows to a `LargeDataset`: looked at once, checked, scaled, and given a view."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import FloatArray, frozen
from kmanim.data.column_names import find, split_names
from kmanim.data.feature import Feature, titles_of
from kmanim.data.limits import MAX_COLUMNS, check_range
from kmanim.data.make_dataset import advice
from kmanim.data.nouns import POINT
from kmanim.data.pieces.engines import Engine, usual
from kmanim.data.pieces.large_dataset import LargeDataset
from kmanim.data.pieces.looks import extent_of, moments_of, refuse_wrong
from kmanim.data.pieces.numbering import refuse_repeats
from kmanim.data.pieces.source import Source, aligned
from kmanim.data.scaling import METHODS, Scaling
from kmanim.data.view import View
from kmanim.errors import InputError, among, listed, unknown

_NOTE = "Rows are read in pieces and never kept."


def large_dataset(
    source: Source,
    *,
    name: str,
    where: str,
    noun: tuple[str, str] = POINT,
    scale: str = "none",
    show: str | Sequence[str] | None = None,
    engine: Engine | None = None,
    units: Sequence[str] = (),
    notes: Sequence[str] = (),
    numbering: Source | None = None,
) -> LargeDataset:
    """Look at all rows of a source, two or three times, and say what is known of them.

    Parameters
    ----------
    source : Source
    name, where : str
        A short name, and how messages call the source.
    noun, scale, show
        As in `kmanim.load`.
    engine : Engine, optional
        Who looks; default as many copies of this process as there are cores.
    units : sequence of str
        In what each column is measured, if the source says so.
    notes : sequence of str
        What is known of the reading.
    numbering : Source, optional
        The same rows in the columns that were left out, as they number the first ones.

    Raises
    ------
    InputError
        If there are no rows or columns, a number is not finite, a column that was left out does not number all rows,
        or an option does not fit.
    """
    if not among(scale, METHODS):
        raise unknown("scaling", scale, METHODS)
    names = source.names
    if not names or len(names) > MAX_COLUMNS:
        raise InputError(f"{where} has {len(names):,} columns; 1 to {MAX_COLUMNS:,} are read")
    if not source.n_pieces:
        raise InputError(f"{where} has no rows; at least one is needed")
    given, engine = engine, engine or usual(source.n_pieces)
    found = extent_of(source, engine)
    sizes = [found.sizes[number] for number in range(source.n_pieces)]
    n = sum(sizes)
    if not n:
        raise InputError(f"{where} has no rows; at least one is needed")
    refuse_wrong(found, names, where)
    if numbering is not None:
        refuse_repeats(numbering, where, engine)
    low, high = frozen(found.low), frozen(found.high)
    check_range(np.array([low, high]), names, where)
    features = tuple(map(Feature, names, units or ("",) * len(names)))
    mean, covariance = moments_of(aligned(source, sizes), (low + high) / 2, n, engine)
    if scale == "zscore":  # to the last digits, though the mean lie far from the middle
        mean, covariance = moments_of(aligned(source, sizes), mean, n, engine)
    deviation = np.sqrt(np.maximum(np.diag(covariance), 0))
    still = deviation <= 10 * np.finfo(np.float64).eps * np.maximum(np.abs(low), np.abs(high))
    still |= low == high
    scaling = _scaling(scale, mean, deviation, low, high, still)
    view = _view(features, mean, covariance, deviation, scaling, show, where)
    if view.columns is None:
        plane = extent_of(source, engine, view)
        ends = plane.low, plane.high
    else:
        ends = view.project(low[np.newaxis])[0], view.project(high[np.newaxis])[0]
    reading = (_NOTE, *notes)
    return LargeDataset(
        name=name,
        features=features,
        noun=noun,
        source=source,
        ends=tuple(np.cumsum(sizes).tolist()),
        low=low,
        high=high,
        plane=(frozen(ends[0]), frozen(ends[1])),
        scaling=scaling,
        view=view,
        notes=(*reading, *advice(n, deviation, still, features, scaling)),
        reading=reading,
        engine=given,
    )


def _scaling(
    method: str,
    mean: FloatArray,
    deviation: FloatArray,
    low: FloatArray,
    high: FloatArray,
    still: np.ndarray[tuple[int], np.dtype[np.bool_]],
) -> Scaling:
    """Do what `Scaling.fit` does of points."""
    if method == "none":
        return Scaling(method, frozen(np.zeros(len(low))), frozen(np.ones(len(low))))
    shift, factor = (mean, deviation) if method == "zscore" else (low, high - low)
    return Scaling(method, frozen(shift), frozen(np.where(still, 1.0, factor)))


def _view(
    features: tuple[Feature, ...],
    mean: FloatArray,
    covariance: FloatArray,
    deviation: FloatArray,
    scaling: Scaling,
    show: str | Sequence[str] | None,
    where: str,
) -> View:
    titles = titles_of(features)
    if show is not None:
        names = [feature.name for feature in features]
        wanted = split_names(show, "show")
        if len(wanted) != 2:
            raise InputError(f"--show takes two columns, such as x,y; got {listed(wanted) or 'none'}")
        places = find(wanted, names, where, "clustered column")
        return View.of_columns(titles, places, scaling=scaling, deviation=deviation)
    if len(features) <= 2:
        return View.of_columns(titles, range(len(features)))
    scaled = covariance / np.outer(scaling.factor, scaling.factor)
    size = float(np.abs(scaled).max())
    if size == 0:
        return View.of_columns(titles, (0, 1))
    return View.of_covariance(mean, scaled / size, scaling)
