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
from kmanim.simulate.record import run
from kmanim.simulate.runs import Runs, run_many
from kmanim.simulate.trace import Trace


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
