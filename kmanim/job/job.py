"""The main job as one object: everything that a post needs, from the runs to the last file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial
from pathlib import Path

from kmanim.export.folder import Folder
from kmanim.export.manifest import MANIFEST
from kmanim.films.settings import check_films
from kmanim.job.figures import figures
from kmanim.job.items import Batch, Item, Shown, films, records
from kmanim.job.pages import pages, tables
from kmanim.job.parallel.runs import Progress
from kmanim.job.report import Report
from kmanim.job.request import Request
from kmanim.job.workers import each


class Job(Request):
    """A request that can be carried out."""

    @cached_property
    def batches(self) -> tuple[Batch, ...]:
        """What will be made, in order, before the pages that speak of it."""
        self.check_pieces()
        made = () if self.explore == "alone" else (*films(self), *figures(self), *self._extra, *records(self))
        return (*made, *self._explored)

    @property
    def _extra(self) -> Iterator[Batch]:
        """Give what few want, imported only then."""
        if self.compare_inits is not None:
            from kmanim.job.compare_inits import compared_inits  # noqa: PLC0415

            yield compared_inits(self)
        if self.side_by_side is not None:
            from kmanim.job.side_by_side import side_by_side  # noqa: PLC0415

            yield side_by_side(self)
        if self.sweep:
            from kmanim.job.sweep import swept  # noqa: PLC0415

            yield from swept(self)

    @property
    def _explored(self) -> Iterator[Batch]:
        if self.explore != "no":
            from kmanim.job.explored import explored  # noqa: PLC0415

            yield explored(self)

    @property
    def items(self) -> tuple[Item, ...]:
        """The files of all batches."""
        return tuple(item for batch in self.batches for item in batch.items)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the files that will be written."""
        return (*(item.name for item in self.items), *tables(self))

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
        check_films(self.formats, self.look, fps=self.fps)
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
        check_films(self.formats, self.look, fps=self.fps)
        tell = progress or _say_nothing
        bytes_of: dict[str, int] = {}
        shown_of: dict[str, Shown] = {}
        with Folder(self.folder, job=self.dataset.name, force=self.force) as folder:
            folder.check(self.names)
            staged = {batch: [folder.stage(item.name) for item in batch.items] for batch in self.batches}
            batches = sorted(staged, key=lambda batch: -batch.weight)
            done, of = 0, len(self.items)
            self.choice  # noqa: B018 - computed here, or each process that draws would do it again
            self.inits  # noqa: B018 - so, too
            self.sweeps  # noqa: B018 - so, too
            if workers > 1 and self.profile == "walkthrough" and self.explore != "alone":
                self.steps.settle()  # one draws the film, another its steps, and all write the same letters
            tell(done, of, "starting")
            for number, made in each([partial(_make, batch, staged[batch]) for batch in batches], workers):
                for item, (count, shown) in zip(batches[number].items, made, strict=True):
                    bytes_of[item.name] = count
                    if shown is not None:
                        shown_of[item.name] = shown
                    done += 1
                    tell(done, of, item.name)
            for name, text in list(pages(self, self.items, bytes_of, shown_of)):
                folder.write(name, text)
                bytes_of[name] = len(text.encode("utf-8", "replace"))
        films = {run: self.film_name(run) for run in self.filmed} if self.explore != "alone" else {}
        return Report(
            self.compared, self.folder, self.paths, bytes_of, films, self.notes, self.choice, self.sweeps
        )


def _make(batch: Batch, paths: list[Path]) -> list[tuple[int, Shown | None]]:
    """Write the files, and tell how many bytes each has, and what pages have to know of it."""
    return [(path.stat().st_size, shown) for path, shown in zip(paths, batch.make(paths), strict=True)]


def _say_nothing(_done: int, _of: int, _what: str) -> None:
    """Report to nobody."""
