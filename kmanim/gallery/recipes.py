"""The published pictures as data: one recipe each, rebuilt and checked by one command."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageSequence

from kmanim.data.load import load
from kmanim.errors import KmanimError
from kmanim.export.folder import Folder
from kmanim.films.base_film import BaseFilm
from kmanim.films.film import animate
from kmanim.films.side_by_side import side_by_side
from kmanim.films.still_file import save_page
from kmanim.job.job import Job
from kmanim.plot.figures.choose_k import which_k
from kmanim.plot.figures.compare_inits import inits
from kmanim.plot.figures.modes import modes
from kmanim.plot.figures.solutions import solutions
from kmanim.plot.page import Page
from kmanim.simulate.choose_k.choose_k import choose_k
from kmanim.simulate.record import run
from kmanim.simulate.runs.compare_inits import compare_inits
from kmanim.simulate.runs.runs import run_many
from kmanim.story.text.words import counted

FOLDER = Path("gifs")
LEAST_DB = 35.0  # two versions of a font library differ by about 45 dB, another picture by 20

_REFERENCE: Mapping[str, Any] = {"k": 2, "init": ((1000, 150), (1500, 150))}
_DIVISIONS: Mapping[str, Any] = {"profile": "loop", "panel": "inertia", "regions": True, "width": 720}
_SMALL: Mapping[str, Any] = {"profile": "loop", "width": 480, "height": 360}


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """A picture of the gallery.

    Attributes
    ----------
    file : str
        Where it goes, in the gallery's folder; beside a film goes its poster.
    picture : callable
        Makes the film, or the page of a figure.
    """

    file: str
    picture: Callable[[], BaseFilm | Page]

    def make(self, folder: Folder) -> None:
        """Write the film and its poster, or the figure."""
        picture = self.picture()
        if isinstance(picture, Page):
            save_page(picture, folder.stage(self.file))
            return
        picture.save(folder.stage(self.file))
        picture.save(folder.stage(f"{Path(self.file).stem}.png"))


def _film(
    data: Mapping[str, Any], options: Mapping[str, Any], film: Mapping[str, Any], algorithm: str = "kmeans"
) -> Callable[[], BaseFilm]:
    """Say how a film of one run is made: what `load`, the algorithm and `animate` are told."""
    return lambda: animate(run(algorithm, load(**data), **options), **film)


def _cannot(name: str, k: int) -> Recipe:
    """Show what k-means does with one of the sets that it cannot do: the best of twelve runs."""
    return Recipe(
        file=f"cannot-{name}.gif",
        picture=lambda: animate(run_many("kmeans", load(name), 12, k=k).best, **_SMALL),
    )


def _inits() -> Page:
    cars = load("mtcars")
    cells = compare_inits("kmeans", cars, (2, 3), 1000)
    return inits.page(cells, "k-means", counted(cars.n, cars.noun))


def _scales() -> BaseFilm:
    cars = (load("mtcars", scale=scale) for scale in ("none", "zscore"))
    return side_by_side([run("kmeans", data, **_REFERENCE) for data in cars])


def _ks() -> BaseFilm:
    eruptions = load("faithful", scale="zscore")
    return side_by_side([run_many("kmeans", eruptions, 20, k=k, init="k-means++").best for k in (2, 3, 4)])


RECIPES = (
    Recipe(file="walkthrough.gif", picture=_film({"source": "mtcars"}, _REFERENCE, {})),
    Recipe(file="loop.gif", picture=_film({"source": "mtcars"}, _REFERENCE, {"profile": "loop"})),
    Recipe(
        file="dark.gif",
        picture=_film(
            {"source": "faithful", "scale": "zscore"},
            {"k": 2, "init": "sample", "seed": 4},
            {"profile": "loop", "theme": "dark", "regions": True},
        ),
    ),
    Recipe(
        file="longest.gif",
        picture=_film(
            {"source": "mtcars"},
            {"k": 2, "init": ((750, 60), (850, 80))},
            {"profile": "loop", "panel": "inertia"},
        ),
    ),
    Recipe(
        file="sheehan-kmeans.gif",
        picture=_film(
            {"source": "sheehan4"}, {"k": 4, "init": ((19, 22), (21, 20), (11, 10), (4, 5))}, _DIVISIONS
        ),
    ),
    Recipe(
        file="sheehan-kmeans-bad.gif",
        picture=_film({"source": "sheehan4"}, {"k": 4, "init": ((2, 2), (4, 4), (6, 6), (8, 8))}, _DIVISIONS),
    ),
    Recipe(
        file="penguins.gif",
        picture=_film(
            {"source": "penguins", "scale": "zscore"},
            {"k": 3, "init": "k-means++", "seed": 1},
            {"profile": "loop"},
        ),
    ),
    # The choices, as notebooks/choices.ipynb shows them.
    Recipe(
        file="kmeans-plus-plus.gif",
        picture=_film({"source": "mtcars"}, {"k": 3, "init": "k-means++", "seed": 4}, {}),
    ),
    Recipe(file="inits.png", picture=_inits),
    Recipe(
        file="solutions.png", picture=lambda: solutions.page(run_many("kmeans", load("mtcars"), 1000, k=3))
    ),
    Recipe(
        file="choose-k.png",
        picture=lambda: which_k.page(choose_k(load("faithful", scale="zscore"), range(1, 9)), 2),
    ),
    Recipe(file="scales.gif", picture=_scales),
    Recipe(file="which-k.gif", picture=_ks),
    Recipe(
        file="kmodes.gif",
        picture=_film({"source": "zoo"}, {"k": 4, "seed": 1}, {"profile": "loop"}, algorithm="kmodes"),
    ),
    Recipe(file="modes.png", picture=lambda: modes.page(run("kmodes", load("zoo"), k=4, seed=1))),
    _cannot("rings", 2),
    _cannot("moons", 2),
    _cannot("stretched", 3),
    _cannot("unequal-sizes", 3),
    _cannot("unequal-densities", 3),
    _cannot("outlier", 2),
)


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
    tell = progress or (lambda _done, _of, _what: None)
    with Folder(folder, job="gallery") as films:
        for done, recipe in enumerate(RECIPES):
            tell(done, len(RECIPES) + 1, recipe.file)
            recipe.make(films)
    tell(len(RECIPES), len(RECIPES) + 1, "mtcars")
    report = twelve_runs(folder / "mtcars").write()
    tell(len(RECIPES) + 1, len(RECIPES) + 1, "done")
    return films.files + report.files


def twelve_runs(folder: Path) -> Job:
    """Give the dozen of the post; its seed was picked because its runs end in all six solutions that there are."""
    return Job(dataset=load("mtcars"), runs=12, seed=623, profile="loop", out=folder)


def check(folder: Path = FOLDER) -> list[str]:
    """Rebuild every picture elsewhere and say what differs from the published ones.

    Text must be equal; pictures must be equal in size, number and times of their frames, and to the eye: another
    version of matplotlib, Pillow or FreeType may round a pixel otherwise.

    Parameters
    ----------
    folder : Path, default ``gifs``
        Where the published ones are.

    Returns
    -------
    list of str
        One sentence for each file that differs, is missing or has no recipe.
    """
    with tempfile.TemporaryDirectory() as made:
        fresh = Path(made)
        build(fresh)
        names = {path.relative_to(root).as_posix() for root in (folder, fresh) for path in _files(root)}
        return list(_differences(folder, fresh, sorted(names)))


def _files(root: Path) -> Iterator[Path]:
    # The list of files that kmanim keeps in a folder holds checksums, which differ where pixels do.
    return (path for path in root.rglob("*") if path.is_file() and path.name != ".kmanim.json")


def _differences(folder: Path, fresh: Path, names: list[str]) -> Iterator[str]:
    for name in names:
        old, new = folder / name, fresh / name
        if not old.exists():
            yield f"{name} is missing"
        elif not new.exists():
            yield f"{name} has no recipe"
        elif old.read_bytes() != new.read_bytes():
            if old.suffix not in {".gif", ".png"}:
                if _words(old) != _words(new):
                    yield f"{name} says something else now"
            elif problem := _drift(old, new):
                yield f"{name} {problem}"


def _words(path: Path) -> list[str]:
    """Give the text of a file; in the table of runs without the sizes of files."""
    lines = path.read_text("utf-8").splitlines()
    return [line.rpartition(",")[0] for line in lines] if path.suffix == ".csv" else lines


def _drift(old: Path, new: Path) -> str:
    """Say how two pictures differ; nothing if no eye can tell them apart."""
    one, other = _shots(old), _shots(new)
    if len(one) != len(other) or any(a.shape != b.shape for (a, _), (b, _) in zip(one, other, strict=True)):
        return "has another size or another number of frames now"
    if [duration for _, duration in one] != [duration for _, duration in other]:
        return "is timed otherwise now"
    worst = min(_decibels(a, b) for (a, _), (b, _) in zip(one, other, strict=True))
    return f"looks different now ({worst:.0f} dB)" if worst < LEAST_DB else ""


def _shots(path: Path) -> list[tuple[NDArray[np.uint8], int]]:
    with Image.open(path) as film:
        return [
            (np.asarray(shot.convert("RGB")), int(shot.info.get("duration", 0)))
            for shot in ImageSequence.Iterator(film)
        ]


def _decibels(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """Peak signal-to-noise ratio of two pictures of one size."""
    error = float(np.mean((one.astype(np.float64) - other) ** 2))
    return float("inf") if error == 0 else 10 * float(np.log10(255**2 / error))


def require(folder: Path = FOLDER) -> None:
    """Check the gallery and complain about the first difference.

    Raises
    ------
    KmanimError
        If anything differs.
    """
    found = check(folder)
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise KmanimError(f"{folder}: {found[0]}{more}; rebuild with: python -m kmanim --gallery")
