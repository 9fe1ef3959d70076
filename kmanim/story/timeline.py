"""Time as data: keyframes that are held, and the tweens that lead into them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tween:
    """A short passage of in-between pictures.

    Attributes
    ----------
    kind : str
        What changes: ``"sweep"`` (first colours), ``"recolour"`` (the yellow settles) or ``"move"``
        (centroids).
    duration_ms : int
        A multiple of 10.
    """

    kind: str
    duration_ms: int


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
        Header on the left, for example ``"Assign"``.
    counter : str
        Header on the right, for example ``"round 1 · step 3 of 8"``.
    caption : tuple of str
        One or two lines of at most 58 characters.
    hold_ms : int
        How long the picture stands, a multiple of 10.
    lead_in : tuple of Tween
        What moves before it stands, in order; empty for a cut.
    rows : tuple of int
        The rows (0-based) that the picture is about: explained, switched, drawn as centres so far, or ringed. Of more
        than 1,000 that switched, none: the trace has them.
    progress : float
        How much of the film has been told, from 0 to 1; 1 on the last keyframe only.
    """

    step: int
    kind: str
    phase: str
    counter: str
    caption: tuple[str, ...]
    hold_ms: int
    lead_in: tuple[Tween, ...] = ()
    rows: tuple[int, ...] = ()
    progress: float

    @property
    def text(self) -> str:
        """The caption as one line."""
        return " ".join(self.caption)

    @property
    def duration_ms(self) -> int:
        """Lead-in and hold together."""
        return self.hold_ms + sum(tween.duration_ms for tween in self.lead_in)


@dataclass(frozen=True, slots=True, kw_only=True)
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
    """

    title: str
    alt: str
    keyframes: tuple[Keyframe, ...]
    table: tuple[tuple[str, ...], ...] = ()

    @property
    def duration_ms(self) -> int:
        """How long one showing takes."""
        return sum(keyframe.duration_ms for keyframe in self.keyframes)
