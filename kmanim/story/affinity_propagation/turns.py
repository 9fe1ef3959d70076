"""The captions of updates: who turns to whom, who are exemplars then, and what moves while nothing changes."""

from __future__ import annotations

import numpy as np

from kmanim.story.affinity_propagation.events import Stop, exemplars_change
from kmanim.story.affinity_propagation.facts import NAME, MessageFacts, exemplars
from kmanim.story.text.words import (
    Caption,
    counted,
    first_that_fits,
    in_words,
    line_or_two,
    sentence_case,
    series,
    verb,
)

# Sums that move by less than this share of the largest are not seen to move.
_SEEN = 0.002


def turn(facts: MessageFacts, i: int) -> Caption:
    """Say who turns to whom at update i, and who are exemplars then, unless they will not be in the next update.

    That none is left is always said.
    """
    trace, head = facts.trace, f"Update {i:,}:"
    if not trace.turned(i).size:
        return first_that_fits(_only_exemplars(facts, i))
    passing = i < trace.updates and exemplars_change(trace, i) and exemplars_change(trace, i + 1)
    passing = passing and bool(trace.counts_of_exemplars[:i].any()) and bool(facts.exemplars(i).size)
    said = [""] if passing else [_exemplars(facts, i), _counts(facts, i)]
    found: list[Caption] = []
    for who in said:
        rest = f"{sentence_case(who)}." if who else ""
        for first, second in _turned(facts, i):
            if not rest:
                found += [(f"{head} {first} {second}.",), (f"{head} {first}", f"{second}.")]
            else:
                found += [
                    line_or_two(f"{head} {first} {second}.", rest),
                    (f"{head} {first}", f"{second}. {rest}"),
                ]
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
        rest = f"First {first}, then {facts.listed(facts.exemplars(stop.last).tolist())}."
    elif not now:
        rest = "No exemplar yet." if not trace.counts_of_exemplars[: stop.last].any() else "No exemplar now."
    elif before == now and sets > 1:
        rest = f"The exemplars change {sets:,} times: {now:,} now."
    elif before == now:
        rest = f"Other exemplars, {now:,} as before." if sets else f"Still {exemplars(now)}."
    elif before in (0, now):
        rest = f"{sentence_case(exemplars(now))}."
    else:
        rest = f"From {before:,} to {exemplars(now)}."
    net = f" Net {facts.net(stop.last)}." if now else ""
    short = f"{sentence_case(exemplars(now))}." if now else rest
    return first_that_fits([(head, rest + net), (head, rest), (head, short + net), (head, short)])


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
    return facts.listed(found.tolist())


def quiet(facts: MessageFacts, stop: Stop) -> Caption:
    """Say that nothing changes for long, and what does move."""
    count = stop.last - stop.first + 1
    head = f"{count:,} updates long nothing changes."
    if not facts.exemplars(stop.last).size:
        return line_or_two(head, "But the messages do.")
    found = [(f"{head} Done? Not yet:", f"{moving}.") for moving in _moving(facts, stop)]
    return first_that_fits([*found, line_or_two(head, "Done? Not yet.")])


def _turned(facts: MessageFacts, i: int) -> list[tuple[str, str]]:
    """Say who turns to whom in two parts, from rich to short, without a full stop."""
    trace = facts.trace
    rows = trace.turned(i).tolist()
    targets = sorted({facts.choice(i, row) for row in rows})
    does = verb(len(rows), "turns", "turn")
    to_itself = all(facts.choice(i, row) == row for row in rows)
    whom = f"to {verb(len(targets), 'another', 'others')}"
    found = []
    count = facts.count(len(rows))
    for who in dict.fromkeys((facts.listed(rows), count)):
        if to_itself:
            if len(rows) == 1 and who != count:
                found.append(
                    (f"{who} turns from {facts.name(facts.choice(i - 1, rows[0]), NAME)}", "to itself")
                )
            found.append((f"{who} {does}", f"to {verb(len(rows), 'itself', 'themselves')}"))
        elif len(targets) == 1 and facts.has_names:
            to = f"to {facts.name(targets[0], NAME)}"
            if len(rows) == 1 and who != count:
                former = facts.choice(i - 1, rows[0])
                whose = "itself" if former == rows[0] else facts.name(former, NAME)
                found.append((f"{who} turns from {whose}", to))
            found.append((f"{who if len(rows) <= 3 else count} {does}", to))
        found += [] if to_itself else [(f"{who} {does}", whom)]
    return found


def _exemplars(facts: MessageFacts, i: int) -> str:
    """Say who are exemplars after update i, and how good they are."""
    rows = facts.exemplars(i).tolist()
    if not rows or not facts.lists(len(rows)):
        return _counts(facts, i)
    names = facts.listed(rows)
    if not exemplars_change(facts.trace, i):
        return f"exemplars are still {names}" if len(rows) > 1 else f"exemplar is still {names}"
    first = "" if facts.trace.counts_of_exemplars[:i].any() else "first "
    return f"{first}{verb(len(rows), 'exemplar', 'exemplars')}: {names}. Net {facts.net(i)}"


def _only_exemplars(facts: MessageFacts, i: int) -> list[Caption]:
    """Say who are exemplars after an update that changes nothing else, from rich to short."""
    rows, trace, head = facts.exemplars(i).tolist(), facts.trace, f"Update {i:,}:"
    count = line_or_two(head, f"{_counts(facts, i)}.")
    if not rows or not facts.lists(len(rows)):
        return [count]
    names, net = facts.listed(rows), f"Net {facts.net(i)}."
    if not trace.counts_of_exemplars[:i].any():
        first = f"first {verb(len(rows), 'exemplar', 'exemplars')}:"
        return [(f"{head} {first} {names}. {net}",), (f"{head} {first}", f"{names}. {net}"), count]
    if not trace.failure and not any(exemplars_change(trace, j) for j in range(i + 1, trace.updates + 1)):
        names = f"{names} {verb(len(rows), 'stands', 'stand')} for all"
    return [line_or_two(f"{head} {names}.", net), count]


def _counts(facts: MessageFacts, i: int) -> str:
    """Count the exemplars after update i."""
    count = len(facts.exemplars(i))
    if not count:
        return "no exemplar now" if facts.trace.counts_of_exemplars[:i].any() else "no exemplar yet"
    if not facts.trace.counts_of_exemplars[:i].any():
        first = "the first exemplar" if count == 1 else f"the first {count:,} exemplars"
        return f"{first}. Net {facts.net(i)}"
    before = len(facts.exemplars(i - 1))
    if exemplars_change(facts.trace, i):
        told = f"{count:,} instead of {before:,} exemplars" if before not in (0, count) else exemplars(count)
        return f"{told}. Net {facts.net(i)}"
    return f"still {exemplars(count)}"


def _moving(facts: MessageFacts, stop: Stop) -> list[str]:
    """Say whose sums move towards the next change, from rich to short, without a full stop; nothing if none is seen to.

    What moves still is what has moved in the second half of the stretch.
    """
    trace = facts.trace
    start = trace.unlabelled[(stop.first + stop.last) // 2].diagonal
    end = trace.unlabelled[stop.last].diagonal
    if start is None or end is None:
        return []
    is_exemplar, least = end > 0, _SEEN * float(np.abs(end).max())
    falling = np.flatnonzero(is_exemplar & (end < start - least))
    rising = np.flatnonzero(~is_exemplar & (end > start + least))
    if falling.size:
        who, moves = falling[np.argsort(end[falling], kind="stable")], "fall"
    elif rising.size:
        who, moves = rising[np.argsort(-end[rising], kind="stable")][:1], "rise"
    else:
        return []
    counts = f"the sums of {in_words(len(who))} still {moves}" if len(who) > 1 else f"one sum still {moves}s"
    if not facts.has_names:
        return [counts]
    named = sorted(who[:3].tolist())
    names = series(facts.names(named, NAME))
    return [
        f"the sums of {names} still {moves}" if len(named) > 1 else f"the sum of {names} still {moves}s",
        counts,
    ]
