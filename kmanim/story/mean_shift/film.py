"""The film of mean shift: one climb step by step, then all of them at once, their ends, and who belongs to which."""

from __future__ import annotations

from typing import Any, NamedTuple

from kmanim.simulate.machines.climbs.trace import ClimbTrace
from kmanim.story.mean_shift import alt_text, captions
from kmanim.story.mean_shift.climb_table import climb_table
from kmanim.story.mean_shift.facts import ClimbFacts
from kmanim.story.mean_shift.pictures import all_climbs, one_climb, picture
from kmanim.story.mean_shift.told import is_none, told_climb
from kmanim.story.pace import check_times, fullest, timed
from kmanim.story.timeline import Picture, Timeline, telling


class _Level(NamedTuple):
    """How much is told.

    Attributes
    ----------
    moves : int
        Moves of the one climb that are told one by one; -1 if it is not told.
    rounds : int
        Moves of all climbs that are told one by one.
    starts : bool
        Whether starts at every row have a picture of their own.
    estimate : bool
        Whether it is told where an estimated bandwidth comes from.
    elsewhere : bool
        Whether it is told which rows climbed to another end than their nearest.
    """

    moves: int
    rounds: int = 0
    starts: bool = False
    estimate: bool = False
    elsewhere: bool = True


# From full to brief: before moves go by unseen, others tell less.
_LEVELS = {
    "walkthrough": (
        _Level(12, rounds=1, starts=True, estimate=True),
        *(_Level(moves, estimate=True) for moves in (12, 9, 7, 6, 5)),
        *(_Level(moves) for moves in (5, 4, 3, 2, 1, 0)),
        *(_Level(moves, elsewhere=False) for moves in (0, -1)),
    ),
    "loop": (
        *(_Level(moves, rounds=1, starts=True, elsewhere=False) for moves in (5, 4, 3, 2, 1, 0)),
        *(_Level(moves, elsewhere=False) for moves in (0, -1)),
    ),
}
# Where no climb is told by itself.
_TOGETHER = {
    "walkthrough": (
        *(_Level(-1, rounds, starts=True, estimate=True) for rounds in (9, 8, 7, 6, 5, 4, 3, 2)),
        *(_Level(-1, rounds, starts=True, elsewhere=False) for rounds in (2, 1, 0)),
        _Level(-1, elsewhere=False),
    ),
    "loop": (
        *(_Level(-1, rounds, starts=True, elsewhere=False) for rounds in (5, 4, 3, 2, 1, 0)),
        _Level(-1, elsewhere=False),
    ),
}
_TELLING = ("ball", "climb", "rest", "ends", "merge", "assign", "done")


def tell(
    trace: ClimbTrace,
    *,
    profile: str = "walkthrough",
    pace: float = 1.0,
    max_seconds: float | None = None,
    climb: Any = None,
) -> Timeline:
    """Tell a run of mean shift as a film.

    Parameters
    ----------
    trace : ClimbTrace
        The recorded run.
    profile : {"walkthrough", "loop"}, default "walkthrough"
        The walkthrough tells one climb first, where an estimated bandwidth comes from, and who climbed elsewhere.
    pace : float, default 1.0
        Factor on every hold.
    max_seconds : float, optional
        How long the film may take; by default 45 s, a loop 20 s, and so much more where `pace` is slower.
    climb : str or int, optional
        The row whose climb is told first, or ``"none"``; by default the longest, in a walkthrough.

    Raises
    ------
    InputError
        If the profile, the pace or the time will not do, or there is no such row.
    """
    check_times(profile, pace, max_seconds)
    facts = ClimbFacts(trace)
    told = told_climb(trace, climb)
    is_told = trace.is_alone or not (is_none(trace, climb) or (profile == "loop" and climb is None))
    levels = (_LEVELS if is_told else _TOGETHER)[profile]
    _, pictures = fullest(
        lambda level: _pictures(facts, told, levels[level]),
        len(levels),
        profile=profile,
        pace=pace,
        max_seconds=max_seconds,
    )
    return Timeline(
        title=alt_text.title(facts),
        alt=alt_text.film(facts),
        keyframes=timed(pictures, profile=profile, pace=pace, max_seconds=max_seconds),
        table=climb_table(facts, told),
        telling=telling([picture.kind for picture in pictures], _TELLING, ("starts", "mean", "data")),
        subject=facts.subject,
        cycle=("mean", "move") if trace.is_alone else ("climb", "merge", "assign"),
    )


def _pictures(facts: ClimbFacts, climb: int, level: _Level) -> list[Picture]:
    trace = facts.trace
    pictures = [picture(facts, "data", 0, captions.opening(facts))]
    if level.estimate and facts.is_estimated:
        pictures.append(picture(facts, "estimate", 0, captions.estimated(facts)))
    if trace.is_alone or level.moves >= 0:
        pictures += one_climb(facts, climb, max(level.moves, 0))
    if not trace.is_alone:
        pictures += all_climbs(
            facts, pictures[-1].step, rounds=level.rounds, starts=level.starts, elsewhere=level.elsewhere
        )
    last = len(trace) - 1
    settling = pictures[-1].kind == "elsewhere"
    tweens = ("recolour",) if settling else ("sweep",) if trace.is_alone else ()
    pictures.append(picture(facts, "done", last, captions.done(facts), tweens=tweens))
    return pictures
