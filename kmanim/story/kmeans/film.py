"""The film of k-means and its family: which pictures, in which order, in which words, for how long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.story.kmeans import alt_text as alt
from kmanim.story.kmeans import captions, seeding
from kmanim.story.kmeans.explained_rows import explained_rows
from kmanim.story.kmeans.facts import CentroidFacts, centroid_facts
from kmanim.story.kmeans.lesson import lesson, misplaced
from kmanim.story.kmeans.news import eventful, fast_forwards, rounds_of
from kmanim.story.kmeans.round_table import rounds_table
from kmanim.story.kmeans.rounds import Draft, told_rounds
from kmanim.story.opening import data_caption, with_shadow
from kmanim.story.pace import at_leisure, budget_ms, check_times, fullest, timed
from kmanim.story.timeline import Beat, Keyframe, Picture, Timeline, telling
from kmanim.story.verdict import Verdict, judged, verdict_of

_PHASES: dict[str, tuple[str, Beat]] = {
    "data": ("Data", "state"),
    "weigh": ("Draw", "state"),
    "draw": ("Draw", "state"),
    "starts": ("Starts", "state"),
    "explain": ("Assign", "turn"),
    "assign": ("Assign", "state"),
    "update": ("Update", "move"),
    "swap": ("Swap", "turn"),
    "empty": ("Empty cluster", "turn"),
    "relocate": ("Empty cluster", "turn"),
    "question": ("Reassign", "question"),
    "near-miss": ("Reassign", "turn"),
    "reassign": ("Reassign", "switch"),
    "forward": ("Fast forward", "turn"),
    "check": ("Check", "check"),
    "done": ("Done", "end"),
    "lesson": ("Why", "lesson"),
}
"""The phase that a kind of picture belongs to, as the header names it, and what it does in the film."""

# Which of the two steps of the loop a kind of picture belongs to.
_TURNS = {
    "explain": 0,
    "assign": 0,
    "question": 0,
    "near-miss": 0,
    "reassign": 0,
    "update": 1,
    "swap": 1,
}

# What the step strip shows of a film, and what it shows besides where there is room.
_TELLING = ("starts", "assign", "update", "swap", "reassign", "empty", "relocate", "done")
_FURTHER = ("check", "data")


def figures(trace: CentroidTrace) -> tuple[str, ...]:
    """Name the still figures that a post about a run has, beside the steps themselves."""
    if any(trace.dataset.coded):
        return ("strip", "distances", "modes", "objective", "solutions", "grid")
    scales = () if trace.dataset.d == 1 else ("equal-scale", "raw-and-scaled")
    return ("strip", "distances", "density", "joint", "objective", *scales, "solutions", "grid")


def tell(
    trace: CentroidTrace,
    *,
    profile: str = "walkthrough",
    pace: float = 1.0,
    explain: Sequence[int | str] | None = None,
    questions: bool = False,
    near_misses: bool = False,
    max_seconds: float | None = None,
    best: float | None = None,
) -> Timeline:
    """Tell a run of k-means as a film.

    Parameters
    ----------
    trace : CentroidTrace
        The recorded run.
    profile : {"walkthrough", "loop"}, default "walkthrough"
        The walkthrough shows the raw data first, explains two rows, and holds each caption as long as it
        takes to read; it also shows how k-means++ draws its starts. The loop does without and is quicker.
    pace : float, default 1.0
        Factor on every hold, 0.05 to 20; 2 holds twice as long. Tweens keep their speed.
    explain : sequence of int or str, optional
        Rows (0-based) or row names whose distances are shown before the first assignment. By default the
        walkthrough takes two, see `explained_rows`; the loop takes none.
    questions : bool, default False
        Whether the film asks which rows will switch before it shows them.
    near_misses : bool, default False
        Whether it shows, after a switch, the row that came nearest to switching, if within one percent.
    max_seconds : float, optional
        How long the film may take; by default 45 s, a loop 20 s, and so much more where `pace` is slower.
    best : float, optional
        The best objective that is known, of other runs; without it a run alone cannot say how good its end is.

    Returns
    -------
    Timeline
        Counters count rounds, and the draws before them. Rounds with little news go by in a fast-forward, and so do
        the least eventful of the others where the film would take longer than it may; the film of a run whose
        draws are told is about them. More than eight draws are told by the first five and the last two.

    Raises
    ------
    InputError
        If the profile, the pace or a row to explain will not do.
    """
    check_times(profile, pace, max_seconds)
    facts = centroid_facts(trace)
    rows, rounds = explained_rows(facts, explain, profile), rounds_of(facts)
    draws = profile == "walkthrough" and bool(facts.trace.seeding)
    verdict = verdict_of(trace, best, is_only=facts.k == 1)
    endings = {explained: _ending(facts, verdict, explained=explained) for explained in (False, True)}

    def told(level: Level) -> list[Draft]:
        together = fast_forwards(rounds, level.rounds)
        pictures = _opening(facts, rows[: level.explained], profile, level.draws)
        pictures += told_rounds(facts, together, questions=questions, near_misses=near_misses)
        return pictures + endings[_is_explained(facts, pictures)]

    is_long = budget_ms(profile, pace, max_seconds) > budget_ms(profile, pace, None)
    levels = _levels(eventful(rounds), len(rows), draws=draws, asked=explain is not None, is_long=is_long)
    _, pictures = fullest(
        lambda level: _headed(facts, told(levels[level])),
        len(levels),
        profile=profile,
        pace=pace,
        max_seconds=max_seconds,
    )
    return Timeline(
        title=alt.title(facts),
        alt=alt.film(facts),
        keyframes=timed(pictures, profile=profile, pace=pace, max_seconds=max_seconds),
        table=rounds_table(trace),
        telling=telling([picture.kind for picture in pictures], _TELLING, _FURTHER),
        subject=facts.subject,
        cycle=("assign", "swap" if facts.terms.swaps else "move"),
        best=best if verdict is None or best is None else verdict.best,
    )


def step_by_step(
    trace: CentroidTrace, *, questions: bool = False, best: float | None = None
) -> tuple[Keyframe, ...]:
    """Tell a run step by step, as a page does on which every press of a button is one: nothing goes by.

    Parameters
    ----------
    trace : CentroidTrace
        The recorded run.
    questions : bool, default False
        Whether the reader is asked which rows will switch before it is shown.
    best : float, optional
        As for `tell`.

    Returns
    -------
    tuple of Keyframe
        Every draw, the starts, every half-step, and the end.
    """
    facts = centroid_facts(trace)
    facts.is_drawn = False
    pictures = _draws(facts, len(trace.seeding))
    pictures.append(Draft(kind="starts", step=0, caption=captions.starts(facts)))
    pictures += told_rounds(facts, (), questions=questions, near_misses=False)
    verdict = verdict_of(trace, best, is_only=facts.k == 1)
    pictures += _ending(facts, verdict, explained=_is_explained(facts, pictures))
    # Which rows lie with another group is drawn in films alone.
    pictures = [picture for picture in pictures if picture.kind != "lesson"]
    return at_leisure(_headed(facts, pictures))


class Level(NamedTuple):
    """How much is told.

    Attributes
    ----------
    rounds : int
        How many rounds one by one.
    explained : int
        How many rows whose distances are shown.
    draws : int
        How many draws of k-means++ one by one.
    """

    rounds: int
    explained: int
    draws: int


def _levels(rounds: int, explained: int, *, draws: bool, asked: bool, is_long: bool) -> list[Level]:
    """Give the ways to tell a run, the fullest first.

    Rounds become fewer before explained rows do, down to the two that tell most, then rows down to one, which goes
    last; what was asked for is shown in any case. Where draws are told, they are what the film is about: nothing else
    is told one by one, unless it has more than the usual time.
    """
    if draws:
        rows = explained if asked else 0
        more = [Level(left, rows, seeding.MOST_DRAWS) for left in range(rounds * is_long, 0, -1)]
        return [*more, *(Level(0, rows, most) for most in (*range(seeding.MOST_DRAWS, 1, -1), 0))]
    levels = [Level(left, explained, 0) for left in range(rounds, min(rounds, 2) - 1, -1)]
    fewer = range(explained - 1, -1, -1) if not asked else range(0)
    levels += [Level(min(rounds, 2), left, 0) for left in fewer if left]
    kept = 1 if fewer else explained
    levels += [Level(left, kept, 0) for left in range(min(rounds, 1), -1, -1)]
    return levels if asked or not explained else [*levels, Level(0, 0, 0)]


def _opening(facts: CentroidFacts, rows: tuple[int, ...], profile: str, draws: int) -> list[Draft]:
    pictures = [Draft(kind="data", step=0, caption=data_caption(facts))] if profile == "walkthrough" else []
    pictures += _draws(facts, draws)
    starts = captions.starts(facts)
    if not pictures:
        starts = with_shadow(facts, starts)
    pictures.append(Draft(kind="starts", step=0, caption=starts))
    pictures += [
        Draft(kind="explain", step=0, round=1, caption=captions.explain(facts, row, 0), rows=(row,))
        for row in rows
    ]
    return pictures


def _draws(facts: CentroidFacts, most: int) -> list[Draft]:
    """Tell so many draws at most; none of 0."""
    return [
        Draft(
            kind=drawing.kind,
            step=0,
            caption=drawing.caption,
            rows=seeding.rows_of(facts, drawing.count),
            seeded=drawing.count,
        )
        for drawing in (seeding.seeding_pictures(facts, most) if most else ())
    ]


def _is_explained(facts: CentroidFacts, pictures: Sequence[Draft]) -> bool:
    """Tell whether pictures say what the symbol of the objective stands for."""
    symbol = f"{facts.objective.symbol} ("
    return any(symbol in " ".join(picture.caption) for picture in pictures)


def _ending(facts: CentroidFacts, verdict: Verdict | None, *, explained: bool) -> list[Draft]:
    """Tell the end; `explained` says whether it is known by then what the symbol of the objective stands for."""
    end, rounds = facts.last, facts.trace.iterations
    is_stuck = verdict is not None and verdict.kind == "stuck"
    opening = "Stuck after" if is_stuck else "Done in"
    # Where a run ends by looking for a swap, that picture says it.
    known = explained or (facts.ended and facts.terms.swaps)
    told = judged(captions.ended(facts, opening), verdict, facts.objective, explained=known)
    if len(told) < 2:
        told = captions.done(facts, opening)
    done = Draft(
        kind="done",
        step=end,
        round=rounds,
        caption=told,
        phase="Stopped" if not facts.ended else "Stuck" if is_stuck else "Done",
        mark="tick" if verdict is not None and verdict.kind == "best" else "",
    )
    if not facts.ended:
        return [done]
    # Where a run ends by looking for a swap, its last assignment has been told.
    glides = ("glide",) if rounds > 1 and not facts.terms.swaps and not facts.coded.any() else ()
    caption = captions.check(facts, explained=explained)
    check = Draft(kind="check", step=end, round=rounds, caption=caption, tweens=glides)
    pictures = [check, done]
    why = lesson(facts)
    if why is not None:
        rows = tuple(misplaced(facts).tolist())
        pictures.append(Draft(kind="lesson", step=end, round=rounds, caption=why, rows=rows))
    return pictures


def _headed(facts: CentroidFacts, pictures: list[Draft]) -> list[Picture]:
    """Give every picture its header."""
    found = []
    for picture in pictures:
        phase, beat = _PHASES[picture.kind]
        found.append(
            Picture(
                step=picture.step,
                kind=picture.kind,
                beat=beat,
                phase=picture.phase or phase,
                counter=_counter(picture, facts),
                caption=picture.caption,
                rows=picture.rows,
                tweens=picture.tweens,
                mark=picture.mark,
                turn=_TURNS.get(picture.kind),
                note=picture.note,
                passing=picture.passing,
            )
        )
    return found


def _counter(picture: Draft, facts: CentroidFacts) -> str:
    """Count rounds of the run, or the draws before them."""
    if picture.seeded is not None:
        return f"draw {picture.seeded} of {len(facts.trace.seeding)}"
    if picture.rounds:
        first, last = picture.rounds[0], picture.rounds[-1]
        return f"round {first}" if first == last else f"rounds {first} to {last}"
    return f"round {picture.round}" if picture.round else ""
