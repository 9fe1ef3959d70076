"""Time as data: pictures as a story chooses them, keyframes that are held, and the tweens that lead into them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from kmanim.arrays import IntArray
from kmanim.errors import counted, shown
from kmanim.story.text.marked import Line

MOST_TELLING = 8
# Of more rows than this a keyframe names none: they are in the trace.
_MOST_NAMED = 1_000
PASSES = ("forward", "spread", "glance", "look")
"""The kinds of tweens in which snapshots go by."""

Beat = Literal["state", "move", "brief", "turn", "switch", "question", "check", "end", "lesson"]
"""What a picture does in a film.

It shows a state, or moves something on, which is routine, and brief where it was told before; it is a turning point,
or one where points switch; it asks; it checks that nothing changes; it ends the film; it draws a lesson.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tween:
    """A short passage of in-between pictures.

    Attributes
    ----------
    kind : str
        What changes: ``"sweep"`` (first colours), ``"glide"`` (the boundary goes to where it is by now, and what it
        passes turns yellow), ``"recolour"`` (the yellow settles), ``"forward"`` (snapshots with little news go by),
        ``"spread"`` (snapshots go by in less time), ``"glance"`` (values of a sweep go by that come to the same),
        ``"look"`` (values that do not) or ``"move"`` (centroids, brackets, ellipses: whatever the scene moves).
    duration_ms : int
        A multiple of 10.
    """

    kind: str
    duration_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A keyframe before its time is known; what is not said here is as for `Keyframe`.

    Attributes
    ----------
    beat : Beat
        What it does in the film, which decides how long it stands.
    tweens : tuple of str
        What moves before it stands, by the kinds of `Tween`.
    marked : tuple of tuple
        The caption as it is drawn; by default what a `Marked` caption says itself.
    """

    step: int
    kind: str
    beat: Beat
    phase: str
    caption: tuple[str, ...]
    counter: str = ""
    rows: tuple[int, ...] = ()
    tweens: tuple[str, ...] = ()
    mark: Literal["", "tick", "cross"] = ""
    turn: int | None = None
    note: str = ""
    marked: tuple[Line, ...] = ()
    passing: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyframe:
    """One held picture.

    Attributes
    ----------
    step : int
        Index of the snapshot in the trace that is shown.
    kind : str
        What kind of picture the scene draws, for example ``"starts"`` or ``"reassign"``.
    phase : str
        The step that this is, for example ``"Assign"``.
    counter : str
        Where the run is, for example ``"round 1"``; empty before it begins.
    caption : tuple of str
        One or two lines of at most 58 characters, in words.
    hold_ms : int
        How long the picture stands, a multiple of 10.
    beat : Beat
        What it does in the film.
    lead_in : tuple of Tween
        What moves before it stands, in order; empty for a cut.
    rows : tuple of int
        The rows (0-based) that the picture is about: explained, switched, drawn as centres so far, or ringed. Of more
        than 1,000 that switched, none: the trace has them.
    mark : {"", "tick", "cross"}
        What stands after the phase: a tick where something was checked and found good, a cross where it failed.
    turn : int or None
        Which step of the timeline's cycle this is, from 0; None where it is none of them.
    note : str
        A few words that explain, beside it, what is seen for the first time; empty for none.
    progress : float
        How much of the film has been told, from 0 to 1; 1 on the last keyframe only.
    marked : tuple of tuple of str and int
        The caption's lines as they are drawn where clusters stand in them as marks: text, and for a mark the number
        of its cluster, counted from 0. Empty where the caption is drawn as it is read.
    passing : tuple of (int, str)
        The snapshots that go by in a tween of `PASSES`, each with its counter; empty where there is none.
    """

    step: int
    kind: str
    phase: str
    counter: str
    caption: tuple[str, ...]
    hold_ms: int
    beat: Beat = "state"
    lead_in: tuple[Tween, ...] = ()
    rows: tuple[int, ...] = ()
    mark: Literal["", "tick", "cross"] = ""
    turn: int | None = None
    note: str = ""
    progress: float
    marked: tuple[Line, ...] = ()
    passing: tuple[tuple[int, str], ...] = ()

    @property
    def text(self) -> str:
        """The caption as one line."""
        return " ".join(self.caption)

    def passing_at(self, at: float) -> tuple[int, str]:
        """Give the snapshot and the counter of an instant of a fast-forward: `at` is the share of its time gone."""
        return self.passing[min(len(self.passing) - 1, int(at * len(self.passing)))]

    @property
    def duration_ms(self) -> int:
        """Lead-in and hold together."""
        return self.hold_ms + sum(tween.duration_ms for tween in self.lead_in)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Timeline:
    """The whole film as it is told.

    Attributes
    ----------
    title : str
        One line, for page titles and alt text of stills.
    alt : str
        The alternative text of the film.
    keyframes : tuple of Keyframe
        In order of time; at least one.
    table : tuple of tuple of str
        The numbers of the run, the head first; empty for none.
    telling : tuple of int
        The keyframes that tell the run without the others, by their places: those of the step strip.
    subject : str
        Algorithm, parameter and data, for the header; the title where empty.
    cycle : tuple of str
        The steps that the algorithm does again and again, as the header names them: ``("assign", "move")``.
    best : float or None
        The best objective that is known, with which panels compare; None where there is this run alone.
    """

    title: str
    alt: str
    keyframes: tuple[Keyframe, ...]
    table: tuple[tuple[str, ...], ...] = ()
    telling: tuple[int, ...] = ()
    subject: str = ""
    cycle: tuple[str, ...] = ()
    best: float | None = None

    def __repr__(self) -> str:
        count = counted(len(self.keyframes), "keyframe")
        return f"<Timeline: {shown(self.title, 120)}; {count}, {self.duration_ms / 1000:.1f} s>"

    @property
    def duration_ms(self) -> int:
        """How long one showing takes."""
        return sum(keyframe.duration_ms for keyframe in self.keyframes)


def telling(kinds: Sequence[str], first: Collection[str], further: Sequence[str] = ()) -> tuple[int, ...]:
    """Choose up to eight keyframes that tell a run without the others: of more, the first five and the last three.

    Parameters
    ----------
    kinds : sequence of str
        Of all keyframes.
    first : collection of str
        The kinds that tell of a step.
    further : sequence of str
        Kinds that are added, one after the other, where there is room for them.
    """
    chosen = [place for place, kind in enumerate(kinds) if kind in first]
    for wanted in further:
        if len(chosen) < MOST_TELLING:
            chosen = sorted({*chosen, *(place for place, kind in enumerate(kinds) if kind == wanted)})
    return tuple(chosen if len(chosen) <= MOST_TELLING else [*chosen[:5], *chosen[-3:]])


def named(rows: Collection[int] | IntArray) -> tuple[int, ...]:
    """Give the rows that a keyframe is about as it names them, 0-based; of very many none."""
    return tuple(int(row) for row in rows) if len(rows) <= _MOST_NAMED else ()


def passing(
    first: int, last: int, counter: Callable[[int], str], most: int = 12
) -> tuple[tuple[int, str], ...]:
    """Choose snapshots that go by from first to last, equally far apart, each with its counter; the last among them.

    Parameters
    ----------
    first, last : int
        Both included.
    counter : callable
        Says of a snapshot where the run is.
    most : int, default 12
        How many at most: each is drawn anew.
    """
    count = min(most, last - first + 1)
    steps = (first - 1 + (last - first + 1) * part // count for part in range(1, count + 1))
    return tuple((step, counter(step)) for step in steps)
