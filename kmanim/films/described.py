"""Functions that make films, as help and completion show them: with what each family's films can be told."""

from __future__ import annotations

from dataclasses import fields
from itertools import chain
from typing import Any

from kmanim.plot.style.look import Look
from kmanim.simulate.parameters._base import Options
from kmanim.simulate.parameters._described import add_notes, add_options, is_described
from kmanim.simulate.registry import APART, built_in, parameters_of


def describe(function: Any) -> None:
    """Add the options of looks, and those of the films of all families, to a function that takes them by name."""
    if is_described(function):
        return
    if function.__name__ == "animate_sweep":
        add_options(function, [Look])
        return
    kinds: dict[tuple[type[Options], ...], list[str]] = {}
    for name in (*built_in(), *APART):
        one = parameters_of(name)
        # Side by side there is no room for further stories.
        told = () if function.__name__ == "side_by_side" else (one.story_options,)
        kinds.setdefault((*told, one.scene_options), []).append(f"``{name}``")
    add_options(function, [*chain.from_iterable(kinds), Look])
    intro = "What the films of an algorithm can be told beside what all can, and what they take if nothing is said:"
    add_notes(
        function, intro, {", ".join(names): own for own, names in kinds.items() if any(map(fields, own))}
    )
