"""The numbers and names of one sweep, ready to be written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from math import isfinite, nan
from typing import cast

from kmanim.simulate.registry import part_of
from kmanim.simulate.sweeps.sweep import Sweep
from kmanim.story.contract import Story
from kmanim.story.text.numbers import APART_FROM, MINUS, apart_from, format_for, thousands
from kmanim.story.text.sums import change, inertias
from kmanim.story.text.words import counted, cut, sentence_case

# What measures are called within a sentence, where that is not what tables call them.
_LABELS = {
    "core": "core points",
    "largest": "largest cluster",
}
_COUNTED = ("clusters", "modes", "exemplars", "ends", "rounds", "steps", "right", "updates", "core", "noise")
"""Measures that are said as counts: ``12 rounds``."""
LOWEST_IS_BEST = ("BIC", "AIC")
"""Measures that weigh fit against size, so that their least value says something; others just fall."""
_LONG_FAILURE = 58
# Names of parameters that are no longer are signs rather than words.
_SIGN = 3


class SweepFacts:
    """The numbers and names of one sweep.

    Parameters
    ----------
    sweep : Sweep
    """

    def __init__(self, sweep: Sweep) -> None:
        self.sweep, self.dataset = sweep, sweep.dataset
        self.parameters = sweep.plan.parameters
        self.title = type(self.parameters).title
        self.noun = tuple(cut(word, 20) for word in self.dataset.noun)
        self.told = cast(Story, part_of(self.parameters.family, "story", "kmanim.story")).FACTS

    def things(self, count: int) -> str:
        """Count rows: ``32 cars``; where no data are taken, name what is run."""
        if self.parameters.kinds == "none":
            return self.title
        return counted(count, (self.noun[0], self.noun[1]))

    @property
    def subject(self) -> str:
        """Say what a picture is of, in one line: ``DBSCAN by eps, min_samples = 5 · 300 points``."""
        by = " and ".join(one.name for one in self.sweep.swept)
        told = [
            f"{name} = {value_text(f'{value:g}' if isinstance(value, float) else str(value))}"
            for name, value in self.sweep.plan.given.items()
            if isinstance(value, int | float) and not isinstance(value, bool)
        ]
        if len(self.sweep.swept) > 1:  # the values of both stand in the header, too
            return f"{self.title} by {by}"
        of = f" · {self.things(self.dataset.n)}" if self.parameters.kinds != "none" else ""
        return f"{', '.join([f'{self.title} by {by}', *told])}{of}"

    # Values

    @cached_property
    def _apart_from(self) -> list[int]:
        """From where on thousands are apart in the values of each parameter."""
        return [
            APART_FROM if one.is_words else apart_from(max(abs(value) for value in one.values))
            for one in self.sweep.swept
        ]

    def value(self, place: int, parameter: int = 0) -> str:
        """Write the value of a parameter at a place: ``0.25``, ``−10``, ``single``."""
        return value_text(self.sweep[place].texts[parameter], self._apart_from[parameter])

    def at(self, place: int, parameter: int = 0) -> str:
        """Name a parameter and its value: ``eps = 0.25``."""
        return f"{self.sweep.swept[parameter].name} = {self.value(place, parameter)}"

    def everywhere(self, place: int) -> str:
        """Name all parameters and their values, the second first: ``min_samples = 5, eps = 0.25``."""
        return ", ".join(self.at(place, number) for number in reversed(range(len(self.sweep.swept))))

    def span(self, first: int, last: int) -> str:
        """Say from where to where: ``eps 0.1 to 0.3``, or ``eps = 0.1`` for one value."""
        if first == last:
            return self.at(first)
        return f"{self.sweep.swept[0].name} {self.value(first)} to {self.value(last)}"

    def opening(self, words: str) -> str:
        """Begin a sentence with a parameter: a name that is a word is written as one, ``eps`` and ``k`` are signs."""
        name = words.partition(" ")[0]
        return sentence_case(words) if name.isalpha() and len(name) > _SIGN else words

    # Measures

    @property
    def main(self) -> str:
        """The measure that the large curve shows: one that weighs fit against size, or the most telling."""
        every = self.sweep.measured
        return next((name for name in LOWEST_IS_BEST if name in every), every[0] if every else "clusters")

    @property
    def second(self) -> str:
        """The measure that the small curve shows; empty where there is no other that says something."""
        others = [name for name in self.sweep.measured if name != self.main]
        return others[0] if others and others[0] != "clusters" else ""

    def label(self, measure: str) -> str:
        """Name a measure within a sentence: ``clusters``, ``W``, ``largest cluster``."""
        objective = self.parameters.objective
        if objective is not None and measure == objective.key:
            return str(objective.symbol)
        return _LABELS.get(measure, measure.replace("_", " "))

    def unit(self, measure: str) -> str:
        """Give what stands behind a measure, a blank before it: `` days``; empty of bare numbers."""
        unit = self.parameters.measured_in.get(measure, "")
        return f" {unit}" if unit else ""

    def value_of(self, measure: str, place: int) -> str:
        """Write a measure of a run with its unit: ``18.1 days``."""
        return f"{self.text(measure, place)}{self.unit(measure)}"

    @cached_property
    def _texts(self) -> dict[str, dict[int, str]]:
        found = {}
        for name in self.sweep.measured:
            known = {
                place: float(one.measures[name])
                for place, one in enumerate(self.sweep)
                if isfinite(one.measures.get(name, nan))
            }
            whole = all(value.is_integer() for value in known.values())
            texts = self._written(name, list(known.values()), whole=whole)
            found[name] = dict(zip(known, texts, strict=True))
        return found

    def _written(self, measure: str, values: list[float], *, whole: bool) -> Sequence[str]:
        if whole:
            return [f"{int(value):,}".replace("-", MINUS) for value in values]
        if self.has_floor(measure):
            return inertias(values)
        size = max(map(abs, values), default=0.0)
        write = format_for(max(values) - min(values), size)._replace(apart_from=1_000)
        return [write(value) for value in values]

    def has_floor(self, measure: str) -> bool:
        """Whether a measure is never below 0, as sums of squares are."""
        objective = self.parameters.objective
        return objective is not None and measure == objective.key and objective.floor == 0

    def text(self, measure: str, place: int) -> str:
        """Write a measure of a run; empty where the run has failed."""
        return self._texts.get(measure, {}).get(place, "")

    def says(self, measure: str, place: int) -> str:
        """Say a measure of a run: ``4 clusters``, ``12 noise``, ``W 5,229``."""
        text = self.text(measure, place)
        if measure == "clusters":
            return self.clusters(place)
        if measure == "noise" and text == "0":
            return "no noise"
        if measure in _COUNTED:
            label = self.label(measure)
            return f"{text} {label.removesuffix('s') if text == '1' else label}"
        equals = "= " if self.is_objective(measure) else ""
        return f"{self.label(measure)} {equals}{text}{self.unit(measure)}"

    def is_objective(self, measure: str) -> bool:
        """Whether a measure is what the algorithm makes small or large."""
        objective = self.parameters.objective
        return objective is not None and measure == objective.key

    def step(self, place: int) -> str:
        """Say how the objective goes from the value before: ``W falls by 82 % to 8,902``; empty for the first."""
        before, measure = place - 1, self.main
        if not self.is_objective(measure) or place in {curve.start for curve in self.sweep.curves}:
            return ""
        texts = self.text(measure, before), self.text(measure, place)
        if not all(texts) or texts[0] == texts[1]:
            return ""
        told = change([float(self.sweep[at].measures[measure]) for at in (before, place)])
        if " by " not in told or "almost" in told:
            return ""
        return f"{self.label(measure)} {told} to {texts[1]}"

    @property
    def finds_clusters(self) -> bool:
        """Whether labels are clusters, and not cells of a plan or sides of a line."""
        return self.sweep.plan.parameters.finds_clusters()

    def clusters(self, place: int) -> str:
        """Count the clusters of a run, and say what such a number means where it tells no groups."""
        one, n = self.sweep[place], self.dataset.n
        if one.clusters == 0:
            return "all are noise" if one.outside == n else "no clusters"
        if one.clusters == n and n > 1:
            return f"each {self.noun[0]} is its own cluster"
        return "one cluster" if one.clusters == 1 else counted(one.clusters, ("cluster", "clusters"))

    def line(self, place: int) -> str:
        """Say in a few words how a run went: ``2 clusters, 3 noise``."""
        one = self.sweep[place]
        if one.failure:
            return "no result"
        told = [self.says(self.main, place)]
        if self.main not in ("clusters", "largest") and self.finds_clusters:
            told.append(self.clusters(place))
        if one.outside and one.clusters:
            told.append(f"{one.outside:,} noise")
        return ", ".join(told)

    def failure(self, places: Sequence[int]) -> str:
        """Say why runs are no result, short enough for a line; of several reasons the most frequent, and how often."""
        reasons = Counter(self.sweep[place].failure for place in places)
        reason, count = reasons.most_common(1)[0]
        often = f"{count} of {len(places)}: " if len(reasons) > 1 else ""
        return sentence_case(often + cut(reason, _LONG_FAILURE - 1 - len(often))) + "."

    def trend(self, measure: str, places: Sequence[int]) -> str:
        """Say how a measure goes over some values: ``noise falls from 120 to 3``; empty where it stays."""
        known = [place for place in places if self.text(measure, place)]
        if not known:
            return ""
        values = [float(self.sweep[place].measures[measure]) for place in known]
        if measure in LOWEST_IS_BEST:
            least = known[values.index(min(values))]
            return f"{self.label(measure)} is lowest at {self.at(least)}: {self.text(measure, least)}"
        first, last = self.text(measure, known[0]), self.text(measure, known[-1])
        many = measure in _COUNTED and measure != "noise"
        label, unit = self.label(measure), self.unit(measure)
        verb = "" if many else "s"
        steps = [b - a for a, b in pairwise(values)]
        if first != last and (all(step <= 0 for step in steps) or all(step >= 0 for step in steps)):
            return (
                f"{label} {'fall' if values[-1] < values[0] else 'rise'}{verb} from {first} to {last}{unit}"
            )
        low, high = (self.text(measure, known[values.index(end)]) for end in (min(values), max(values)))
        if low == high:
            return ""
        return f"{label} {'lie' if many else 'lies'} between {low} and {high}{unit}"

    @property
    def shows_estimate(self) -> bool:
        """Whether the estimate lies between the values, so that curves mark it; it is the same for all curves."""
        found = set(self.sweep.estimates)
        estimate = found.pop() if len(found) == 1 else None
        swept = self.sweep.swept[0]
        return (
            estimate is not None and not swept.is_words and min(swept.values) <= estimate <= max(swept.values)
        )

    def estimate(self, curve: int = 0) -> float | None:
        """Give what the algorithm itself would take for the first parameter."""
        return self.sweep.estimates[curve]


def value_text(text: str, least: int = APART_FROM) -> str:
    """Write a value of a parameter for a reader, its thousands apart from `least` on."""
    plain = text.replace("-", MINUS) if text[:1] == "-" else text
    is_whole = plain.lstrip(MINUS).replace(".", "", 1).isdigit()
    return thousands(plain, least) if is_whole else cut(plain, 24)
