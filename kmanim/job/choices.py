"""What helps to choose k: of k-means by squares about means, of EM by what a likelihood costs in parameters."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any

from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, listed
from kmanim.job.workers import each
from kmanim.simulate.choose_k.choice import Choice
from kmanim.simulate.choose_k.choice_plan import INIT, RUNS, ChoicePlan
from kmanim.simulate.choose_k.choose_k import carry_out
from kmanim.simulate.choose_k.choose_mixture import MixturePlan
from kmanim.simulate.choose_k.mixture_choice import MixtureChoice, MixtureEnd
from kmanim.simulate.registry import choosable, parameters_of
from kmanim.story.figures import choose_k as k_words
from kmanim.story.figures import choose_mixture as mixture_words

# Of fewer rows in all runs on the data together, copies of this process take longer to make than they save.
_WORTH_COPIES, _FEW_ROWS = 40_000, 1_000

Chosen = Choice | MixtureChoice
Progress = Callable[[int, int, str], None]


def figure_of(algorithm: str) -> str:
    """Name the figure of what helps to choose an algorithm's k, which is called as its files are.

    Raises
    ------
    InputError
        If there is nothing that does.
    """
    figure = parameters_of(algorithm).choice
    if not figure:
        raise InputError(f"k is chosen for {listed(choosable(), 'and')}, not for {algorithm}")
    return figure


def chosen(
    algorithm: str,
    dataset: Dataset,
    ks: range,
    given: dict[str, Any],
    *,
    runs: int | None,
    seed: int,
    workers: int = 1,
    tell: Progress | None = None,
) -> Chosen:
    """Compute what helps to choose k.

    Parameters
    ----------
    algorithm : str
        One that `figure_of` has a figure for.
    dataset : Dataset
    ks : range
        Which k are tried.
    given : dict
        What the algorithm was told by name; its k counts for nothing, and so do options of one k.
    runs : int or None
        For each k; None for the usual number.
    seed : int
    workers : int, default 1
        How many processes, where the work is in parts; the numbers are the same.
    tell : callable, optional
        Told how many parts of the work are done, of how many, and what it is.

    Raises
    ------
    InputError
        If there is no such choice for the algorithm, or anything will not do.
    """
    given = {name: value for name, value in given.items() if name != "k"}

    def progress(part: int, parts: int) -> None:
        if tell is not None:
            tell(part, parts, "choosing k")

    if figure_of(algorithm) == "choose-k":
        init = given.pop("init", INIT)
        parts = ChoicePlan(dataset, ks, runs=runs or RUNS, init=init, seed=seed, params=given)
        few = parts.runs * len(ks) * max(dataset.n, _FEW_ROWS) < _WORTH_COPIES
        return carry_out(parts, partial(each, workers=1 if few else workers), progress)
    kind = given.pop("covariance", None)
    plan = MixturePlan(
        dataset, ks, covariances=None if kind is None else [kind], runs=runs, seed=seed, params=given
    )
    found: dict[int, MixtureEnd] = {}
    for place, end in each([partial(plan.do, place) for place in range(len(plan))], workers):
        found[place] = end
        progress(len(found), len(plan))
    return plan.choice([found[place] for place in range(len(plan))])


def words_of(choice: Chosen) -> ModuleType:
    """Give the words of a choice's figure."""
    return mixture_words if isinstance(choice, MixtureChoice) else k_words


def rows_of(choice: Chosen) -> list[dict[str, Any]]:
    """Give the table of a choice as a file has it: one of k-means says which rules point at a k."""
    if isinstance(choice, MixtureChoice):
        return choice.table()
    return [row | {"said_by": "; ".join(k_words.said(choice, row["k"]))} for row in choice.table()]


def drawn_of(choice: Chosen, k: int | None) -> tuple[Any, ...]:
    """Give what a choice's figure is drawn of: that of k-means shows one k closely, the asked one if it may."""
    return (choice,) if isinstance(choice, MixtureChoice) else (choice, k_words.shown_k(choice, k))
