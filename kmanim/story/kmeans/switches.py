"""The captions of a reassignment: who changes cluster, who nearly does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kmanim.story.kmeans.cluster_names import centre, number
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.text.marked import Phrase, captioned, either, joined, mark, phrase
from kmanim.story.text.words import NAME_LIMITS, Caption, first_that_fits, line_or_two, series, some, verb

# So many rows are named before the rest is counted, and beyond so many all are only counted.
NAMED, LISTED = 4, 12
# Of more ways from cluster to cluster the largest are told, and the rest is counted.
MOST_STREAMS = 6


@dataclass(frozen=True, slots=True)
class Stream:
    """Rows that go from one cluster to another.

    Attributes
    ----------
    former, now : int
        The clusters, 0-based.
    count : int
        How many rows.
    """

    former: int
    now: int
    count: int


def streams(facts: CentroidFacts, i: int) -> tuple[Stream, ...]:
    """Count the rows that switch in snapshot i by the clusters that they leave and join, the most first."""
    ways = facts.trace.ways_at(i).ravel()
    order = np.argsort(-ways, kind="stable")[: np.count_nonzero(ways)]
    return tuple(Stream(*divmod(int(code), facts.k), int(ways[code])) for code in order)


def reassign(facts: CentroidFacts, i: int) -> Caption:
    """Say which rows changed cluster in snapshot i: by name where they have names and are few."""
    changed, count = facts.trace.changed(i), facts.trace.switched_count(facts.iteration(i))
    if not count:
        return (f"No {facts.noun[0]} switches this time.",)
    if len(changed) == 1:
        return first_that_fits(_one_switch(facts, i, int(changed[0])))
    told = _named(facts, i, changed.tolist()) if facts.has_names and len(changed) <= LISTED else ()
    return first_that_fits([*told, *_streaming(facts, i)])


def near_miss(facts: CentroidFacts, i: int, row: int, rivals: tuple[int, int]) -> Caption:
    """Say that a row nearly switched in snapshot i, with decimals that show by how little it did not."""
    told: tuple[int, ...] = tuple(sorted(rivals))
    texts = facts.distance_texts(i, row, told)
    distances = joined([f"{text} to " + number(j) for j, text in zip(told, texts, strict=True)])
    unit = " (scaled)" if facts.scaled else ""
    return first_that_fits(
        captioned(
            f"{facts.opening(row, limit)} stays in " + number(rivals[0]) + " by a hair:", distances + unit
        )
        for limit in NAME_LIMITS
    )


def question(facts: CentroidFacts) -> Caption:
    """Ask before the answer is shown."""
    return (f"Which {facts.noun[1]} switch now?",)


def _one_switch(facts: CentroidFacts, i: int, row: int) -> Iterator[Caption]:
    """``1 car switches: Mazda RX4 Wag, | 307 to centre 1, 402 to centre 2``."""
    now = int(facts.labels(i)[row])
    former = int(facts.labels(i - 1)[row])
    told = tuple(sorted({now, former}))
    texts = facts.distance_texts(i, row, told)
    unit = " (scaled)" if facts.scaled else ""
    distances = joined([f"{text} to " + centre(j) for j, text in zip(told, texts, strict=True)]) + unit
    one = f"1 {facts.noun[0]} switches"
    for limit in NAME_LIMITS if facts.has_names else ():
        yield line_or_two(f"{one}: {facts.name(row, limit)},", distances)
    went = either(f" from {former + 1} to {now + 1}", ": " + mark(former) + " → " + mark(now))
    if not facts.has_names:
        yield line_or_two(one + went + ",", distances)
    yield captioned(one + went + ".")
    yield captioned(f"1 switches to {now + 1}.")


def _named(facts: CentroidFacts, i: int, rows: Sequence[int]) -> Iterator[Caption]:
    labels = facts.labels(i)
    targets = sorted({int(labels[row]) for row in rows})
    count = facts.things(len(rows))
    nearer = f"{count} are now nearer to " + centre(targets[0])
    for limit in NAME_LIMITS[:4]:
        if len(targets) > 1:
            places = [f"{facts.name(row, limit)} to " + number(int(labels[row])) for row in rows]
            yield captioned(f"{count} switch:", joined(places, last=" and "))
            yield from _over_two_lines(phrase(f"{count} switch:"), places)
        else:
            yield captioned(nearer + ":", series(facts.names(rows, limit)))
    if len(targets) > 1:
        return
    for named in range(min(len(rows) - 1, NAMED), 0, -1):
        for limit in NAME_LIMITS[:5]:
            yield captioned(nearer + ":", some(facts.names(rows, limit), named))
    yield captioned(nearer + ".")


def _streaming(facts: CentroidFacts, i: int) -> Iterator[Caption]:
    """``11 points switch: 7 from cluster 1 to 2, 4 from 2 to 1``, from rich to short."""
    every = streams(facts, i)
    whole = sum(stream.count for stream in every)
    opening = phrase(f"{facts.things(whole)} {verb(whole, 'switches', 'switch')}")
    if len(every) == 1:
        (only,) = every
        yield captioned(
            opening
            + either(
                f" from cluster {only.former + 1} to {only.now + 1}.",
                ": " + mark(only.former) + " → " + mark(only.now),
            )
        )
    for told in range(min(len(every), MOST_STREAMS), 0, -1):
        parts = [_stream(stream, first=place == 0) for place, stream in enumerate(every[:told])]
        rest = whole - sum(stream.count for stream in every[:told])
        if rest:
            parts.append(phrase(f"{rest:,} more"))
        stop = either(".", "")
        yield line_or_two(opening + ":", joined(parts) + stop)
        yield from _over_two_lines(opening + ":", [*parts[:-1], parts[-1] + stop], last=", ")
    yield captioned(opening + ".")
    yield (f"{whole:,} switch.",)


def _stream(stream: Stream, *, first: bool) -> Phrase:
    clusters = f"from {'cluster ' if first else ''}{stream.former + 1} to {stream.now + 1}"
    drawn = mark(stream.former) + f" {stream.count:,} → " + mark(stream.now)
    return either(f"{stream.count:,} {clusters}", drawn)


def _over_two_lines(opening: Phrase, parts: Sequence[Phrase | str], last: str = " and ") -> Iterator[Caption]:
    """Break a list where both lines come out short."""
    for split in range(1, len(parts)):
        ahead = opening + " " + joined(parts[:split])
        behind = joined(parts[split:], last=last)
        if split == len(parts) - 1 and last.strip() == "and":
            yield captioned(ahead, "and " + behind)
        else:
            yield captioned(ahead + ",", behind)
