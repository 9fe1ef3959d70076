"""The published pictures as data: one recipe each, rebuilt and checked by one command."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageSequence

from kmanim.data.load import load
from kmanim.errors import KmanimError
from kmanim.export.folder import Folder
from kmanim.film import animate
from kmanim.job.job import Job
from kmanim.simulate.record import run

FOLDER = Path("gifs")
LEAST_DB = 35.0  # two versions of a font library differ by about 45 dB, another picture by 20

_REFERENCE = {"k": 2, "init": ((1000, 150), (1500, 150))}


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """A film of the gallery.

    Attributes
    ----------
    file : str
        Where it goes, in the gallery's folder; a poster goes beside it.
    data : mapping
        What `load` is told.
    run : mapping
        The parameters of k-means.
    film : mapping
        What `animate` is told.
    """

    file: str
    data: Mapping[str, Any]
    run: Mapping[str, Any]
    film: Mapping[str, Any] = field(default_factory=dict)

    def make(self, folder: Folder) -> None:
        """Write the film and its poster."""
        film = animate(run("kmeans", load(**self.data), **self.run), **self.film)
        film.save(folder.stage(self.file))
        film.save(folder.stage(f"{Path(self.file).stem}.png"))


RECIPES = (
    Recipe(file="walkthrough.gif", data={"source": "mtcars"}, run=_REFERENCE),
    Recipe(file="loop.gif", data={"source": "mtcars"}, run=_REFERENCE, film={"profile": "loop"}),
    Recipe(
        file="dark.gif",
        data={"source": "faithful", "scale": "zscore"},
        run={"k": 2, "init": "sample", "seed": 4},
        film={"profile": "loop", "theme": "dark", "regions": True},
    ),
    Recipe(
        file="longest.gif",
        data={"source": "mtcars"},
        run={"k": 2, "init": ((750, 60), (850, 80))},
        film={"profile": "loop", "panel": "inertia"},
    ),
    Recipe(
        file="sheehan-kmeans.gif",
        data={"source": "sheehan4"},
        run={"k": 4, "init": ((19, 22), (21, 20), (11, 10), (4, 5))},
        film={"profile": "loop", "panel": "inertia", "regions": True, "width": 720},
    ),
    Recipe(
        file="sheehan-kmeans-bad.gif",
        data={"source": "sheehan4"},
        run={"k": 4, "init": ((2, 2), (4, 4), (6, 6), (8, 8))},
        film={"profile": "loop", "panel": "inertia", "regions": True, "width": 720},
    ),
    Recipe(
        file="penguins.gif",
        data={"source": "penguins", "scale": "zscore"},
        run={"k": 3, "init": "k-means++", "seed": 1},
        film={"profile": "loop"},
    ),
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
    report = dozen(folder / "mtcars").write()
    tell(len(RECIPES) + 1, len(RECIPES) + 1, "done")
    return films.files + report.files


def dozen(folder: Path) -> Job:
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


def insist(folder: Path = FOLDER) -> None:
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
