"""The whole way as one object: a trace, told, drawn and written."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal

import numpy as np

from kmanim.errors import InputError, need, shown, unknown
from kmanim.films.base_film import BaseFilm
from kmanim.films.own_captions.keys import caption_keys
from kmanim.films.own_captions.telling import told_with
from kmanim.plot.layout import caption_bar
from kmanim.plot.panels.caption import too_wide
from kmanim.plot.scene import Scene, scene_of
from kmanim.plot.style.look import LOOK_OPTIONS, Look, look_of
from kmanim.simulate.parameters._base import Parameters, make_options, option_names
from kmanim.simulate.runs.runs import Runs
from kmanim.simulate.trace import Trace
from kmanim.story.contract import story_of
from kmanim.story.description import Description
from kmanim.story.timeline import Timeline

Profile = Literal["walkthrough", "loop"]

# What all films can be told.
_COMMON = ("profile", "pace", "max_seconds", "best", "captions", *LOOK_OPTIONS)


class Film(BaseFilm):
    """A recorded run as a film.

    Parameters
    ----------
    trace : Trace
        What happened.
    profile : {"walkthrough", "loop"}, default "walkthrough"
        The long telling with its explanations, or a short one that repeats well.
    pace : float, default 1
        Factor on how long pictures stand; 2 is twice as slow. Moves keep their speed.
    max_seconds : float, optional
        How long the film may take, 5 to 3600; by default 45 s, a loop 20 s, and so much more where `pace` is slower.
        What there is no time for goes by in a fast-forward, or is told by fewer pictures.
    best : float or Runs, optional
        The best objective that is known, or the runs that know it: the film then says whether this run reached it.
        Without it, no film says how good its end is.
    captions : mapping of str to str, optional
        Own words in place of the film's, each by the name of its picture as `caption_keys` has it (``"2.update"``,
        ``"done"``), or by its place: ``"1"`` for the first, ``"-1"`` or ``"last"`` for the last. Names in braces stand
        for numbers of the run at that moment: ``"W is {W} now."``, ``"{switched} of {rows} cars switch."`` They are the
        columns of `Trace.table`, the objective by its symbol, ``sizes``, ``k``, ``rows``, ``columns``, options of the
        algorithm, and measures of the end such as ``final_rounds``; ``{{`` is a brace. A text of one line is broken
        in two where it is long; one of more than 2 x 58 columns is refused. Times follow the words.
    look : Look, optional
        Size, theme and paper.
    **options
        What the films of this algorithm can be told besides: the fields of its parameters' `story_options` and
        `scene_options`. Those of k-means and its family are ``explain``, ``questions``, ``near_misses``, ``panel``,
        ``regions`` and ``trail``.

    Raises
    ------
    InputError
        If the profile, the pace, the time, a caption or a row to explain will not do, the films of this algorithm have
        no such option, or it cannot be had of these data.
    """

    def __init__(
        self,
        trace: Trace,
        *,
        profile: Profile = "walkthrough",
        pace: float = 1.0,
        max_seconds: float | None = None,
        best: float | Runs | None = None,
        captions: Mapping[str, str] | None = None,
        look: Look | None = None,
        **options: Any,
    ) -> None:
        _check_trace(trace)
        self.trace = trace
        self.profile = profile
        self.pace = pace
        self.look = look or Look()
        told, self._drawn = film_options(trace.parameters, options)
        scene_of(trace, **self._drawn).check(trace, **self._drawn)
        self._story = story_of(trace)
        if trace.parameters.objective is not None:
            told["best"] = best_known(best)
        elif best is not None:
            raise InputError(
                f"{trace.parameters.title} has no objective, so no end is the best; leave best out"
            )
        times: dict[str, Any] = {"profile": profile, "pace": pace, "max_seconds": max_seconds}
        self.timeline: Timeline = self._story.tell(trace, **times, **told)
        if captions is not None:
            self._say(captions, times)

    def _say(self, captions: Mapping[str, str], times: Mapping[str, Any]) -> None:
        """Take own captions, and refuse what would be cut where it is drawn."""
        if not isinstance(captions, Mapping):
            raise InputError(
                f'captions must be texts by the names of pictures, {{"done": "..."}}, got {shown(repr(captions))}'
            )
        before = self.timeline.keyframes
        self.timeline = told_with(captions, self.trace, self.timeline, **times)
        for key, own, told in zip(self.caption_keys, self.timeline.keyframes, before, strict=True):
            over = (
                too_wide(own.caption, caption_bar(self.look), self.look.style)
                if own.caption != told.caption
                else 0
            )
            if over > 0:
                raise InputError(
                    f"caption {key}: the text is {math.ceil(over)} px too wide for the picture; shorten it, or "
                    "break it at another place"
                )

    @property
    def caption_keys(self) -> tuple[str, ...]:
        """The names of the pictures by which own captions are given, in order: ``data``, ``1.assign``, ``done``."""
        return caption_keys(self.timeline.keyframes)

    @cached_property
    def scene(self) -> Scene:
        """What draws the timeline's pictures."""
        return scene_of(self.trace, **self._drawn)(self.trace, self.timeline, self.look, **self._drawn)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know of where the run comes from: in what it differs from a fitted estimator, and why."""
        return self.trace.notes

    @property
    def figures(self) -> tuple[str, ...]:
        """Which still figures a post about such a film has, beside its steps; its family's story says."""
        return self._story.figures(self.trace)

    def describe(self, keyframe: int = -1) -> Description:
        """Say what a page says of one picture, by its index from 0; of the last by default."""
        return self._story.describe(self.trace, self.timeline.keyframes[keyframe])

    def alt_of(self, keyframe: int) -> str:
        """Describe one picture, by its index from 0."""
        return self.describe(keyframe).alt


def film_options(parameters: Parameters, given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Part the options of a film into those of its story and those of its scene, and check them.

    Raises
    ------
    InputError
        If neither has such an option, or a value will not do.
    """
    tells, draws = (option_names(kind) for kind in (parameters.story_options, parameters.scene_options))
    for name in given:
        if name not in (*tells, *draws):
            raise unknown(f"option of a film of {parameters.title}", name, [*_COMMON, *tells, *draws])
    told, drawn = ({name: given[name] for name in names if name in given} for names in (tells, draws))
    make_options(parameters.story_options, told, parameters.title)
    make_options(parameters.scene_options, drawn, parameters.title)
    return told, drawn


def best_known(best: float | Runs | None) -> float | None:
    """Give the best objective as a number: of runs, that of the best.

    Raises
    ------
    InputError
        If it is no finite number.
    """
    if isinstance(best, Runs):
        return best.best_objective
    if best is None:
        return None
    if isinstance(best, bool) or not isinstance(best, int | float | np.number) or not math.isfinite(best):
        raise InputError(f"best must be a number, or the runs that know it, got {shown(repr(best))}")
    return float(best)


def _check_trace(trace: object) -> None:
    """Refuse what is no run, and say who makes films of sweeps."""
    if not isinstance(trace, Trace):
        from kmanim.simulate.sweeps.sweep import Sweep  # noqa: PLC0415 - most films know of none

        if isinstance(trace, Sweep):
            raise InputError("a film needs a Trace, got Sweep; kmanim.animate_sweep makes films of sweeps")
    need("a film", trace, Trace, "kmanim.run")


def animate(
    trace: Trace,
    *,
    profile: Profile = "walkthrough",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | Runs | None = None,
    captions: Mapping[str, str] | None = None,
    **options: Any,
) -> Film:
    """Make a film of a recorded run.

    Parameters
    ----------
    trace : Trace
        What `kmanim.run` returned.
    profile, pace, max_seconds, best, captions
        As for `Film`.
    **options
        As for `Look` (``theme="dark"``, ``width=800`` and so on), and what the films of this algorithm can be told
        besides, as for `Film`: ``panel="inertia"``, ``regions=True``.

    Returns
    -------
    Film
        It shows itself in a notebook; `Film.save` writes it.

    Examples
    --------
    >>> import kmanim
    >>> film = kmanim.animate(kmanim.run("kmeans", kmanim.load("mtcars"), k=2), profile="loop")
    >>> film.duration_ms > 5000
    True
    >>> own = kmanim.animate(film.trace, captions={"done": "{rows} cars in {final_rounds} rounds, W = {W}."})
    >>> own.captions[-1].startswith("32 cars in ")
    True
    """
    look, own = look_of(options)
    return Film(
        trace,
        profile=profile,
        pace=pace,
        max_seconds=max_seconds,
        best=best,
        captions=captions,
        look=look,
        **own,
    )
