"""The captions of affinity propagation: one fact each, two lines at most, every number from the trace."""

from __future__ import annotations

import numpy as np

from kmanim.simulate.machines.messages.similarities import similarity_to
from kmanim.story.affinity_propagation.events import Stop, exemplars_change
from kmanim.story.affinity_propagation.facts import MessageFacts, exemplars, similarity_text
from kmanim.story.text.marked import phrase
from kmanim.story.text.sizes import MARKED, marked_sizes
from kmanim.story.text.words import (
    Caption,
    counted,
    first_that_fits,
    in_words,
    line_or_two,
    ranged,
    sentence_case,
    series,
    verb,
)

_LIMITS = (24, 18, 14, 10)
_FIRST = np.zeros(1, np.intp)
# Sums that move by less than this share of the largest are not seen to move.
_SEEN = 0.002


def opening(facts: MessageFacts) -> Caption:
    """Ask who can stand for others."""
    if facts.n == 1:
        return line_or_two(f"{facts.things(1)}.", "It can stand for nobody but itself.")
    scaled = f", {facts.scaled_words}" if facts.scaled else ""
    things = facts.things(facts.n)
    question = "Which of them can stand for the others?"
    return first_that_fits([line_or_two(f"{things}{scaled}.", question), line_or_two(f"{things}.", question)])


def similarity(facts: MessageFacts, pair: tuple[int, int]) -> Caption:
    """Say what similarity is, by one pair."""
    value = similarity_text(_similarity(facts, *pair))
    rule = "Similarity: minus the squared distance."
    found = [
        line_or_two(rule, f"{facts.name(pair[0], limit)} and {facts.name(pair[1], limit)}: {value}.")
        for limit in _LIMITS
        if facts.has_names
    ]
    return first_that_fits([*found, line_or_two(rule, f"The two most alike: {value}.")])


def preference(facts: MessageFacts) -> Caption:
    """Say what the preference is."""
    where = f", {facts.preference_words}" if facts.preference_words else ""
    return line_or_two(f"Preference {facts.preference}{where}:", "how much an exemplar costs.")


def both(facts: MessageFacts) -> Caption:
    """Say what similarity and preference are at once."""
    where = f", {facts.preference_words}" if facts.preference_words else ""
    cost = f"An exemplar costs its preference, {facts.preference}"
    rule = "Similarity: minus the squared distance."
    return first_that_fits([(rule, f"{cost}{where}."), (rule, f"{cost}.")])


def responsibility(facts: MessageFacts, cell: tuple[int, int] | None) -> Caption:
    """Say what responsibility is, by what one row says of another."""
    found = []
    if cell is not None and facts.has_names:
        for limit in _LIMITS:
            one, other = facts.name(cell[0], limit), facts.name(cell[1], limit)
            found.append(line_or_two("Responsibility:", f"how far {other} suits {one} better than the next."))
    return first_that_fits(
        [*found, ("Responsibility: how far one suits another better", "than the next best would.")]
    )


def availability(facts: MessageFacts, column: int | None) -> Caption:
    """Say what availability is, by what is said in favour of one row."""
    whom = "one of them"
    if column is not None and facts.has_names:
        whom = facts.name(column, 24)
    return line_or_two("Availability:", f"what the others say in favour of {whom}.")


def messages(_facts: MessageFacts) -> Caption:
    """Say what both messages are, where no matrix is shown."""
    return (
        "Responsibility: how far one suits better than the next.",
        "Availability: what the others say in its favour.",
    )


def links(facts: MessageFacts) -> Caption:
    """Say what is seen after the first update."""
    return (f"Update 1: every {facts.noun[0]} links to its choice.",)


def turn(facts: MessageFacts, i: int) -> Caption:
    """Say who turns to whom at update i, and who are exemplars then, unless they will not be in the next update."""
    trace = facts.trace
    passing = i < trace.updates and exemplars_change(trace, i) and exemplars_change(trace, i + 1)
    passing = passing and bool(trace.counts_of_exemplars[:i].any())
    found: list[Caption] = []
    for limit in _LIMITS:
        turned = _turned(facts, i, limit)
        if turned and passing:
            found.append(line_or_two(f"Update {i:,}:", f"{turned}."))
        elif turned:
            who = sentence_case(_exemplars(facts, i, limit))
            found.append(line_or_two(f"Update {i:,}: {turned}.", f"{who}."))
        else:
            found += _only_exemplars(facts, i, limit)
    turned = f"{in_words(facts.trace.turned(i).size)} {facts.noun[facts.trace.turned(i).size != 1]} turn"
    found += [(f"Update {i:,}: {turned}.", f"{sentence_case(_counts(facts, i))}.")]
    return first_that_fits(found)


def passes(facts: MessageFacts, stop: Stop) -> Caption:
    """Say what happens in several updates with news."""
    trace = facts.trace
    turns = sum(trace.turned(i).size for i in range(stop.first, stop.last + 1))
    sets = sum(exemplars_change(trace, i) for i in range(stop.first, stop.last + 1))
    before, now = len(facts.exemplars(stop.first - 1)), len(facts.exemplars(stop.last))
    changes = counted(turns, ("change of choice", "changes of choice"))
    head = f"Updates {stop.first:,} to {stop.last:,}: {changes}."
    first = _first_set(facts, stop)
    if first:
        rest = f"First {first}, then {series(facts.names(facts.exemplars(stop.last).tolist(), 14))}."
    elif not now:
        rest = "No exemplar yet." if not trace.counts_of_exemplars[: stop.last].any() else "No exemplar now."
    elif before == now and sets > 1:
        rest = f"The exemplars change {sets:,} times: {now:,} now."
    elif before in (0, now):
        rest = f"{sentence_case(exemplars(now))}."
    else:
        rest = f"From {in_words(before)} to {exemplars(now)}."
    net = f" Net {facts.net(stop.last)}." if now else ""
    return first_that_fits([(head, rest + net), (head, rest), (head,)])


def _first_set(facts: MessageFacts, stop: Stop) -> str:
    """Name the first exemplars of several updates, where none were before and others are after; else nothing."""
    trace = facts.trace
    last = facts.exemplars(stop.last)
    sets = [facts.exemplars(i) for i in range(stop.first, stop.last + 1)]
    found = next((one for one in sets if len(one)), last)
    if len(facts.exemplars(stop.first - 1)) or not len(last) or np.array_equal(found, last):
        return ""
    if trace.counts_of_exemplars[: stop.first].any() or not facts.lists(max(len(found), len(last))):
        return ""
    return series(facts.names(found.tolist(), 14))


def quiet(facts: MessageFacts, stop: Stop) -> Caption:
    """Say that nothing changes for long, and what does move."""
    count = stop.last - stop.first + 1
    head = f"{count:,} updates long nothing changes."
    if not facts.exemplars(stop.last).size:
        return line_or_two(head, "But the messages do.")
    found: list[Caption] = []
    for limit in _LIMITS:
        moving = _moving(facts, stop, limit)
        if moving:
            found.append((f"{head} Done? Not yet:", f"{moving}."))
    return first_that_fits([*found, line_or_two(head, "Done? Not yet.")])


def settled(facts: MessageFacts) -> Caption:
    """Say why the run stops."""
    trace, end = facts.trace, facts.trace.unlabelled[-1]
    head = f"Update {trace.updates:,}:"
    if trace.parameters.convergence == "window":
        window = counted(trace.parameters.window, ("update", "updates"))
        return line_or_two(f"{head} the same exemplars for {window}.", "That is the rule: stop.")
    if end.without < 0 and end.plus < 0:
        return line_or_two(f"{head} settled.", "One more or one less is no better.")
    row = end.without if end.without >= 0 else end.plus
    does = "dropping" if end.without >= 0 else "adding"
    whom = facts.name(row, 20) if facts.has_names else "one"
    return line_or_two(f"{head} settled,", f"but {does} {whom} would be better.")


def unsettled(facts: MessageFacts) -> Caption:
    """Say that there is no result."""
    trace = facts.trace
    hint = "More damping may help." if trace.parameters.damping < 0.95 else "Another preference may help."
    return first_that_fits(
        [(f"{sentence_case(trace.failure)}: no clusters.", hint), (f"{sentence_case(trace.failure)}.", hint)]
    )


def refined(facts: MessageFacts) -> Caption:
    """Say that exemplars were replaced by members that are nearer to all of their cluster."""
    pairs = facts.trace.refined
    if len(pairs) == 1 and facts.has_names:
        found = [
            line_or_two(
                f"{facts.name(pairs[0][1], limit)} is nearer to all of its cluster",
                f"than {facts.name(pairs[0][0], limit)}: it takes over.",
            )
            for limit in _LIMITS
        ]
        return first_that_fits(found)
    count = len(pairs)
    gives = verb(count, "exemplar gives", "exemplars give")
    return line_or_two(
        f"{sentence_case(in_words(count))} {gives} way to a member", "that is nearer to all of its cluster."
    )


def equal(facts: MessageFacts) -> Caption:
    """Say what is decided where all pairs are equally similar."""
    if facts.n == 1:
        return (f"One {facts.noun[0]} stands for itself.",)
    low = similarity_text(facts.trace.similar.low)
    alone = len(facts.trace.exemplars) == facts.n
    rest = "each stands for itself." if alone else "the first stands for all."
    pairs = f"All pairs are equally similar, {low}." if facts.n > 2 else f"The two have the similarity {low}."
    higher = "A preference above that" if alone else "The preference is no higher"
    return (pairs, f"{higher}: {rest}")


def done(facts: MessageFacts) -> Caption:
    """Say who stands for how many."""
    trace = facts.trace
    sizes, k = trace.counts_of(-1)[: len(trace.exemplars)].tolist(), len(trace.exemplars)
    net = f"Net similarity {facts.net(-1)}."
    if k == facts.n:
        alone = f"Done: every {facts.noun[0]} stands for itself." if k > 1 else "Done: it stands for itself."
        return line_or_two(alone, net)
    found: list[Caption] = []
    if facts.has_names and k <= MARKED:
        for limit in _LIMITS:
            names = facts.names(trace.exemplars.tolist(), limit)
            each = [f"{name} {size:,}" for name, size in zip(names[1:], sizes[1:], strict=True)]
            first = f"{names[0]} stands for {facts.things(sizes[0])}"
            stands = ", ".join(
                [
                    first,
                    *(
                        f"{one.replace(f' {size:,}', f' for {size:,}')}"
                        for one, size in zip(each, sizes[1:], strict=True)
                    ),
                ]
            )
            found.append(line_or_two(f"Done: {stands}.", net))
    for told in marked_sizes(sizes, facts.noun):
        head = phrase(f"Done: {exemplars(k)} for ") + told + "."
        found.append(line_or_two(head, net))
    if k == 1:
        found.append(line_or_two(f"Done: one exemplar for all {facts.things(facts.n)}.", net))
    each_of = ranged(f"{min(sizes):,}", f"{max(sizes):,}")
    found += [
        line_or_two(f"Done: {exemplars(k)} for {facts.things(facts.n)},", f"of {each_of} each. {net}"),
        line_or_two(f"Done: {exemplars(k)}.", net),
    ]
    return first_that_fits(found)


def _similarity(facts: MessageFacts, one: int, other: int) -> float:
    values = facts.dataset.values[[one, other]]
    return float(similarity_to(values, _FIRST)[1, 0])


def _turned(facts: MessageFacts, i: int, limit: int) -> str:
    """Say who turns to whom, without a full stop; empty where nobody does."""
    rows = facts.trace.turned(i).tolist()
    if not rows:
        return ""
    targets = {facts.choice(i, row) for row in rows}
    who = facts.listed(rows, limit)
    turn = verb(len(rows), "turns", "turn")
    if all(facts.choice(i, row) == row for row in rows):
        return f"{who} {turn} to {verb(len(rows), 'itself', 'themselves')}"
    if len(targets) > 1 or not facts.has_names:
        return f"{who} {turn} to {verb(len(targets), 'another', 'others')}"
    to = facts.name(targets.pop(), limit)
    if len(rows) == 1:
        return f"{who} {turn} from {facts.name(facts.choice(i - 1, rows[0]), limit)} to {to}"
    if len(rows) > 3:
        return f"{in_words(len(rows))} {facts.noun[1]} turn to {to}"
    return f"{who} {turn} to {to}"


def _exemplars(facts: MessageFacts, i: int, limit: int) -> str:
    """Say who are exemplars after update i, and how good they are."""
    rows = facts.exemplars(i).tolist()
    if not rows or not facts.lists(len(rows)):
        return _counts(facts, i)
    names = series(facts.names(rows, limit))
    net = f"Net {facts.net(i)}"
    if not exemplars_change(facts.trace, i):
        return f"exemplars are still {names}" if len(rows) > 1 else f"exemplar is still {names}"
    if not facts.trace.counts_of_exemplars[:i].any():
        return f"first {verb(len(rows), 'exemplar', 'exemplars')}: {names}. {net}"
    return f"{verb(len(rows), 'exemplar', 'exemplars')}: {names}. {net}"


def _only_exemplars(facts: MessageFacts, i: int, limit: int) -> list[Caption]:
    """Say who are exemplars after an update that changes nothing else."""
    rows, trace = facts.exemplars(i).tolist(), facts.trace
    head = f"Update {i:,}:"
    if not rows or not facts.lists(len(rows)):
        return [line_or_two(head, f"{_counts(facts, i)}.")]
    names, net = series(facts.names(rows, limit)), f"Net {facts.net(i)}."
    if not trace.counts_of_exemplars[:i].any():
        first = f"first {verb(len(rows), 'exemplar', 'exemplars')}:"
        return [(f"{head} {first} {names}. {net}",), (f"{head} {first}", f"{names}. {net}")]
    later = trace.unlabelled[i + 1 : trace.updates + 1]
    if not trace.failure and all(one.exemplars is trace.unlabelled[i].exemplars for one in later):
        names = f"{names} {verb(len(rows), 'stands', 'stand')} for all"
    return [line_or_two(f"{head} {names}.", net)]


def _counts(facts: MessageFacts, i: int) -> str:
    """Count the exemplars after update i."""
    count = len(facts.exemplars(i))
    if not count:
        return "no exemplar now" if facts.trace.counts_of_exemplars[:i].any() else "no exemplar yet"
    if not facts.trace.counts_of_exemplars[:i].any():
        first = "the first exemplar" if count == 1 else f"first exemplars: {count:,}"
        return f"{first}. Net {facts.net(i)}"
    before = len(facts.exemplars(i - 1))
    if exemplars_change(facts.trace, i):
        told = f"{count:,} instead of {before:,} exemplars" if before not in (0, count) else exemplars(count)
        return f"{told}. Net {facts.net(i)}"
    return f"still {exemplars(count)}"


def _moving(facts: MessageFacts, stop: Stop, limit: int) -> str:
    """Say whose sums move towards the next change, without a full stop; empty where none is seen to."""
    trace = facts.trace
    middle = (stop.first + stop.last) // 2
    start, end = trace.unlabelled[middle].diagonal, trace.unlabelled[stop.last].diagonal
    if start is None or end is None:
        return ""
    here = set(trace.unlabelled[stop.last].exemplars.tolist())
    least = _SEEN * float(abs(end).max())
    falling = [row for row in sorted(here) if 0 < end[row] < start[row] - least]
    rising = [row for row in range(facts.n) if row not in here and start[row] + least < end[row] <= 0]
    if falling:
        rows = sorted(falling, key=lambda row: end[row])[:3]
        who, moves = sorted(rows), "fall"
    elif rising:
        who, moves = [max(rising, key=lambda row: end[row])], "rise"
    else:
        return ""
    if not facts.has_names:
        return (
            f"the sums of {in_words(len(falling))} still fall"
            if len(falling) > 1
            else f"one sum still {moves}s"
        )
    names = series(facts.names(who, limit))
    return f"the sums of {names} still {moves}" if len(who) > 1 else f"the sum of {names} still {moves}s"
