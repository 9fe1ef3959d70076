"""The main job as a whole process: `python -m kmanim mtcars --runs 12` with all its files.

Beside it: a script that makes twelve GIFs of 64 pictures the usual way (`usual_way.py`), and what the start of
Python with the four imports costs that neither can do without; a job of one film, shared between all cores
and on one, what comes before any drawing, and what is said at once. The peak is the memory of the largest process.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks._machine import about
from benchmarks._measure import TIMES, Spent, compared, options, short, spend_child, table, take_turns

IMPORTS = "import numpy, imageio.v3, PIL.Image, matplotlib.figure, matplotlib.backends.backend_agg"
FOLDERS = ("kmanim", "usual", "one", "alone")
HEAD = ("process", *TIMES, "peak MB", "files", "GIFs", "pictures in them", "bytes of them")


def commands(folder: Path) -> dict[str, list[str]]:
    """Give the command lines; kmanim and the script write below `folder`."""
    ours, theirs, one, alone = (folder / name for name in FOLDERS)
    theirs.mkdir()
    kmanim = [sys.executable, "-m", "kmanim"]
    script = Path(__file__).with_name("usual_way.py")
    cars = Path(find_spec("kmanim").origin).with_name("data") / "builtin" / "csv" / "mtcars.csv"
    return {
        "kmanim mtcars --runs 12": [*kmanim, "mtcars", "--runs", "12", "--quiet", "--out", str(ours)],
        "the usual way": [sys.executable, str(script), str(cars), str(theirs)],
        "kmanim mtcars, one film": [*kmanim, "mtcars", "--quiet", "--out", str(one)],
        "the same in one process": [*kmanim, "mtcars", "--quiet", "--jobs", "1", "--out", str(alone)],
        "the imports alone": [sys.executable, "-c", IMPORTS],
        "kmanim mtcars --dry-run": [*kmanim, "mtcars", "--dry-run", "--quiet"],
        "kmanim --help": [*kmanim, "--help"],
        "kmanim --version": [*kmanim, "--version"],
        "python -c pass": [sys.executable, "-c", "pass"],
    }


def written(folder: Path) -> list[str]:
    """Count the files of a folder, its GIFs, their pictures and their bytes."""
    from PIL import Image  # noqa: PLC0415 - the processes are measured by one that is small

    gifs = sorted(folder.glob("*.gif"))
    count = 0
    for path in gifs:
        with Image.open(path) as film:
            count += film.n_frames
    files = sum(path.is_file() for path in folder.iterdir())
    return [str(files), str(len(gifs)), str(count), f"{sum(path.stat().st_size for path in gifs):,}"]


def rows_of(spent: dict[str, list[Spent]], folder: Path) -> list[list[str]]:
    """Give the rows of the table, once everything is measured and written."""
    files = [written(folder / name) for name in FOLDERS]
    cells = compared(spent)
    return [
        [name, *cells[name], short(max(go.peak for go in goes)), *(files.pop(0) if files else "----")]
        for name, goes in spent.items()
    ]


def main(argv: Sequence[str] | None = None) -> None:
    chosen = options(__doc__, argv)
    with TemporaryDirectory() as folder:
        spent = take_turns(commands(Path(folder)), chosen.repeat, spend_child, warm_up=not chosen.quick)
        rows = rows_of(spent, Path(folder))
    print(table("Command: the main job, start to end", HEAD, rows))
    print(about())


if __name__ == "__main__":
    main(sys.argv[1:])
