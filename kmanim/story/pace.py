"""How long each picture of a film is held: by the length of its caption, or by what it does in a loop."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate

from kmanim.errors import InputError, listed, shown
from kmanim.story.text.marked import drawn_of
from kmanim.story.timeline import Beat, Keyframe, Picture, Tween

PROFILES = ("walkthrough", "loop")

SHORTEST_MS, LONGEST_MS = 20, 60_000

# What a picture does in the trend of a film. A loop is watched more than once, so each has one length there: short for
# routine, longer for turning points.
_LOOP_MS: dict[Beat, int] = {
    "state": 1500,
    "move": 1300,
    "turn": 1900,
    "switch": 1900,
    "question": 1500,
    "check": 1700,
    "end": 3600,
    "lesson": 4500,
}
_TWEEN_MS = {
    "walkthrough": {"sweep": 600, "glide": 600, "recolour": 300, "move": 800},
    "loop": {"sweep": 400, "glide": 600, "recolour": 300, "move": 600},
}
_QUESTION_MS = 2500


def check_profile(profile: str) -> str:
    """Return the profile if it is known.

    Raises
    ------
    InputError
        If there is no such profile.
    """
    if profile not in PROFILES:
        raise InputError(f"no profile {shown(repr(profile))}; known: {listed(PROFILES, 'or')}")
    return profile


def check_pace(pace: float) -> float:
    """Return the pace if it is a factor that holds can be multiplied by.

    Raises
    ------
    InputError
        If it is not a number from 0.05 to 20.
    """
    if not isinstance(pace, int | float) or isinstance(pace, bool) or not 0.05 <= pace <= 20:
        raise InputError(f"pace must be a number from 0.05 to 20, got {shown(repr(pace))}")
    return float(pace)


def reading_ms(text: str) -> int:
    """Time to read a caption: 600 ms and 55 ms a character, from 1500 to 6000 ms, to the nearest 100 ms."""
    return _nearest(min(6000, max(1500, 600 + 55 * len(text))), 100)


def hold_ms(beat: Beat, text: str, *, profile: str, pace: float = 1.0, first: bool, last: bool) -> int:
    """How long a keyframe is held.

    Parameters
    ----------
    beat : Beat
        What the picture does, for example ``"switch"``.
    text : str
        The caption as one line, its lines joined by a space.
    profile : {"walkthrough", "loop"}
        A walkthrough is read once, a loop is looked at again and again.
    pace : float
        A factor: 2 holds everything twice as long.
    first, last : bool
        Whether it is the first or last keyframe of the film.

    Returns
    -------
    int
        A multiple of 10 from 20 to 60000.
    """
    if profile == "loop":
        hold = _LOOP_MS[beat]
    else:
        hold = _QUESTION_MS if beat == "question" else reading_ms(text)
        hold += 500 * (first or beat == "switch")
        if last:
            hold = max(4000, hold + 1000)
    return min(LONGEST_MS, max(SHORTEST_MS, _nearest(hold * pace, 10)))


def timed(pictures: Sequence[Picture], *, profile: str, pace: float) -> tuple[Keyframe, ...]:
    """Give every picture of a film its hold, its tweens and its share of the progress bar.

    Raises
    ------
    InputError
        If the profile or the pace is unknown.
    """
    check_profile(profile)
    check_pace(pace)
    last = len(pictures) - 1
    holds = [
        hold_ms(p.beat, " ".join(p.caption), profile=profile, pace=pace, first=i == 0, last=i == last)
        for i, p in enumerate(pictures)
    ]
    leads = [
        tuple(Tween(kind=kind, duration_ms=_TWEEN_MS[profile][kind]) for kind in picture.tweens)
        for picture in pictures
    ]
    ends = list(
        accumulate(
            hold + sum(tween.duration_ms for tween in lead) for hold, lead in zip(holds, leads, strict=True)
        )
    )
    return tuple(
        Keyframe(
            step=picture.step,
            kind=picture.kind,
            phase=picture.phase,
            counter=picture.counter,
            caption=tuple(picture.caption),
            hold_ms=hold,
            lead_in=lead,
            rows=picture.rows,
            mark=picture.mark,
            turn=picture.turn,
            note=picture.note,
            progress=end / ends[-1],
            marked=picture.marked or drawn_of(picture.caption),
        )
        for picture, hold, lead, end in zip(pictures, holds, leads, ends, strict=True)
    )


def _nearest(value: float, step: int) -> int:
    return step * int((Decimal(repr(value)) / step).to_integral_value(ROUND_HALF_UP))
