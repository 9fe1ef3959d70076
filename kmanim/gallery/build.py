"""The published pictures, rebuilt by one command."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from kmanim.data.load import load
from kmanim.export.folder import Folder
from kmanim.gallery import recipes
from kmanim.gallery.recipe import Recipe
from kmanim.job.job import Job

FOLDER = Path("gifs")


def every_recipe() -> tuple[Recipe, ...]:
    """Give the recipes of all files on their shelf."""
    files = sorted(file.name for file in pkgutil.iter_modules(recipes.__path__))
    return tuple(recipe for name in files for recipe in import_module(f"{recipes.__name__}.{name}").RECIPES)


def build(folder: Path = FOLDER, progress: Callable[[int, int, str], None] | None = None) -> tuple[Path, ...]:
    """Rebuild every picture.

    Parameters
    ----------
    folder : Path, default ``gifs``
        Where they go.
    progress : callable, optional
        Told how many are done, of how many, and which comes next.

    Returns
    -------
    tuple of Path
        All files written.

    Raises
    ------
    OutputError
        If a file there was not written by kmanim.
    """
    tell, every = progress or (lambda _done, _of, _what: None), every_recipe()
    with Folder(folder, job="gallery") as films:
        for done, recipe in enumerate(every):
            tell(done, len(every) + 1, recipe.file)
            recipe.make(films)
    tell(len(every), len(every) + 1, "mtcars")
    report = twelve_runs(folder / "mtcars").write()
    tell(len(every) + 1, len(every) + 1, "done")
    return films.files + report.files


def twelve_runs(folder: Path) -> Job:
    """Give the dozen of the post; its seed was picked because its runs end in all six solutions that there are."""
    return Job(dataset=load("mtcars"), runs=12, seed=623, profile="loop", out=folder)
