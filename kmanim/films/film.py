"""The whole way as one object: a trace, told, drawn and written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from kmanim.errors import InputError, need, shown, unknown
from kmanim.films.base_film import Showing, check_regions
from kmanim.plot.style.look import Look
from kmanim.simulate.parameters._base import parameters_of
from kmanim.simulate.trace import Trace
from kmanim.story.kmeans import stills as told
from kmanim.story.timeline import Timeline

if TYPE_CHECKING:
    from kmanim.plot.scenes.kmeans.scene import Scene

Profile = Literal["walkthrough", "loop"]

_TELLING = ("profile", "pace", "explain", "questions", "near_misses")


class Film(Showing):
    """A recorded run as a film.

    Parameters
    ----------
    trace : Trace
        What happened.
    profile : {"walkthrough", "loop"}, default "walkthrough"
        The long telling with its explanations, or a short one that repeats well.
    pace : float, default 1
        Factor on how long pictures stand; 2 is twice as slow. Moves keep their speed.
    explain : sequence of str or int, optional
        The rows (names, or numbers from 0) whose distances are shown; two telling ones by default.
    questions : bool, default False
        Whether the reader is asked which rows will switch, before it is shown.
    near_misses : bool, default False
        Whether rows that hardly stay where they are get a picture of their own.
    look : Look, optional
        Size, theme and panels.

    Raises
    ------
    InputError
        If the profile, the pace or a row to explain is unknown, or regions are asked for that no plane can show.
    """

    def __init__(
        self,
        trace: Trace,
        *,
        profile: Profile = "walkthrough",
        pace: float = 1.0,
        explain: Sequence[str | int] | None = None,
        questions: bool = False,
        near_misses: bool = False,
        look: Look | None = None,
    ) -> None:
        need("a film", trace, Trace, "kmanim.run")
        self.trace = trace
        self.profile = profile
        self.pace = pace
        self.explain = explain
        self.look = look or Look()
        check_regions(self.look, trace.dataset)
        if self.look.panel == "modes" and not any(trace.dataset.coded):
            raise InputError(
                f"the table of modes is for categories, and {shown(trace.dataset.name)} has none; leave the panel out"
            )
        self.timeline: Timeline = self._family("story").tell(
            trace, profile=profile, pace=pace, explain=explain, questions=questions, near_misses=near_misses
        )

    def _family(self, room: str) -> Any:
        return import_module(f"kmanim.{room}.{parameters_of(self.trace.algorithm).family}")

    @cached_property
    def scene(self) -> Scene:
        """What draws the timeline's pictures."""
        scene: Scene = self._family("plot.scenes").Scene(self.trace, self.timeline, self.look)
        return scene

    @property
    def figures(self) -> tuple[str, ...]:
        """Which still figures a post about such a film has, beside its steps; its family's story says."""
        return tuple(self._family("story").figures(self.trace))

    def alt_of(self, keyframe: int) -> str:
        """Describe one picture, by its index from 0."""
        return told.still(self.trace, self.timeline.keyframes[keyframe]).alt


def animate(
    trace: Trace,
    *,
    profile: Profile = "walkthrough",
    pace: float = 1.0,
    explain: Sequence[str | int] | None = None,
    questions: bool = False,
    near_misses: bool = False,
    **look: Any,
) -> Film:
    """Make a film of a recorded run.

    Parameters
    ----------
    trace : Trace
        What `kmanim.run` returned.
    profile, pace, explain, questions, near_misses
        As for `Film`.
    **look
        As for `Look`: ``theme="dark"``, ``width=800``, ``panel="inertia"`` and so on.

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
    """
    known = [field.name for field in fields(Look)]
    for name in look:
        if name not in known:
            raise unknown("option of a film", name, [*_TELLING, *known])
    return Film(
        trace,
        profile=profile,
        pace=pace,
        explain=explain,
        questions=questions,
        near_misses=near_misses,
        look=Look(**look),
    )
