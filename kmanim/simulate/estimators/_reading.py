"""What a file must offer to read an estimator: the contract, and what it is handed.

A file on this shelf is named as the class of scikit-learn that it reads: `gaussian_mixture` is for GaussianMixture. It
offers the name of the class, ``ESTIMATOR``, that of our algorithm, ``ALGORITHM``, and a function ``read(asked)``, which
gives a `Reading` and refuses by name what our algorithm has not. Nothing of scikit-learn is imported: what the user has
imported is asked through the user's own object, by what scikit-learn documents.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, Protocol

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, shown

_FAR = 1e5


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """An estimator and the data that it is asked to cluster.

    Attributes
    ----------
    estimator : object
        The user's own.
    name : str
        Its class: ``"KMeans"``.
    params : dict
        Its parameters, as `get_params` gives them.
    dataset : Dataset
        What is clustered.
    values : ndarray of shape (n, d)
        The same in clustered units: what the estimator would be fitted to.
    labels : ndarray of shape (n,) or None
        The clusters that it found in these rows; None where it is not fitted.
    seed : int
        What starts are drawn from where its `random_state` does not say.
    """

    estimator: Any
    name: str
    params: dict[str, Any]
    dataset: Dataset
    values: FloatArray
    labels: IntArray | None
    seed: int

    def refuse_others(self, known: Collection[str]) -> None:
        """Refuse parameters that are not `known` and not as they are by default.

        Raises
        ------
        InputError
            If there are such.
        """
        signature = inspect.signature(type(self.estimator)).parameters
        for name, value in self.params.items():
            if name in known:
                continue
            default = signature[name].default if name in signature else None
            if value is not default and not (np.isscalar(value) and value == default):
                self.refuse(name, f"leave it at {shown(repr(default))}")

    def refuse(self, name: str, instead: str) -> NoReturn:
        """Refuse one parameter, and say what would do."""
        value = shown(" ".join(repr(self.params[name]).split()), 40)
        raise InputError(f"{self.name}: kmanim has nothing like {name}={value}; {instead}")

    def need_euclidean(self) -> None:
        """Refuse every metric but the Euclidean one, however it is written."""
        metric, p = self.params["metric"], self.params.get("p")
        plain = metric in ("euclidean", "l2") or (metric == "minkowski" and p in (None, 2))
        if not isinstance(metric, str) or not plain:
            self.refuse("p" if metric == "minkowski" else "metric", "euclidean is what it measures")
        if self.params.get("metric_params"):
            self.refuse("metric_params", "leave it out")

    @property
    def is_far(self) -> bool:
        """Whether the rows lie so far from the origin that products of their values have few digits for differences."""
        return bool((np.abs(self.values.mean(axis=0)) > _FAR * self.values.std(axis=0)).any())

    def again(self, **params: Any) -> Any:
        """Make another estimator of the same class with the same parameters but for these."""
        return type(self.estimator)(**{**self.params, **params})

    def fitted(self, name: str) -> Any:
        """Give an attribute that fitting sets; None before."""
        return getattr(self.estimator, name, None)


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """How our recorder runs what an estimator does.

    Attributes
    ----------
    attempts : iterable of mapping
        Its parameters, once for every start. The run that is kept is the first that is the fitted estimator's own;
        where none is, or it is not fitted, the first of those with the best objective.
    reason : callable
        Says of a run, and of the rows (0-based) in which it differs from the fitted estimator, why it does: a clause
        without a full stop.
    told : callable
        Says of the run that is kept and of the number of its attempt, from 0, what a reader must know besides; one
        sentence each.
    is_own : callable
        Tells of a run, and of the rows in which it differs from the fitted estimator, whether it is the same run: by
        default, if there are none.
    """

    attempts: Iterable[Mapping[str, Any]]
    reason: Callable[[Any, IntArray], str]
    told: Callable[[Any, int], tuple[str, ...]] = lambda _trace, _attempt: ()
    is_own: Callable[[Any, IntArray], bool] = lambda _trace, rows: not rows.size


class Reader(Protocol):
    """The module of an estimator.

    Attributes
    ----------
    ESTIMATOR : str
        The class that it reads: ``"KMeans"``.
    ALGORITHM : str
        Ours: ``"kmeans"``.
    """

    ESTIMATOR: str
    ALGORITHM: str

    def read(self, asked: Asked) -> Reading:
        """Say how our recorder runs what the estimator does.

        Raises
        ------
        InputError
            If it has what ours has not; the message names it.
        """
