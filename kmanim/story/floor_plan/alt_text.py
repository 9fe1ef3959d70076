"""Titles, alternative texts and the table of the toy."""

from __future__ import annotations

from kmanim.story.floor_plan.facts import PlanFacts
from kmanim.story.text.words import counted, series

_LINES = 60


def title(facts: PlanFacts) -> str:
    """Name the film in one line: ``Toy: nine rooms on a grid, shuffled by chance``."""
    return f"Toy: {facts.rooms[:1].lower()}{facts.rooms[1:]} on a grid, shuffled by chance"


def result(facts: PlanFacts) -> str:
    """Say how the run ended in a clause, as the heading of figures does, too."""
    trace = facts.trace
    after = counted(trace.turns, trace.turn)
    walk = facts.walk(trace.walk)
    how = f"walks {walk} {'cell' if walk == '1' else 'cells'} a day"
    told = f"the toy plan {how} after {after}" if trace.kept else f"the toy plan {how} from start to end"
    every = trace.every
    if every is None:
        return f"{told}; the shortest is not known"
    if every.all_alike:
        return f"{told}, as all {every.count:,} plans do"
    if trace.found_best:
        return f"{told}, the shortest of {every.count:,} plans"
    return f"{told}; the shortest of {every.count:,} plans walks {facts.walk(every.shortest)}"


def film(facts: PlanFacts) -> str:
    """Describe the film."""
    way = "two of them change places where that shortens the walk"
    if not facts.trace.is_alone:
        way = "of many plans, each with a copy in which two change places, the shortest stay"
    return (
        f"Animated toy floor plan of {facts.things(facts.dataset.n)} on {facts.setting}, with lines as thick as the "
        f"walks between them; {way}, and a falling line beside it says how far all walk: {result(facts)}."
    )


def of_plan(facts: PlanFacts, i: int) -> str:
    """Describe the plan of a snapshot."""
    return f"Toy floor plan of {facts.things(facts.dataset.n)}, row by row: {facts.plan_words(i)}"


def table(facts: PlanFacts) -> tuple[tuple[str, ...], ...]:
    """Tell all that was kept, one line each, the head first."""
    trace = facts.trace
    head = (facts.turn, "moved", "walk", "plan, row by row")
    lines, before = [], 0
    for i in [0, *trace.kept][:_LINES]:
        moved = series(facts.names(facts.moved(before, i).tolist())) if i else ""
        lines.append((f"{facts.iteration(i):,}", moved, facts.value(i), facts.plan_words(i)))
        before = i
    return (head, *lines)
