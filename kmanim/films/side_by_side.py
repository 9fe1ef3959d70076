"""Films of several runs side by side: raw against scaled, one k against another, one algorithm against another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from kmanim.errors import InputError, need, unknown
from kmanim.films.base_film import BaseFilm
from kmanim.films.film import best_known
from kmanim.films.titles import told_apart
from kmanim.plot.scene import scene_of
from kmanim.plot.scenes.side_by_side import SideBySideScene
from kmanim.plot.style.look import LOOK_OPTIONS, Look, look_of
from kmanim.simulate.parameters._base import option_names
from kmanim.simulate.runs.relabel import order_by_overlap
from kmanim.simulate.runs.runs import Runs
from kmanim.simulate.trace import Trace, need_rows
from kmanim.story.comparisons import side_by_side as side_by_side_story
from kmanim.story.comparisons.panels import SideBySideStory
from kmanim.story.contract import story_of

MOST = 9
# Of more clusters than this nobody asks which have one number.
_MOST_ALIKE = 100


class SideBySide(BaseFilm):
    """Several recorded runs over the same rows as one film.

    Runs of a family that has a clock for several go on it together: those of k-means round by round, those of DBSCAN
    visit by visit. Others, or runs of several families, go each through their own pictures.

    Parameters
    ----------
    traces : sequence of Trace
        Two to nine. Clusters of each are renumbered so that as many rows as possible keep the number that they have in
        the one before.
    titles : sequence of str, optional
        What each is called; by default what tells them apart: the scale, k, the algorithm.
    profile, pace, max_seconds
        As for `kmanim.Film`; the profile is "loop" by default.
    best : float or Runs, optional
        The best value of the objective that is known, or the runs that know it: a dashed line, and runs that end above
        it are called stuck. Where nobody says it, the film says which of its runs ends lowest.
    look : Look, optional
        Size and theme.
    **options
        What the scene of each run can be told, if it can be told such a thing: ``regions=True``.

    Raises
    ------
    InputError
        If there are too few or too many runs, they are not over the same rows, or no scene has such an option.
    """

    def __init__(
        self,
        traces: Sequence[Trace],
        titles: Sequence[str] | None = None,
        *,
        profile: str = "loop",
        pace: float = 1.0,
        max_seconds: float | None = None,
        best: float | Runs | None = None,
        look: Look | None = None,
        **options: Any,
    ) -> None:
        for trace in traces:
            need("side_by_side", trace, Trace, "kmanim.run")
            need_rows("side_by_side", trace)
        if not 2 <= len(traces) <= MOST:
            raise InputError(f"side by side stand 2 to {MOST} runs, got {len(traces)}")
        first = traces[0]
        for trace in traces:
            # Where no data are taken, their table is that of the options, which are what differs.
            takes_none = trace.parameters.kinds == "none" and trace.algorithm == first.algorithm
            if not takes_none and not np.array_equal(trace.dataset.points, first.dataset.points):
                raise InputError("runs stand side by side only if all cluster the same rows and columns")
        self.look = look or Look()
        self._drawn = _scene_options(traces, options)
        self.traces = _alike(traces)
        self.titles = tuple(titles) if titles is not None else told_apart(traces)
        if len(self.titles) != len(traces):
            raise InputError(f"{len(traces)} runs need as many titles, got {len(self.titles)}")
        paced: dict[str, Any] = {
            "profile": profile,
            "pace": pace,
            "max_seconds": max_seconds,
            "best": best_known(best),
        }
        tell = _clock_of(self.traces) or side_by_side_story.tell
        self._told: SideBySideStory = tell(self.traces, self.titles, **paced)
        self.timeline = self._told.timeline

    @cached_property
    def scene(self) -> SideBySideScene:
        """What draws the timeline's pictures."""
        return SideBySideScene(self.traces, self.titles, self._told, self.look, self._drawn)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know of where the runs come from, one sentence each."""
        return tuple(dict.fromkeys(note for trace in self.traces for note in trace.notes))

    @property
    def moved(self) -> tuple[int, ...]:
        """The rows, from 0, that end in clusters of different number, which are ringed at the end."""
        return tuple(int(row) for row in self._told.moved)

    def alt_of(self, keyframe: int) -> str:
        """Describe one picture, by its index from 0."""
        key = self.timeline.keyframes[keyframe]
        lines = (
            f"{title}, {line}" for title, line in zip(self.titles, self._told.lines[keyframe], strict=True)
        )
        return f"{self.timeline.title}. {key.text} {'; '.join(line.rstrip(', ') for line in lines)}."


def side_by_side(
    traces: Sequence[Trace],
    titles: Sequence[str] | None = None,
    *,
    profile: str = "loop",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | Runs | None = None,
    **options: Any,
) -> SideBySide:
    """Make one film of several recorded runs, panel beside panel, on one clock.

    Parameters
    ----------
    traces, titles, profile, pace, max_seconds, best
        As for `SideBySide`.
    **options
        As for `Look` (``theme="dark"``, ``width=800`` and so on), and for the runs' scenes.

    Returns
    -------
    SideBySide
        It shows itself in a notebook; its ``save`` writes it.

    Examples
    --------
    >>> import kmanim
    >>> cars = kmanim.load("mtcars")
    >>> film = kmanim.side_by_side([kmanim.run("kmeans", cars, k=k) for k in (2, 3)])
    >>> film.titles
    ('k = 2', 'k = 3')
    """
    look, own = look_of(options)
    return SideBySide(
        traces, titles, profile=profile, pace=pace, max_seconds=max_seconds, best=best, look=look, **own
    )


def _clock_of(traces: Sequence[Trace]) -> Callable[..., SideBySideStory] | None:
    """Give what tells runs of one family on a clock of their own; None where they are of several, or it has none."""
    if len({trace.parameters.family for trace in traces}) > 1:
        return None
    return getattr(story_of(traces[0]), "tell_together", None)


def _scene_options(traces: Sequence[Trace], given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give each run's scene the options that it knows; one that none knows is refused.

    Raises
    ------
    InputError
        If no scene has such an option, or it cannot be had of these data.
    """
    known = [option_names(trace.parameters.scene_options) for trace in traces]
    for name in given:
        if not any(name in names for names in known):
            raise unknown(
                "option of a film",
                name,
                [
                    "titles",
                    "profile",
                    "pace",
                    "max_seconds",
                    "best",
                    *LOOK_OPTIONS,
                    *dict.fromkeys(sum(known, ())),
                ],
            )
    found = [{name: given[name] for name in names if name in given} for names in known]
    for trace, own in zip(traces, found, strict=True):
        scene_of(trace, **own).check(trace, **own)
    return found


def _alike(traces: Sequence[Trace]) -> tuple[Trace, ...]:
    """Give clusters the same numbers, and all rows their places in the plane of the first run."""
    found = [traces[0]]
    for trace in traces[1:]:
        dataset = replace(trace.dataset, view=found[0].dataset.view)
        trace = replace(trace, dataset=dataset)  # noqa: PLW2901
        few = max(trace.n_numbers, found[-1].n_numbers) <= _MOST_ALIKE
        few = few and trace.has_labels and found[-1].has_labels
        found.append(trace.relabelled(order_by_overlap(trace, found[-1])) if few else trace)
    return tuple(found)
