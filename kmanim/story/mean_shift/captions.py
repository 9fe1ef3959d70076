"""The captions of mean shift: one fact each, two lines at most, every number from the trace."""

from __future__ import annotations

from collections.abc import Sequence

from kmanim.simulate.machines.neighbourhoods.squares import squares
from kmanim.story.facts import NAMED
from kmanim.story.mean_shift.facts import PLACES, ClimbFacts
from kmanim.story.text.marked import Phrase, captioned, either, phrase
from kmanim.story.text.sizes import marked_noise, marked_sizes
from kmanim.story.text.words import (
    NAME_LIMITS,
    Caption,
    between,
    counted,
    first_that_fits,
    in_words,
    line_or_two,
    sentence_case,
    verb,
)


def opening(facts: ClimbFacts) -> Caption:
    """Say what is looked for, and how far a ball reaches."""
    things = facts.things(facts.dataset.n)
    scaled = f", {facts.scaled_words}" if facts.scaled else ""
    rule = f"Ball of radius {facts.bandwidth}." if facts.is_flat else f"Gaussian of width {facts.bandwidth}."
    ask = "Where are they densest?" if facts.dataset.n > 1 else ""
    found: list[Caption] = []
    if facts.shadow:
        found += [(f"{things}{scaled}. {ask} {rule}", f"Drawn: {facts.shadow}.")]
        found += [(f"{things}{scaled}. {rule}", f"Drawn: {facts.shadow}.")]
    found += [
        line_or_two(f"{things}{scaled}.{' ' if ask else ''}{ask}", rule),
        (f"{things}{scaled}.", rule),
        (f"{things}.", rule),
    ]
    return first_that_fits(found)


def estimated(facts: ClimbFacts) -> Caption:
    """Say where a bandwidth comes from that nobody asked for."""
    what, of = facts.estimate
    return first_that_fits(
        [
            (f"No bandwidth was given: {facts.bandwidth} is {what}", f"{of}."),
            (f"{sentence_case(facts.bandwidth)} is {what}", f"{of}."),
            (f"The bandwidth is estimated: {facts.bandwidth}.",),
        ]
    )


# One climb


def ball(facts: ClimbFacts, climb: int) -> Caption:
    """Say who is in the ball where a climb starts."""
    rows, own = facts.inside(0, climb).tolist(), facts.start_row(climb)
    found: list[Caption] = []
    for limit in NAME_LIMITS:
        where = facts.start_name(climb, limit)
        if not facts.is_flat:
            every = f"From {where}: all {facts.noun[1]} count,"
            found.append(line_or_two(every, "the less the farther they are."))
            continue
        if rows == [own]:
            found.append(line_or_two(f"Ball at {where}:", f"no other {facts.noun[0]} inside."))
            continue
        who = f", {facts.named(rows, limit)}" if facts.has_names and 0 < len(rows) <= 4 else ""
        who = who if _whole(facts, rows, limit) else ""
        found.append(line_or_two(f"Ball at {where}:", f"{facts.things(len(rows))} inside{who}."))
        found.append(line_or_two(f"Ball at {where}:", f"{facts.things(len(rows))} inside."))
    return first_that_fits([*found, (f"{facts.things(len(rows))} inside.",)])


def mean(facts: ClimbFacts, climb: int) -> Caption:
    """Say where the mean is, and how far the ball moves."""
    path = facts.trace.path(climb)
    spot, far = facts.spot(path[1]), facts.length(facts.trace.shifts(climb)[0])
    whose = "Their mean" if facts.is_flat else f"The mean of all {facts.noun[1]}, weighted,"
    found: list[Caption] = []
    moves = f"the ball moves {far}." if facts.is_flat else f"the climb moves {far}."
    if spot:
        found.append(line_or_two(f"{whose} is {spot}:", moves))
    to = "their mean" if facts.is_flat else f"the mean of all {facts.noun[1]}, weighted"
    moves = sentence_case(moves).removesuffix(".")
    return first_that_fits([*found, (f"{moves} to {to}.",), (f"{moves}.",)])


def climbs(facts: ClimbFacts, climb: int, i: int) -> Caption:
    """Say who is in the ball after move i, who came and who dropped out, and where it goes next."""
    spot = facts.spot(facts.trace.path(climb)[i + 1])
    then = f"Next mean {spot}." if spot else f"The next move is {facts.length(facts.trace.shifts(climb)[i])}."
    count, before = (int(facts.trace.unlabelled[at].counts[climb]) for at in (i, i - 1))
    came, left = facts.came(i, climb), facts.left(i, climb)
    if not facts.is_flat:
        heights = facts.trace.heights_along(climb)
        low, high = facts.hill(heights[i - 1]), facts.hill(heights[i])
        up = (
            f"The hill rises from {low} to {high}."
            if low != high
            else f"The hill rises by a hair, to {high}."
        )
        return first_that_fits([line_or_two(up, then), (up,)])
    found: list[Caption] = []
    for limit in (18, 14, 10):
        inside = f"{count:,} inside: {_moves(facts, came, left, limit)}"
        if count < before:
            found += [
                line_or_two(f"{inside},", "yet the hill is higher."),
                (f"{inside},", "yet the hill is higher."),
            ]
        else:
            found += [line_or_two(f"{inside}.", then), (f"{inside}.", then), (f"{inside}.",)]
    plain = f"{count:,} inside{', yet the hill is higher' if count < before else ''}."
    return first_that_fits([*found, line_or_two(plain, then), (plain,)])


def rest(facts: ClimbFacts, climb: int, told: int) -> Caption:
    """Say that a climb is at rest; `told` moves of it were told before."""
    trace = facts.trace
    last = int(trace.moves[climb])
    spot = facts.spot(trace.path(climb)[-1])
    at = f" at {spot}" if spot else ""
    count = facts.things(int(trace.unlabelled[last].counts[climb]))
    after = f"After {counted(last, ('move', 'moves'))}" if told < last - 1 else ""
    if not last:
        return first_that_fits([line_or_two(ball(facts, climb)[0], f"So it stays{at}."), (f"It stays{at}.",)])
    if _goes_on(facts, climb):
        return first_that_fits(
            [line_or_two(f"After {counted(last, ('move', 'moves'))} it still moves:", "the limit ends it.")]
        )
    if trace.parameters.tolerance > 0:
        rests = f"{after} it is at rest{at}:" if after else f"It is at rest{at}:"
        small = f"the next is under {_part_of(trace.parameters.tolerance)} its width."
        return first_that_fits([line_or_two(rests, small), (f"At rest{at}.",)])
    is_same = set(facts.inside(last, climb)) == set(facts.inside(last - 1, climb))
    same = f"{after} the same {count}:" if after else f"The same {count}:"
    if not is_same:
        same = f"{after or 'Now'} {count} inside, and their mean is here:" if after else f"{count} inside:"
    return first_that_fits([line_or_two(same, f"the ball stays{at}."), (same, f"the ball stays{at}.")])


# All climbs


def starts(facts: ClimbFacts) -> Caption:
    """Say where all climbs start."""
    trace = facts.trace
    if trace.from_rows:
        who = "A ball starts" if facts.is_flat else "A climb starts"
        every = f"{who} at every {facts.noun[0]}"
        return first_that_fits(
            [(f"{every}: all climb by the same rule.",), (f"{every}.",), ("One starts at each of them.",)]
        )
    balls = counted(trace.n_climbs, ("start", "starts"))
    if isinstance(trace.parameters.seeds, tuple):
        return first_that_fits([(f"{balls} at given places: all climb by the same rule.",)])
    apart = f"{facts.bandwidth} apart,"
    return first_that_fits(
        [
            line_or_two(f"{balls}: the cells of a grid, {apart}", f"that hold {facts.noun[1]}."),
            (f"{balls} on a grid, {apart}", f"where there are {facts.noun[1]}."),
            (f"{balls} on a grid.",),
        ]
    )


def first_round(facts: ClimbFacts) -> Caption:
    """Say that all balls move at once, and at how many places they are then."""
    places = counted(facts.trace.places_at(1), PLACES)
    first = "Every ball moves to the mean of what is in it:" if facts.is_flat else "All move to their means:"
    return first_that_fits(
        [line_or_two(first, f"now at {places}."), ("All move at once:", f"now at {places}.")]
    )


def further_round(facts: ClimbFacts, i: int) -> Caption:
    """Say at how many places all climbs are after move i, and at how many of them they still move."""
    places, moving = facts.trace.places_at(i), int(facts.trace.on_the_way[i])
    if moving == places:
        return first_that_fits([(f"{counted(places, PLACES)}, and all still move.",)])
    return first_that_fits(
        [(f"{counted(places, PLACES)}, of which {moving:,} still {verb(moving, 'moves', 'move')}.",)]
    )


def ends(facts: ClimbFacts) -> Caption:
    """Say at how many places all climbs end, after how many moves, and which had nothing in reach."""
    trace = facts.trace
    m, rounds, out = trace.n_climbs, trace.rounds, len(trace.out_of_reach)
    places = verb(len(trace.ends), "one place", f"{len(trace.ends):,} places")
    every = "Both" if m == 2 else f"All {in_words(m)}"
    who = "The climb ends" if m == 1 else f"{every} climb: they end"
    if out:
        who = f"{out:,} of {m:,} {verb(out, 'sees', 'see')} no {facts.noun[0]}; the others end"
    if not trace.finished:
        limit = f"After {counted(rounds, ('move', 'moves'))} not all are at rest:"
        return first_that_fits([line_or_two(limit, f"{counted(len(trace.ends), PLACES)}.")])
    if not rounds:
        return first_that_fits([line_or_two("No ball moves:", f"all are at rest, in {places}.")])
    moves = f"No climb has more than {counted(rounds, ('move', 'moves'))}." if m > 1 and rounds > 1 else ""
    return first_that_fits([line_or_two(f"{who} in {places}.", moves) if moves else (f"{who} in {places}.",)])


def merges(facts: ClimbFacts) -> Caption:
    """Say which ends go: those within the bandwidth of a fuller one."""
    trace = facts.trace
    gone, strong = len(trace.ends) - len(trace.kept), "fuller" if facts.is_flat else "higher"
    stay = f"{len(trace.kept):,} {verb(len(trace.kept), 'stays', 'stay')}"
    if gone == 1:
        apart = facts.length(float(trace.absorbed.distances[0]))
        if trace.absorbed.tied[0]:
            equals = f"Two equally {strong.removesuffix('er')} ends are {apart} apart:"
            return first_that_fits([line_or_two(equals, "the one with the larger coordinates stays.")])
        return first_that_fits([line_or_two(f"Two ends are {apart} apart:", f"the {strong} one stays.")])
    if trace.absorbed.tied.any():
        strong = f"{strong} or equal"
    ends = f"{gone:,} of {len(trace.ends):,} ends are within {facts.bandwidth} of a {strong} one:"
    return first_that_fits([line_or_two(ends, f"{stay}."), (ends, f"{stay}.")])


def assigns(facts: ClimbFacts) -> Caption:
    """Say that every row joins the nearest end, and how many each has."""
    orphans = facts.orphans
    every = f"Every {facts.noun[0]} joins its nearest end"
    if orphans:
        every = f"Every {facts.noun[0]} within {facts.bandwidth} of an end joins it"
    k = facts.trace.n_clusters()
    if k == 1:
        return first_that_fits([_with_orphans(f"{every}: {facts.things(facts.trace.sizes[0])}", orphans)])
    each = _sizes(facts)
    if not orphans:
        return first_that_fits([line_or_two(f"{every}:", told + ".") for told in each])
    found = [_with_orphans(f"{every}: " + told, orphans) for told in each]
    return first_that_fits([*found, (f"{every}.",)])


def elsewhere(facts: ClimbFacts) -> Caption:
    """Say of rows that their own climbs ended on another end than their nearest."""
    rows = facts.trace.elsewhere.tolist()
    told = "Mean shift goes by the nearest end."
    found: list[Caption] = []
    for limit in NAME_LIMITS:
        who = facts.opening_with(facts.named(rows, limit), rows[0])
        found.append((f"{who} climbed to another end than the nearest.", told))
    count = facts.things(len(rows))
    return first_that_fits(
        [*found, (f"{count} climbed to another end than the nearest.",), (f"{count} elsewhere.",)]
    )


def done(facts: ClimbFacts) -> Caption:
    """Say how many clusters were found, and how large they are."""
    trace = facts.trace
    if trace.is_alone:
        return _done_alone(facts)
    n, k = facts.dataset.n, trace.n_clusters()
    within = f"within {facts.bandwidth}"
    orphans = f", {facts.orphans:,} in none" if facts.orphans else ""
    if k == 1:
        size = trace.sizes[0]
        first = f"Done: one cluster of {'all ' if size == n and n > 2 else ''}{facts.things(size)}{orphans}."
        differ = bool((facts.dataset.low < facts.dataset.high).any())
        hint = "A smaller bandwidth may part it." if n > 2 and differ else ""
        return first_that_fits([line_or_two(first, hint) if hint else (first,)])
    if k == n:
        return first_that_fits(
            [
                line_or_two(
                    f"Done: every {facts.noun[0]} is a cluster of its own.",
                    "A larger bandwidth may join them.",
                )
            ]
        )
    fullest = f"The fullest end has {facts.things_at(0)} {within}."
    if not facts.is_flat:
        fullest = f"The highest hill is {facts.hill(trace.unlabelled[-1].heights[trace.kept[0]])} high."
    found: list[Caption] = []
    for told in marked_sizes(trace.sizes, facts.noun):
        sizes = either(
            f"Done: {facts.clusters} of {facts.sizes}{orphans}.",
            "Done: " + told + f"{orphans}.",
        )
        found.append(line_or_two(sizes, fullest))
    least, most = min(trace.sizes), max(trace.sizes)
    ranged = f"Done: {facts.clusters} of {between(least, most, facts.noun)}{orphans}."
    return first_that_fits([*found, line_or_two(ranged, fullest), (ranged,), (f"Done: {facts.clusters}.",)])


def _done_alone(facts: ClimbFacts) -> Caption:
    trace = facts.trace
    moves, spot = int(trace.moves[0]), facts.spot(trace.path(0)[-1])
    count = facts.things(int(trace.mode_counts[0]))
    first = f"Done after {counted(moves, ('move', 'moves'))}:" if moves else "Done at once:"
    if not trace.finished:
        first = f"Stopped after {counted(moves, ('move', 'moves'))}:"
    found = [line_or_two(first, f"{count} within {facts.bandwidth} of {spot}.")] if spot else []
    return first_that_fits([*found, line_or_two(first, f"{count} within {facts.bandwidth}.")])


def _sizes(facts: ClimbFacts) -> list[Phrase]:
    """Say how large clusters are, from rich to short."""
    sizes = facts.trace.sizes
    ranged = phrase(f"{facts.clusters} of {between(min(sizes), max(sizes), facts.noun)}")
    return [*marked_sizes(sizes, facts.noun), ranged, phrase(facts.clusters)]


def _with_orphans(told: Phrase | str, orphans: int) -> Caption:
    """End a sentence, and say how many rows were left out."""
    if not orphans:
        return captioned(phrase(told) + ".")
    return line_or_two(phrase(told) + ".", "Left out: " + marked_noise(orphans) + ".")


def _moves(facts: ClimbFacts, came: Sequence[int], left: Sequence[int], limit: int) -> str:
    """Say who comes in and who drops out: ``B and I come in, A drops out``."""
    parts = []
    for rows, one, many in ((came, "comes in", "come in"), (left, "drops out", "drop out")):
        if rows:
            who = facts.named(rows, limit) if len(rows) <= NAMED and facts.has_names else ""
            # Names stand whole or not at all: who is meant is seen, in yellow.
            if not who or not _whole(facts, rows, limit):
                who = f"{len(rows):,}"
            parts.append(f"{who} {verb(len(rows), one, many)}")
    return ", ".join(parts) or "the same ones"


def _whole(facts: ClimbFacts, rows: Sequence[int], limit: int) -> bool:
    """Tell whether names have room in so many columns each."""
    return all(facts.name(row, limit) == facts.name(row) for row in rows)


def _part_of(tolerance: float) -> str:
    """Say a small part: ``a millionth of``."""
    named = {1e-6: "a millionth", 1e-3: "a thousandth"}
    return f"{named[tolerance]} of" if tolerance in named else f"{tolerance:g} of"


def _goes_on(facts: ClimbFacts, climb: int) -> bool:
    """Tell whether a limit ended a climb that would have gone on."""
    trace = facts.trace
    last = int(trace.moves[climb])
    if trace.finished or last < trace.rounds:
        return False
    if not facts.is_flat:
        return True
    rows = trace.dataset.values[facts.inside(last, climb)]
    step = squares(rows.mean(axis=0)[:, None], trace.unlabelled[last].positions[climb][:, None])
    return bool(step[0] > (1e-9 * trace.bandwidth) ** 2)
