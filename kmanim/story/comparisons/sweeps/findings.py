"""What a sweep comes to, in one sentence, and the value that shows it best."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from kmanim.letters.ties import unparted
from kmanim.simulate.choose_k.knee import knee
from kmanim.story.comparisons.sweeps.facts import LOWEST_IS_BEST, SweepFacts, value_text
from kmanim.story.text.words import (
    LINE_COLUMNS,
    Caption,
    columns,
    counted,
    cut,
    first_that_fits,
    line_or_two,
    sentence_case,
)

# With so many values of the second parameter each is said.
_SAID = 3


class Finding(NamedTuple):
    """What a sweep comes to.

    Attributes
    ----------
    place : int
        The outcome that shows it.
    sentence : str
        Without its full stop.
    more : str
        What is to be said besides; empty for nothing.
    brief : str
        The sentence in fewer words, if there are any.
    """

    place: int
    sentence: str
    more: str = ""
    brief: str = ""

    def of(self, name: str) -> Finding:
        """Say of which data set it is, where there are several."""
        brief = f"{name}: {self.brief or self.sentence}"
        return self._replace(sentence=f"{name}: {self.sentence}", more="", brief=brief)

    @property
    def caption(self) -> Caption:
        """The finding as a caption."""
        alone = _two_lines(f"{self.sentence}.")
        return first_that_fits([*([line_or_two(f"{self.sentence}.", self.more)] if self.more else []), alone])


def finding(facts: SweepFacts) -> Finding:
    """Find what a sweep comes to: a best value, the longest stretch of one number of clusters, a bend, the ends."""
    sweep = facts.sweep
    sound = [place for place, one in enumerate(sweep) if not one.failure]
    if not sound:
        return Finding(0, f"None of {len(sweep)} values has a result")
    for found in (
        _best(facts, sound),
        _longest(facts),
        _bend(facts, sound),
        _results(facts),
        _nothing_lasts(facts, sound),
    ):
        if found is not None:
            return found
    goes = facts.trend(facts.main, sound) if len(sweep.swept) == 1 and not sweep.swept[0].is_words else ""
    if " from " in goes:
        told = facts.opening(f"{facts.span(sound[0], sound[-1])}: {goes}")
        return Finding(sound[-1], told, brief=goes)
    low, high = _ends(facts, sound)
    place = sound[len(sound) // 2]
    if facts.text(facts.main, low) == facts.text(facts.main, high):
        return Finding(place, f"All {len(sound)} values give {facts.says(facts.main, place)}")
    label = sentence_case(facts.label(facts.main))
    first, last = (_where(facts, one, sound) for one in (low, high))
    between = ", " if len(sweep.swept) == 1 else "; "
    brief = f"{facts.text(facts.main, low)} to {facts.value_of(facts.main, high)}"
    return Finding(high, f"{label}: {first}{between}{last}", brief=f"{facts.label(facts.main)} {brief}")


def _ends(facts: SweepFacts, sound: list[int]) -> tuple[int, int]:
    """Give where the main measure is least and greatest; of places where it reads alike, the first."""
    values = {place: float(facts.sweep[place].measures.get(facts.main, math.nan)) for place in sound}
    low, high = (_alike(facts, by(sound, key=values.__getitem__), sound)[0] for by in (min, max))
    return low, high


def _alike(facts: SweepFacts, place: int, sound: list[int]) -> list[int]:
    return [one for one in sound if facts.text(facts.main, one) == facts.text(facts.main, place)]


def _where(facts: SweepFacts, place: int, sound: list[int]) -> str:
    """Say the main measure of a place, and with which values it is found; ``first`` where others have it, too."""
    first = "first " if len(_alike(facts, place, sound)) > 1 else ""
    return f"{facts.value_of(facts.main, place)} {first}with {facts.everywhere(place)}"


def said_of(several: Sequence[SweepFacts]) -> str:
    """Say what sweeps come to, a sentence each; of more than one, each begins with the name of its data set."""
    found = [finding(facts) for facts in several]
    if len(found) > 1:
        found = [one.of(cut(facts.dataset.name, 40)) for one, facts in zip(found, several, strict=True)]
    return " ".join(f"{one.sentence}." for one in found)


def _best(facts: SweepFacts, sound: list[int]) -> Finding | None:
    """Find the least value of a measure that weighs fit against size."""
    sweep, name = facts.sweep, next((name for name in LOWEST_IS_BEST if name in facts.sweep.measured), None)
    if name is None:
        return None
    place = min(sound, key=lambda place: float(sweep[place].measures[name]))
    told = f"{facts.label(name)} is lowest at {facts.everywhere(place)}: {facts.text(name, place)}"
    at_end = (
        len(sweep.swept[0]) > 2 and (place + 1) % len(sweep.swept[0]) == 0 and not sweep.swept[0].is_words
    )
    return Finding(place, told, "The range ends there: it may fall further." if at_end else "")


def _objective(facts: SweepFacts) -> tuple[str, ...]:
    objective = facts.parameters.objective
    return () if objective is None else (objective.key,)


def _longest(facts: SweepFacts) -> Finding | None:
    sweep, longest = facts.sweep, facts.sweep.longest
    if longest is None or "clusters" not in (facts.main, facts.second):
        return None
    place = (longest.first + longest.last) // 2
    of = len(sweep.swept[0])
    clusters = counted(longest.clusters, ("cluster", "clusters"))
    where = facts.span(longest.first, longest.last)
    if len(sweep.swept) > 1:
        where = f"{facts.at(place, 1)}, {where}"
    whole = longest.length == of
    told = (
        f"{clusters} for all {of} values"
        if whole
        else f"{clusters} for {longest.length} of {of} values in a row"
    )
    brief = f"{clusters}, {facts.span(longest.first, longest.last)}"
    return Finding(place, f"{told}: {where}", _estimated(facts, longest.first, longest.last), brief)


def _results(facts: SweepFacts) -> Finding | None:
    """Say with which value of the second parameter there are results, where that makes a difference."""
    sweep = facts.sweep
    if len(sweep.swept) < 2:
        return None
    counts = [sum(not sweep[place].failure for place in curve) for curve in sweep.curves]
    if min(counts) == max(counts):
        return None
    order = sorted(range(len(counts)), key=lambda number: (-counts[number], number))
    first, *others = order if len(order) <= _SAID else (order[0], order[-1])
    of = len(sweep.swept[0])
    name = sweep.swept[1].name
    told = [f"{counts[first]} of {of} with {name} {facts.value(sweep.curves[first][0], 1)}"]
    told += [f"{counts[one] or 'none'} with {facts.value(sweep.curves[one][0], 1)}" for one in others]
    known = [place for place in sweep.curves[first] if not sweep[place].failure]
    return Finding(known[len(known) // 2], f"Values with a result: {', '.join(told)}")


def _nothing_lasts(facts: SweepFacts, sound: list[int]) -> Finding | None:
    """Say of numbers of clusters that change with every value from where to where they go."""
    sweep = facts.sweep
    if facts.main != "clusters" or sweep.swept[0].is_words:
        return None
    low, high = (by(sound, key=lambda place: sweep[place].clusters) for by in (min, max))
    if sweep[high].clusters <= 1:
        return Finding(high, "Never more than one cluster")
    ends = f"from {facts.text('clusters', low)} to {facts.text('clusters', high)}"
    # One cluster, or none, may last: that is no stretch to be looked for, yet it is one.
    alone = any(sweep[a].clusters == sweep[b].clusters <= 1 for a, b in pairwise(sound))
    number = "number of clusters above one" if alone else "number of clusters"
    brief = f"clusters go {ends}"
    return Finding(high, f"No {number} lasts for two values: they go {ends}", brief=brief)


def _estimated(facts: SweepFacts, first: int, last: int) -> str:
    """Say whether the algorithm's own estimate lies in a stretch."""
    sweep = facts.sweep
    estimate = facts.estimate(first // len(sweep.swept[0]))
    if estimate is None:
        return ""
    low, high = sorted((sweep[first].values[0], sweep[last].values[0]))
    told = value_text(f"{estimate:.3g}")
    return f"The estimate, {told}, lies {'there' if low <= estimate <= high else 'outside'}."


def _bend(facts: SweepFacts, sound: list[int]) -> Finding | None:
    """Find where an objective that falls with a whole number stops falling fast."""
    sweep, swept = facts.sweep, facts.sweep.swept
    if (
        facts.main not in _objective(facts)
        or len(swept) > 1
        or not all(type(v) is int for v in swept[0].values)
    ):
        return None
    places = sorted(sound, key=lambda place: int(sweep[place].values[0]))
    ks = [int(sweep[place].values[0]) for place in places]
    values = [float(sweep[place].measures[facts.main]) for place in places]
    bend = knee(ks, values) if len(ks) > 2 else None
    if bend is None:
        return None
    place = places[ks.index(bend)]
    label = facts.label(facts.main)
    return Finding(
        place,
        f"{sentence_case(label)} bends at {facts.at(place)}: {facts.text(facts.main, place)}",
        f"From there on {label} falls little.",
    )


def _two_lines(text: str) -> Caption:
    """Break a sentence behind its colon, or where its halves are about as long."""
    if columns(text) <= LINE_COLUMNS:
        return (text,)
    head, colon, rest = text.partition(": ")
    if colon and max(columns(head), columns(rest)) < LINE_COLUMNS:
        return f"{head}:", rest
    words = unparted(text)
    choices = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(choices, key=_parted_badly, default=(text,))


def _parted_badly(lines: tuple[str, str]) -> tuple[bool, bool, int]:
    """Tell which of two ways to part a sentence is worse: one is cut, one parts what a semicolon does not."""
    longest = max(map(columns, lines))
    return longest > LINE_COLUMNS, not lines[0].endswith(";"), longest
