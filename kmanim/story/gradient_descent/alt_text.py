"""Alternative texts for gradient descent: what somebody is told who cannot see the picture."""

from __future__ import annotations

import numpy as np

from kmanim.story.description import rows_by
from kmanim.story.gradient_descent import formulas
from kmanim.story.gradient_descent.facts import DescentFacts, steps_of
from kmanim.story.gradient_descent.stops import doublings
from kmanim.story.text.numbers import by_itself
from kmanim.story.text.words import cut, series

_LISTED = 6


def title(facts: DescentFacts) -> str:
    """Name the film in one line: ``Gradient descent on 32 cars: line, rate 0.1``."""
    return f"Gradient descent on {facts.things(facts.dataset.n)}: {facts.setting}"


def result(facts: DescentFacts) -> str:
    """Say how the run ended in a clause: ``gradient descent settles after 35 steps at a loss of 2,578``."""
    steps, loss, trace = steps_of(facts.end), facts.loss(facts.end), facts.trace
    right = f" with {facts.right(facts.end):,} of {facts.dataset.n:,} right" if facts.has_classes else ""
    name = facts.algorithm
    match trace.ending:
        case "settled":
            return f"{name} settles after {steps} at a loss of {loss}{right}"
        case "falling":
            return f"{name} is stopped after {steps} at a loss of {loss}{right}, still falling"
        case "bounces":
            return f"{name} does not settle: after {steps} the loss still bounces, at {loss}{right}"
        case "diverges":
            return f"{name} diverges: after {steps} the loss is {loss}, from {facts.loss(0)}"
        case _:
            return f"{name} fails: after {steps} the loss is too large for a number"


def plotted(facts: DescentFacts) -> str:
    """Name what is plotted: ``32 cars by weight, with their horsepower``; classes as shapes."""
    rows = rows_by(facts)
    if facts.has_classes:
        return f"{rows}, with a shape for each of two classes, {series(list(facts.classes))}"
    return f"{rows} and {facts.target}"


def film(facts: DescentFacts) -> str:
    """Describe the film: what is plotted, what moves, how it ends."""
    moves = f"the {facts.boundary} between the classes" if facts.has_classes else f"the {facts.surface}"
    falls = (
        f"the loss goes from {facts.loss(0)} to {facts.loss(facts.end)}"
        if facts.trace.ending != "infinite"
        else ""
    )
    ended = formulas.second_class(facts, facts.end)[:1] if facts.has_classes and facts.trace.finished else []
    return " ".join(
        [
            f"Animated scatter plot of {plotted(facts)}, beside the curve of the loss: {moves} moves against the "
            "gradient step by step"
            f"{', and ' + falls if falls else ''}; {result(facts)}.",
            *ended,
        ]
    )


def table(facts: DescentFacts) -> tuple[tuple[str, ...], ...]:
    """Give the numbers of the run at steps 0, 1, 2, 4, 8, ... and the last."""
    names = facts.trace.names if len(facts.trace.names) <= _LISTED else ()
    head = ["step", "loss", *(["right"] if facts.has_classes else ["below"])]
    head += [cut(f"weight of {name}" if name != "b" else name, 30) for name in names]
    rows = []
    for step in [0, *doublings(facts.end), facts.end]:
        weights = facts.trace.unlabelled[step].weights
        count = facts.right(step) if facts.has_classes else int(np.count_nonzero(facts.labels(step)))
        told = [by_itself(float(weight)) for weight in weights] if names else []
        rows.append((f"{step:,}", facts.loss_text(float(facts.losses[step])), f"{count:,}", *told))
    return (tuple(head), *rows)
