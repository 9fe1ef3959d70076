"""Films of a run beside the groups that are known: what a person sees, and what an algorithm sees."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, need, shown
from kmanim.films.base_film import BaseFilm
from kmanim.films.film import film_options
from kmanim.plot.scene import scene_of
from kmanim.plot.scenes.beside_classes import BesideClassesScene
from kmanim.plot.style.look import Look, look_of
from kmanim.simulate.trace import Trace
from kmanim.story.comparisons import beside_classes as story
from kmanim.story.comparisons.known_groups import MOST_GROUPS, column_of


class BesideClasses(BaseFilm):
    """A recorded run beside the groups that its rows are known to belong to.

    In the end the groups are outlined, and what the clusters cut off them is hatched; where the data are there to
    show what k-means cannot do, the film says why.

    Parameters
    ----------
    trace : Trace
        What happened.
    classes : str, optional
        The column that says the groups; by default the one that the data set names as its ``classes``, or the groups
        that it was drawn from.
    profile, pace, max_seconds
        As for `kmanim.Film`; the profile is "loop" by default.
    look : Look, optional
        Size and theme.
    **options
        What the films of this algorithm can be told besides.

    Raises
    ------
    InputError
        If no groups are known or too many, or the films of this algorithm have no such option.
    """

    def __init__(
        self,
        trace: Trace,
        classes: str | None = None,
        *,
        profile: str = "loop",
        pace: float = 1.0,
        max_seconds: float | None = None,
        look: Look | None = None,
        **options: Any,
    ) -> None:
        need("beside_classes", trace, Trace, "kmanim.run")
        if not trace.parameters.finds_clusters():
            raise InputError(
                f"beside_classes compares clusters with known groups, and {trace.parameters.title} finds none"
            )
        if classes is not None:
            trace = replace(trace, dataset=replace(trace.dataset, classes=classes))
        check_known(trace.dataset)
        self.trace, self.look = trace, look or Look()
        told, self._drawn = film_options(trace.parameters, options)
        scene_of(trace).check(trace, **self._drawn)
        found = story.tell(trace, profile=profile, pace=pace, max_seconds=max_seconds, **told)
        assert found is not None
        self._told = found
        self.timeline = found.timeline

    @cached_property
    def scene(self) -> BesideClassesScene:
        """What draws the timeline's pictures."""
        return BesideClassesScene(self.trace, self._told, self.look, self._drawn)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know of where the run comes from, one sentence each."""
        return self.trace.notes

    @property
    def misplaced(self) -> tuple[int, ...]:
        """The rows, from 0, that lie in another cluster than the one that their group is matched with."""
        return tuple(int(row) for row in self._told.known.misplaced)

    def alt_of(self, keyframe: int) -> str:
        """Describe one picture, by its index from 0."""
        key = self.timeline.keyframes[keyframe]
        left, right = self._told.titles
        return f"{self.timeline.title}. Left: {left}. Right: {right}, {key.phase}. {key.text}"


def check_known(dataset: Dataset) -> None:
    """Refuse rows of which no groups are known, or too many for a picture.

    Raises
    ------
    InputError
        If that is so.
    """
    column = column_of(dataset)
    if not column:
        raise InputError(
            f"{shown(dataset.name)} says of no column that it holds known groups; name one with classes"
        )
    count = len(set(dataset.categorical[column]))
    if count > MOST_GROUPS:
        raise InputError(f"{shown(column)} has {count:,} groups; a picture shows {MOST_GROUPS} at most")


def beside_classes(
    trace: Trace,
    classes: str | None = None,
    *,
    profile: str = "loop",
    pace: float = 1.0,
    max_seconds: float | None = None,
    **options: Any,
) -> BesideClasses:
    """Make a film of a recorded run beside the groups that its rows are known to belong to.

    Parameters
    ----------
    trace, classes, profile, pace, max_seconds
        As for `BesideClasses`.
    **options
        As for `Look` (``theme="dark"``, ``width=800`` and so on), and what the films of this algorithm can be told.

    Returns
    -------
    BesideClasses
        It shows itself in a notebook; its ``save`` writes it.

    Examples
    --------
    >>> import kmanim
    >>> film = kmanim.beside_classes(kmanim.run("kmeans", kmanim.load("moons"), k=2))
    >>> len(film.misplaced) > 50
    True
    """
    look, own = look_of(options)
    return BesideClasses(
        trace, classes, profile=profile, pace=pace, max_seconds=max_seconds, look=look, **own
    )
