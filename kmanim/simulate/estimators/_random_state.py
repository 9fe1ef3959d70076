"""What an estimator of scikit-learn draws its starts from."""

from __future__ import annotations

import copy
import numbers
from typing import Any

import numpy as np

from kmanim.simulate.estimators._reading import Asked


def is_known(asked: Asked) -> bool:
    """Whether the draws of a fit can be had again: of a whole number always, of a generator until it is used."""
    state = asked.params["random_state"]
    if isinstance(state, numbers.Integral):
        return True
    return asked.labels is None and state is not None


def random_state(asked: Asked, instead: int) -> np.random.RandomState:
    """Give the generator that a fit would draw from, or that of a whole number where that is not known."""
    state: Any = asked.params["random_state"]
    if not is_known(asked):
        return np.random.RandomState(instead)
    if isinstance(state, numbers.Integral):
        return np.random.RandomState(int(state))
    own: np.random.RandomState = copy.deepcopy(state)  # the user's stays as it is
    return own
