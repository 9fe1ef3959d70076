"""The files of recipes, what each is about, and what their pictures are called."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from kmanim.gallery import recipes
from kmanim.simulate.registry import built_in, parameters_of


def recipe_files(shelf: ModuleType = recipes, before: str = "") -> Iterator[tuple[str, ModuleType]]:
    """Give the files of recipes by name, those in folders last."""
    found = sorted(pkgutil.iter_modules(shelf.__path__), key=lambda file: (file.ispkg, file.name))
    for file in found:
        module = import_module(f"{shelf.__name__}.{file.name}")
        if file.ispkg:
            yield from recipe_files(module, f"{file.name}-")
        else:
            yield before + file.name.replace("_", "-"), module


def about(module: ModuleType) -> tuple[str, str]:
    """Take the first sentence of a file apart: what it is about, and what there is of it."""
    title, _, more = (module.__doc__ or "").strip().rstrip(".").partition(": ")
    return title, more


def heading(stem: str) -> str:
    """Name a picture by its file, algorithms by their titles."""
    titles = {name: parameters_of(name).title for name in built_in()}
    words = [titles.get(word.casefold(), word) for word in re.split("[-_]", stem)]
    # A title of two words that is not spelled as its name is.
    pair = titles.get("_".join(words[:2]), "")
    if pair.casefold() not in ("", " ".join(words[:2])):
        words[:2] = [pair]
    return " ".join([words[0] if words[0] in titles.values() else words[0].capitalize(), *words[1:]])
