"""How runs are compared."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kmanim.command import option_values as values
from kmanim.errors import InputError, listed, shown
from kmanim.simulate.parameters._base import Parameters, option_names
from kmanim.simulate.registry import choosable

if TYPE_CHECKING:
    from kmanim.simulate.sweeps.swept import Swept

# What can stand side by side, and what help says of it.
_BESIDE = {
    "scales": "'scales' for raw against scaled from the same starts",
    "classes": "'classes' for the groups that are known (--classes, or those of a drawn set) beside the run, hatched "
    "where it cuts them",
    "k": "numbers of clusters, such as 2-4, each the best of --runs runs, else of 20",
    "values": "values of parameters that go together, such as linkage=single,ward or 'optimizer=plain,adam "
    "rate=0.3,5', from one start each",
}


def add(p: ArgumentParser) -> None:
    """Add how runs are compared."""
    g = p.add_argument_group("comparisons")
    g.add_argument(
        "--compare-inits",
        nargs="?",
        const=(),
        type=values.counts,
        metavar="K",
        help="compare what runs from each kind of start come to, for the k of the runs or for those given: 2-5",
    )
    g.add_argument(
        "--choose-k",
        type=values.ks,
        metavar="A-B",
        help="each k from A to B, and what says which k to choose: of k-means elbow, silhouette, gap, "
        "Calinski-Harabasz (the best of --runs runs each, else of 20; k-means++ unless --init says otherwise), of "
        "em BIC and AIC for every kind of covariance (else of 10 runs)",
    )
    g.add_argument(
        "--side-by-side",
        type=values.side_by_side,
        metavar="WHAT",
        help=_beside_told(_BESIDE),
    )
    g.add_argument(
        "--sweep",
        action="append",
        metavar="NAME=VALUES",
        help="one more film, over the values of a parameter: eps=0.1:1:0.1 (both ends included), k=2:9, "
        "eps=0.1,0.2,0.5, or words such as linkage=single,ward; twice for each pair of values of two; the best of "
        "--runs runs for each value, else of 20 where starts are drawn",
    )
    g.add_argument(
        "--with",
        dest="with_data",
        metavar="DATA",
        help="a second data set in the film of --sweep, under the same slider: a built-in one, or a file",
    )
    g.add_argument(
        "--with-sweep",
        metavar="NAME=VALUES",
        help="the values for that second data set, as many as --sweep has (default: the same)",
    )


def tell_alone(p: ArgumentParser, algorithm: str, kind: type[Parameters]) -> None:
    """Leave out of the help what `check` refuses for an algorithm, however it is set."""
    refused = {
        "compare_inits": algorithm != "kmeans",
        "choose_k": not kind.choice,
        "with_data": kind.kinds == "none",
        "with_sweep": kind.kinds == "none",
    }
    fits = {
        "scales": hasattr(kind, "starts"),
        "classes": kind.finds_clusters(),
        "k": "k" in option_names(kind),
        "values": True,
    }
    for action in p._actions:
        if refused.get(action.dest):
            action.help = argparse.SUPPRESS
        elif action.dest == "side_by_side":
            action.help = _beside_told(name for name in _BESIDE if fits[name])


def _beside_told(names: Iterable[str]) -> str:
    told = [_BESIDE[name] for name in names]
    return "one more film side by side: " + "; ".join([*told[:-1], "or " * (len(told) > 1) + told[-1]])


def check(said: argparse.Namespace, parameters: Parameters) -> None:
    """Refuse comparisons that the algorithm cannot have, and read what is swept.

    Raises
    ------
    InputError
    """
    if said.compare_inits is not None and said.algorithm != "kmeans":
        raise InputError(
            f"--compare-inits compares starts of k-means, not of {parameters.title}; leave it out"
        )
    if isinstance(said.side_by_side, str) and "=" in said.side_by_side:
        said.side_by_side = _read_beside(said.side_by_side, said.algorithm)
    elif said.side_by_side is not None:
        _check_side_by_side(said.side_by_side, parameters)
    if said.choose_k is not None:
        _check_choice(parameters)
    if said.with_data is not None and parameters.kinds == "none":
        raise InputError(f"--with is a second data set, and {parameters.title} takes none; leave it out")
    _read_sweeps(said)


def wanted(said: argparse.Namespace) -> dict[str, Any]:
    """Give what a job is asked for of this, but for the second data set."""
    return {
        "compare_inits": said.compare_inits,
        "choose_k": said.choose_k,
        "side_by_side": said.side_by_side,
        "sweep": said.sweep,
    }


def _check_side_by_side(wanted: str | tuple[int, ...], parameters: Parameters) -> None:
    """Refuse a comparison that the algorithm cannot have."""
    if wanted == "classes":
        if not parameters.finds_clusters():
            raise InputError(
                f"--side-by-side classes compares clusters with known groups, and {parameters.title} finds none; "
                "leave it out"
            )
        return
    if wanted == "scales" and not hasattr(parameters, "starts"):
        raise InputError(
            f"--side-by-side scales runs from the same starts, and {parameters.title} has none; leave it out"
        )
    if wanted != "scales" and "k" not in option_names(type(parameters)):
        raise InputError(
            f"--side-by-side needs an algorithm with --k, and {parameters.title} has none; leave it out"
        )
    if wanted != "scales" and getattr(parameters, "starts", None) is not None:
        raise InputError(
            "--init gives starts for one k, but --side-by-side has several; leave one of the two out"
        )


def _read_beside(text: str, algorithm: str) -> tuple[Swept, ...]:
    """Read values of parameters that stand side by side."""
    from kmanim.simulate.sweeps.swept import read_beside  # noqa: PLC0415 - as in `_read_sweeps`

    try:
        found = read_beside(text, algorithm)
    except InputError as error:
        raise InputError(f"--side-by-side{str(error).removeprefix('side by side')}") from None
    if len(found[0]) > values.MOST_BESIDE:
        raise InputError(
            f"--side-by-side {shown(text)}: {len(found[0])} values, and {values.MOST_BESIDE} at most stand side by side"
        )
    return found


def _check_choice(parameters: Parameters) -> None:
    """Refuse to choose k for what nothing judges, and where there are starts for one k."""
    if not parameters.choice:
        raise InputError(
            f"--choose-k judges {listed(choosable(), 'and')}, not {parameters.title}; leave it out"
        )
    if getattr(parameters, "starts", None) is not None:
        words = getattr(parameters, "inits", ())
        option = "--means" if getattr(parameters, "init", "") == "given" else "--init"
        raise InputError(
            f"{option} gives starts for one k, but --choose-k tries several; let --init be {listed(words, 'or')}"
        )


def _read_sweeps(said: argparse.Namespace) -> None:
    """Read what is swept, and refuse what has no second data set beside it, or none to stand beside."""
    if not (said.sweep or said.with_data is not None or said.with_sweep is not None):
        said.sweep = said.with_sweep = ()
        return
    from kmanim.simulate.sweeps.swept import read_swept  # noqa: PLC0415 - asked for by few

    wanted, further = said.sweep or [], [said.with_sweep] if said.with_sweep is not None else []
    if said.with_data is not None and len(wanted) != 1:
        what = "--sweep has two parameters" if wanted else "there is no --sweep"
        raise InputError(f"--with is a second data set under one slider, but {what}; leave it out")
    if further and said.with_data is None:
        raise InputError("--with-sweep has the values for the data of --with; give both, or leave it out")
    if len(wanted) > 2:
        raise InputError(f"--sweep takes one parameter or two, got {len(wanted)}")
    try:
        said.sweep = tuple(read_swept(text, said.algorithm) for text in wanted)
        said.with_sweep = tuple(read_swept(text, said.algorithm) for text in further) or said.sweep
    except InputError as error:
        raise InputError(f"--{error}") from None
    if further and said.with_sweep[0].name != said.sweep[0].name:
        raise InputError(f"--with-sweep must be of {said.sweep[0].name}, too, got {said.with_sweep[0].name}")
    if further and len(said.with_sweep[0]) != len(said.sweep[0]):
        raise InputError(
            f"--with-sweep has {len(said.with_sweep[0])} values and --sweep {len(said.sweep[0])}; both go value by "
            "value, so give as many"
        )
