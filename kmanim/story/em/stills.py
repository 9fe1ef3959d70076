"""What is said of single pictures of a film of EM, and of the whole run at once."""

from __future__ import annotations

from kmanim.simulate.machines.mixtures.trace import MixtureTrace
from kmanim.story.comparisons.classes import classes_told
from kmanim.story.description import Description, rows_by, scatter
from kmanim.story.em import endings
from kmanim.story.em.alt_text import result
from kmanim.story.em.facts import EmFacts
from kmanim.story.text.numbers import by_itself
from kmanim.story.text.sizes import last_noun
from kmanim.story.text.words import article, counted, series, verb
from kmanim.story.timeline import Keyframe


def describe(trace: MixtureTrace, keyframe: Keyframe) -> Description:
    """Say of one keyframe what a page says of it as a picture of its own."""
    facts, i, kind = EmFacts(trace), keyframe.step, keyframe.kind
    text = keyframe.text if keyframe.text.endswith((".", "?")) else f"{keyframe.text}."
    many = verb(facts.k, "one component", f"{facts.k} components")
    if kind == "data":
        alt = f"{scatter(facts)}, all of them grey: {text}"
    elif kind in ("start", "explain", "failed"):
        alt = f"{scatter(facts)}, all of them grey, with the ellipses of {many}: {text}"
    else:
        weights = f", whose weights are {facts.weights_text(i)}" if 1 < facts.k <= 12 else ""
        what = "points have colours between those of the components that share them"
        alt = f"{scatter(facts)} with the ellipses of {many}{weights}; {what}: {text}"
    if kind == "done":
        classes = classes_told(trace, facts.k)
        alt = f"{alt} {classes}" if classes else alt
    return Description(keyframe.phase, keyframe.text, alt)


def overview(trace: MixtureTrace) -> Description:
    """Tell the whole run at once, for the figure that shows it in several panels."""
    facts = EmFacts(trace)
    end = endings.failed(facts) if facts.failure else endings.ended(facts)
    return Description(
        "Step by step",
        f"The run in single pictures: share every {facts.noun[0]} among the components (E step), move each to the "
        f"weighted mean and spread of what it has (M step), repeat. {' '.join(end)}",
        f"Panels in order of time, each a scatter plot of {rows_by(facts)} with ellipses, where {result(facts)}.",
    )


def short(trace: MixtureTrace, keyframe: Keyframe) -> list[str]:
    """Say of one keyframe what matters in a few words, from rich to short, for small panels."""
    facts, kind = EmFacts(trace), keyframe.kind
    state = trace.state_of(keyframe.step)
    value = facts.likelihood(state)
    count = facts.n_switched(state)
    told = [f"log-likelihood {value}", value]
    match kind:
        case "data":
            told = [facts.things(facts.n)]
        case "start":
            told = [f"start: {counted(facts.k, ('component', 'components'))}", "start"]
        case "explain":
            told = [f"one {facts.noun[0]} is shared"]
        case "share":
            leaning = series([f"{n:,}" for n in facts.leaning(0)])
            told = [f"{leaning} lean to each", f"every {facts.noun[0]} is shared", "all are shared"]
        case "m-step":
            weights = series(facts.weights(keyframe.step))
            told = [f"weights {weights}", weights, "means move"]
        case "e-step" | "switch" if count:
            change = verb(count, "changes sides", "change sides")
            told = [f"{facts.things(count)} {change}", f"{count:,} {change}"]
        case "failed":
            told = [facts.failure, "failed"]
        case "done":
            sizes = series([f"{n:,}" for n in facts.sizes])
            told = [f"{sizes} {last_noun(facts.sizes, facts.noun)}", sizes, value]
    return told


def notes(trace: MixtureTrace) -> tuple[str, ...]:
    """Say what ellipses show, what has been added to variances, and why a failed end is none."""
    facts = EmFacts(trace)
    held = "68 % and 95 %" if facts.dataset.d == 1 else "39 % and 86 %"
    found = [
        f"Ellipses reach 1 and 2 standard deviations, and hold {held} of a component; the colour of "
        f"{article(facts.noun[0])} lies between those of the two components that have most of it."
    ]
    if trace.reg.any():
        found.append(
            f"{_added(trace)}, so that no component shrinks to nothing; the log-likelihood may fall by a hair for it."
        )
    if facts.failure:
        found.append(
            "A component that shrinks onto few points makes the likelihood as high as one likes: such an end is no "
            "result, however high it stands. Another start, or a larger reg, helps."
        )
    return tuple(found)


def _added(trace: MixtureTrace) -> str:
    """Say what is added to variances."""
    parameters = trace.parameters
    if parameters.reg is not None:
        return f"{by_itself(parameters.reg)} is added to every variance"
    if parameters.covariance == "spherical":
        return "A millionth of the columns' mean variance is added to every variance"
    return "A millionth of its column's variance is added to every variance"
