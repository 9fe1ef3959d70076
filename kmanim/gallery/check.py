"""Whether the published pictures are what the code makes."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageSequence

from kmanim.errors import KmanimError
from kmanim.gallery.build import FOLDER, WORDS, build, folders, index_of, pictures, slow_files
from kmanim.gallery.explorable import EXPLORABLES
from kmanim.gallery.index_page import INDEX

LEAST_DB = 35.0  # two versions of a font library differ by about 45 dB, another picture by 20


def check(folder: Path = FOLDER) -> list[str]:
    """Rebuild every picture elsewhere and say what differs from the published ones.

    Text must be equal; pictures must be equal in size, number and times of their frames, and to the eye: another
    version of matplotlib, Pillow or FreeType may round a pixel otherwise. Of those that take many minutes nothing is
    made: they must be there. Folders that are not the gallery's are somebody's own.

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
        build(fresh, slow=False)
        slow = slow_files()
        names = {path.relative_to(root).as_posix() for root in (folder, fresh) for path in _files(root)}
        missing = [f"{name} is missing" for name in slow if not (folder / name).is_file()]
        found = _differences(folder, fresh, sorted(names - {*slow, WORDS, INDEX}))
        said = _said_otherwise(folder / WORDS, fresh / WORDS)
        return [*missing, *found, *said, *_shown_otherwise(folder, fresh)]


def _files(root: Path) -> Iterator[Path]:
    # The list of files that kmanim keeps in a folder holds checksums, which differ where pixels do.
    every = (path for within in folders() for path in (root / within).glob("*"))
    return (path for path in every if path.is_file() and path.name != ".kmanim.json")


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
            elif problem := drift(old, new):
                yield f"{name} {problem}"


def _said_otherwise(old: Path, new: Path) -> Iterator[str]:
    """Name the pictures that other words stand in for now; those that were not made need any."""
    published, made = (json.loads(path.read_text("utf-8")) if path.is_file() else {} for path in (old, new))
    for file in sorted({*pictures(), *(one.files[0] for one in EXPLORABLES), *published}):
        if not published.get(file):
            yield f"{WORDS} lacks {file}"
        elif file in made and made[file] != published[file]:
            yield f"{WORDS} says something else of {file} now"


def _shown_otherwise(folder: Path, fresh: Path) -> Iterator[str]:
    """Say whether the page of all pictures is another now; words of those that were not made are the published ones."""
    words: dict[str, str] = {}
    for root in (folder, fresh):
        words |= json.loads((root / WORDS).read_text("utf-8")) if (root / WORDS).is_file() else {}
    if not (folder / INDEX).is_file():
        yield f"{INDEX} is missing"
        return
    with suppress(OSError):  # of a picture that is missing or none, nobody knows how large it should be
        if (folder / INDEX).read_text("utf-8") != index_of(folder, words):
            yield f"{INDEX} says something else now"


def _words(path: Path) -> list[str]:
    """Give the text of a file: without pictures in it, which differ where pixels do; tables without sizes of files."""
    lines = re.sub(r"data:image/\w+;base64,[\w+/=]*", "", path.read_text("utf-8")).splitlines()
    return [line.rpartition(",")[0] for line in lines] if path.suffix == ".csv" else lines


def drift(old: Path | BinaryIO, new: Path | BinaryIO) -> str:
    """Say how two pictures or films differ; nothing if no eye can tell them apart."""
    one, other = _shots(old), _shots(new)
    if len(one) != len(other) or any(a.shape != b.shape for (a, _), (b, _) in zip(one, other, strict=True)):
        return "has another size or another number of frames now"
    if [duration for _, duration in one] != [duration for _, duration in other]:
        return "is timed otherwise now"
    worst = min(_decibels(a, b) for (a, _), (b, _) in zip(one, other, strict=True))
    return f"looks different now ({worst:.0f} dB)" if worst < LEAST_DB else ""


def _shots(path: Path | BinaryIO) -> list[tuple[NDArray[np.uint8], int]]:
    with Image.open(path) as film:
        return [
            (np.asarray(shot.convert("RGB")), int(shot.info.get("duration", 0)))
            for shot in ImageSequence.Iterator(film)
        ]


def _decibels(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """Peak signal-to-noise ratio of two pictures of one size."""
    error = float(np.mean((one.astype(np.float64) - other) ** 2))
    return float("inf") if error == 0 else 10 * float(np.log10(255**2 / error))


def require_current() -> None:
    """Check the gallery and complain about the first difference.

    Raises
    ------
    KmanimError
        If anything differs.
    """
    found = check()
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise KmanimError(f"{FOLDER}: {found[0]}{more}; rebuild with: python -m kmanim --gallery")
