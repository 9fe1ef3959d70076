"""The starts of an estimator that draws them: those of its `random_state`, or others where that does not say."""

from __future__ import annotations

import copy
import numbers
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import numpy as np

from kmanim.simulate.estimators._reading import Asked

# Where a fit does not say what it started from, so many runs of up to so many rows together look for such a start.
MOST_ATTEMPTS, MOST_ROWS = 40, 4_000_000


class Starts:
    """How many starts there are, which they are, and what a reader must know of them.

    Parameters
    ----------
    asked : Asked
    n_init : int
        The fit keeps the best of so many.
    given : bool
        Whether the start is not drawn.
    """

    def __init__(self, asked: Asked, n_init: int, *, given: bool) -> None:
        self.asked, self.n_init = asked, n_init
        state = asked.params["random_state"]
        whole = isinstance(state, numbers.Integral)
        self.is_known = given or whole or (asked.labels is None and state is not None)
        self._most = n_init
        if not self.is_known and asked.labels is not None:
            self._most = max(n_init, min(MOST_ATTEMPTS, MOST_ROWS // len(asked.values)))

    def attempts(self, start: Callable[[np.random.RandomState], dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Give the parameters of every attempt, whose start is drawn from a generator of the kind of scikit-learn's."""
        made = 0
        for seed in count(self.asked.seed):
            draws = self._generator(seed)
            for _ in range(self.n_init):
                yield start(draws)
                made += 1
                if made >= self._most:
                    return

    def told(self, attempt: int, *, is_own: bool) -> tuple[str, ...]:
        """Say which start was taken, and whether it is the fit's own."""
        if self.is_known and self.n_init > 1:
            return (
                f"{self.asked.name} keeps the best of {self.n_init} starts: this is start {attempt + 1}.",
            )
        if self.is_known:
            return ()
        state = self.asked.params["random_state"]
        cause = "random_state is None" if state is None else "its generator has been drawn from"
        start = f"this run starts as with random_state={self.asked.seed + attempt // self.n_init}"
        if self.asked.labels is None:
            return (f"As {cause}, {start}.",)
        end = (
            "which leads to the same clusters"
            if is_own
            else f"the best of {self._most} starts that were tried"
        )
        return (f"The start of the fit is not known, as {cause}: {start}, {end}.",)

    def _generator(self, seed: int) -> np.random.RandomState:
        state: Any = self.asked.params["random_state"]
        if isinstance(state, numbers.Integral):
            return np.random.RandomState(int(state))
        if state is None or not self.is_known:
            return np.random.RandomState(seed)
        own: np.random.RandomState = copy.deepcopy(state)  # the user's stays as it is
        return own
