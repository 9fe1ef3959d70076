"""Which algorithm runs, and how often."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from kmanim.command import option_values as values
from kmanim.command.groups.own import DEFAULT_ALGORITHM, ordered
from kmanim.errors import InputError, listed
from kmanim.simulate.parameters._base import Parameters, option_names
from kmanim.simulate.registry import built_in, known_algorithms, parameters_of


def add(p: ArgumentParser) -> None:
    """Add which algorithm runs, and how often."""
    g = p.add_argument_group("algorithm")
    g.add_argument(
        "--algorithm",
        type=_algorithm,
        default=DEFAULT_ALGORITHM,
        help=f"what to run: {listed(_known(p), 'or')} (default: {DEFAULT_ALGORITHM}, or the only one that takes such "
        "data); its own options are below, and "
        "alone with --algorithm NAME --help",
        metavar="NAME",
    )
    g.add_argument(
        "--runs",
        type=values.whole(1, 10_000),
        metavar="N",
        help="repeat from N starts, 1 to 10,000, compare and rank the results; above 24 not every run has its film",
    )
    g.add_argument(
        "--films",
        type=values.whole(0, 10_000),
        metavar="N",
        help="films for the best, the worst, the longest and the first N other runs; 0: for the picked run alone "
        "(default: for every run up to 24 runs, for those three of more)",
    )
    g.add_argument(
        "--seed", type=values.whole(0), default=0, metavar="N", help="seed of all that is drawn (default: 0)"
    )


def check(said: argparse.Namespace, parameters: Parameters) -> None:
    """Refuse runs that would all be the same, and a run that there is not.

    Raises
    ------
    InputError
    """
    runs, why = said.runs or 1, parameters.deterministic
    if runs > 1 and why:
        reason = f"--{why}" if why.split()[0] in option_names(type(parameters)) else why
        raise InputError(f"{reason}, so all {runs} runs would be the same; leave --runs out")
    if said.pick is not None and said.pick > runs:
        wanted = f"a run from 1 to {runs}" if runs > 1 else "1 where there is one run"
        raise InputError(f"--pick must be {wanted}, got {said.pick}")


def wanted(said: argparse.Namespace) -> dict[str, Any]:
    """Give what a job is asked for of this."""
    return {
        "algorithm": said.algorithm,
        "parameters": said.parameters,
        "runs": said.runs,
        "films": said.films,
        "seed": said.seed,
    }


def _known(p: ArgumentParser) -> tuple[str, ...]:
    """Name the algorithms for the help; where nobody reads it, those of other packages need not be looked for."""
    return tuple(ordered(known_algorithms() if getattr(p, "is_help", False) else built_in()))


def _algorithm(name: str) -> str:
    """Read the name of an algorithm; hyphens count as underscores."""
    try:
        parameters_of(name)
    except InputError as error:
        raise ArgumentTypeError(str(error)) from None
    return name.replace("-", "_")
