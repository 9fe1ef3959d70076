"""What can be asked for: data sets, algorithms, options; for people as text, for programs as JSON."""

from __future__ import annotations

import argparse
import dataclasses
import inspect
from typing import Any

from kmanim import __version__
from kmanim.command.groups import own
from kmanim.command.groups.files import STILL_FORMATS
from kmanim.command.parser import parser
from kmanim.data.builtin.catalogue import GROUPS, KIND_OF
from kmanim.export.formats import film_formats
from kmanim.simulate.parameters._base import Options, option_names
from kmanim.simulate.registry import known_algorithms, parameters_of

_TYPES = {"int": "integer", "float": "number", "str": "text", "bool": "flag"}


def as_text() -> str:
    """List data sets, and algorithms with the names of their options."""
    lines = []
    algorithms = own.ordered(known_algorithms())
    wide = max(map(len, [*algorithms, *(name for sets in GROUPS.values() for name in sets)])) + 2
    for heading, sets in GROUPS.items():
        lines += [f"{heading}:", *(f"  {name:<{wide}}{about}" for name, about in sets.items()), ""]
    lines.append("algorithms (--algorithm NAME), and what can be set of them:")
    for name in algorithms:
        kind = parameters_of(name)
        flags = " ".join(own.flag_of(option) for option in option_names(kind))
        alone = f", without data: kmanim {own.word_of(name)}" if kind.kinds == "none" else ""
        lines.append(f"  {name:<{wide}}{kind.title}{alone}: {flags}")
    return "\n".join([*lines, "", "all of an option: kmanim --help; for programs: kmanim --list --json"])


def as_json() -> dict[str, Any]:
    """Give the same for programs, with every option, its type, limits and default."""
    return {
        "kmanim": __version__,
        "data": [
            {"name": name, "about": about, "group": group, "columns": KIND_OF.get(name, "numbers")}
            for group, sets in GROUPS.items()
            for name, about in sets.items()
        ],
        "algorithms": [_algorithm(name) for name in own.ordered(known_algorithms())],
        "options": _common(),
        "formats": list(film_formats()),
        "stills": list(STILL_FORMATS),
    }


def _algorithm(name: str) -> dict[str, Any]:
    kind = parameters_of(name)
    return {
        "name": name,
        "title": kind.title,
        "family": kind.family,
        "columns": kind.kinds,
        "target": kind.wants_target,
        "scale": kind.scale,
        **({"word": own.word_of(name)} if kind.kinds == "none" else {}),
        "options": _options(kind),
        "film_options": [*_options(kind.story_options), *_options(kind.scene_options)],
    }


def _options(kind: type[Options]) -> list[dict[str, Any]]:
    """Give the options of a dataclass; it knows all of them."""
    return [
        {
            "name": field.name,
            "flag": own.flag_of(field.name),
            "type": _TYPES[field.metadata["type"].__name__],
            "default": field.default,
            "default_text": field.metadata["default_text"],
            "choices": list(field.metadata["choices"]),
            "lowest": field.metadata["low"],
            "highest": field.metadata["high"],
            "about": field.metadata["help"],
        }
        for field in dataclasses.fields(kind)
    ]


def _common() -> list[dict[str, Any]]:
    """Give the options that every algorithm has, as the parser reads them."""
    p = parser(all_algorithms=True)
    formatter = argparse.HelpFormatter(p.prog)
    return [
        {
            "name": action.dest,
            "flag": max(action.option_strings, key=len, default=""),
            "short": next((name for name in action.option_strings if len(name) == 2), ""),
            "type": _type(action),
            "default": None if action.default is argparse.SUPPRESS else action.default,
            "choices": list(action.choices or ()),
            "about": formatter._expand_help(action),
        }
        for action in p._actions
        if not isinstance(action, argparse._HelpAction | argparse._VersionAction)
    ]


def _type(action: argparse.Action) -> str:
    """Say what a value is: what its reader gives."""
    if action.nargs == 0:
        return "flag"
    reader = action.type if callable(action.type) else str
    gives = "str" if isinstance(reader, type) else inspect.signature(reader).return_annotation
    return _TYPES.get(str(gives), "text")
