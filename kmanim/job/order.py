"""What is asked for of the main job, and the runs that follow from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from kmanim.data.dataset import Dataset
from kmanim.errors import InputError
from kmanim.export.names import slug
from kmanim.film import Film, Profile
from kmanim.plot.look import Look
from kmanim.simulate.choice import Choice
from kmanim.simulate.chooser import RUNS, Progress, choose_k
from kmanim.simulate.runs import Runs, run_many
from kmanim.simulate.trace import Trace
from kmanim.story.runs import run_line, run_title
from kmanim.story.told import Told

# What a page does with a film: shows it as a picture (0), plays it as a video (1), links to it (2).
_ON_A_PAGE = {"mp4": 1, "html": 2}


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is asked for.

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
    choose_k : range or None
        For which k it is computed which to choose; None for no such figure.
    seed : int, default 0
        Of all that is drawn.
    profile, pace, explain, questions, near_misses, look
        As for `Film`.
    loop, max_bytes
        As for `Film.save`.
    formats : tuple of str
        Suffixes of the films without the dot.
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
    choose_k: range | None = None
    seed: int = 0
    profile: Profile = "walkthrough"
    pace: float = 1.0
    explain: Sequence[str | int] | None = None
    questions: bool = False
    near_misses: bool = False
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
        """The runs, simulated when they are first asked for; alike numbered, if their starts are drawn."""
        return run_many(self.algorithm, self.dataset, self.runs or 1, seed=self.seed, **self.parameters)

    @cached_property
    def choice(self) -> Choice | None:
        """What helps to choose k, computed when it is first asked for; None where nobody wants it."""
        return self._chosen()

    def choose(self, progress: Progress) -> None:
        """Compute `choice` now, and tell how far that is."""
        if "choice" not in vars(self):
            vars(self)["choice"] = self._chosen(progress)  # where a cached property keeps itself

    def _chosen(self, progress: Progress | None = None) -> Choice | None:
        if self.choose_k is None:
            return None
        if self.algorithm != "kmeans":
            raise InputError(f"k is chosen for k-means alone, not for {self.algorithm}")
        given = {"init": "k-means++"} | {
            name: value for name, value in self.parameters.items() if name != "k"
        }
        return choose_k(
            self.dataset, self.choose_k, runs=self.runs or RUNS, seed=self.seed, progress=progress, **given
        )

    @property
    def draws_starts(self) -> bool:
        """Whether another run would begin elsewhere."""
        return self.compared[0].parameters.draws

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
            trace,
            profile=profile or self.profile,
            pace=self.pace,
            explain=self.explain,
            questions=self.questions,
            near_misses=self.near_misses,
            look=self.look,
        )

    def stem(self, trace: Trace) -> str:
        """Name the files of a run, without suffix."""
        return f"run-{trace.run:02d}"

    def film_name(self, trace: Trace) -> str:
        """Name the file that pages show of a run: in the first of the formats that a page shows best."""
        return f"{self.stem(trace)}.{min(self.formats, key=lambda suffix: _ON_A_PAGE.get(suffix, 0))}"

    def words_of_film(self, trace: Trace, film: Film) -> Told:
        """Say what a page says of the film of a run."""
        title, line = (say(self.compared, trace.run) for say in (run_title, run_line))
        return Told(f"Run {trace.run}", f"{title}. {line}.", film.alt)
