"""A run of expectation maximisation: its states, who is responsible for whom, and how good its end is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from kmanim.arrays import FloatArray, IntArray, frozen
from kmanim.simulate.label_history import LabelHistory
from kmanim.simulate.machines.mixtures.expectation import share
from kmanim.simulate.machines.mixtures.failures import Failure, degenerate, twins
from kmanim.simulate.machines.mixtures.mixture import count_parameters
from kmanim.simulate.machines.mixtures.rows import Rows, rows_of
from kmanim.simulate.machines.mixtures.snapshot import MixtureSnapshot
from kmanim.simulate.machines.mixtures.units import Units
from kmanim.simulate.machines.mixtures.widths import reg_of
from kmanim.simulate.parameters.em import Em
from kmanim.simulate.tidy import part_name, places
from kmanim.simulate.trace import Trace


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class MixtureTrace(Trace):
    """A recorded run of expectation maximisation; its snapshots are `MixtureSnapshot`.

    State 0 is the start, state t what the t-th M step made of it: weights, means and covariances, and from them the
    log-likelihood and the responsibilities.
    """

    table_columns: ClassVar[tuple[str, ...]] = (
        "steps",
        "objective",
        "BIC",
        "solution",
        "sizes",
        "failure",
    )
    has: ClassVar[str] = "Gaussian components"
    turn: ClassVar[tuple[str, str]] = ("step", "steps")

    parameters: Em
    unlabelled: tuple[MixtureSnapshot, ...] = field(repr=False)

    @property
    def k(self) -> int:
        """How many components there are."""
        return len(self.unlabelled[0].weights)

    @property
    def rows(self) -> Rows:
        """The rows as mixtures work on them."""
        return rows_of(self.dataset)

    @property
    def units(self) -> Units:
        """What is known of all rows together."""
        return self.rows

    @property
    def reg(self) -> FloatArray:
        """What is added to the variance of each column after each M step, shape (d,), in squared clustered units."""
        return reg_of(self.units, self.parameters)

    # States

    def state_of(self, index: int) -> int:
        """Which state snapshot `index` shows, from 0."""
        snapshot = self.unlabelled[index]
        return snapshot.iteration - (snapshot.step == "e_step")

    @cached_property
    def states(self) -> tuple[int, ...]:
        """The first snapshot of each state, the start first."""
        return tuple(
            index for index, snapshot in enumerate(self.unlabelled) if snapshot.step in ("start", "m_step")
        )

    @property
    def turns(self) -> int:
        """How many M steps there were: the number of the last state."""
        return self.state_of(-1)

    @property
    def valued(self) -> list[int]:
        """The first snapshot of each state that has a log-likelihood: an E step changes none."""
        return [index for index in self.states if math.isfinite(self.unlabelled[index].objective)]

    @property
    def log_likelihoods(self) -> FloatArray:
        """The log-likelihood of each state, shape (states,), in clustered units; nan where there is none."""
        return self.objective[list(self.states)]

    @property
    def log_likelihood(self) -> float:
        """That of the end, in clustered units; nan where a component has no density."""
        return self.unlabelled[-1].objective

    def switched(self, iteration: int) -> IntArray:
        """Rows (0-based, ascending) whose most likely component changed in the E step of an iteration; none in 1."""
        index = self.index_of("e_step", iteration)
        return np.empty(0, np.intp) if index is None else self.history.changed(index)

    def is_shared(self, index: int) -> bool:
        """Whether rows have been shared by snapshot `index`, so that components lead some."""
        return self.history.versions[index] >= 0

    def marked(self, index: int) -> IntArray:
        """Give what pictures mark as changing sides in snapshot `index`: rows, ascending."""
        return self.changed(index)

    def turned(self, index: int) -> list[tuple[int, int, list[int]]]:
        """Give the components that rows went to in snapshot `index`: which, how many rows, and these."""
        rows, labels = self.changed(index), self.history.at(range(len(self))[index])
        if labels is None or not len(rows):
            return []
        now = labels[rows]
        parts = [(target, rows[now == target].tolist()) for target in np.unique(now).tolist()]
        return [(target, len(mine), mine) for target, mine in parts]

    def means_of(self, index: int) -> FloatArray:
        """Means of snapshot `index` in original units, shape (k, d)."""
        return self.dataset.scaling.undo(self.unlabelled[index].means)

    def begins(self) -> Mapping[str, Any]:
        """Give means, weights and covariances of the start; balls are none on another scale, and are left out."""
        own = {"means": self.means_of(0), "weights": self.unlabelled[0].weights}
        is_round = self.parameters.covariance == "spherical"
        return own if is_round else own | {"covariances": self.covariances_of(0)}

    def covariances_at(self, index: int) -> FloatArray:
        """Covariances of snapshot `index` in squared clustered units, shape (k, d, d)."""
        return self.unlabelled[index].covariances

    def covariances_of(self, index: int) -> FloatArray:
        """Covariances of snapshot `index` in squared original units, shape (k, d, d)."""
        factor = self.dataset.scaling.factor
        return self.unlabelled[index].covariances * factor * factor[:, np.newaxis]

    def responsibilities(self, index: int) -> FloatArray | None:
        """How far each component is responsible for each row in snapshot `index`, shape (n, k), read-only.

        Worked out again from the parameters; None where a component has no density.
        """
        at = range(len(self))[index]
        state = self.state_of(at)
        if self._last.get("state") != state:
            mixture = self.unlabelled[at].mixture
            found = None
            if not math.isnan(self.unlabelled[at].objective):
                found = frozen(share(self.rows, mixture).responsibilities.T)
            self._last.update(state=state, found=found)
        known: FloatArray | None = self._last["found"]
        return known

    @cached_property
    def _last(self) -> dict[str, Any]:
        """The state whose responsibilities were asked for last, and these."""
        return {}

    def derived(self, index: int) -> dict[str, Any]:
        """Give the responsibilities of a snapshot, which would take n times k numbers a step."""
        return {"responsibilities": self.responsibilities(index)}

    # How good the end is

    @property
    def n_parameters(self) -> int:
        """How many parameters of the mixture are free."""
        return count_parameters(self.k, self.dataset.d, self.parameters.covariance)

    @property
    def bic(self) -> float:
        """Schwarz's criterion, -2 log L + parameters x log n: the lower the better; in clustered units.

        G. Schwarz, "Estimating the dimension of a model", The Annals of Statistics 6 (1978).
        """
        return self.n_parameters * math.log(self.n) - 2 * self.log_likelihood

    @property
    def aic(self) -> float:
        """Akaike's criterion, -2 log L + 2 x parameters: the lower the better; in clustered units.

        H. Akaike, "A new look at the statistical model identification", IEEE Transactions on Automatic Control 19
        (1974).
        """
        return 2 * self.n_parameters - 2 * self.log_likelihood

    @cached_property
    def _failure(self) -> Failure | None:
        last = self.unlabelled[-1]
        is_given = self.state_of(-1) == 0 and self.parameters.starts is not None
        found = None
        if not is_given:
            is_tied = self.parameters.covariance == "tied"
            found = degenerate(self.units, last.mixture, self.reg, is_tied=is_tied)
        return found or twins(last.mixture)

    @property
    def failure(self) -> str:
        """Say in one clause why the end is no result: a component has shrunk to nothing, or two have become one."""
        return self._failure.clause if self._failure else ""

    @property
    def failure_kind(self) -> str:
        """Which kind of failure that is, see `Failure`: ``"shrunk"``; empty where there is none."""
        return self._failure.kind if self._failure else ""

    @property
    def flawed(self) -> tuple[int, ...]:
        """The components that `failure` is about, from 0."""
        return self._failure.components if self._failure else ()

    # What a family says otherwise

    @property
    def n_numbers(self) -> int:
        """How many components there are, those that lead no row among them."""
        return self.k

    def sizes_of(self, counts: IntArray) -> tuple[int, ...]:
        """Give counts of rows by label as the sizes of clusters, empty ones included."""
        return tuple(counts.tolist())

    def counts_of(self, index: int) -> IntArray:
        """How many rows each component leads at snapshot `index`, shape (k,); all 0 before the first E step."""
        counts = np.zeros(self.k, np.intp)
        known = super().counts_of(index)
        counts[: len(known)] = known
        return counts

    def only_end(self) -> MixtureTrace:
        """Give the start, the last M step and the end: the states that pictures of the end show."""
        if len(self) < 4 or len(self.states) < 2:
            return self
        kept = sorted({0, self.states[-1], len(self) - 1})
        history = LabelHistory()
        for index in kept:
            history.append(self.history.at(index))
        return replace(self, unlabelled=tuple(self.unlabelled[index] for index in kept), history=history)

    def canonical_order(self) -> IntArray | None:
        """Order components by their means, the first column first; given starts keep their numbers."""
        if self.parameters.starts is not None:
            return None
        return np.lexsort(self.unlabelled[-1].means.T[::-1])

    def measures(self) -> Mapping[str, float]:
        """Log-likelihood, BIC, AIC, how many components lead a row, and steps; nan what a failed end has not."""
        told = {
            self.parameters.objective.key: self.log_likelihood,
            "BIC": self.bic,
            "AIC": self.aic,
        }
        if self.failure:
            told = dict.fromkeys(told, math.nan)
        return {**told, "clusters": self.n_clusters(), "rounds": self.turns}

    def table_row(self, index: int) -> Mapping[str, Any]:
        """Tell the components: their shares of the rows, means and variances, in original units."""
        snapshot, features = self.unlabelled[index], self.dataset.features
        variances = self.covariances_of(index).diagonal(axis1=1, axis2=2)
        shares = {
            part_name("shares", label): weight for label, weight in enumerate(snapshot.weights.tolist())
        }
        means = places(self.means_of(index), features, "mean")
        return {**super().table_row(index), **shares, **means, **places(variances, features, "variance")}

    def facts(self, order: IntArray | None = None) -> Mapping[str, Any]:
        """Sum the run up: how many M steps, weights, means in original units, BIC and AIC."""
        last = self.unlabelled[-1]
        weights, means = last.weights, self.means_of(-1)
        if order is not None:
            weights, means = weights[order], means[order]
        return {
            "steps": self.turns,
            "weights": tuple(weights.tolist()),
            "means": tuple(map(tuple, means.tolist())),
            "BIC": self.bic,
            "AIC": self.aic,
        }

    def check(self) -> None:
        """Check that every state is a mixture of these columns.

        Raises
        ------
        ValueError
            If it is not.
        """
        self.check_states()
        if self.history.first is None or self.history.first.dtype.kind != "i":
            raise ValueError("its labels do not fit its rows")
        if self.history.size > self.k:
            raise ValueError("it has labels without a component")

    def check_states(self) -> None:
        """Check the mixtures alone.

        Raises
        ------
        ValueError
            If one does not fit the columns, or is none.
        """
        k, d = self.k, self.dataset.d
        for snapshot in self.unlabelled:
            weights, means, covariances = snapshot.mixture
            if weights.shape != (k,) or means.shape != (k, d) or covariances.shape != (k, d, d):
                raise ValueError("its components do not fit its columns")
            if not all(np.isfinite(part).all() for part in snapshot.mixture):
                raise ValueError("a component is not finite")
            if weights.min() < 0 or abs(float(weights.sum()) - 1) > 1e-9:
                raise ValueError("its weights are not 1 together")
            if not np.array_equal(covariances, covariances.transpose(0, 2, 1)):
                raise ValueError("a covariance is not symmetric")
            if snapshot.step not in ("start", "e_step", "m_step"):
                raise ValueError("it has steps of another algorithm")
