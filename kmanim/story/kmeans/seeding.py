"""The draws of k-means++ as they are told: centre after centre, each with its chance; and the farthest rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.story.kmeans.cluster_names import number as number_of
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.text.marked import Phrase, captioned, joined, mark
from kmanim.story.text.numbers import half_up, percent, power_of_ten
from kmanim.story.text.words import (
    NAME_LIMITS,
    Caption,
    first_that_fits,
    in_words,
    line_or_two,
    sentence_case,
    verb,
)

# More draws than this are told by the first and the last of them.
MOST_DRAWS, FIRST_DRAWS, LAST_DRAWS = 8, 5, 2
# The chances of more rows than this are not drawn: points would bury each other.
MOST_WEIGHED = 3_000
# So many times the average chance has a row that a caption calls far.
_FAR = 2.0
_TOLD_APART = 3


@dataclass(frozen=True, slots=True)
class SeedingPicture:
    """A picture of the draws.

    Attributes
    ----------
    kind : {"weigh", "draw"}
        What is seen: how likely every row is to be drawn next, or the row that has been drawn.
    count : int
        How many centres have been drawn by then.
    caption : tuple of str
    """

    kind: str
    count: int
    caption: Caption


def seeding_pictures(facts: CentroidFacts, most: int = MOST_DRAWS) -> Iterator[SeedingPicture]:
    """Tell the draws of a run, if it has any: each one, the rule before the second, a gap where more than `most`."""
    total = len(facts.trace.seeding)
    last = min(LAST_DRAWS, most - 1)
    gap = range(min(FIRST_DRAWS, most - last), total - last) if total > most else range(0)
    for number in range(total):
        if number in gap:
            if number == gap[0]:
                yield SeedingPicture("weigh", gap[-1] + 1, skipped(len(gap)))
            continue
        if number == 1 and not _is_farthest(facts.trace):
            yield SeedingPicture("weigh", 1, rule(facts))
        yield SeedingPicture("draw", number + 1, drawn(facts, number))


def rows_of(facts: CentroidFacts, count: int) -> tuple[int, ...]:
    """Give the rows that are centres after so many draws, the newest last."""
    return tuple(draw.row for draw in facts.trace.seeding[:count])


def rule(facts: CentroidFacts) -> Caption:
    """Say how likely a row is to be drawn next, and where that is seen."""
    # Not "each point's area": the least ones are drawn larger than their chance, so as not to vanish.
    seen = ["the larger a point, the likelier"]
    if facts.n > MOST_WEIGHED:
        seen = [f"not shown for {facts.things(facts.n)}", "not shown here"]
    rest = "to the squared distance to the nearest centre so far."
    if facts.terms.metric != "euclidean":  # k-means++ draws by squares wherever its starts are used
        rest = "to the squared straight-line distance to the nearest one."
    return first_that_fits([(f"Chance ({where}): in proportion", rest) for where in seen])


def drawn(facts: CentroidFacts, number: int) -> Caption:
    """Say which row a draw, counted from 0, has made a centre, and how likely that was."""
    draw, n = facts.trace.seeding[number], facts.n
    who = "Centre " + number_of(draw.cluster)
    limits = NAME_LIMITS if facts.has_names else ()
    if n > 1 and draw.chance == 1 and (number == 0 or _is_farthest(facts.trace)):
        return _settled(facts, number)
    tail = _beside(facts, number)
    chance = f"drawn with {_share(draw.chance)} chance"
    told = [*(who + f": {facts.name(draw.row, limit)}, {chance}" for limit in limits), who + f": {chance}"]
    if n == 1:
        return first_that_fits([line_or_two(text + ",", f"the only {facts.noun[0]}.") for text in told])
    return first_that_fits([line_or_two(text, tail) for text in told])


def skipped(count: int) -> Caption:
    """Say that draws are left out."""
    more = f"{sentence_case(in_words(count))} more {verb(count, 'centre is', 'centres are')}"
    return (f"{more} drawn in the same way.",)


def are_weighed(trace: CentroidTrace) -> bool:
    """Whether pictures of draws show how likely every row is: where there are chances, and not too many rows."""
    return trace.dataset.n <= MOST_WEIGHED and not _is_farthest(trace)


def _is_farthest(trace: CentroidTrace) -> bool:
    """Whether each centre but the first is the row that is farthest from those before."""
    return getattr(trace.parameters, "init", "") == "farthest"


def _settled(facts: CentroidFacts, number: int) -> Caption:
    """Say which row has become a centre where nothing was left to chance."""
    draw = facts.trace.seeding[number]
    who = "Centre " + number_of(draw.cluster) + ": "
    named = [facts.name(draw.row, limit) for limit in (NAME_LIMITS if facts.has_names else ())]
    if number == 0:
        return first_that_fits(
            captioned(who + name) for name in [*(f"{name}, chosen." for name in named), "chosen."]
        )
    told = [line_or_two(who + name + ",", "farthest from " + _before(facts, number) + ".") for name in named]
    return first_that_fits(
        [*told, captioned(who + f"the {facts.noun[0]} farthest from " + _before(facts, number) + ".")]
    )


def _beside(facts: CentroidFacts, number: int) -> Phrase | str:
    """Say what a chance is to be compared with: those of the other rows."""
    draw, n = facts.trace.seeding[number], facts.n
    if number == 0:
        return "(all alike)"
    if draw.chance * n < _FAR:
        return f"(average: {_share(1 / n)})"
    return "(far from " + _before(facts, number) + ")"


def _before(facts: CentroidFacts, number: int) -> Phrase | str:
    """Name the centres before a draw: ``1 and 2``, ``the four before``."""
    if number > _TOLD_APART:
        return f"the {in_words(number)} before"
    there = sorted(before.cluster for before in facts.trace.seeding[:number])
    return joined([mark(j, str(j + 1)) for j in there], last=" and ")


def _share(chance: float) -> str:
    """Write a chance with one decimal, a small one with two digits: ``7.1 %``, ``0.031 %``."""
    share = 100 * chance
    if share >= 0.1:
        return percent(chance, 1.0)
    if share < 1e-6:
        return f"{power_of_ten(share, 2)} %"
    decimals = next(places for places in range(2, 9) if share >= 10.0 ** (1 - places))
    return f"{half_up(share, decimals)} %"
