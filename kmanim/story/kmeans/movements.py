"""The captions of centroids that move: which, where to or how far, and what becomes of the objective."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from kmanim.story.kmeans.cluster_names import centre, everything, opening_centre
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.text.marked import Phrase, captioned, either, joined, mark, phrase
from kmanim.story.text.sizes import MARKED
from kmanim.story.text.words import (
    NAME_LIMITS,
    Caption,
    counted,
    cut,
    first_that_fits,
    line_or_two,
    series,
    verb,
)

# Of more centroids than this, only the number that moved is told.
_TOLD_APART = 4


def update(facts: CentroidFacts, i: int, before: int | None, *, explained: bool = False) -> Caption:
    """Say where the centroids went in snapshot i.

    Parameters
    ----------
    facts : CentroidFacts
    i : int
    before : int or None
        The update before it, None at the first one.
    explained : bool
        Whether what the symbol of the objective stands for has been said.
    """
    falls = changes(facts, i - 1 if before is None else before, i, explained=explained)
    movers = facts.moved(i)
    if not movers:
        told = where(facts, i, before)
        empty = not all(facts.counts(i))
        return first_that_fits([line_or_two(told[0], text) for text in falls]) if empty else told
    opening, rest = _who(facts, i, before)
    return first_that_fits(
        [
            *(_entries(facts, i, falls) if facts.coded.any() else ()),
            *_places(facts, i, opening),
            *(_ways(facts, i, opening) if before is not None and len(movers) > 1 else ()),
            *(line_or_two(opening + ".", text) for text in falls),
            *(line_or_two(rest + ".", text) for text in falls),
            (f"Centres move to their {facts.terms.centre}s.",),
        ]
    )


def where(facts: CentroidFacts, i: int, before: int | None) -> Caption:
    """Say where the centroids went in snapshot i, or which did, and nothing of the objective."""
    if facts.moved(i):
        opening, rest = _who(facts, i, before)
        told = list(_places(facts, i, opening))
        return first_that_fits([*told, captioned(opening + "."), captioned(rest + ".")])
    mean = facts.terms.centre
    if facts.k == 1:
        return (f"The centre stays: it already is the {mean}.",)
    each = [("No centre moves:", f"each already is the {mean} of its {facts.noun[1]}.")]
    return first_that_fits([*(each if all(facts.counts(i)) else ()), ("No centre moves.",)])


def _who(facts: CentroidFacts, i: int, before: int | None) -> tuple[Phrase, Phrase]:
    """Say which centres move, in full and in short."""
    movers = facts.moved(i)
    if len(movers) < facts.k:
        rest = phrase(f"{len(movers)} of {facts.k} centres {verb(len(movers), 'moves', 'move')}")
        return _movers(facts, movers), rest
    if facts.k == 1:
        opening = f"The centre moves to the {facts.terms.centre} of {everything(facts)}"
    elif before is None:
        opening = f"Centres move to the {facts.terms.centre} of their {facts.noun[1]}"
    elif facts.longest_move(i) >= facts.longest_move(before):
        opening = "Centres move on"
    else:
        opening = "Centres move again" if facts.iteration(i) == 2 else "Smaller moves"
    return phrase(opening), phrase(opening)


def _places(facts: CentroidFacts, i: int, opening: Phrase) -> Iterator[Caption]:
    """Say where they are now, where an axis or a name shows it."""
    if facts.has_places:
        for limit in NAME_LIMITS:
            yield line_or_two(opening + ":", series(facts.places(i, facts.moved(i), limit)))


def _movers(facts: CentroidFacts, movers: Sequence[int]) -> Phrase:
    """Say which centres move, where some stay."""
    if len(movers) > _TOLD_APART:
        return phrase(f"{len(movers)} of {facts.k} centres move")
    which = series([str(j + 1) for j in movers])
    words = f"Only centre{'s' * (len(movers) > 1)} {which} {verb(len(movers), 'moves', 'move')}"
    marks = joined([mark(j) for j in movers], last=" and ")
    return either(words, "Only " + marks + verb(len(movers), " moves", " move"))


def _ways(facts: CentroidFacts, i: int, opening: Phrase) -> Iterator[Caption]:
    """Say who moves farthest, and how far, where an axis shows it."""
    for limit in NAME_LIMITS[2:]:
        way = facts.way(i, limit)
        if way:
            yield line_or_two(opening + ",", centre(facts.farthest(i)) + f" farthest: {way}")


def _entries(facts: CentroidFacts, i: int, falls: Sequence[str]) -> Iterator[Caption]:
    """Say what becomes of the categories of the centres in snapshot i: which they are now, or how many change."""
    entries = facts.changed_entries(i)
    whole = sum(entries)
    if whole == 0:
        # The means alone, or captions would say that each mode is one already.
        none = "No mode changes." if facts.coded.all() else "Only the means move, no category changes."
        yield from ((none, text) for text in falls)
    if whole == 1:
        cluster = next(j for j, count in enumerate(entries) if count)
        before, now = facts.trace.centroids_at(i - 1)[cluster], facts.trace.centroids_at(i)[cluster]
        (column,) = np.flatnonzero(facts.coded & (before != now)).tolist()
        write = facts.columns[column]
        for limit in NAME_LIMITS:
            former, new = cut(write(before[column]), limit), cut(write(now[column]), limit)
            went = either(f"{former} to {new}", f"{former} → {new}")
            what = opening_centre(cluster) + f" changes {facts.feature(column, limit)}: " + went
            yield from (captioned(what + ".", text) for text in falls)
    change = f"{counted(whole, ('category changes', 'categories change'))}"
    changed = [j for j, count in enumerate(entries) if count]
    if len(changed) <= MARKED:
        words = series([f"{entries[j]} of centre {j + 1}" for j in changed])
        told = either(words, joined([mark(j) + f" {entries[j]}" for j in changed], "  "))
        yield from (captioned(f"{change}: " + told + ".", text) for text in falls)
    yield from ((f"{change}.", text) for text in falls)


def swap(facts: CentroidFacts, i: int, *, explained: bool = False) -> Caption:
    """Say which row becomes a centre in snapshot i, and for which one."""
    (mover,) = facts.moved(i)
    former, now = facts.medoids(i - 1), facts.medoids(i)
    if former is None or now is None:
        raise ValueError("only centres that are rows are swapped")
    who = centre(mover)
    told = [
        facts.opening_with(
            f"{facts.name(now[mover], limit)} replaces {facts.name(former[mover], limit)}", now[mover]
        )
        for limit in (NAME_LIMITS if facts.has_names else ())
    ]
    instead = "Another " + either(f"{facts.noun[0]} becomes ", f"{facts.noun[0]} becomes centre ") + who + ":"
    candidates: list[Caption] = []
    for falls in changes(facts, i - 1, i, explained=explained):
        candidates += [captioned(f"{first} as " + who + ":", falls) for first in told]
        candidates += [line_or_two(instead, falls), captioned(opening_centre(mover) + " is swapped.", falls)]
    return first_that_fits(candidates)


def changes(facts: CentroidFacts, before: int, i: int, *, explained: bool) -> list[str]:
    """Say what becomes of the objective: explained where it has not been, if there is room."""
    told = [f"{facts.change(before, i, explained=True)}."]
    return told if explained else [f"{facts.change(before, i)}.", *told]
