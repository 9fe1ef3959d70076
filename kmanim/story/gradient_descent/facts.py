"""The numbers and names of a run of gradient descent, ready to be written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from kmanim.arrays import IntArray
from kmanim.data.feature import Feature
from kmanim.letters.fonts import spelled
from kmanim.simulate.machines.descent.trace import DescentTrace
from kmanim.story.facts import feature_words
from kmanim.story.gradient_descent.loss_facts import LossFacts
from kmanim.story.text.numbers import by_itself, column_formats, power_of_ten
from kmanim.story.text.words import counted, cut, series

# What a vehicle is said to have, where it is of one kind of it: ``a manual gearbox``.
_PARTS = {"transmission": "gearbox", "gearbox": "gearbox", "engine": "engine"}
_WORD = 24
# Words that say nothing without what they answer.
_ANSWERS = ("yes", "no", "true", "false")
# Losses that fall short of what is known by no more than this share of it are as good.
ALIKE = 0.1


class DescentFacts(LossFacts):
    """The numbers and names of one run; a snapshot's number is that of its step."""

    def __init__(self, trace: DescentTrace) -> None:
        super().__init__(trace)
        self.told: Feature = trace.target.feature
        self.target_format = column_formats(trace.target.values[:, np.newaxis])[0]

    # What is learned

    @property
    def has_classes(self) -> bool:
        """Whether chances of two classes are told; else numbers."""
        return self.trace.has_classes

    @property
    def is_network(self) -> bool:
        """Whether the model is a network."""
        return self.trace.kind == "network"

    @property
    def form(self) -> str:
        """What the model looks like: ``line``, ``plane``, ``parabola``, ``curve``, or ``small network``."""
        d = self.dataset.d
        if self.is_network:
            return "small network"
        if self.trace.kind == "polynomial":
            degree = self.trace.parameters.degree
            return ("line", "parabola", "curve")[min(degree, 3) - 1] if d == 1 else "surface"
        if self.has_classes:
            return "line" if d == 2 else "curve" if d == 1 else "plane"
        return "line" if d == 1 else "plane"

    @property
    def surface(self) -> str:
        """What rows of a regression lie above or below: the form, of a network its curve."""
        if self.is_network:
            return "curve" if self.dataset.d == 1 else "surface"
        return self.form

    @property
    def boundary(self) -> str:
        """What parts two classes: a line through a plane, a place on one axis, a plane in space."""
        return {1: "boundary", 2: "line"}.get(self.dataset.d, "plane")

    @cached_property
    def target(self) -> str:
        """Name the target within a sentence: ``horsepower``."""
        return feature_words(self.told, _WORD) if self._is_readable(self.told.title) else "the target"

    def symbols(self, limit: int) -> tuple[str, ...]:
        """Name features in a formula: by their units, or their names where two have one unit, or none."""
        return _symbols([*self.dataset.features, self.told], limit)[:-1]

    def target_symbol(self, limit: int) -> str:
        """Name the target in a formula: ``hp``."""
        return _symbols([*self.dataset.features, self.told], limit)[-1]

    @cached_property
    def inputs(self) -> str:
        """Name the features: ``weight and horsepower``, or how many they are."""
        names = [self.feature(column, _WORD) for column in range(self.dataset.d)]
        return series(names) if len(names) <= 3 else self.measures

    # Classes

    @cached_property
    def classes(self) -> tuple[str, str]:
        """Name the classes as a row is called: ``manual``; a number or a letter is ``class 1``."""
        first, second = self.told.levels or ("0", "1")
        return _class_name(first, 1), _class_name(second, 2)

    @property
    def has_numbered_classes(self) -> bool:
        """Whether a class is told by a number or a letter, so that nothing but its name says what it is."""
        return any(name.startswith("class ") for name in self.classes)

    @cached_property
    def part(self) -> str:
        """What every row has one of, of one class or the other: ``gearbox``; empty where nobody would say so."""
        name = feature_words(self.told).casefold()
        return _PARTS.get(name, "") if not self.has_numbered_classes else ""

    @cached_property
    def in_second(self) -> int:
        """How many rows are of the second class."""
        return int(np.count_nonzero(self.trace.target.values))

    def right(self, step: int) -> int:
        """How many rows are told right."""
        return self.trace.right(step)

    def all_of(self, right: int) -> str:
        """Say that every row is right: ``all 32 right``; empty where not all are, or there is but one."""
        n = self.dataset.n
        return "" if right < n or n < 2 else "both right" if n == 2 else f"all {n:,} right"

    # Steps

    def flipped(self, before: int, step: int) -> IntArray:
        """Give the rows whose class, or side, at a step is not that of a step before, ascending."""
        return np.flatnonzero(self.labels(before) != self.labels(step))

    def ever_flips(self, before: int, step: int) -> bool:
        """Whether any row changes its class, or side, on the way from one step to another, were it for a while."""
        return any(len(self.trace.changed(i)) for i in range(before + 1, step + 1))

    @property
    def starts_at_zero(self) -> bool:
        """Whether all weights are 0 at the start."""
        return not self.trace.unlabelled[0].weights.any()

    @property
    def starts_at_random(self) -> bool:
        """Whether the weights at the start are drawn."""
        return self.trace.parameters.is_drawn

    # Numbers

    def rate(self) -> str:
        """Write the size of steps."""
        return plain_number(self.trace.rate)

    def weight(self, value: float) -> str:
        """Write a weight."""
        return by_itself(value)

    @property
    def best_loss(self) -> float | None:
        """The loss of the dashed line: of the known best weights, of a network that of a straight line."""
        if self.is_network:
            return float(self.trace.straight.loss)
        return None if self.trace.bound is None else float(self.trace.bound.loss)

    # What stands above every picture

    @property
    def setting(self) -> str:
        """What it was told: ``line, rate 0.1, z-scored``."""
        optimizer = self.trace.parameters.optimizer
        told = {"plain": "", "momentum": "momentum", "adam": "Adam"}[optimizer]
        parts = [
            self.model_name,
            f"{told} {self.rate()}" if told else f"rate {self.rate()}",
            self.scaled_words,
        ]
        return ", ".join(part for part in parts if part)

    @property
    def model_name(self) -> str:
        """What the model is called: ``line``, ``logistic``, ``network of 4``."""
        if self.is_network:
            return f"network of {self.trace.parameters.hidden}"
        return {"logistic": "logistic", "polynomial": f"degree {self.trace.parameters.degree}"}.get(
            self.trace.kind, self.form
        )

    @property
    def what(self) -> str:
        """Count the rows that are right at the end of a run: ``30 of 32 right``; of numbers nothing."""
        return f"{self.right(self.end):,} of {self.dataset.n:,} right" if self.has_classes else ""


def plain_number(value: float) -> str:
    """Write a number as it was asked for: ``0.1``, ``50``, ``4e−7``."""
    text = f"{value:.6g}"
    return power_of_ten(value, max(1, len(text.partition("e")[0].replace(".", "")))) if "e" in text else text


def steps_of(count: int) -> str:
    """Count steps."""
    return counted(count, ("step", "steps"))


def _symbols(features: Sequence[Feature], limit: int) -> tuple[str, ...]:
    units = [feature.unit for feature in features]
    return tuple(
        cut(feature.unit, limit)
        if feature.unit and " " not in feature.unit and units.count(feature.unit) == 1 and spelled(feature.unit)
        else feature_words(feature, limit)
        if spelled(feature.title)
        else "y" if number == len(features) - 1 else f"x{number + 1}"
        for number, feature in enumerate(features)
    )  # fmt: skip


def _class_name(level: str, place: int) -> str:
    bare = level.strip()
    if not spelled(bare):
        return f"class {place}"
    is_number = bare.replace(".", "").replace("-", "").isdigit()
    return (
        f"class {cut(bare, 10)}"
        if len(bare) < 2 or is_number or bare.casefold() in _ANSWERS
        else cut(bare, _WORD)
    )
