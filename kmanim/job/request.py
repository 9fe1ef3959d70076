"""What is asked for of the main job, and the runs that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from kmanim.data.dataset import Dataset
from kmanim.errors import InputError
from kmanim.export.names import slug
from kmanim.export.pages.post_form import PostForm
from kmanim.export.writer import medium_of
from kmanim.films.film import Film, Profile
from kmanim.films.own_captions.keys import shared_out
from kmanim.job.parallel.runs import Progress, outcomes
from kmanim.plot.style.look import Look
from kmanim.simulate.registry import make_parameters, parameters_of
from kmanim.simulate.runs.runs import FEW, Runs, runs_of
from kmanim.simulate.runs.series import Series
from kmanim.simulate.trace import Trace
from kmanim.story.comparisons.classes import classes_told
from kmanim.story.contract import facts_of, story_of
from kmanim.story.description import Description
from kmanim.story.runs import run_line, run_title
from kmanim.story.text.words import series

if TYPE_CHECKING:
    from kmanim.data.pieces.large_dataset import LargeDataset
    from kmanim.job.choices import Chosen
    from kmanim.simulate.runs.compare_inits import Cell
    from kmanim.simulate.sweeps.plan import SweepPlan
    from kmanim.simulate.sweeps.sweep import Sweep
    from kmanim.simulate.sweeps.swept import Swept

# What a page does best with a film: it shows it as a picture, plays it as a video, or links to it.
_BEST = ("image", "video", "page")
# So many runs from each kind of start, and fewer where rows are many: a comparison takes seconds, not minutes.
_STARTS, _FEWEST_STARTS, _STARTED_ROWS = 1_000, 50, 5_000_000


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is asked for.

    Attributes
    ----------
    dataset : Dataset
        What is clustered; of rows in pieces their outline.
    large : LargeDataset or None
        The rows, where they come in pieces.
    algorithm : str, default "kmeans"
        Its name.
    parameters : mapping
        The fields of the algorithm's parameter class, as far as they are given.
    runs : int or None
        How many runs are compared; None for one alone.
    films : int or None
        How many of the runs have a film beside the best, the worst and the longest: the first ones; with 0 the run
        that was picked alone. None for a film of every run, up to 24 runs, and of those three where there are more.
    compare_inits : tuple of int or None
        The k for which the ways of starting are compared; empty for that of the runs, None for no comparison.
    choose_k : range or None
        For which k it is computed which to choose; None for no such figure.
    side_by_side : "scales", "classes", tuple of int, tuple of Swept or None
        What one more film shows side by side: raw against scaled, the run beside the groups that are known, so many
        clusters each, or parameters that take one value each, together.
    sweep : tuple of Swept
        The parameters that take one value after the other, none to two.
    beside : Dataset or None
        A second data set in the film of the sweep.
    sweep_beside : tuple of Swept
        Its values.
    seed : int, default 0
        Of all that is drawn.
    profile, pace, max_seconds, look
        As for `Film`.
    film_options : mapping
        What the films of the algorithm can be told besides, as far as it is given.
    captions : mapping of str to str
        Own words under pictures of the run that is picked, in its film and its steps; others keep theirs, as what is
        said of one run need not be true of another. See `Film`; a place in the film is that of the run's own film.
    loop, fps, max_bytes
        As for `Film.save`.
    formats : tuple of str
        Suffixes of the films without the dot.
    stills : {"png", "svg", "pdf"}
        Suffix of the figures.
    pick : int or None
        The run that the figures show, from 1; the best one by default.
    post : PostForm
        How the post is written, where its pictures will lie, and for which site generator.
    command : str
        What asks for all of it, as the page shows it below everything else; empty for no such word.
    out : str or Path or None
        The folder; ``gifs/<data set>`` by default.
    force : bool
        Whether files that kmanim did not write are replaced.
    explore : {"no", "beside", "alone"}
        Whether a page on which readers choose for themselves stands beside the other files, or is all that is written.
    workers : int, default 1
        How many processes do the runs, where they are many; the outcomes are the same.
    tell : callable or None
        Told how many of many runs are done, of how many, and which are next.
    """

    dataset: Dataset
    large: LargeDataset | None = None
    algorithm: str = "kmeans"
    parameters: Mapping[str, Any] = field(default_factory=dict)
    runs: int | None = None
    films: int | None = None
    compare_inits: tuple[int, ...] | None = None
    choose_k: range | None = None
    side_by_side: Literal["scales", "classes"] | tuple[int, ...] | tuple[Swept, ...] | None = None
    sweep: tuple[Swept, ...] = ()
    beside: Dataset | None = None
    sweep_beside: tuple[Swept, ...] = ()
    seed: int = 0
    profile: Profile = "walkthrough"
    pace: float = 1.0
    max_seconds: float | None = None
    look: Look = field(default_factory=Look)
    film_options: Mapping[str, Any] = field(default_factory=dict)
    captions: Mapping[str, str] = field(default_factory=dict)
    loop: str | int = "forever"
    fps: int | None = None
    formats: tuple[str, ...] = ("gif",)
    stills: str = "png"
    pick: int | None = None
    post: PostForm = field(default_factory=PostForm)
    command: str = ""
    max_bytes: int | None = None
    out: str | Path | None = None
    force: bool = False
    explore: Literal["no", "beside", "alone"] = "no"
    workers: int = 1
    tell: Progress | None = field(default=None, repr=False)

    @cached_property
    def compared(self) -> Runs:
        """The runs, simulated when they are first asked for; alike numbered, if their starts are drawn."""
        if self.large is not None:
            from kmanim.job.in_pieces import runs_of as runs_in_pieces  # noqa: PLC0415 - wanted by few

            self.check_pieces()
            parameters = make_parameters(self.algorithm, dict(self.parameters))
            runs = self.runs or 1
            return Runs(runs_in_pieces(self.large, parameters, runs, self.seed, self.workers, self.tell))
        given = dict(self.parameters)
        every = Series(self.algorithm, self.dataset, self.runs or 1, seed=self.seed, params=given)
        return runs_of(every, outcomes(every, self.workers, self.tell))

    def check_pieces(self) -> None:
        """Refuse what rows in pieces cannot have, if they are.

        Raises
        ------
        InputError
            That names the option.
        """
        if self.large is None:
            return
        from kmanim.job.in_pieces import refuse  # noqa: PLC0415 - as in `compared`

        wanted = {
            "runs": (self.runs or 1) > FEW,  # their outcomes alone would be kept, and a film be run again
            "compare_inits": self.compare_inits is not None,
            "choose_k": self.choose_k is not None,
            "side_by_side": self.side_by_side is not None,
            "sweep": bool(self.sweep),
            "explore": self.explore != "no",
        }
        parameters = make_parameters(self.algorithm, dict(self.parameters))
        refuse(self.large, parameters, wanted, self.film_options)

    @property
    def many(self) -> bool:
        """Whether there are too many runs for each to be told by itself."""
        return len(self.compared) > FEW

    @cached_property
    def filmed(self) -> tuple[int, ...]:
        """The numbers of the runs that have films, rising."""
        runs, picked = self.compared, self.picked.run
        if self.films is None and not self.many:
            return tuple(range(1, len(runs) + 1))
        if self.films == 0:
            return (picked,)
        chosen = {picked, *self._special}
        others = (run for run in range(1, len(runs) + 1) if run not in chosen)
        return tuple(sorted(chosen.union(islice(others, self.films or 0))))

    @cached_property
    def _special(self) -> dict[int, str]:
        """What makes some of many runs worth a film."""
        runs = self.compared
        found: dict[int, list[str]] = {}
        for what, trace in (("best", runs.best), ("worst", runs.worst), ("longest", runs.longest)):
            found.setdefault(trace.run, []).append(f"the {what}")
        return {run: series(what) for run, what in found.items()}

    @cached_property
    def choice(self) -> Chosen | None:
        """What helps to choose k, computed when it is first asked for; None where nobody wants it."""
        if self.choose_k is None:
            return None
        from kmanim.job.choices import chosen  # noqa: PLC0415 - wanted by few

        return chosen(
            self.algorithm,
            self.dataset,
            self.choose_k,
            dict(self.parameters),
            runs=self.runs,
            seed=self.seed,
            workers=self.workers,
            tell=self.tell,
        )

    @cached_property
    def inits(self) -> tuple[Cell, ...]:
        """What the ways of starting came to, compared when it is first asked for; none where nobody wants it."""
        if self.compare_inits is None:
            return ()
        from kmanim.job.parallel.inits import cells  # noqa: PLC0415 - wanted by few
        from kmanim.simulate.runs.compare_inits import InitsPlan  # noqa: PLC0415 - so, too

        fair = max(_FEWEST_STARTS, min(_STARTS, _STARTED_ROWS // self.dataset.n))
        plan = InitsPlan(
            self.algorithm,
            self.dataset,
            self.compare_inits or (cast(Any, self.picked).k,),
            max(fair, self.runs or 1),
            seed=self.seed,
            params={name: value for name, value in self.parameters.items() if name not in ("k", "init")},
        )
        return cells(plan, self.workers, self.tell)

    @cached_property
    def plans(self) -> tuple[SweepPlan, ...]:
        """What the sweeps will run, none to two.

        Raises
        ------
        InputError
            If the algorithm refuses one of the values.
        """
        if not self.sweep:
            return ()
        from kmanim.simulate.sweeps.plan import SweepPlan  # noqa: PLC0415 - wanted by few

        given = dict(self.parameters)
        wanted = [(self.dataset, self.sweep)]
        wanted += [(self.beside, self.sweep_beside)] if self.beside is not None else []
        try:
            return tuple(
                SweepPlan(self.algorithm, data, swept, runs=self.runs, seed=self.seed, params=given)
                for data, swept in wanted
            )
        except InputError as error:
            raise InputError(f"--{error}" if str(error).startswith("sweep") else str(error)) from error

    @cached_property
    def sweeps(self) -> tuple[Sweep, ...]:
        """The sweeps, run when they are first asked for."""
        if not self.plans:
            return ()
        from kmanim.job.parallel.sweep import swept  # noqa: PLC0415 - as in `plans`

        return tuple(swept(plan, self.workers, self.tell) for plan in self.plans)

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
        return self.compared.numbered(self.pick)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know of the data and of the run that was picked, one sentence each."""
        found = self.picked.parameters.finds_clusters()
        told = classes_told(self.picked, facts_of(self.picked).k) if found else ""
        return (*self.dataset.notes, *story_of(self.picked).notes(self.picked), *([told] if told else []))

    @cached_property
    def folder(self) -> Path:
        """Where the files go: by the name of the data, or of the algorithm where this takes none."""
        if self.out is not None:
            return Path(self.out)
        alone = parameters_of(self.algorithm).kinds == "none"
        return Path("gifs", slug(self.algorithm.replace("_", "-") if alone else self.dataset.name))

    @cached_property
    def steps(self) -> Film:
        """The walkthrough of the run that is picked, from which its steps are drawn, and mostly its film, too."""
        return self._film(self.picked, "walkthrough", self._captions_of(self.picked, "walkthrough"))

    def film(self, trace: Trace) -> Film:
        """Make the film of one of the runs; where it tells the steps, it is theirs, with room found for all letters."""
        if self.profile == "walkthrough" and trace.run == self.picked.run:
            return self.steps
        return self._film(trace, self.profile, self._captions_of(trace, self.profile))

    def _captions_of(self, trace: Trace, profile: Profile) -> Mapping[str, str] | None:
        is_own = bool(self.captions) and trace.run == self.picked.run
        return self._own_captions[profile] if is_own else None

    @cached_property
    def _own_captions(self) -> dict[Profile, dict[str, str]]:
        """The own captions of the film of the run that is picked, and of its steps, which may be told otherwise."""
        profiles: tuple[Profile, ...] = tuple(dict.fromkeys((self.profile, "walkthrough")))
        told = [self._film(self.picked, profile).timeline.keyframes for profile in profiles]
        return dict(zip(profiles, shared_out(self.captions, told), strict=True))

    def _film(self, trace: Trace, profile: Profile, captions: Mapping[str, str] | None = None) -> Film:
        return Film(
            trace,
            profile=profile,
            pace=self.pace,
            max_seconds=self.max_seconds,
            best=self._best,
            captions=captions,
            look=self.look,
            **self.film_options,
        )

    @property
    def _best(self) -> float | None:
        """The best objective of all runs; one run alone knows of none."""
        return self.compared.best_objective if len(self.compared) > 1 else None

    def stem(self, run: int) -> str:
        """Name the files of a run, without suffix."""
        return f"run-{run:0{max(2, len(str(len(self.compared))))}d}"

    def film_name(self, run: int) -> str:
        """Name the file that pages show of a run: in the first of the formats that a page shows best."""
        return f"{self.stem(run)}.{self.best_format}"

    @property
    def best_format(self) -> str:
        """The first of the formats that a page shows best."""
        return min(self.formats, key=lambda suffix: _BEST.index(medium_of(f"film.{suffix}")))

    def describe_film(self, run: int, film: Film) -> Description:
        """Say what a page says of the film of a run."""
        title, line = (say(self.compared, run) for say in (run_title, run_line))
        special = f", {self._special[run]}" if self.many and run in self._special else ""
        named = title.replace(f"Run {run}", f"Run {run}{special}", 1)
        return Description(named, f"{line}.", film.alt)
