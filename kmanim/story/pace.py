"""How long each keyframe is held: by the length of its caption, or by its kind in a loop."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from kmanim.errors import InputError, listed, shown
from kmanim.story.timeline import Tween

PROFILES = ("walkthrough", "loop")

SHORTEST_MS, LONGEST_MS = 20, 60_000

# A loop is watched more than once: each kind has one length, short for routine and longer for turning points.
_LOOP_MS = {
    "data": 1500,
    "starts": 1500,
    "explain": 1900,
    "assign": 1500,
    "update": 1300,
    "swap": 1900,
    "empty": 1900,
    "relocate": 1900,
    "question": 1500,
    "near-miss": 1900,
    "reassign": 1900,
    "check": 1700,
    "done": 3600,
    "lesson": 4500,
}
_TWEEN_MS = {
    "walkthrough": {"sweep": 600, "recolour": 300, "move": 800},
    "loop": {"sweep": 400, "recolour": 300, "move": 600},
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


def hold_ms(kind: str, text: str, *, profile: str, pace: float = 1.0, first: bool, last: bool) -> int:
    """How long a keyframe is held.

    Parameters
    ----------
    kind : str
        Kind of keyframe, for example ``"reassign"``.
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
        hold = _LOOP_MS[kind]
    else:
        hold = _QUESTION_MS if kind == "question" else reading_ms(text)
        hold += 500 * (first or kind == "reassign")
        if last:
            hold = max(4000, hold + 1000)
    return min(LONGEST_MS, max(SHORTEST_MS, _nearest(hold * pace, 10)))


def tweens(profile: str, *kinds: str) -> tuple[Tween, ...]:
    """Give the tweens of these kinds at the speed of the profile; the pace leaves them alone."""
    return tuple(Tween(kind=kind, duration_ms=_TWEEN_MS[profile][kind]) for kind in kinds)


def _nearest(value: float, step: int) -> int:
    return step * int((Decimal(repr(value)) / step).to_integral_value(ROUND_HALF_UP))
