"""Which estimator it is that a run is asked for by, and what it finds in the data."""

from __future__ import annotations

import pkgutil
import warnings
from functools import lru_cache
from importlib import import_module
from typing import Any, cast

import numpy as np

from kmanim.arrays import IntArray
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, listed, shown
from kmanim.simulate.estimators._reading import Asked, Reader

_HERE = __name__.rpartition(".")[0]


def is_estimator(thing: object) -> bool:
    """Whether something is an estimator of scikit-learn, or made in its way, and not the name of an algorithm."""
    return hasattr(type(thing), "get_params") or (isinstance(thing, type) and hasattr(thing, "get_params"))


def reader_of(estimator: object) -> Reader:
    """Find who reads an estimator: of its class and those that it is made from, scikit-learn's own first one decides.

    Raises
    ------
    InputError
        If nobody does, or it is a class; the message lists those that are known.
    """
    known = {reader.ESTIMATOR: reader for reader in _readers()}
    name = shown(estimator.__name__ if isinstance(estimator, type) else type(estimator).__name__)
    if isinstance(estimator, type):
        raise InputError(f"{name} is a class; make an estimator of it: {name}(...)")
    own = next((kind for kind in type(estimator).__mro__ if kind.__module__.split(".")[0] == "sklearn"), None)
    if own is not None and own.__name__ in known:
        return known[own.__name__]
    steps = (
        "; of a pipeline give the last step, and the data as they come to it" if name == "Pipeline" else ""
    )
    raise InputError(f"kmanim.run knows {listed(sorted(known))} of scikit-learn, got {name}{steps}")


@lru_cache(maxsize=1)
def _readers() -> tuple[Reader, ...]:
    files = pkgutil.iter_modules(import_module(_HERE).__path__)
    names = sorted(file.name for file in files if not file.name.startswith("_"))
    return tuple(cast(Reader, import_module(f"{_HERE}.{name}")) for name in names)


def asked_by(estimator: Any, reader: Reader, dataset: Dataset, seed: int) -> Asked:
    """Take from an estimator what it is told, and what it has found in these rows.

    Raises
    ------
    InputError
        If it was fitted to other rows or columns.
    """
    return Asked(
        estimator=estimator,
        name=reader.ESTIMATOR,
        params=estimator.get_params(deep=False),
        dataset=dataset,
        values=dataset.values,
        labels=_labels(estimator, reader.ESTIMATOR, dataset),
        seed=seed,
    )


def _labels(estimator: Any, name: str, dataset: Dataset) -> IntArray | None:
    """Give the clusters that a fitted estimator has found: those it keeps, or those that it predicts."""
    columns = getattr(estimator, "n_features_in_", None)
    if columns is None:
        return None
    if columns != dataset.d:
        has = f"{shown(dataset.name)} has {dataset.d}"
        raise InputError(f"{name} was fitted to {columns} columns, but {has}; give it the data of its fit")
    found = getattr(estimator, "labels_", None)
    if found is None:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", UserWarning
            )  # that a fit to a table had names, and these rows have none
            found = estimator.predict(dataset.values)
    labels = np.asarray(found).astype(np.intp)
    if labels.shape != (dataset.n,):
        has = f"{shown(dataset.name)} has {dataset.n:,}"
        raise InputError(f"{name} was fitted to {len(labels):,} rows, but {has}; give it the data of its fit")
    return labels
