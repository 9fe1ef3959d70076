"""A sweep: how runs of one algorithm go with one value after the other, compared."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any, overload

from kmanim.data.dataset import Dataset
from kmanim.errors import InputError
from kmanim.simulate.numerics.random_streams import Seed
from kmanim.simulate.registry import check_names, make_parameters, parameters_of
from kmanim.simulate.sweeps.following import MOST_NUMBERS, Followed
from kmanim.simulate.sweeps.outcome import SweepOutcome
from kmanim.simulate.sweeps.plan import SweepPlan
from kmanim.simulate.sweeps.plateaus import Plateau, plateaus_of
from kmanim.simulate.sweeps.swept import Swept, swept_of
from kmanim.simulate.tidy import WithTable

Progress = Callable[[int, int], None]


class Sweep(WithTable, Sequence[SweepOutcome]):
    """The outcomes of a sweep, value after value; of two parameters, the first changes faster.

    Parameters
    ----------
    plan : SweepPlan
        What was run.
    outcomes : sequence of SweepOutcome
        One a place of the plan.
    """

    def __init__(self, plan: SweepPlan, outcomes: Sequence[SweepOutcome]) -> None:
        if len(outcomes) != len(plan):
            raise ValueError(f"a plan of {len(plan)} runs has {len(outcomes)} outcomes")
        self.plan = plan
        # What came back from other processes has data sets of its own; where no data are taken, each value has.
        is_own = plan.parameters.kinds == "none"
        self._outcomes = tuple(
            one
            if one.trace is None or is_own or one.trace.dataset is plan.dataset
            else dataclasses.replace(one, trace=dataclasses.replace(one.trace, dataset=plan.dataset))
            for one in outcomes
        )

    def __len__(self) -> int:
        return len(self._outcomes)

    @overload
    def __getitem__(self, index: int) -> SweepOutcome: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[SweepOutcome]: ...
    def __getitem__(self, index: int | slice) -> SweepOutcome | Sequence[SweepOutcome]:
        return self._outcomes[index]

    def __repr__(self) -> str:
        over = " x ".join(f"{len(one)} of {one.name}" for one in self.swept)
        return f"<Sweep of {self.algorithm} on {self.dataset.name!r}: {over}>"

    @property
    def algorithm(self) -> str:
        """Its name."""
        return self.plan.algorithm

    @property
    def dataset(self) -> Dataset:
        """What was clustered."""
        return self.plan.dataset

    @property
    def swept(self) -> tuple[Swept, ...]:
        """The parameters and their values, one or two."""
        return self.plan.swept

    @cached_property
    def estimates(self) -> tuple[float | None, ...]:
        """What the algorithm itself would take for the first parameter, for each curve; None where it has no such."""
        return self.plan.estimates()

    @property
    def curves(self) -> tuple[range, ...]:
        """The places of the outcomes of each value of the second parameter; one range where there is none."""
        step = len(self.swept[0])
        return tuple(range(at, at + step) for at in range(0, len(self), step))

    @property
    def failed(self) -> tuple[int, ...]:
        """The places of the runs that are no result."""
        return tuple(place for place, one in enumerate(self) if one.failure)

    @cached_property
    def measured(self) -> tuple[str, ...]:
        """The measures by name, the most telling first; those that say only what was asked for come last.

        Such is the number of clusters where k is swept, and whatever is the same for all values.
        """
        names = list(dict.fromkeys(name for one in self for name in one.measures))
        telling: list[str] = []
        for name in names:
            if self._tells(name, telling):
                telling.append(name)
        return (*telling, *(name for name in names if name not in telling))

    def _tells(self, name: str, known: Sequence[str]) -> bool:
        """Whether a measure differs between values, and neither as the values themselves do nor as one before it."""
        said = [(one.values, one.measures[name]) for one in self if name in one.measures]
        if len({value for _, value in said}) < 2:
            return False
        if any(
            all(one.measures[name] == one.measures[other] for one in self if one.measures) for other in known
        ):
            return False
        return not all(any(value == own for own in values) for values, value in said)

    @cached_property
    def plateaus(self) -> tuple[Plateau, ...]:
        """All stretches of a curve with as many clusters, in order; a run that has failed ends one."""
        return plateaus_of(self, self.curves)

    @cached_property
    def longest(self) -> Plateau | None:
        """The longest stretch with as many clusters, where there is more than one and not each row is its own.

        Of equally long ones the first with fewer clusters; None where no two neighbouring values agree.
        """
        known = [one for one in self.plateaus if one.length > 1 and not self[one.first].is_trivial]
        return min(known, key=lambda one: (-one.length, one.clusters, one.first), default=None)

    @cached_property
    def numbers(self) -> tuple[tuple[int, ...], ...]:
        """Which number, and so which colour, each cluster of each outcome has in pictures; -1 for none of its own.

        Numbers follow the largest overlap from value to value; they begin in the middle of the longest stretch with
        as many clusters, which so has the first ones, or where there is no such with the first value that has groups.
        """
        found: list[tuple[int, ...]] = [()] * len(self)
        anchor = self._anchor
        if anchor is None:
            return tuple(found)
        middle, step = anchor % len(self.swept[0]), len(self.swept[0])
        row = anchor // step
        begun: dict[int, Followed] = {}
        for down in (range(row, len(self.curves)), range(row - 1, -1, -1)):
            for number in down:
                before = begun.get(number - 1 if number > row else number + 1)
                here = number * step + middle
                state = before.copy() if before is not None else Followed(self.dataset.n)
                labels = self[here].labels
                if labels is not None:
                    found[here] = state.begin(labels) if before is None else state.follow(labels)
                begun[number] = state
                for way in (range(middle + 1, step), range(middle - 1, -1, -1)):
                    own = state.copy()
                    for place in way:
                        labels = self[number * step + place].labels
                        if labels is not None:
                            found[number * step + place] = own.follow(labels)
        return tuple(found)

    @property
    def _anchor(self) -> int | None:
        """Where numbers begin."""
        if self.longest is not None and self.longest.clusters <= MOST_NUMBERS:
            return (self.longest.first + self.longest.last) // 2
        sound = [place for place, one in enumerate(self) if one.labels is not None]
        few = [
            place for place in sound if not self[place].is_trivial and self[place].clusters <= MOST_NUMBERS
        ]
        return (few or sound)[0] if sound else None

    def table(self) -> list[dict[str, Any]]:
        """One row a value, as plain values.

        Returns
        -------
        list of dict
            The values by the names of their parameters, all measures (None where the run has failed or has no such
            number), ``sizes`` of clusters where it finds any, ``failure`` and ``stopped``.
        """
        grouped = self.plan.parameters.finds_clusters()
        return [
            dict(zip((swept.name for swept in self.swept), one.values, strict=True))
            | {name: _plain(one.measures.get(name)) for name in self._names}
            | ({"sizes": one.sizes} if grouped else {})
            | {"failure": one.failure, "stopped": one.stopped}
            for one in self
        ]

    @property
    def _names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for one in self for name in one.measures))


def sweep(
    algorithm: str,
    data: object = None,
    *,
    runs: int | None = None,
    seed: Seed = 0,
    progress: Progress | None = None,
    **params: Any,
) -> Sweep:
    """Run an algorithm with one value of a parameter after the other, or with each pair of values of two.

    Parameters
    ----------
    algorithm : str
        Its name, for example ``"dbscan"``.
    data : Dataset, array_like, DataFrame, str or Path
        What is clustered, as for `run`; left out where nothing is.
    runs : int, optional
        How many for each value, where starts are drawn; the best counts. By default 20, and 5 of more than 5,000 rows.
    seed : int, Generator, SeedSequence or None, default 0
        What random numbers are drawn from, anew for each value.
    progress : callable, optional
        Told how many values are done, of how many.
    **params
        The fields of the algorithm's parameter class; of one, or of two, a list or range of values: ``eps=[0.1, 0.2]``,
        ``linkage=["single", "ward"]``. Of two, the first that is written is the one along the curves. K-means and
        k-medians with several k begin with k-means++ unless told otherwise.

    Returns
    -------
    Sweep

    Raises
    ------
    InputError
        If no parameter has several values or more than two have, or the algorithm refuses a value, which is named.

    Examples
    --------
    >>> import kmanim
    >>> moons = kmanim.sweep("dbscan", "moons", eps=[0.1, 0.2, 0.3], min_samples=5)
    >>> [one.clusters for one in moons]
    [15, 2, 2]
    """
    check_names(algorithm, params, ("runs", "seed", "progress"))
    several = [name for name, value in params.items() if _is_several(algorithm, name, value)]
    if not several:
        raise InputError("sweep: which parameter? give one of them a list of values, such as k=[2, 3, 4]")
    swept = [swept_of(name, params[name], algorithm) for name in several]
    plan = SweepPlan(algorithm, data, swept, runs=runs, seed=seed, params=params)
    outcomes = []
    for place in range(len(plan)):
        outcomes.append(plan.do(place))
        if progress is not None:
            progress(place + 1, len(plan))
    return Sweep(plan, outcomes)


def _is_several(algorithm: str, name: str, value: Any) -> bool:
    """Tell several values of a parameter from one that is a sequence itself, such as given starts."""
    is_one = isinstance(value, str | bytes | dict) or getattr(value, "ndim", 1) == 0
    if is_one or not isinstance(value, Iterable):
        return False
    known = {field.name: field.metadata for field in dataclasses.fields(parameters_of(algorithm))}
    about = known.get(name)
    if about is None or about["type"] in (int, float) or about["choices"]:
        return True
    try:
        make_parameters(algorithm, {name: value})
    except InputError:
        return True
    return False


def _plain(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else value
