"""Captions of the pictures before the first step, and of the optimizer: one fact each, every number from the trace."""

from __future__ import annotations

import numpy as np

from kmanim.story.gradient_descent import formulas
from kmanim.story.gradient_descent.facts import DescentFacts, plain_number
from kmanim.story.text.numbers import WRITTEN_OUT, by_itself, half_up, thousands
from kmanim.story.text.words import NAME_LIMITS, Caption, article, first_that_fits, line_or_two

# A rate in words, where everybody says so.
_DIGITS = 4  # of an error that is squared
_PARTS = {0.1: "a tenth", 0.01: "a hundredth", 0.001: "a thousandth"}


def opening(facts: DescentFacts) -> Caption:
    """Ask what is to be told of the rows: ``32 cars: can a line tell horsepower from weight?``."""
    things = facts.things(facts.dataset.n)
    asked = _classes_asked(facts) if facts.has_classes else _numbers_asked(facts)
    told: list[Caption] = []
    if facts.shadow:
        told += [(f"{things}: {one}", f"Drawn: {facts.shadow}.") for one in asked]
    for one in asked:
        told.append(line_or_two(f"{things}:", one))
    return first_that_fits([*told, (f"{things}.",)])


def _numbers_asked(facts: DescentFacts) -> list[str]:
    form = article(facts.form)
    return [
        f"can {form} tell {facts.target} from {facts.inputs}?",
        f"can {form} tell {facts.target} from {facts.measures}?",
        f"can {form} tell {facts.target}?",
        f"can {form} tell the target?",
    ]


def _classes_asked(facts: DescentFacts) -> list[str]:
    count, n, name = facts.in_second, facts.dataset.n, facts.classes[1]
    can = f"Can {article(facts.form)} tell?" if facts.is_network else "Can we tell?"
    if count in (0, n):
        one = facts.classes[0 if not count else 1]
        named = f"all of {one}" if one.startswith("class ") else f"all of one class, {one}"
        return [f"{named}. {can}", f"all of one class. {can}"]
    if facts.part:
        return [f"{count:,} have {article(name)} {facts.part}. {can}"]
    of = "of " if facts.has_numbered_classes else "are " if count > 1 else "is "
    return [f"{count:,} {of}{name}. {can}", f"of two classes. {can}"]


def start(facts: DescentFacts) -> Caption:
    """Say what the model is and where its weights start; of classes what that comes to."""
    return _start_of_classes(facts) if facts.has_classes else _start_of_numbers(facts)


def _start_of_numbers(facts: DescentFacts) -> Caption:
    weights = facts.trace.unlabelled[0].weights
    begun = "random weights" if facts.starts_at_random else "weights as given"
    if len(weights) == 2 and not facts.is_network and not facts.starts_at_random:
        begun = f"w = {facts.weight(weights[0])}, b = {facts.weight(weights[1])}"
    elif facts.starts_at_zero:
        begun = "every weight is 0"
    return first_that_fits(
        [line_or_two(f"Model: {formula}.", f"Step 0: {begun}.") for formula in formulas.model(facts)]
    )


def _start_of_classes(facts: DescentFacts) -> Caption:
    right, n, loss = facts.right(0), facts.dataset.n, facts.loss(0)
    labels = facts.labels(0)
    name = facts.classes[int(labels[0])]
    called = f" (all called {name})" if (labels == labels[0]).all() and n > 1 else ""
    if not called and facts.starts_at_random:
        return first_that_fits([(f"Step 0: random weights. {right:,} of {n:,} right.",)])
    weights = "random weights" if facts.starts_at_random else "weights as given"
    weights = "every weight is 0" if facts.starts_at_zero else weights
    even = np.allclose(facts.trace.predictions(0), 0.5, rtol=0, atol=1e-12)
    begun = f"Step 0: {weights}{', every chance 50 %' if even else ''}."
    return first_that_fits(
        [
            (begun, f"Loss {loss}, {right:,} of {n:,} right{called}."),
            (begun, f"Loss {loss}, {right:,} of {n:,} right."),
        ]
    )


def with_drawn(facts: DescentFacts, caption: Caption) -> Caption:
    """Add how much of the data the plane shows, where a film begins without a picture of the data."""
    if not facts.shadow:
        return caption
    drawn = f"Drawn: {facts.shadow}."
    said = [line for line in (" ".join(caption), *caption) if line.startswith(("Model", "Step 0"))]
    return first_that_fits([*((line, drawn) for line in said), caption])


def explained(facts: DescentFacts) -> int | None:
    """Choose the row whose error is squared: one of the smaller errors, whose squares one knows by heart.

    Of the rows by the size of their error it is that at a tenth, and of equal ones the first; one whose error is
    written as 0 shows nothing. None where all are such.
    """
    errors = np.abs(facts.trace.errors(0))
    order = np.argsort(errors, kind="stable")
    if not np.isfinite(errors).all():
        return None
    rows = order[(len(order) - 1) // 10 :].tolist()
    return next((row for row in rows if facts_error(facts, float(errors[row])).strip("0.")), None)


def facts_error(facts: DescentFacts, error: float) -> str:
    """Write how far a row is off, as its target is written; of many digits the first three."""
    text = facts.target_format(abs(error))
    return by_itself(abs(error)) if sum(map(str.isdigit, text)) > _DIGITS else text


def residual(facts: DescentFacts, row: int) -> Caption:
    """Say what the loss is by one row's error: ``Fiat 128 is 66 off: 66 × 66 = 4,356``."""
    error = float(facts.trace.errors(0)[row])
    off = facts_error(facts, error)
    what = "Loss: the mean of squared errors."
    try:
        square = _square(off)
    except ValueError:  # written with a unit such as M, or as a power of ten
        square = by_itself(error * error)
    told = [
        (what, f"{facts.opening(row, limit)} is {off} off: {off} × {off} = {square}.")
        for limit in NAME_LIMITS
    ]
    return first_that_fits([*told, (what, f"{off} off: {off} × {off} = {square}."), (what,)])


def _square(written: str) -> str:
    """Square a number as it is written, so that who checks it finds it true: at most four digits of it."""
    value = float(written.replace(",", ""))
    square = value * value
    decimals = 2 * len(written.partition(".")[2])
    digits = len(str(int(square)))
    exact = half_up(square, min(decimals, max(0, 4 - digits)) if square >= 1 else decimals)
    return thousands(exact, 1_000) if square < WRITTEN_OUT else by_itself(square)


def first_loss(facts: DescentFacts) -> Caption:
    """Say what the loss is at the start."""
    return (f"Step 0: the loss is {facts.loss(0)}.",)


def optimizer(facts: DescentFacts) -> str:
    """Say how a step follows from the gradient: ``Optimizer: go a tenth against the gradient.``."""
    parameters, rate = facts.trace.parameters, facts.trace.rate
    if parameters.optimizer == "momentum":
        return f"Optimizer: momentum keeps {plain_number(parameters.momentum)} of the last step."
    if parameters.optimizer == "adam":
        first = np.abs(facts.trace.unlabelled[1].weights - facts.trace.unlabelled[0].weights)
        if np.allclose(first, rate, rtol=1e-3):
            return f"Optimizer: Adam, at first {facts.rate()} in every weight."
        return f"Optimizer: Adam, rate {facts.rate()}."
    if rate in _PARTS:
        return f"Optimizer: go {_PARTS[rate]} against the gradient."
    return f"Optimizer: go {facts.rate()} × the gradient, downhill."
