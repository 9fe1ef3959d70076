"""The published pictures, rebuilt by one command."""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Callable, Mapping
from importlib import import_module
from itertools import groupby
from pathlib import Path
from types import ModuleType

from kmanim.data.load import load
from kmanim.export.folder import Folder
from kmanim.gallery import recipes
from kmanim.gallery.explorable import EXPLORABLES
from kmanim.gallery.index_page import INDEX, index_page
from kmanim.gallery.recipe import Recipe
from kmanim.job.job import Job

FOLDER = Path("gifs")
# Jobs write into folders named as their data, so the published dozen stands in one that is not.
TWELVE = "twelve-runs"
# What stands in for each picture, by its file: for whoever shows them without making them.
WORDS = "words.json"


def every_recipe(shelf: ModuleType = recipes) -> tuple[Recipe, ...]:
    """Give the recipes of all files on their shelf, those in folders last."""
    files = sorted(pkgutil.iter_modules(shelf.__path__), key=lambda file: (file.ispkg, file.name))
    found: list[Recipe] = []
    for file in files:
        module = import_module(f"{shelf.__name__}.{file.name}")
        found += every_recipe(module) if file.ispkg else module.RECIPES
    return tuple(found)


def folders() -> tuple[str, ...]:
    """Name the folders of the gallery, its own as ``.``; what else is beside them somebody made for himself."""
    return tuple(sorted({TWELVE, *(recipe.folder for recipe in every_recipe())}))


def pictures() -> tuple[str, ...]:
    """Name the films and figures, without the posters beside them."""
    return tuple(recipe.file for recipe in every_recipe())


def slow_files() -> tuple[str, ...]:
    """Name the pictures that take many minutes, by their places in the gallery's folder."""
    return tuple(name for recipe in every_recipe() if recipe.slow for name in recipe.files)


def build(
    folder: Path = FOLDER,
    progress: Callable[[int, int, str], None] | None = None,
    *,
    slow: bool = True,
) -> tuple[Path, ...]:
    """Rebuild every picture.

    Parameters
    ----------
    folder : Path, default ``gifs``
        Where they go.
    progress : callable, optional
        Told how many are done, of how many, and which comes next.
    slow : bool, default True
        Whether those that take many minutes are among them.

    Returns
    -------
    tuple of Path
        All files written.

    Raises
    ------
    OutputError
        If a file there was not written by kmanim.
    """
    tell = progress or (lambda _done, _of, _what: None)
    every = [recipe for recipe in every_recipe() if slow or not recipe.slow]
    written: list[Path] = []
    words: dict[str, str] = {}
    done = 0
    for within, together in groupby(every, lambda recipe: recipe.folder):
        with Folder(folder / within, job="gallery") as films:
            for recipe in together:
                tell(done, len(every) + 1, recipe.file)
                words[recipe.file] = recipe.make(films)
                done += 1
        written += films.files
    tell(len(every), len(every) + 1, TWELVE)
    report = twelve_runs(folder / TWELVE).write()
    tell(len(every) + 1, len(every) + 1, "done")
    with Folder(folder, job=WORDS) as listed:
        for one in EXPLORABLES:
            words[one.files[0]] = one.make(listed)
        listed.write(WORDS, json.dumps(words, indent=1, ensure_ascii=False, sort_keys=True) + "\n")
    # Sizes of all pictures are read from their places; without the slow ones there is no such page.
    if slow:
        with Folder(folder, job=INDEX) as first:
            first.write(INDEX, index_of(folder, words))
        return (*written, *report.files, *listed.files, *first.files)
    return (*written, *report.files, *listed.files)


def index_of(folder: Path, words: Mapping[str, str]) -> str:
    """Write the page with every picture of the gallery that lies in a folder."""
    return index_page(folder, every_recipe(), EXPLORABLES, words, f"{TWELVE}/index.html")


def twelve_runs(folder: Path) -> Job:
    """Give the dozen of the post; its seed was picked because its runs end in all six solutions that there are.

    The README's first command makes the same.
    """
    return Job(
        dataset=load("mtcars"),
        runs=12,
        seed=623,
        profile="loop",
        out=folder,
        command="python -m kmanim mtcars --runs 12 --seed 623",
    )
