"""What is said of single pictures of the film, of all of it at once, and beside it: for people who plan tests."""

from __future__ import annotations

from typing import Any

from kmanim.simulate.machines.trials.trace import LengthTrace
from kmanim.story.ab_test.facts import LengthFacts, sessions_a_day, share
from kmanim.story.description import Description
from kmanim.story.text.numbers import by_itself
from kmanim.story.timeline import Keyframe


def result(trace: LengthTrace) -> str:
    """Say in one clause which length is best: ``the test is worth most after 18 days; 12 to 28 keep 99 % of it``."""
    facts = LengthFacts(trace)
    low, high = facts.band_ends
    return f"the test is worth most after {facts.best_text}; {low} to {high} {facts.units} keep 99 % of it"


def describe(trace: LengthTrace, keyframe: Keyframe) -> Description:
    """Say of one keyframe what a page says of it as a picture of its own."""
    facts, text = LengthFacts(trace), keyframe.text
    axes = "Three panels over one axis of time: the lift a session, what a gain is still worth, and their product"
    match keyframe.kind:
        case "question":
            alt = f"{axes}, all of them empty, and an empty bar for the test: {text}"
        case "short" | "best" | "long":
            test: Any = trace.unlabelled[keyframe.step]
            alt = (
                f"{axes}. A bar shows a test of {facts.length(test.days)}; from its end on the lift is "
                f"{by_itself(test.lift)}, and the area below the product is what the test is worth: {text}"
            )
        case _:
            low, high = facts.band_ends
            alt = (
                f"{axes}, for the best length, {facts.best_text}; beside them the worth of every length is a hill "
                f"with its top there, tinted from {low} to {high} {facts.units}: {text}"
            )
    return Description(keyframe.phase, text, alt)


def overview(trace: LengthTrace) -> Description:
    """Tell the whole comparison at once, for the figure that shows it in several panels."""
    facts = LengthFacts(trace)
    return Description(
        "Length by length",
        f"A longer test ships the better version more often, but later. What it is worth is the area: the lift a "
        f"session from the end of the test on, discounted to today. It is largest after {facts.best_text}, "
        f"{facts.best_worth}. Before the test A and B are taken to be equally good on average, their true differences "
        "to be normal; while it lasts, nothing is gained.",
        f"Panels in order of length, each with the worth a day after a test as an area, which is largest for "
        f"{facts.best_text}.",
    )


def short(trace: LengthTrace, keyframe: Keyframe) -> list[str]:
    """Say of one keyframe what matters in a few words, from rich to short, for small panels."""
    facts = LengthFacts(trace)
    low, high = facts.band_ends
    match keyframe.kind:
        case "question":
            return ["how long?"]
        case "formula":
            return [f"best: {facts.best_text}", facts.best_text]
        case "band":
            return [f"{low} to {high} {facts.units}: 99 %", f"{low} to {high} {facts.units}"]
        case "factors":
            half, twice = facts.kept(facts.best / 2), facts.kept(2 * facts.best)
            return [f"half: {half}, twice: {twice}", f"÷ 2: {half}, × 2: {twice}", f"{half}, {twice}"]
    worth = facts.worth(trace.unlabelled[keyframe.step])  # type: ignore[arg-type]
    return [f"worth {worth}", worth]


def notes(trace: LengthTrace) -> tuple[str, ...]:
    """Say what worth means, and what the best length does not depend on."""
    return (
        "What a test is worth: all that the version that it ships is expected to bring from then on, beyond one that "
        "is picked blindly, discounted to the day on which the test starts; "
        f"{sessions_a_day(trace.trial.visitors)} see it. Another number of these changes the worth, and "
        "never the best length.",
    )


def whole_day(facts: LengthFacts) -> str:
    """Say what the best whole number of days comes to."""
    day = float(facts.trace.best_day)
    return (
        f"In whole days the best test takes {facts.whole_best}, is worth {facts.money(float(facts.trial.worth(day)))}, "
        f"and ships the better version in {facts.right(day)} of cases; in {share(facts.trial.power(day), 0)} it is "
        "significant at 5 %, which asks for proof and not for worth."
    )


def film_alt(facts: LengthFacts) -> str:
    """Describe the film."""
    tests: list[Any] = [snapshot for snapshot in facts.trace.unlabelled if snapshot.step == "test"]
    return (
        "Animated chart of three panels over one axis of time, lift, discount and their product, for A/B tests of "
        f"{facts.length(tests[0].days)} to {facts.length(tests[-1].days)}: {result(facts.trace)}. "
        f"The best is worth {facts.best_worth}."
    )


def length_table(facts: LengthFacts) -> tuple[tuple[str, ...], ...]:
    """Give the numbers of the run, a length a row."""
    head = (
        "length",
        "lift a session",
        "discount",
        "worth",
        "of the best",
        "better one shipped",
        "significant",
    )
    rows = []
    for snapshot in facts.trace.unlabelled[1:]:
        test: Any = snapshot
        is_best = test.step == "best"
        rows.append(
            (
                facts.best_text if is_best else facts.length(test.days),
                by_itself(test.lift),
                by_itself(test.left),
                facts.worth(test),
                "100 %" if is_best else facts.kept(test.days),
                share(test.right),
                share(test.power),
            )
        )
    return (head, *rows)
