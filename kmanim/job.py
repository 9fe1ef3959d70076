"""The main job as one object: everything that a post needs, from the runs to the last file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from kmanim.data.dataset import Dataset
from kmanim.errors import InputError
from kmanim.export.folder import Folder
from kmanim.export.manifest import MANIFEST
from kmanim.export.names import slug
from kmanim.film import Film, Profile
from kmanim.items import Item, figures, films, pages, records
from kmanim.plot.look import Look
from kmanim.report import Report
from kmanim.simulate.record import run
from kmanim.simulate.runs import Runs, run_many
from kmanim.simulate.trace import Trace

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, kw_only=True)
class Job:
    """What is asked for; `write` does it.

    Attributes
    ----------
    dataset : Dataset
        What is clustered.
    algorithm : str, default "kmeans"
        Its name.
    parameters : mapping
        The fields of the algorithm's parameter class, as far as they are given.
    runs : int or None
        How many runs are compared; None for one alone.
    seed : int, default 0
        Of all that is drawn.
    profile, pace, explain, look
        As for `Film`.
    loop, max_bytes
        As for `Film.save`.
    formats : tuple of str
        Suffixes of the films without the dot, the one that pages show first.
    stills : {"png", "svg", "pdf"}
        Suffix of the figures.
    pick : int or None
        The run that the figures show, from 1; the best one by default.
    out : str or Path or None
        The folder; ``gifs/<data set>`` by default.
    force : bool
        Whether files that kmanim did not write are replaced.
    """

    dataset: Dataset
    algorithm: str = "kmeans"
    parameters: Mapping[str, Any] = field(default_factory=dict)
    runs: int | None = None
    seed: int = 0
    profile: Profile = "walkthrough"
    pace: float = 1.0
    explain: Sequence[str | int] | None = None
    look: Look = field(default_factory=Look)
    loop: str | int = "forever"
    formats: tuple[str, ...] = ("gif",)
    stills: str = "png"
    pick: int | None = None
    max_bytes: int | None = None
    out: str | Path | None = None
    force: bool = False

    @cached_property
    def compared(self) -> Runs:
        """The runs, simulated when they are first asked for."""
        if self.runs is None:
            return Runs([run(self.algorithm, self.dataset, seed=self.seed, **self.parameters)])
        return run_many(self.algorithm, self.dataset, self.runs, seed=self.seed, **self.parameters)

    @cached_property
    def picked(self) -> Trace:
        """The run that the figures show.

        Raises
        ------
        InputError
            If there is no such run.
        """
        if self.pick is None:
            return self.compared.best
        if not 1 <= self.pick <= len(self.compared):
            raise InputError(f"--pick must be a run from 1 to {len(self.compared)}, got {self.pick}")
        return self.compared[self.pick - 1]

    @cached_property
    def folder(self) -> Path:
        """Where the files go."""
        return Path("gifs", slug(self.dataset.name)) if self.out is None else Path(self.out)

    def film(self, trace: Trace, profile: Profile | None = None) -> Film:
        """Make the film of one of the runs."""
        return Film(
            trace, profile=profile or self.profile, pace=self.pace, explain=self.explain, look=self.look
        )

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """What will be written, in order; the pages come last, as they speak of all others."""
        made = (*films(self), *figures(self), *records(self))
        return (*made, *pages(self, made))

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the files that will be written."""
        return tuple(item.name for item in self.items)

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

    def write(self, progress: Progress | None = None) -> Report:
        """Write all files, or none.

        Parameters
        ----------
        progress : callable, optional
            Told after each file: how many are done, of how many, and the name.

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
            for done, item in enumerate(self.items):
                tell(done, len(self.items), item.name)
                path = folder.stage(item.name)
                item.make(path, sizes)
                sizes[item.name] = path.stat().st_size
            tell(len(self.items), len(self.items), "done")
        return Report(self.compared, self.folder, self.paths, sizes, self.formats[0])


def _nobody(_done: int, _of: int, _what: str) -> None:
    """Tell nobody."""
