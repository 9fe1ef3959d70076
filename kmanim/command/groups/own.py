"""What can be set of each algorithm and of its films: options that its dataclasses name."""

from __future__ import annotations

import argparse
import dataclasses
import re
from argparse import Action, ArgumentParser
from collections.abc import Callable, Collection, Iterable
from typing import Any, TypeVar

from kmanim.command import option_values as values
from kmanim.errors import InputError, listed
from kmanim.simulate.parameters._base import Options, make_options, option_names
from kmanim.simulate.registry import about, known_algorithms, parameters_of

DEFAULT_ALGORITHM = "kmeans"

_Kind = TypeVar("_Kind", bound=Options)
_READERS: dict[type, Callable[[str], Any]] = {int: values.integer, float: values.real}


def add(p: ArgumentParser, algorithm: str, *, but: Collection[str] = ()) -> list[str]:
    """Add what can be set of one algorithm and of its films, in two groups; give the names of those left out.

    Parameters
    ----------
    p : ArgumentParser
    algorithm : str
        Its name.
    but : collection of str
        What the help says of an option, for those that are not added as help has said it before.
    """
    kind = parameters_of(algorithm)
    left_out = []
    g = p.add_argument_group(f"{algorithm} ({kind.title})")
    for field in dataclasses.fields(kind):
        if _said(field) in but:
            left_out.append(flag_of(field.name))
        else:
            _add(g, field, "option")
    g = p.add_argument_group(f"films of {algorithm}")
    for options in (kind.story_options, kind.scene_options):
        for field in dataclasses.fields(options):
            _add(g, field, "film")
    return left_out


def help_sections() -> list[tuple[str, str, list[Action]]]:
    """Give the options of every algorithm for the help: a title, a remark, the options.

    What an algorithm shares with one of its family that comes before is named and not said again.
    """
    sections: list[tuple[str, str, list[Action]]] = []
    told: dict[str, list[str]] = {}  # by family: what has been said
    films: dict[tuple[type, type], list[str]] = {}
    first: dict[str, str] = {}
    for algorithm in ordered(known_algorithms()):
        kind = parameters_of(algorithm)
        own = ArgumentParser(add_help=False)
        shared = add(own, algorithm, but=told.get(kind.family, ()))
        remark = f"as {first[kind.family]}: {', '.join(shared)}" if shared else ""
        sections.append((f"{algorithm} ({kind.title})", remark, own._action_groups[2]._group_actions))
        told.setdefault(kind.family, []).extend(_said(field) for field in dataclasses.fields(kind))
        first.setdefault(kind.family, algorithm)
        films.setdefault((kind.story_options, kind.scene_options), []).append(algorithm)
    for algorithms in films.values():
        own = ArgumentParser(add_help=False)
        add(own, algorithms[0])
        if actions := own._action_groups[3]._group_actions:
            sections.append((f"films of {listed(algorithms, 'and')}", "", actions))
    return sections


def owners(flag: str) -> list[str]:
    """Name the algorithms that have an option, or whose films have it: ``--gamma``."""
    return [algorithm for algorithm in known_algorithms() if flag in _flags(algorithm)]


def flags_of_all() -> list[str]:
    """Give the options of all algorithms and of their films, each once."""
    return list(
        dict.fromkeys(flag for algorithm in ordered(known_algorithms()) for flag in _flags(algorithm))
    )


def ordered(algorithms: Iterable[str]) -> list[str]:
    """Put the algorithm that runs by default first, and its family after it."""
    family = about(DEFAULT_ALGORITHM).family
    return sorted(
        algorithms,
        key=lambda name: (name != DEFAULT_ALGORITHM, about(name).family != family, name),
    )


def given(said: argparse.Namespace, prefix: str) -> dict[str, Any]:
    """Give the options that were said, of those whose names begin in one way."""
    return {
        name.removeprefix(f"{prefix}_"): value
        for name, value in vars(said).items()
        if name.startswith(f"{prefix}_") and value is not None and value is not False
    }


def checked(kind: type[_Kind], given: dict[str, Any]) -> _Kind:
    """Check options of one kind; complaints name them as they are written here."""
    try:
        return make_options(kind, given, kind.__name__)
    except InputError as error:
        words = str(error)
        named = next((name for name in option_names(kind) if re.match(rf"{name}\b", words)), None)
        raise InputError(f"--{named.replace('_', '-')}{words[len(named) :]}" if named else words) from None


def _add(group: Any, field: dataclasses.Field[Any], prefix: str) -> None:
    """Add one option, whose value is read here and checked by its dataclass."""
    about = field.metadata
    kind: dict[str, Any] = {
        "dest": f"{prefix}_{field.name}",
        "default": None,
        "help": f"{about['help']} (default: {about['default_text']})".replace("%", "%%"),
    }
    if about["type"] is bool:
        kind |= {"action": "store_true", "help": about["help"].replace("%", "%%")}
    else:
        kind |= {
            "type": str if about["reads"] else _READERS.get(about["type"], str),
            "choices": about["choices"] or None,
            "metavar": None if about["choices"] else about["metavar"] or None,
        }
        if about["rows"]:
            kind["action"] = "append"
    group.add_argument(*_short(field.name), flag_of(field.name), **kind)


def _flags(algorithm: str) -> list[str]:
    told = about(algorithm)
    return [flag_of(name) for name in (*told.options, *told.film_options)]


def flag_of(name: str) -> str:
    """Write the name of an option as the command line has it."""
    return f"--{name.replace('_', '-')}"


def word_of(algorithm: str) -> str:
    """Write the name of an algorithm as a word of the command: ``mean-shift``."""
    return algorithm.replace("_", "-")


def _short(name: str) -> list[str]:
    """Give the short option of a name that is one letter: ``-k``."""
    return [f"-{name}"] if len(name) == 1 else []


def _said(field: dataclasses.Field[Any]) -> str:
    """Give all that help says of an option."""
    about = field.metadata
    return f"{field.name}: {about['help']}, {about['choices']}, {about['default_text']}"
