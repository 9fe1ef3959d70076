"""A published picture as data: where it goes, and what makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from kmanim.export.folder import Folder
from kmanim.films.base_film import BaseFilm
from kmanim.films.still_file import save_page
from kmanim.gallery.one_run import OneRun
from kmanim.plot.pages.page import Page


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """A picture of the gallery.

    Attributes
    ----------
    file : str
        Where it goes, in the gallery's folder or in one within it; beside a film goes its poster.
    picture : callable
        Makes the film, or the page of a figure.
    slow : bool, default False
        Whether it takes many minutes: it is made where the gallery is rebuilt, and a check asks only whether it is
        there.
    said : str
        A command that makes it, or what comes near it, where the picture itself says none.
    """

    file: str
    picture: Callable[[], BaseFilm | Page]
    slow: bool = False
    said: str = ""

    @property
    def command(self) -> str:
        """The command for it; empty where there is none."""
        return self.said or (self.picture.command if isinstance(self.picture, OneRun) else "")

    @property
    def folder(self) -> str:
        """The folder within the gallery's: ``.`` for itself."""
        return PurePosixPath(self.file).parent.as_posix()

    @property
    def files(self) -> tuple[str, ...]:
        """All that it makes: a film and its poster, or a figure."""
        path = PurePosixPath(self.file)
        return tuple(dict.fromkeys((self.file, path.with_suffix(".png").as_posix())))

    def make(self, folder: Folder) -> str:
        """Write the film and its poster, or the figure, into a folder, which is this recipe's own.

        Returns
        -------
        str
            What stands in for the picture where it cannot be seen.
        """
        picture, file = self.picture(), PurePosixPath(self.file)
        if isinstance(picture, Page):
            save_page(picture, folder.stage(file.name))
            return picture.alt
        picture.save(folder.stage(file.name))
        picture.save(folder.stage(f"{file.stem}.png"))
        return picture.alt


def film_of(
    data: Mapping[str, Any],
    options: Mapping[str, Any],
    film: Mapping[str, Any],
    algorithm: str = "kmeans",
    among: int = 0,
) -> OneRun:
    """Say how a film of one run is made: what `load`, the algorithm and `animate` are told.

    Its end is compared with those of as many further runs as are said by `among`, from starts of their own.
    """
    return OneRun(data=data, options=options, film=film, algorithm=algorithm, among=among)
