"""The captions of a reassignment: who changes cluster, who nearly does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.text.words import NAME_LIMITS, Caption, first_that_fits, line_or_two, series, some

# So many rows are named before the rest is counted, and beyond so many all are only counted.
NAMED, LISTED = 4, 12


def reassign(facts: CentroidFacts, i: int) -> Caption:
    """Say which rows changed cluster in snapshot i."""
    changed = facts.trace.changed(i)
    if not len(changed):
        return (f"No {facts.noun[0]} switches this time.",)
    labels = facts.labels(i)
    targets = np.flatnonzero(np.bincount(labels[changed])).tolist()
    count = facts.things(len(changed))
    if len(changed) == 1:
        return first_that_fits(_one_switch(facts, i, int(changed[0])))
    if len(targets) == 1:
        opening = f"{count} are now nearer to centre {targets[0] + 1}"
    else:
        opening = f"{count} are now nearer to another centre"
    if len(changed) > LISTED:
        return first_that_fits([(f"{opening}.",), (f"{len(changed)} switch.",)])
    rows = changed.tolist()

    def candidates() -> Iterator[Caption]:
        for limit in NAME_LIMITS[:4]:
            if len(targets) > 1:
                names = [facts.name(row, limit) for row in rows]
                places = [f"{name} to {labels[row] + 1}" for name, row in zip(names, rows, strict=True)]
                yield (f"{count} switch:", series(places))
                yield from _over_two_lines(f"{count} switch:", places)
            else:
                yield (f"{opening}:", series(facts.names(rows, limit)))
        for named in range(min(len(rows) - 1, NAMED), 0, -1):
            for limit in NAME_LIMITS[:5]:
                yield (f"{opening}:", some(facts.names(rows, limit), named))
        yield (f"{opening}.",)
        yield (f"{len(rows)} switch.",)

    return first_that_fits(candidates())


def near_miss(facts: CentroidFacts, i: int, row: int, rivals: tuple[int, int]) -> Caption:
    """Say that a row nearly switched in snapshot i, with decimals that show by how little it did not."""
    told: tuple[int, ...] = tuple(sorted(rivals))
    texts = facts.distance_texts(i, row, told)
    distances = ", ".join(f"{text} to {j + 1}" for j, text in zip(told, texts, strict=True))
    unit = " (scaled)" if facts.scaled else ""
    return first_that_fits(
        (f"{facts.opening(row, limit)} stays in {rivals[0] + 1} by a hair:", f"{distances}{unit}")
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
    distances = ", ".join(f"{text} to centre {j + 1}" for j, text in zip(told, texts, strict=True))
    for limit in NAME_LIMITS:
        yield line_or_two(f"1 {facts.noun[0]} switches: {facts.name(row, limit)},", f"{distances}{unit}")
    yield (f"1 {facts.noun[0]} switches to centre {now + 1}.",)


def _over_two_lines(opening: str, words: Sequence[str]) -> Iterator[Caption]:
    """Break a list where both lines come out short."""
    for split in range(1, len(words)):
        first = f"{opening} {', '.join(words[:split])}" + ("," if split < len(words) - 1 else "")
        yield (first, series(words[split:]) if split < len(words) - 1 else f"and {words[-1]}")
