"""How long each picture of a film is held: by the length of its caption, or by what it does in a loop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
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
    "brief": 700,
    "turn": 1900,
    "switch": 1900,
    "question": 1500,
    "check": 1700,
    "end": 3600,
    "lesson": 4500,
}
_TWEEN_MS = {
    "walkthrough": {
        "sweep": 600,
        "glide": 600,
        "recolour": 300,
        "move": 800,
        "spread": 1000,
        "forward": 2000,
    },
    "loop": {"sweep": 400, "glide": 600, "recolour": 300, "move": 600, "spread": 800, "forward": 2000},
}
# A value of a sweep that comes to the same as the one before has so long, and all that go by at once no longer than
# this; one that looks otherwise has longer, as nothing may flicker more than three times in a second.
_GLANCE_MS, _GLANCES_MS, _LOOK_MS = 150, 2000, 340
_UNDER_OLD_WORDS = ("recolour", "glance", "look")
_QUESTION_MS = 2500
_LEAST_MS = 1500  # a picture of a walkthrough, however short its caption
_BUDGET_MS = {"walkthrough": 45_000, "loop": 20_000}
SHORTEST_BUDGET_S = 5.0
# A telling is given up for a briefer one rather than held for less than this share of its time; what hurries most is
# held so long; and moves take no more than this share of all time.
_SQUEEZED, _FLEETING_MS, _MOST_MOVING = {"walkthrough": 0.85, "loop": 0.72}, 200, 0.5


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


def check_max_seconds(seconds: float | None) -> float | None:
    """Return the budget if films of that length can be made.

    Raises
    ------
    InputError
        If it is not a number from 5 to 3600.
    """
    if seconds is None:
        return None
    real = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    if not real or not SHORTEST_BUDGET_S <= seconds <= 3600:
        raise InputError(f"max_seconds must be a number from 5 to 3600, got {shown(repr(seconds))}")
    return float(seconds)


def check_times(profile: str, pace: float, max_seconds: float | None) -> None:
    """Refuse what no film can be timed by, before anything is told.

    Raises
    ------
    InputError
        If the profile, the pace or the budget will not do.
    """
    check_profile(profile)
    check_pace(pace)
    check_max_seconds(max_seconds)


def reading_ms(text: str) -> int:
    """Time to read a caption: 600 ms and 55 ms a character, from 1500 to 6000 ms, to the nearest 100 ms."""
    return _nearest(min(6000, max(1500, 600 + 55 * len(text))), 100)


def hold_ms(
    beat: Beat, text: str, *, profile: str, pace: float = 1.0, first: bool, last: bool, lead_ms: int = 0
) -> int:
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
    lead_ms : int, default 0
        How long the caption has been there before, while something moved: time to read it, too.

    Returns
    -------
    int
        A multiple of 10 from 20 to 60000.
    """
    if profile == "loop":
        hold = _LOOP_MS[beat]
    else:
        hold = _QUESTION_MS if beat == "question" else max(_LEAST_MS, reading_ms(text) - lead_ms)
        hold += 500 * (first or beat == "switch")
        if last:
            hold = max(4000, hold + 1000)
    return min(LONGEST_MS, max(SHORTEST_MS, _nearest(hold * pace, 10)))


def budget_ms(profile: str, pace: float, max_seconds: float | None) -> int:
    """How long a film may take.

    Parameters
    ----------
    profile : {"walkthrough", "loop"}
        Its own budget, where none is given: 45 s to be read once, 20 s to be looked at again and again. Who asks for
        a slower film gets so much more time.
    pace : float
    max_seconds : float or None
        The budget that is given; it holds at any pace.
    """
    if max_seconds is not None:
        return int(max_seconds * 100) * 10
    return round(_BUDGET_MS[profile] * max(1.0, pace))


def fullest(
    tell: Callable[[int], Sequence[Picture]],
    levels: int,
    *,
    profile: str,
    pace: float,
    max_seconds: float | None = None,
) -> tuple[int, Sequence[Picture]]:
    """Choose the fullest telling of a run that has room in its time; give its level and its pictures.

    Parameters
    ----------
    tell : callable
        Gives the pictures of a level: 0 tells most, each later one no more than the one before.
    levels : int
        How many there are. If not even the last one has room, it is chosen.
    profile, pace, max_seconds
        As for `timed`, which shortens what is a little too long.
    """
    budget = budget_ms(profile, pace, max_seconds)

    def told(level: int) -> tuple[Sequence[Picture], bool]:
        pictures = tell(level)
        holds, leads = _times(pictures, profile, pace)
        moving = sum(sum(tween.duration_ms for tween in lead) for lead in leads)
        return pictures, moving + sum(holds) * _SQUEEZED[profile] <= budget

    best, has_room = told(0)
    if has_room or levels == 1:
        return 0, best
    low, high = 0, levels  # the first of them has no room; `best` is the telling of `high`, if there is one
    while high - low > 1:
        middle = (low + high) // 2
        pictures, has_room = told(middle)
        if has_room or middle == levels - 1:
            high, best = middle, pictures
        else:
            low = middle
    return high, best


def timed(
    pictures: Sequence[Picture], *, profile: str, pace: float, max_seconds: float | None = None
) -> tuple[Keyframe, ...]:
    """Give every picture of a film its hold, its tweens and its share of the progress bar.

    Where that takes longer than the film may, all holds are shortened by the same share, and moves, too, where they
    alone would fill it.

    Raises
    ------
    InputError
        If the profile, the pace or the budget will not do, or there is no picture at all: a story must have one, as of
        a run without steps there are still the data.
    """
    check_times(profile, pace, max_seconds)
    if not pictures:
        raise InputError(
            "a film has at least one picture, and this story chose none; let `tell` begin with the data"
        )
    budget = budget_ms(profile, pace, max_seconds)
    holds, leads = _times(pictures, profile, pace)
    moving = sum(sum(tween.duration_ms for tween in lead) for lead in leads)
    if moving + sum(holds) > budget:
        share = (budget - min(moving, _MOST_MOVING * budget)) / sum(holds)
        holds = [max(_FLEETING_MS, 10 * int(hold * share / 10)) for hold in holds]
    if moving + sum(holds) > budget:
        share = max(0.0, (budget - sum(holds)) / moving)
        leads = [tuple(_shorter(tween, share) for tween in lead) for lead in leads]
    return _placed(pictures, holds, leads)


def at_leisure(pictures: Sequence[Picture]) -> tuple[Keyframe, ...]:
    """Give every picture of a page that is stepped through the time it takes to read it, however long all of it is."""
    return _placed(pictures, *_times(pictures, "walkthrough", 1.0))


def _placed(
    pictures: Sequence[Picture], holds: Sequence[int], leads: Sequence[tuple[Tween, ...]]
) -> tuple[Keyframe, ...]:
    """Make keyframes of pictures that have their times."""
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
            marked=picture.marked or drawn_of(picture.caption),
            hold_ms=hold,
            beat=picture.beat,
            lead_in=lead,
            rows=picture.rows,
            mark=picture.mark,
            turn=picture.turn,
            note=picture.note,
            passing=picture.passing,
            progress=end / ends[-1],
        )
        for picture, hold, lead, end in zip(pictures, holds, leads, ends, strict=True)
    )


def _times(
    pictures: Sequence[Picture], profile: str, pace: float
) -> tuple[list[int], list[tuple[Tween, ...]]]:
    """Give the hold and the tweens of every picture, as if there were no end to time."""
    last = len(pictures) - 1
    leads = [
        tuple(Tween(kind=kind, duration_ms=_tween_ms(kind, picture, profile)) for kind in picture.tweens)
        for picture in pictures
    ]
    holds = [
        hold_ms(
            picture.beat,
            " ".join(picture.caption),
            profile=profile,
            pace=pace,
            first=i == 0,
            last=i == last,
            # While points settle or values go by, the caption of the picture before still stands.
            lead_ms=sum(tween.duration_ms for tween in leads[i] if tween.kind not in _UNDER_OLD_WORDS),
        )
        for i, picture in enumerate(pictures)
    ]
    return holds, leads


def _tween_ms(kind: str, picture: Picture, profile: str) -> int:
    if kind == "glance":
        return min(_GLANCES_MS, _GLANCE_MS * max(1, len(picture.passing)))
    if kind == "look":
        return _LOOK_MS * max(1, len(picture.passing))
    return _TWEEN_MS[profile][kind]


def _shorter(tween: Tween, share: float) -> Tween:
    return replace(tween, duration_ms=max(_FLEETING_MS // 2, 10 * int(tween.duration_ms * share / 10)))


def _nearest(value: float, step: int) -> int:
    return step * int((Decimal(repr(value)) / step).to_integral_value(ROUND_HALF_UP))
