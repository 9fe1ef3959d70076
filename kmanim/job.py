"""The main job as one object: everything that a post needs, from the runs to the last file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from kmanim.export.folder import Folder
from kmanim.export.manifest import MANIFEST
from kmanim.items import RUNS, Item, figures, films, pages, records, runs_csv
from kmanim.order import Order
from kmanim.report import Report
from kmanim.workers import each

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, kw_only=True)
class Job(Order):
    """An order that can be carried out."""

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """What will be written, in order; the pages come last, as they speak of all others."""
        made = (*films(self), *figures(self), *records(self))
        return (*made, *pages(self, made))

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the files that will be written."""
        return (*(item.name for item in self.items), RUNS)

    @property
    def paths(self) -> tuple[Path, ...]:
        """Where the files will stand, and last the list of them that kmanim keeps for itself."""
        return tuple(self.folder / name for name in (*self.names, MANIFEST))

    def check(self) -> None:
        """Refuse before the long work what would be refused after it.

        Raises
        ------
        OutputError
            If the folder cannot be written, or a file that kmanim did not write stands in the way.
        """
        Folder(self.folder, job=self.dataset.name, force=self.force).check(self.names)

    def write(self, progress: Progress | None = None, workers: int = 1) -> Report:
        """Write all files, or none.

        Parameters
        ----------
        progress : callable, optional
            Told after each file: how many are done, of how many, and the name of the last one.
        workers : int, default 1
            How many processes draw; the files are the same, byte for byte.

        Raises
        ------
        InputError
            If an option will not do for these data.
        OutputError
            If a file cannot be written, or one that kmanim did not write stands in the way.
        """
        tell = progress or _nobody
        with Folder(self.folder, job=self.dataset.name, force=self.force) as folder:
            folder.check(self.names)
            sizes: dict[str, int] = {}
            tasks = [partial(_make, item, folder.stage(item.name)) for item in self.items]
            tell(0, len(tasks), "starting")
            for done, (number, size) in enumerate(each(tasks, workers), start=1):
                sizes[self.items[number].name] = size
                tell(done, len(tasks), self.items[number].name)
            folder.write(*runs_csv(self, sizes))
        return Report(self.compared, self.folder, self.paths, sizes, self.formats[0])


def _make(item: Item, path: Path) -> int:
    """Write a file, and give its size."""
    item.make(path)
    return path.stat().st_size


def _nobody(_done: int, _of: int, _what: str) -> None:
    """Tell nobody."""
