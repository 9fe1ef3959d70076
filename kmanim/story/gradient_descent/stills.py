"""What is said of single pictures of a film of gradient descent, and of the whole run at once."""

from __future__ import annotations

from kmanim.simulate.machines.descent.trace import DescentTrace
from kmanim.story.description import Description
from kmanim.story.gradient_descent import endings
from kmanim.story.gradient_descent.alt_text import plotted, result
from kmanim.story.gradient_descent.facts import DescentFacts, plain_number
from kmanim.story.text.words import series
from kmanim.story.timeline import Keyframe


def describe(trace: DescentTrace, keyframe: Keyframe) -> Description:
    """Say of one keyframe what a page says of it as a picture of its own."""
    facts, kind = DescentFacts(trace), keyframe.kind
    text = keyframe.text if keyframe.text.endswith((".", "?")) else f"{keyframe.text}."
    chart = f"Scatter plot of {plotted(facts)}"
    what = facts.boundary if facts.has_classes else facts.surface
    if kind == "data":
        alt = f"{chart}, all of them grey: {text}"
    else:
        since = ", and where it stood before" if kind in ("step", "switch") else ""
        colours = "; every row has the colour of the class that is told" if facts.has_classes else ""
        alt = f"{chart}, with the {what} at step {keyframe.step:,}{since}{colours}: {text}"
    title = f"Step {keyframe.step:,}" if kind in ("step", "switch") else keyframe.phase
    return Description(title, keyframe.text, alt)


def overview(trace: DescentTrace) -> Description:
    """Tell the whole run at once, for the figure that shows it in several panels."""
    facts = DescentFacts(trace)
    return Description(
        "Step by step",
        f"The run in single pictures: take the gradient of the loss, go a step against it, repeat. {_end(facts)}",
        f"Panels in order of time, each a scatter plot of {plotted(facts)}, where {result(facts)}.",
    )


def _end(facts: DescentFacts) -> str:
    match facts.trace.ending:
        case "settled":
            return " ".join(endings.done(facts))
        case "falling":
            return " ".join(endings.stopped(facts))
        case _:
            return " ".join(endings.failed(facts))


def short(trace: DescentTrace, keyframe: Keyframe) -> list[str]:
    """Say of one keyframe what matters in a few words, from rich to short, for small panels."""
    facts, step, kind = DescentFacts(trace), keyframe.step, keyframe.kind
    loss = f"loss {facts.loss(step)}"
    at = f"step {step:,}"
    match kind:
        case "data":
            return [facts.things(facts.dataset.n)]
        case "residual":
            return [f"one error: {keyframe.note}", "one error"]
        case "check":
            return [f"{at}: settled", "settled"]
        case "failed":
            return [f"{at}: {trace.ending}, {loss}", f"{at}: {loss}", loss]
    right = f", {facts.right(step):,} right" if facts.has_classes else ""
    falls = ", still falling" if kind == "stopped" else ""
    return [f"{at}: {loss}{right}{falls}", f"{at}: {loss}{right}", f"{at}: {loss}", loss]


def notes(trace: DescentTrace) -> tuple[str, ...]:
    """Say in which units weights are, what the loss is a mean of, and what ends mean."""
    facts, found = DescentFacts(trace), []
    if facts.scaled:
        units = "standard deviation" if facts.dataset.scaling.method == "zscore" else "scaled unit"
        found.append(
            f"A weight is per {units} of its column, as columns are {facts.scaled_words}; pictures have the original "
            "units. Of columns as they are the largest decides how large a step may be, and the weights of others "
            "hardly move."
        )
    if trace.loss_name == "cross_entropy":
        found.append(
            "The loss is the mean cross-entropy, not the sum, so that a rate means the same for any number of "
            f"{facts.noun[1]}."
        )
    if facts.has_classes:
        found.append(f"A chance of exactly a half counts as {facts.classes[0]}.")
    if trace.constant:
        what = series([f"{name}" for name in trace.constant[:3]])
        found.append(f"Nothing is learned of {what}: there is one value of it.")
    if trace.is_separable:
        found.append(f"There are no best weights: {trace.why_no_best}.")
    limit = trace.stable_rate
    if trace.failure and limit is not None and trace.rate > limit and not facts.has_classes:
        found.append(f"Rates above {plain_number(float(f'{limit:.4g}'))} never settle here.")
    if trace.ending == "falling":
        found.append("The run was stopped at its limit of steps; it had not settled.")
    return tuple(found)
