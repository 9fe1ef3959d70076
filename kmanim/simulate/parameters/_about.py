"""What is asked of every algorithm before one is chosen, without importing its parameters.

For those of this package it stands in ``about.json``, which ``python -m renew prepared`` makes of the parameters.
"""

from __future__ import annotations

import dataclasses
import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kmanim.simulate.parameters._base import Parameters

FILE = Path(__file__).with_name("about.json")


class About(NamedTuple):
    """What the parameters of an algorithm say of it.

    Attributes
    ----------
    title, family, kinds, wants_target, scale, choice, in_passes, known_as
        As `Parameters` has them.
    options : tuple of str
        The names of its own options.
    film_options : tuple of str
        Those of its films, of the story first.
    """

    title: str
    family: str
    kinds: str
    wants_target: bool
    scale: str
    choice: str
    in_passes: str
    known_as: tuple[str, ...]
    options: tuple[str, ...]
    film_options: tuple[str, ...]


def about_class(kind: type[Parameters]) -> About:
    """Ask a parameter class."""
    own, *films = (
        tuple(field.name for field in dataclasses.fields(options))
        for options in (kind, kind.story_options, kind.scene_options)
    )
    told: dict[str, Any] = {name: getattr(kind, name) for name in About._fields[:-2]}
    return About(**told, options=own, film_options=(*films[0], *films[1]))


@cache
def prepared() -> dict[str, About]:
    """Give what is said of the algorithms of this package, by name."""
    told = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
    return {name: About._make(map(_frozen, one.values())) for name, one in told.items()}


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
