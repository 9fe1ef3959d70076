"""Films over the values of a parameter: one data set, or two under one slider."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from kmanim.errors import InputError, need, unknown
from kmanim.films.base_film import BaseFilm
from kmanim.plot.scenes.sweep import SweepScene
from kmanim.plot.style.look import LOOK_OPTIONS, Look, look_of
from kmanim.simulate.sweeps.sweep import Sweep
from kmanim.story.comparisons.sweeps import film as story
from kmanim.story.comparisons.sweeps.findings import said_of


class SweepFilm(BaseFilm):
    """A sweep as a film: on the left the clusters of a value, on the right what is measured over all values.

    Clusters keep their colours from value to value. Changes are held; values between which nothing changes go by. Runs
    without a result are crosses on the axis, runs that a limit stopped are hollow.

    Parameters
    ----------
    sweep : Sweep
        What `kmanim.sweep` returned.
    beside : Sweep, optional
        Another one with as many values of the same parameter, on another data set: both advance together.
    profile, pace, max_seconds
        As for `kmanim.Film`; the profile is "loop" by default.
    look : Look, optional
        Size and theme.

    Raises
    ------
    InputError
        If the two do not go together.
    """

    def __init__(
        self,
        sweep: Sweep,
        *,
        beside: Sweep | None = None,
        profile: str = "loop",
        pace: float = 1.0,
        max_seconds: float | None = None,
        look: Look | None = None,
    ) -> None:
        need("a film over values", sweep, Sweep, "kmanim.sweep")
        self.sweep, self.beside, self.look = sweep, beside, look or Look()
        sweeps = [sweep]
        if beside is not None:
            need("a film over values", beside, Sweep, "kmanim.sweep")
            _check_together(sweep, beside)
            sweeps.append(beside)
        self._told = story.tell(sweeps, profile=profile, pace=pace, max_seconds=max_seconds)
        self.timeline = self._told.timeline

    @cached_property
    def scene(self) -> SweepScene:
        """What draws the timeline's pictures."""
        return SweepScene(self._told, self.look)

    @property
    def finding(self) -> str:
        """What the sweep comes to, in one sentence; of two data sets in one each."""
        return said_of(self._told.facts)

    def alt_of(self, keyframe: int) -> str:
        """Describe one picture, by its index from 0."""
        key = self.timeline.keyframes[keyframe]
        return f"{self.timeline.title}, {key.counter or 'the data'}. {key.text}"


def animate_sweep(
    sweep: Sweep,
    *,
    beside: Sweep | None = None,
    profile: str = "loop",
    pace: float = 1.0,
    max_seconds: float | None = None,
    **options: Any,
) -> SweepFilm:
    """Make a film over the values of a sweep.

    Parameters
    ----------
    sweep, beside, profile, pace, max_seconds
        As for `SweepFilm`.
    **options
        As for `Look`: ``theme="dark"``, ``width=800`` and so on.

    Returns
    -------
    SweepFilm
        It shows itself in a notebook; its ``save`` writes it.

    Examples
    --------
    >>> import kmanim
    >>> film = kmanim.animate_sweep(kmanim.sweep("dbscan", "moons", eps=[0.1, 0.15, 0.2, 0.25]))
    >>> film.finding
    '2 clusters for 3 of 4 values in a row: eps 0.15 to 0.25.'
    """
    look, others = look_of(options)
    if others:
        known = ("beside", "profile", "pace", "max_seconds", *LOOK_OPTIONS)
        raise unknown("option of a film of a sweep", next(iter(others)), known)
    return SweepFilm(sweep, beside=beside, profile=profile, pace=pace, max_seconds=max_seconds, look=look)


def _check_together(one: Sweep, other: Sweep) -> None:
    """Refuse two sweeps that cannot advance together.

    Raises
    ------
    InputError
        If they have two parameters, other parameters, or not as many values.
    """
    if len(one.swept) > 1 or len(other.swept) > 1:
        raise InputError("two data sets stand under one slider where one parameter is swept")
    if one.algorithm != other.algorithm or one.swept[0].name != other.swept[0].name:
        raise InputError(
            f"both data sets need the same algorithm and parameter, got {one.algorithm} by {one.swept[0].name} and "
            f"{other.algorithm} by {other.swept[0].name}"
        )
    if len(one) != len(other):
        raise InputError(f"both data sets need as many values, got {len(one)} and {len(other)}")
