"""Several algorithms on several data sets, each run as it was told: what a table of pictures is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, only_known, shown
from kmanim.simulate.input import dataset_of
from kmanim.simulate.numerics.random_streams import Seed
from kmanim.simulate.record import run
from kmanim.simulate.registry import make_parameters, parameters_of
from kmanim.simulate.runs.runs import run_many
from kmanim.simulate.trace import Trace

Options = Mapping[str, Any]


@only_known
def compare_algorithms(
    algorithms: Iterable[str | tuple[str, Options]],
    data: Mapping[Any, Options] | Iterable[Any],
    *,
    runs: int = 12,
    seed: Seed = 0,
) -> tuple[tuple[Trace, ...], ...]:
    """Run every algorithm on every data set.

    An algorithm that draws its start runs several times, and its best run is kept: one start alone would show its
    luck. One that decides everything itself runs once.

    Parameters
    ----------
    algorithms : iterable of str, or of (str, mapping)
        Their names, each with options of its own where it has such: ``("hierarchical", {"linkage": "single"})``.
    data : mapping, or iterable
        The data sets, as `run` takes them; of a mapping, or of pairs of data and options, the options that go with
        them: ``{"moons": {"k": 2, "eps": 0.2}}``. Each goes to the algorithms that have such an option, and wins over
        theirs.
    runs : int, default 12
        From so many starts, where they are drawn.
    seed : int, Generator, SeedSequence or None, default 0
        What random numbers are drawn from.

    Returns
    -------
    tuple of tuple of Trace
        A line a data set, in it a run an algorithm.

    Raises
    ------
    InputError
        If an algorithm, an option or a data set will not do, or no algorithm has an option.

    Examples
    --------
    >>> import kmanim
    >>> (line,) = kmanim.compare_algorithms(["kmeans", "dbscan"], {"moons": {"k": 2}})
    >>> [trace.n_clusters() for trace in line]
    [2, 2]
    """
    columns = [_with_options(one, "an algorithm") for one in _listed(algorithms, "algorithms")]
    lines = list(data.items()) if isinstance(data, Mapping) else _listed(data, "data sets")
    if not lines or not columns:
        raise InputError("there must be an algorithm and a data set at least")
    for name, _ in columns:
        if not parameters_of(name).finds_clusters():
            raise InputError(
                f"compare_algorithms compares clusters, and {parameters_of(name).title} finds none; leave it out"
            )
    known = [{field.name for field in fields(parameters_of(name))} for name, _ in columns]
    found = []
    for one in lines:
        rows, told = _with_options(one, "a data set")
        for name in told:
            if not any(name in names for names in known):
                raise InputError(
                    f"none of the algorithms has the option {shown(name)} that {shown(_called(rows))} comes with; "
                    "leave it out"
                )
        options = [
            {**own, **{name: told[name] for name in told if name in names}}
            for (_, own), names in zip(columns, known, strict=True)
        ]
        if not isinstance(rows, Dataset):
            first = columns[0][0]
            rows = dataset_of(rows, make_parameters(first, options[0]))
        found.append(
            tuple(
                _best(name, rows, given, runs, seed)
                for (name, _), given in zip(columns, options, strict=True)
            )
        )
    return tuple(found)


def _best(algorithm: str, rows: Dataset, options: Options, runs: int, seed: Seed) -> Trace:
    """Run once, or several times where the start is drawn and something says which run is best."""
    parameters = make_parameters(algorithm, dict(options))
    if parameters.deterministic or parameters.objective is None or runs == 1:
        alone: Trace = run(algorithm, rows, seed=seed, **options)
        return alone
    return run_many(algorithm, rows, runs, seed=seed, **options).best


def _listed(given: Any, what: str) -> list[Any]:
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise InputError(f"{what} must be a list of them, got {shown(repr(given))}")
    return list(given)


def _with_options(one: Any, what: str) -> tuple[Any, Options]:
    """Part a name or data from the options that come with it."""
    if isinstance(one, tuple) and len(one) == 2 and (one[1] is None or isinstance(one[1], Mapping)):
        return one[0], one[1] or {}
    if isinstance(one, Mapping):
        raise InputError(f"{what} with options is a pair of it and them, got {shown(repr(one))}")
    return one, {}


def _called(rows: Any) -> str:
    return rows if isinstance(rows, str) else getattr(rows, "name", "the data set")
