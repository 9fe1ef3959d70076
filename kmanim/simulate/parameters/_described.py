"""Functions that take the options of an algorithm by name, as help and completion show them: with every option.

What an algorithm can be told stands in its parameters alone. Here a signature and a chapter of help are made of it,
once somebody asks the package for such a function; the command, which does not, pays nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import Field, fields
from inspect import Parameter, signature
from itertools import chain
from textwrap import wrap
from typing import Any

from kmanim.simulate.parameters._base import Options
from kmanim.simulate.registry import built_in, parameters_of


class _Own:
    """The default of an option that every algorithm decides for itself."""

    def __repr__(self) -> str:
        return "..."


OWN = _Own()


def describe(function: Any) -> None:
    """Add the options of all algorithms of this package to a function that takes them as ``**params``."""
    if is_described(function):
        return
    kinds = {name: parameters_of(name) for name in built_in()}
    add_options(function, kinds.values())
    intro = "What each algorithm can be told, and what it takes if nothing is said:"
    add_notes(function, intro, {f"``{name}``, {kind.title}": [kind] for name, kind in kinds.items()})


def is_described(function: Any) -> bool:
    """Tell whether a function has its options already."""
    return "__signature__" in vars(function)


def add_options(function: Any, kinds: Iterable[type]) -> None:
    """Put the fields of some dataclasses into a signature, before its ``**params``; those that it has stay as they are.

    What many have early comes first.
    """
    shape = signature(function)
    known = [one for one in shape.parameters.values() if one.kind is not Parameter.VAR_KEYWORD]
    rest = [one for one in shape.parameters.values() if one.kind is Parameter.VAR_KEYWORD]
    weights: dict[str, float] = {}
    for kind in kinds:
        # What it takes, be it kept as a field or not.
        for place, name in enumerate(list(signature(vars(kind)["__init__"]).parameters)[1:], 1):
            weights[name] = weights.get(name, 0.0) + 1 / place
    names = [
        name
        for name in sorted(weights, key=weights.__getitem__, reverse=True)
        if name not in shape.parameters
    ]
    more = [Parameter(name, Parameter.KEYWORD_ONLY, default=OWN) for name in names]
    function.__signature__ = shape.replace(parameters=[*known, *more, *rest])


def add_notes(function: Any, intro: str, kinds: Mapping[str, Sequence[type[Options]]]) -> None:
    """Put a chapter into a function's help: under each heading the options of some classes, a sentence each."""
    text = function.__doc__
    if not text:  # python -OO
        return
    lines = ["Notes", "-----", *wrap(intro, 112)]
    for heading, options in kinds.items():
        lines += ["", heading]
        for option in chain.from_iterable(map(fields, options)):
            lines += wrap(_sentence(option), 112, initial_indent="    * ", subsequent_indent="      ")
    notes = "\n".join(f"    {line}".rstrip() for line in lines)
    before, examples, after = text.partition("\n    Examples\n")
    function.__doc__ = f"{before.rstrip()}\n\n{notes}\n{examples}{after}" + ("" if examples else "    ")


def _sentence(option: Field[Any]) -> str:
    about = option.metadata
    if not about:
        return f"``{option.name}``"
    kind = about["type"].__name__ if about["type"] is not str else ""
    kind = "{" + ", ".join(map(repr, about["choices"])) + "}" if about["choices"] else kind
    told = f"{kind}{', ' * bool(kind)}default {about['default_text']}"
    help_ = about["help"]
    if about["rows"]:  # the command counts rows from 1
        help_ = help_.replace("number from 1", "number from 0").replace("; repeatable", "; or several")
    return f"``{option.name}`` ({told}): {help_}"
