"""How a run of gradient descent ends, in words: it has settled, or has not, or cannot."""

from __future__ import annotations

import numpy as np

from kmanim.simulate.machines.descent.optimizers import optimizer_of
from kmanim.story.gradient_descent import formulas
from kmanim.story.gradient_descent.facts import DescentFacts, plain_number
from kmanim.story.text.words import Caption, first_that_fits, line_or_two, sentence_case

_SHARES = {
    1e-2: "a hundredth",
    1e-3: "a thousandth",
    1e-4: "a ten-thousandth",
    1e-5: "a hundred-thousandth",
    1e-6: "a millionth",
    1e-9: "a billionth",
    1e-12: "a trillionth",
}
# Losses that differ by less than this share are the same end: a run stops while it still gains a little.
SAME = 1e-3


def check(facts: DescentFacts) -> Caption:
    """Say why a run that has settled stops: ``Step 35: less than a millionth is gained. Stop.``."""
    end, losses = facts.end, facts.losses
    tolerance = facts.trace.parameters.tolerance
    share = _SHARES.get(tolerance, f"{plain_number(tolerance)} of it")
    memory = optimizer_of(facts.trace.parameters, facts.trace.rate).memory
    step = f"Step {end:,}"
    if losses[-1] == losses[-2]:
        return (f"{step}: nothing is gained any more. Stop.",)
    if abs(losses[-1] - losses[-2]) > tolerance * abs(losses[-2]):
        return (f"{step}: the loss is 0, but for rounding. Stop.",)
    if memory == 1:
        return first_that_fits([(f"{step}: less than {share} is gained. Stop.",)])
    return first_that_fits(
        [
            line_or_two(f"{step}: {memory} steps in a row gain less than {share}.", "Stop."),
            (f"{step}: less than {share} is gained. Stop.",),
        ]
    )


def is_best(facts: DescentFacts) -> bool:
    """Whether a run has settled at the lowest loss that is known of its model."""
    best = facts.trace.best
    if best is None or not facts.trace.finished:
        return False
    first, last = float(facts.losses[0]), float(facts.losses[-1])
    return last - best.loss <= max(SAME * best.loss, 1e-9 * first)


def done(facts: DescentFacts) -> Caption:
    """Say what a run that has settled has found, and whether it is the best that is known."""
    return _done_with_classes(facts) if facts.has_classes else _done_with_numbers(facts)


def _done_with_numbers(facts: DescentFacts) -> Caption:
    best, loss = facts.trace.best, facts.loss(facts.end)
    written = formulas.lines(facts, facts.trace.weights_of(facts.end))
    if best is None or best.weights is None:
        straight = facts.loss_text(facts.trace.straight.loss, float(facts.losses[-1]))
        what = "line" if facts.dataset.d == 1 else "plane"
        return (f"Done: loss {loss}.", f"The best straight {what} has {straight}.")
    exact = facts.trace.in_original_units(best.weights)
    other = formulas.lines(facts, exact)
    found = [*(f"Done: {one}." for one in written), f"Done: loss {loss}."]
    if is_best(facts) and ((written and written == other) or not best.unique):
        same = f"The exact best {facts.form} is the same."
        same = same if best.unique else "No other weights have a lower loss."
        return first_that_fits([(one, same) for one in found])
    exact_one = f"The exact best {facts.form}"
    ends = [f"{exact_one}: {one}." for one in other] if written and written != other else []
    both = list(zip(found, ends, strict=False))
    lowest = facts.loss_text(best.loss)
    if lowest == loss:
        return first_that_fits(
            [*both, *((one, end) for end in [*ends, f"{exact_one} has this loss, too."] for one in found)]
        )
    compared = [(one, f"Loss {loss}; the exact best {facts.form} has {lowest}.") for one in found[:-1]]
    bare = (found[-1], f"{exact_one} has {lowest}.")
    return first_that_fits([*both, *compared, bare])


def _done_with_classes(facts: DescentFacts) -> Caption:
    n, loss = facts.dataset.n, facts.loss(facts.end)
    bound = facts.trace.bound
    right = f"{_right_of(facts)}, loss {loss}"
    if facts.is_network:
        return (f"Done: {right}.", _straight(facts))
    if facts.trace.is_separable:
        return first_that_fits(
            [(f"{sentence_case(right)}; larger weights lower it still.",), (f"{sentence_case(right)}.",)]
        )
    told = formulas.second_class(facts, facts.end)
    ends = f"{right}."
    if bound is not None and not is_best(facts) and facts.loss_text(bound.loss) != loss:
        ends = f"{right}; the lowest is {facts.loss_text(bound.loss, float(facts.losses[-1]))}."
    ends = sentence_case(ends) if n else ends
    return first_that_fits([*((one, ends) for one in told), (f"Done: {right}.",)])


def _right_of(facts: DescentFacts) -> str:
    n, right = facts.dataset.n, facts.right(facts.end)
    return facts.all_of(right) or f"{right:,} of {n:,} right"


def _straight(facts: DescentFacts) -> str:
    loss, right = facts.trace.straight
    what = "line" if facts.dataset.d < 3 else "plane"
    count = "" if right is None else f"{right:,} of {facts.dataset.n:,}, "
    return f"The best straight {what}: {count}loss {facts.loss_text(loss, float(facts.losses[-1]))}."


def stopped(facts: DescentFacts) -> Caption:
    """Say of a run at its limit that its loss is still falling, and how far it might."""
    end, loss = facts.end, facts.loss(facts.end)
    step = f"Step {end:,}"
    if loss == "0":
        return (f"{step}: the loss is 0, and the limit of steps has come.",)
    if not facts.has_classes:
        told = f"{step}: loss {loss}, and still falling."
        best = facts.trace.best
        if best is None:
            straight = facts.loss_text(facts.trace.straight.loss, float(facts.losses[-1]))
            return (told, f"The best straight {'line' if facts.dataset.d == 1 else 'plane'} has {straight}.")
        return _falling(facts, told, best.loss)
    right = facts.right(end)
    many = facts.all_of(right) or f"{right:,} right"
    told = f"{step}: {many}, loss {loss}, and still falling."
    if facts.trace.is_separable:
        return first_that_fits([(told, f"It never stops: {_why(facts)}."), (told,)])
    bound = facts.trace.bound
    if bound is None:
        return (told,)
    return _falling(facts, told, bound.loss)


def _falling(facts: DescentFacts, told: str, lowest: float) -> Caption:
    """Add how low the loss might fall, both with as many digits as tell them apart."""
    last = float(facts.losses[-1])
    apart = told.replace(f"loss {facts.loss(facts.end)},", f"loss {facts.loss_text(last, lowest)},")
    return first_that_fits(
        [(one, f"The lowest is {facts.loss_text(lowest, last)}.") for one in (apart, told)] + [(told,)]
    )


def _why(facts: DescentFacts) -> str:
    bound = facts.trace.bound
    if len(np.unique(facts.trace.target.values)) == 1:
        return "all are of one class"
    whole = bound is not None and bound.n_separated == facts.dataset.n
    what = {1: "one value", 2: "a line"}.get(facts.dataset.d, "a plane")
    return f"{what} parts {'' if whole else 'most of '}the classes"


def failed(facts: DescentFacts) -> Caption:
    """Say what becomes of a run whose steps are too large."""
    end, rate, losses = facts.end, f"Rate {facts.rate()}", facts.losses
    loss, start = facts.loss(end, 0), facts.loss(0, end)
    step = f"Step {end:,}"
    rises = end > 1 and bool((np.diff(losses) > 0).all())
    match facts.trace.ending:
        case "infinite":
            after = f"After step {end:,} the loss is too large for a number."
            first = f"{rate}: every step makes it worse." if rises else f"{rate}: steps are too large."
            return first_that_fits([(first, after), (after,)])
        case "diverges":
            if rises:
                return first_that_fits(
                    [line_or_two(f"{rate}: every step makes it worse.", f"{step}: {loss}.")]
                )
            lowest = int(losses.argmin())
            if end == 1:
                return line_or_two(f"{rate}: the first step makes it worse.", f"{step}: {loss}.")
            grows = f"{rate}: after step {lowest:,} it gets worse."
            if not lowest:
                grows = f"{rate}: it is never again as good as at the start."
            return first_that_fits(
                [line_or_two(grows, f"{step}: {loss}."), (f"{rate}: {step.lower()}: {loss}.",)]
            )
        case _:
            return _bounces(facts, rate, step, loss, start)


def _bounces(facts: DescentFacts, rate: str, step: str, loss: str, start: str) -> Caption:
    losses = facts.losses
    late = losses[len(losses) // 2 :]
    low, high = float(late.min()), float(late.max())
    if facts.loss_text(high) == "0":
        return (f"{step}: the loss is 0, and the limit of steps has come.",)
    if high - low <= 1e-6 * high:
        jumps = f"{rate}: the {facts.surface} jumps over the best and back."
        if facts.has_classes:
            jumps = f"{rate}: the weights jump over the best and back."
        return first_that_fits(
            [line_or_two(jumps, f"Loss {facts.loss_text(high)} for ever."), (f"{rate}: no gain.",)]
        )
    if low > losses[0]:
        jumps = f"{rate}: the weights jump too far."
        return first_that_fits(
            [(jumps, f"{step}: loss {loss}, where the start had {start}."), (jumps, f"{step}: loss {loss}.")]
        )
    ends = f"between {facts.loss_text(low, high)} and {facts.loss_text(high, low)}"
    return first_that_fits(
        [(f"{rate} is too large: at step {facts.end:,} the loss", f"still bounces, {ends}.")]
    )
