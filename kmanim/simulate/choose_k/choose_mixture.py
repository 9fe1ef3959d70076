"""EM for several numbers of components and every kind of covariance, each the best of several runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kmanim.errors import InputError, listed, shown
from kmanim.simulate.choose_k.choice_plan import checked_ks
from kmanim.simulate.choose_k.mixture_choice import MixtureChoice, MixtureEnd
from kmanim.simulate.input import dataset_of
from kmanim.simulate.numerics.random_streams import Seed, streams
from kmanim.simulate.parameters._objective import SAME
from kmanim.simulate.parameters.em import COVARIANCES, INIT_KINDS, Em
from kmanim.simulate.registry import check_names, make_parameters
from kmanim.simulate.runs.series import MAX_RUNS, Series

RESTARTS, FEWER = 10, 2
"""Runs for each mixture, if nothing is said: of many rows fewer."""
_MANY_ROWS = 5_000
# Runs that end nearer to each other, in log-likelihood a row, have stopped a few steps apart.
_NEAR = 1e-4
_APART = ("k", "covariance", "weights", "means", "covariances")

Progress = Callable[[int, int], None]


def choose_mixture(
    data: object,
    ks: Iterable[int] = range(1, 9),
    *,
    covariances: Sequence[str] | None = None,
    runs: int | None = None,
    seed: Seed = 0,
    progress: Progress | None = None,
    **params: Any,
) -> MixtureChoice:
    """Run EM for several numbers of components and kinds of covariance, and compute BIC and AIC of each.

    Half of the runs start from k-means, the others on rows drawn at random, unless `init` says which; one that failed
    is never the best, however likely it makes the data.

    Parameters
    ----------
    data : Dataset, array_like, DataFrame, str or Path
        What is clustered.
    ks : iterable of int, default 1 to 8
        Two or more neighbouring whole numbers, from 1 to 50 and to the number of distinct rows.
    covariances : sequence of str, optional
        Of "full", "tied", "diag" and "spherical"; all by default, of one column the two that differ there.
    runs : int, optional
        For each: 10 by default, 2 of more than 5,000 rows.
    seed : int, Generator, SeedSequence or None, default 0
        What random numbers are drawn from; it begins anew for each.
    progress : callable, optional
        Told how many mixtures are done, of how many.
    **params
        Other options of EM: ``init``, ``reg``, ``tol``, ``max_iter``.

    Returns
    -------
    MixtureChoice

    Raises
    ------
    InputError
        If anything will not do.
    """
    plan = MixturePlan(data, ks, covariances=covariances, runs=runs, seed=seed, params=params)
    ends = []
    for place in range(len(plan)):
        ends.append(plan.do(place))
        if progress is not None:
            progress(place + 1, len(plan))
    return plan.choice(ends)


class MixturePlan:
    """The mixtures that are tried, each of which can be done by itself, in whatever order and process.

    Parameters
    ----------
    data, ks, covariances, runs, seed, params
        As for `choose_mixture`.
    """

    def __init__(
        self,
        data: object,
        ks: Iterable[int],
        *,
        covariances: Sequence[str] | None = None,
        runs: int | None = None,
        seed: Seed = 0,
        params: dict[str, Any],
    ) -> None:
        check_names("em", params, ("ks", "covariances", "runs", "seed"), apart=_APART)
        init = params.get("init")
        if init is not None and init not in INIT_KINDS:
            raise InputError(
                f"init must be {listed(INIT_KINDS, 'or')} where k is chosen, got {shown(repr(init))}"
            )
        self.dataset = dataset_of(data, Em())
        self.ks = checked_ks(self.dataset, ks)
        self.covariances = _kinds(covariances, self.dataset.d)
        self.runs = (RESTARTS if self.dataset.n <= _MANY_ROWS else FEWER) if runs is None else runs
        self.seed = streams(seed).whole()
        self.params = params
        for place in range(len(self)):
            make_parameters("em", self._options(place))
        if isinstance(self.runs, bool) or not isinstance(self.runs, int) or not 1 <= self.runs <= MAX_RUNS:
            raise InputError(f"runs must be a whole number from 1 to {MAX_RUNS}, got {shown(repr(runs))}")

    def __len__(self) -> int:
        return len(self.covariances) * len(self.ks)

    def _options(self, place: int) -> dict[str, Any]:
        kind, k = divmod(place, len(self.ks))
        return {**self.params, "covariance": self.covariances[kind], "k": self.ks[k]}

    def do(self, place: int) -> MixtureEnd:
        """Run the mixture at a place, from 0, from several starts, and keep the best end."""
        options = self._options(place)
        runs = self.runs if options["k"] > 1 else 1  # one component has one maximum
        counts = {INIT_KINDS[0]: runs - runs // 2, INIT_KINDS[1]: runs // 2}
        if options.pop("init", None) is not None:
            counts = {self.params["init"]: runs}
        series = [
            Series("em", self.dataset, count, seed=self.seed, params={**options, "init": init})
            for init, count in counts.items()
            if count
        ]
        outcomes = [(one, outcome) for one in series for outcome in one.outcomes(range(len(one)))]
        sound = [found for found in outcomes if not found[1].failure]
        best = max((outcome.objective for _, outcome in sound), default=0.0)
        near = _NEAR * self.dataset.n
        first = next((found for found in sound if found[1].objective >= best - SAME * abs(best)), outcomes[0])
        return MixtureEnd(
            covariance=options["covariance"],
            k=options["k"],
            trace=first[0][first[1].run - 1].only_end(),
            runs=runs,
            failed=len(outcomes) - len(sound),
            reached=sum(outcome.objective >= best - near for _, outcome in sound),
        )

    def choice(self, ends: Sequence[MixtureEnd]) -> MixtureChoice:
        """Put together what was found, place by place."""
        return MixtureChoice(
            dataset=self.dataset,
            ks=self.ks,
            covariances=self.covariances,
            ends=tuple(ends),
            runs=self.runs,
            seed=self.seed,
        )


def _kinds(given: Sequence[str] | None, d: int) -> tuple[str, ...]:
    if given is None:
        return COVARIANCES if d > 1 else COVARIANCES[:2]
    kinds = (given,) if isinstance(given, str) else tuple(given)
    if not kinds or len(set(kinds)) < len(kinds) or not set(kinds) <= set(COVARIANCES):
        raise InputError(
            f"covariances must be some of {listed(COVARIANCES)}, each once, got {shown(repr(given))}"
        )
    return tuple(kind for kind in COVARIANCES if kind in kinds)
