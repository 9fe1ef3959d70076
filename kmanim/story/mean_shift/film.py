"""The film of mean shift: one climb step by step, then all of them at once, their ends, and who belongs to which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from kmanim.simulate.machines.climbs.trace import ClimbTrace
from kmanim.story.mean_shift import alt_text, captions
from kmanim.story.mean_shift.climb_table import climb_table
from kmanim.story.mean_shift.facts import ClimbFacts
from kmanim.story.mean_shift.told import told_climb
from kmanim.story.pace import check_max_seconds, check_pace, check_profile, fullest, timed
from kmanim.story.text.words import Caption
from kmanim.story.timeline import Beat, Picture, Timeline, telling


class _Level(NamedTuple):
    """How much is told.

    Attributes
    ----------
    moves : int
        Moves of the one climb that are told one by one; -1 if it is not told.
    starts : bool
        Whether starts at every row, and the first move of all climbs, have pictures of their own.
    estimate : bool
        Whether it is told where an estimated bandwidth comes from.
    elsewhere : bool
        Whether it is told which rows climbed to another end than their nearest.
    """

    moves: int
    starts: bool = False
    estimate: bool = False
    elsewhere: bool = True


# From full to brief: before moves of the one climb go by unseen, others tell less.
_LEVELS = {
    "walkthrough": (
        _Level(12, starts=True, estimate=True),
        *(_Level(moves, estimate=True) for moves in (12, 9, 7, 6, 5)),
        *(_Level(moves) for moves in (5, 4, 3, 2, 1, 0)),
        *(_Level(moves, elsewhere=False) for moves in (0, -1)),
    ),
    "loop": (
        *(_Level(moves, starts=True, elsewhere=False) for moves in (5, 4, 3, 2, 1, 0)),
        *(_Level(moves, elsewhere=False) for moves in (0, -1)),
    ),
}
_PHASES: dict[str, tuple[str, Beat]] = {
    "data": ("Data", "state"),
    "estimate": ("Bandwidth", "state"),
    "ball": ("Ball", "turn"),
    "mean": ("Mean", "move"),
    "climb": ("Climb", "switch"),
    "rest": ("At rest", "check"),
    "starts": ("Starts", "turn"),
    "round": ("All climb", "move"),
    "ends": ("All at rest", "turn"),
    "merge": ("Merge", "turn"),
    "assign": ("Assign", "move"),
    "elsewhere": ("Elsewhere", "switch"),
    "done": ("Done", "end"),
}
# Which of the steps of a picture's cycle it belongs to: of one climb, and of all of them.
_ALONE = {"ball": 0, "mean": 0, "climb": 1, "rest": 1}
_TOGETHER = {
    "ball": 0,
    "mean": 0,
    "climb": 0,
    "rest": 0,
    "starts": 0,
    "round": 0,
    "ends": 0,
    "merge": 1,
    "assign": 2,
}
_TELLING = ("ball", "climb", "rest", "ends", "merge", "assign", "done")
# Of more rows than this a keyframe names none: they are in the trace.
MOST_ROWS = 1_000


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
        The row whose climb is told first; by default the longest, in a walkthrough.

    Raises
    ------
    InputError
        If the profile, the pace or the time will not do, or there is no such row.
    """
    check_profile(profile)
    check_pace(pace)
    check_max_seconds(max_seconds)
    facts = ClimbFacts(trace)
    told = told_climb(trace, climb)
    levels = _LEVELS[profile]
    if profile == "loop" and not trace.is_alone and climb is None:
        levels = tuple(level._replace(moves=-1) for level in (levels[0], levels[-1]))
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
    pictures = [_picture(facts, "data", 0, captions.opening(facts))]
    if level.estimate and facts.is_estimated:
        pictures.append(_picture(facts, "estimate", 0, captions.estimated(facts)))
    if trace.is_alone or level.moves >= 0:
        pictures += _one_climb(facts, climb, max(level.moves, 0))
    if not trace.is_alone:
        pictures += _all_climbs(facts, pictures[-1].step, level)
    last = len(trace) - 1
    settling = pictures[-1].kind == "elsewhere"
    tweens = ("recolour",) if settling else ("sweep",) if trace.is_alone else ()
    pictures.append(_picture(facts, "done", last, captions.done(facts), tweens=tweens))
    return pictures


def _one_climb(facts: ClimbFacts, climb: int, told: int) -> Iterator[Picture]:
    """Tell a climb: the ball, the mean, the first moves, what comes then in one go, and where it rests."""
    last = int(facts.trace.moves[climb])
    row = facts.start_row(climb)
    rows = () if row is None else (row,)
    if not last:
        yield _picture(facts, "rest", 0, captions.rest(facts, climb, 0), rows=rows)
        return
    yield _picture(facts, "ball", 0, captions.ball(facts, climb), rows=rows)
    yield _picture(facts, "mean", 0, captions.mean(facts, climb), rows=rows)
    # No move goes by alone.
    single = last - 1 if told >= last - 2 else told
    for i in range(1, single + 1):
        caption = captions.climbs(facts, climb, i)
        yield _picture(facts, "climb", i, caption, rows=rows, tweens=("move",), counter=i)
    caption = captions.rest(facts, climb, single)
    if single < last - 1:
        passing = tuple((i, f"move {i:,}") for i in range(single + 1, last + 1))
        yield _picture(
            facts, "rest", last, caption, rows=rows, tweens=("forward",), counter=last, passing=passing
        )
    else:
        yield _picture(facts, "rest", last, caption, rows=rows, tweens=("move",), counter=last)


def _all_climbs(facts: ClimbFacts, step: int, level: _Level) -> Iterator[Picture]:
    """Tell all climbs at once, their ends, and what becomes of these; `step` is the snapshot that was told last."""
    trace = facts.trace
    rounds, last = trace.rounds, len(trace) - 1
    if level.starts or not trace.from_rows:
        yield _picture(facts, "starts", step, captions.starts(facts))
    first = 0
    if level.starts and rounds > 2 and trace.n_climbs > 1:
        first, caption = 1, captions.first_round(facts)
        yield _picture(
            facts, "round", max(step, 1), caption, tweens=("move",), counter=1, passing=((1, "move 1"),)
        )
    passing = tuple((i, f"move {i:,}") for i in range(first + 1, rounds + 1))
    tweens = ("forward",) if len(passing) > 1 else ("move",) if passing else ()
    yield _picture(
        facts, "ends", rounds, captions.ends(facts), tweens=tweens, counter=rounds, passing=passing
    )
    if len(trace.absorbed.places):
        yield _picture(facts, "merge", rounds + 1, captions.merges(facts))
    yield _picture(facts, "assign", last, captions.assigns(facts), tweens=("sweep",))
    if level.elsewhere and len(trace.elsewhere):
        rows = tuple(trace.elsewhere.tolist()) if len(trace.elsewhere) <= MOST_ROWS else ()
        yield _picture(facts, "elsewhere", last, captions.elsewhere(facts), rows=rows)


def _picture(
    facts: ClimbFacts,
    kind: str,
    step: int,
    caption: Caption,
    *,
    rows: tuple[int, ...] = (),
    tweens: tuple[str, ...] = (),
    counter: int | None = None,
    passing: tuple[tuple[int, str], ...] = (),
) -> Picture:
    phase, beat = _PHASES[kind]
    trace = facts.trace
    mark: Literal["", "tick", "cross"] = ""
    # A tick stands from the first instant of a picture on: not while climbs are still seen on their way.
    if trace.finished and (kind == "done" or (kind == "rest" and "forward" not in tweens)):
        mark = "tick"
    if kind in ("rest", "ends") and not trace.finished:
        phase = "Not at rest"
    return Picture(
        step=step, kind=kind, beat=beat, phase=phase, counter="" if counter is None else f"move {counter:,}",
        caption=caption, rows=rows, tweens=tweens, mark=mark, passing=passing,
        turn=(_ALONE if trace.is_alone else _TOGETHER).get(kind),
    )  # fmt: skip
