"""Captions for steps that have none of their own: what is otherwise than in the picture before, and the objective."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import LabelArray
from kmanim.simulate.snapshot import NO_CLUSTER
from kmanim.story.recorded.facts import YieldedFacts
from kmanim.story.text.sizes import sized
from kmanim.story.text.sums import trend
from kmanim.story.text.words import (
    LINE_COLUMNS,
    Caption,
    between,
    columns,
    counted,
    cut,
    first_that_fits,
    line_or_two,
    opening_name,
    sentence_case,
    series,
    verb,
)

_SIZES = 4  # of so many groups sizes are listed
_STEPS = ("step", "steps")
_MOST_SAID = 2  # groups into which rows go at once
_ANY = 10_000  # columns
_BOTH = 2


def own(text: str) -> Caption:
    """Set a caption of the generator's own on one line or two; what does not fit is cut."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if len(lines) == 1 and columns(cut(lines[0], _ANY)) > LINE_COLUMNS:
        line = lines[0]
        ways = [(line[:i], line[i + 1 :]) for i, sign in enumerate(line) if sign == " "]
        fitting = [way for way in ways if columns(way[0]) <= LINE_COLUMNS]
        if fitting:
            lines = list(min(fitting, key=lambda way: max(map(columns, way))))
    return tuple(cut(line, LINE_COLUMNS) for line in lines[:2])


def opening(facts: YieldedFacts, texts: dict[int, str]) -> Caption:
    """Say what the algorithm is, and where it begins."""
    trace = facts.trace
    goes = facts.goes(None, 0, texts)
    if trace.has_rows and facts.dataset.n == 1 and trace.positions_at(0) is not None:
        told = f"{facts.title} begins at {facts.spot(0)}."
        goes = "" if _is_height(facts, 0) else goes
        return first_that_fits([line_or_two(told, goes) if goes else (told,), (told,), (f"{facts.title}.",)])
    what = facts.things(facts.dataset.n) if trace.has_rows else "the start"
    first = [f"{facts.title}: {what}."]
    groups = _groups(facts, 0)
    return first_that_fits(
        [
            *([line_or_two(first[0], " ".join(filter(None, (groups, goes))))] if groups or goes else []),
            *([line_or_two(first[0], goes)] if goes else []),
            (first[0],),
        ]
    )


def step(facts: YieldedFacts, before: int, index: int, texts: dict[int, str]) -> Caption:
    """Say what is otherwise than in the picture of snapshot `before`."""
    news = _news(facts, before, index)
    goes = (
        ""
        if facts.dataset.n == 1 and facts.trace.has_rows and _is_height(facts, index)
        else facts.goes(before, index, texts)
    )
    head = f"Step {index:,}: "
    if not news:
        told = f"{head}{goes[:1].lower() + goes[1:] if goes[1:2].islower() else goes}" if goes else ""
        if not told:
            told = (
                f"{head}{'nothing changes' if _is_still(facts, before, index) else f'as at step {before:,}'}."
            )
        return first_that_fits([(told,)])
    first = f"{head}{news[0]}"
    candidates: list[Caption] = [(f"{first}.",)]
    if goes:
        candidates.insert(0, line_or_two(f"{first}.", goes))
    if len(news) > 1:
        second = sentence_case(news[1])
        candidates.insert(0, line_or_two(f"{first}.", f"{second}. {goes}" if goes else f"{second}."))
    return first_that_fits(candidates)


def done(facts: YieldedFacts) -> Caption:
    """Say that the run is over, why, and where the objective has gone."""
    trace = facts.trace
    steps = counted(trace.iterations, _STEPS)
    values = trace.objective[trace.valued]
    goes = (
        f"{opening_name(facts.measure)} {facts.agreeing(trend(values.tolist()))}." if values.size > 1 else ""
    )
    if trace.stopped == "max_steps reached" and not trace.finished:
        heads = [f"Stopped after {steps}, as many as were allowed.", f"Stopped after {steps}."]
    elif not trace.stopped:
        ends = "ends" if trace.finished else "is not done"
        heads = [f"{facts.title} {ends} after {steps}.", f"{sentence_case(ends)} after {steps}."]
    else:
        why = cut(trace.stopped, 100)
        ends, word = ("ends", "Done") if trace.finished else ("is not done", "Not done")
        heads = [
            f"{facts.title} {ends} after {steps}: {why}.",
            f"{word} after {steps}: {why}.",
            f"{word}: {why}.",
        ]
    return first_that_fits(
        [
            *(line_or_two(head, goes) for head in heads if goes),
            *((head,) for head in heads),
            *(own(head) for head in heads[:1] if columns(head) <= 2 * LINE_COLUMNS),
            (heads[-1],),
        ]
    )


def short(facts: YieldedFacts, before: int, index: int) -> list[str]:
    """Say in few words what a small panel shows, from rich to short."""
    objective = facts.written([index]).get(index, "")
    told = f"{facts.measure} {objective}" if objective else ""
    if facts.trace.has_rows and facts.dataset.n == 1:
        spot = facts.spot(index)
        return [f"at {spot}", f"at {spot.partition(', ')[0]}"]
    return [*(news[:1].upper() + news[1:] for news in _news(facts, before, index)[:1]), told]


def _is_height(facts: YieldedFacts, index: int) -> bool:
    """Whether the objective is how high the only point is: then it is told once."""
    positions = facts.trace.positions_at(index)
    return positions is not None and float(positions[0, 1]) == float(facts.trace.unlabelled[index].objective)


def _news(facts: YieldedFacts, before: int, index: int) -> list[str]:
    """Say what is otherwise, the most telling first, as clauses."""
    found = [*_labels(facts, before, index), *_moves(facts, before, index)]
    found = found[::-1] if facts.is_bars else found
    if not found:
        found = _links(facts, before, index)
        # Where there is an objective, it says what another curve comes to.
        found = found or (
            [] if np.isfinite(facts.trace.unlabelled[index].objective) else _curves(facts, before, index)
        )
    highlight = facts.trace.unlabelled[index].highlight
    if not found and highlight is not None and highlight.size and not _curves(facts, before, index):
        who = facts.calls(highlight.tolist(), index)
        found = [f"{who} {verb(len(highlight), 'is', 'are')} looked at"]
    return found


def _is_still(facts: YieldedFacts, before: int, index: int) -> bool:
    """Whether nothing was otherwise in between either."""
    return not any(_news(facts, before, i) for i in range(before + 1, index))


def _labels(facts: YieldedFacts, before: int, index: int) -> list[str]:
    trace = facts.trace
    was, now = trace.history.at(before), trace.history.at(index)
    if now is None or was is now:
        return []
    if was is None:
        told = _groups(facts, index)
        return [f"{told[:1].lower()}{told[1:]}".rstrip(".")] if told else []
    rows = np.flatnonzero(was != now)
    who = facts.calls(rows.tolist(), index)
    return [_regrouped(facts, who, was[rows], now[rows])] if rows.size else []


def _regrouped(facts: YieldedFacts, who: str, was: LabelArray, now: LabelArray) -> str:
    """Say into which group rows go, if it is one, or two, that have names; else that they change theirs."""
    count, to = len(now), np.unique(now)
    if (now == NO_CLUSTER).all():
        return f"{who} {verb(count, 'leaves its group', 'leave their groups')}"
    if facts.trace.parameters.groups is not None and to[0] >= 0 and to.size <= _MOST_SAID:
        sizes = [int((now == label).sum()) for label in to]
        who = who if to.size == 1 else facts.things(sizes[0])
        told = [f"{who} {verb(sizes[0], 'is', 'are')} {facts.group(int(to[0]))} now"]
        told += [f"{size:,} {facts.group(int(label))}" for size, label in zip(sizes[1:], to[1:], strict=True)]
        return ", ".join(told)
    if (was == NO_CLUSTER).all():
        return (
            f"{who} {verb(count, 'joins', 'join')} {facts.group(int(to[0])) if to.size == 1 else 'a group'}"
        )
    return f"{who} {verb(count, 'changes its group', 'change their group')}"


def _groups(facts: YieldedFacts, index: int) -> str:
    """Say how many groups there are, and how large."""
    if facts.trace.history.at(index) is None:
        return ""
    sizes = [count for count in facts.counts(index) if count]
    if not sizes:
        return ""
    if facts.trace.parameters.groups is not None and len(sizes) <= _SIZES:
        named = list(enumerate(facts.counts(index)))
        if facts.dataset.n in sizes and facts.dataset.n > 1:
            return f"All are {facts.group(max(named, key=lambda group: group[1])[0])}."
        return f"{series([f'{count:,} {facts.group(label)}' for label, count in named if count])}."
    if len(sizes) == 1:
        return ""
    is_long = len(sizes) > _SIZES
    told = between(min(sizes), max(sizes), facts.noun) if is_long else sized(sizes, facts.noun)
    return f"{len(sizes)} groups of {told}."


def _moves(facts: YieldedFacts, before: int, index: int) -> list[str]:
    trace, n = facts.trace, facts.dataset.n
    if not trace.has_rows:
        return []
    rows = trace.moved(before, index)
    if not rows.size:
        appeared = trace.positions_at(before) is None and trace.positions_at(index) is not None
        return [f"{facts.things(n)} {verb(n, 'appears', 'appear')}"] if appeared else []
    if n == 1:
        return [facts.spot(index, before)]
    count = len(rows)
    if facts.is_bars:
        was, now = trace.positions_at(before), trace.positions_at(index)
        assert was is not None
        assert now is not None
        if (was[rows, 1] == now[rows, 1]).all():
            who = facts.calls(rows.tolist(), index)
            return [f"{who} {verb(count, 'goes to another place', 'change places')}"]
        return [_heights(facts, before, index, rows.tolist())]
    who = facts.calls(rows.tolist(), index)
    if count == n and who == facts.things(n):
        who = f"both {facts.noun[1]}" if n == _BOTH else f"all {who}"
    return [f"{who} {verb(count, 'moves', 'move')}"]


def _heights(facts: YieldedFacts, before: int, index: int, rows: list[int]) -> str:
    """Say of few bars from which number to which: ``3 becomes 5``, ``A goes from 0.2 to 0.3``; of more, how many."""
    if len(rows) > _BOTH:
        return f"{facts.things(len(rows))} change"
    told = []
    for row in rows:
        was, now = facts.heights(row, before, index)
        if was == now:
            return f"{facts.calls(rows, index)} {verb(len(rows), 'changes', 'change')} by a hair"
        name = f"{facts.name(row, 20)} goes from {was} to {now}"
        told.append(name if facts.has_names else f"{was} becomes {now}")
    return ", ".join(told)


def _links(facts: YieldedFacts, before: int, index: int) -> list[str]:
    was, now = ({tuple(sorted(pair)) for pair in facts.trace.links_at(i).tolist()} for i in (before, index))
    new, gone = sorted(now - was), sorted(was - now)
    if new and gone:
        return [
            f"{counted(len(new), ('new line', 'new lines'))} for {counted(len(gone), ('old one', 'old ones'))}"
        ]
    if len(new) == 1 and facts.has_names:
        return [f"{facts.name(new[0][0], 20)} and {facts.name(new[0][1], 20)} are joined"]
    if new:
        return [f"{len(new):,} more {verb(len(new), 'line', 'lines')}"]
    return [f"{len(gone):,} {verb(len(gone), 'line', 'lines')} fewer"] if gone else []


def _curves(facts: YieldedFacts, before: int, index: int) -> list[str]:
    was, now = facts.trace.curves_at(before), facts.trace.curves_at(index)
    changed = [
        name
        for name, points in now.items()
        if name not in was or not np.array_equal(was[name], points, equal_nan=True)
    ]
    if not changed:
        return []
    names = (
        [cut(name, 20) for name in changed]
        if len(changed) <= 2
        else [counted(len(changed), ("curve", "curves"))]
    )
    return [
        f"{series(names)} {verb(len(changed), 'is', 'are')} drawn{'' if changed[0] not in was else ' anew'}"
    ]
