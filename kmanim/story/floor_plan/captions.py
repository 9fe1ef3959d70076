"""Captions of the toy: every number and every name comes from the run."""

from __future__ import annotations

from collections.abc import Iterator

from kmanim.simulate.machines.floor_plans.dozen import best_of, dozen
from kmanim.story.floor_plan.facts import PlanFacts
from kmanim.story.text.words import (
    NAME_LIMITS,
    Caption,
    counted,
    first_that_fits,
    in_words,
    line_or_two,
    ordinal,
    sentence_case,
    series,
    verb,
)


def opening(facts: PlanFacts) -> Caption:
    """Say how many rooms there are, and how many walks."""
    if not facts.trace.walks_in_all:
        return first_that_fits([(f"{facts.rooms}, and nobody walks between them.",)])
    walks = facts.walks_in_all
    a_day = f"{walks} {'walk' if walks == '1' else 'walks'} a day"
    short = f"{facts.rooms}, {a_day}."
    return first_that_fits(
        [line_or_two(short, "Which plan walks least?"), (f"{a_day}.", "Which plan walks least?")]
    )


def start(facts: PlanFacts) -> Caption:
    """Say what the first plan is, and how far it walks."""
    walk = facts.value(0)
    of_walking = f"{walk} {'cell' if walk == '1' else 'cells'} of walking a day."
    if facts.trace.is_alone:
        return first_that_fits([line_or_two("Try 0: a random plan.", of_walking)])
    plans = counted(facts.trace.parameters.plans, ("random plan", "random plans"))
    least = "It walks" if facts.trace.parameters.plans == 1 else "The shortest walks"
    return first_that_fits(
        [
            line_or_two(
                f"Generation 0: {plans}.", f"{least} {walk} {'cell' if walk == '1' else 'cells'} a day."
            )
        ]
    )


def swap(facts: PlanFacts, before: int, i: int, told: int, skipped: int) -> Caption:
    """Say who changed places in a try that was kept, and how far all walk now.

    Parameters
    ----------
    facts : PlanFacts
    before, i : int
        The snapshot that was shown last, and this one.
    told : int
        How many were told before.
    skipped : int
        How many tries in between helped nothing, if that shall be told; else 0.
    """
    kept = " Kept." if told < 2 and facts.trace.is_alone else ""
    lead = f"{counted(skipped, ('swap', 'swaps'))} helped nothing." if skipped else ""
    found: list[Caption] = []
    for who in _who(facts, before, i, in_full=told == 0):
        sentence = f"{facts.opened(i)}: {who}: {facts.value(i)}.{kept}"
        if lead:
            found.append(line_or_two(lead, sentence))
        else:
            found += [(sentence,), (f"{facts.opened(i)}: {who}:", f"{facts.value(i)}.{kept}")]
    first = f"{facts.opened(i)}: {facts.value(i)}."
    return first_that_fits([*found, (first,)])


def several(facts: PlanFacts, before: int, i: int, helped: int) -> Caption:
    """Say how many tries were kept since the picture before."""
    tries = sentence_case(facts.trace.turn[1])
    first = f"{tries} {facts.iteration(before) + 1:,} to {facts.iteration(i):,}: {facts.value(i)}."
    swaps = f"{helped:,} swaps helped." if facts.trace.is_alone else f"{helped:,} shorter plans were found."
    return first_that_fits([line_or_two(first, swaps), (first,)])


def generation(facts: PlanFacts, before: int, i: int, told: int) -> Caption:
    """Say how the shortest plan of a generation differs from the one before."""
    pair = facts.pair(before, i)
    if pair:
        return swap(facts, before, i, told, 0)
    count = len(facts.moved(before, i))
    first = f"{facts.opened(i)}: another plan is shortest: {facts.value(i)}."
    rooms = f"{sentence_case(in_words(count))} {facts.noun[count != 1]} {verb(count, 'stands', 'stand')} elsewhere."
    return first_that_fits([line_or_two(first, rooms), (first,)])


def nothing(facts: PlanFacts) -> Caption:
    """Say that nothing made the first plan shorter."""
    turns = facts.trace.unlabelled[-1].iteration
    if facts.trace.is_alone:
        return first_that_fits(
            [
                line_or_two(
                    f"{counted(turns, ('swap', 'swaps'))} helped nothing:", f"it stays at {facts.value(0)}."
                )
            ]
        )
    return first_that_fits(
        [
            line_or_two(
                f"{counted(turns, facts.trace.turn)} found nothing shorter:", f"it stays at {facts.value(0)}."
            )
        ]
    )


def every(facts: PlanFacts, of_runs: float | None = None) -> Caption:
    """Say which is the shortest of all plans, or of the runs that there are, and whether this one is it."""
    trace, tried = facts.trace, facts.trace.every
    if tried is None:
        return _unknown(facts, of_runs)
    shortest = facts.walk(tried.shortest)
    both = "Both plans" if tried.count == 2 else f"All {tried.count:,} plans"
    if tried.all_alike:
        return first_that_fits(
            [line_or_two(f"{both} walk {shortest}:", "every plan is as good as any other.")]
        )
    best = f"{both} were tried: {shortest} is the shortest."
    if trace.found_best:
        return first_that_fits([(best,)])
    this, fewer = facts.walk(trace.walk), tried.shorter_than(trace.walk)
    stuck = f"This one has {this}, and no swap of two shortens it."
    shorter = f"This one has {this}: {counted(fewer, ('plan is', 'plans are'))} shorter."
    return first_that_fits([(best, stuck), (best, shorter)] if trace.finished else [(best, shorter)])


def _unknown(facts: PlanFacts, of_runs: float | None) -> Caption:
    """Say that not all plans were tried, and that another run found a shorter one, or that nobody knows of any."""
    trace, count = facts.trace, facts.trace.number_of_plans
    many = f"{count:,}" if count < 10**15 else f"over 10 to the {ordinal(len(str(count)) - 1)}"
    first = f"There are {many} plans, too many to try all:"
    shorter = best_of(dozen(trace)) if of_runs is None else of_runs
    if shorter < trace.walk and not trace.is_as_short(shorter, trace.walk):
        told = f"This one has {facts.walk(trace.walk)}; another start finds {facts.walk(shorter)}."
        return first_that_fits(
            [line_or_two(f"{first[:-1]}.", told), ("There are too many plans to try all.", told)]
        )
    return first_that_fits(
        [
            line_or_two(first, f"whether {facts.walk(facts.trace.walk)} is the shortest is not known."),
            ("There are too many plans to try all:", "the shortest is not known."),
        ]
    )


def starts(facts: PlanFacts) -> Caption:
    """Say how many of a dozen random starts find the shortest plan."""
    trace, found = facts.trace, dozen(facts.trace)
    best, many = trace.best_known, len(found)
    if best is None:
        low, high = (facts.walk(end(start.walk for start in found)) for end in (min, max))
        ends = f"end at {low}" if low == high else f"end at {low} to {high}"
        return first_that_fits([(f"A toy: {many} random starts {ends}.",)])
    reached = sum(trace.is_as_short(start.walk, best) for start in found)
    if reached == many:
        return (f"A toy: all {many} random starts find it.",)
    if not reached:
        return (f"A toy: none of {many} random starts finds it.",)
    return (f"A toy: {reached} of {many} random starts {verb(reached, 'finds', 'find')} it.",)


def _who(facts: PlanFacts, before: int, i: int, *, in_full: bool) -> Iterator[str]:
    """Say who changed places, from long names to short ones."""
    pair = facts.pair(before, i)
    for limit in NAME_LIMITS:
        names = [facts.name(row, limit) for row in pair]
        if len(pair) == 1:
            yield f"{names[0]} moves to an empty cell"
        elif in_full:
            yield f"{series(names)} change places"
        else:
            yield f"{series(names)}{' again' if _before(facts, pair, before) else ''}"


def _before(facts: PlanFacts, pair: tuple[int, ...], before: int) -> bool:
    """Tell whether the same two rooms have changed places already."""
    trace = facts.trace
    earlier = (trace.unlabelled[step] for step in trace.kept if step <= before)
    return any({snapshot.first, snapshot.second} == set(pair) for snapshot in earlier)
