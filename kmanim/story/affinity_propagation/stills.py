"""What is said of a run of affinity propagation as a whole, and of single pictures of its film."""

from __future__ import annotations

from collections.abc import Sequence

from kmanim.simulate.machines.messages.trace import MessageTrace
from kmanim.story.affinity_propagation import captions
from kmanim.story.affinity_propagation.facts import MessageFacts, exemplars
from kmanim.story.description import Description, rows_by, scatter
from kmanim.story.text.sizes import sized
from kmanim.story.text.words import counted, sentence_case, verb
from kmanim.story.timeline import Keyframe

_TABLED = 40


def title(facts: MessageFacts) -> str:
    """Name the film in one line: ``Affinity propagation on 7 points, p = −32.5, damping 0.5``."""
    return f"{sentence_case(facts.algorithm)} on {facts.things(facts.n)}, {facts.setting}"


def result(facts: MessageFacts) -> str:
    """Say how the run ended in a clause: ``affinity propagation settles after 46 updates with 2 exemplars ...``."""
    trace = facts.trace
    if trace.failure:
        return (
            f"{facts.algorithm} is {trace.failure}"
            if trace.failure.startswith("still")
            else (f"{facts.algorithm} has {trace.failure}")
        )
    updates = counted(trace.updates, ("update", "updates"))
    verb_ = "stops" if trace.parameters.convergence == "window" else "settles"
    how = f"{verb_} after {updates}" if trace.updates else "needs no updates and ends"
    return f"{facts.algorithm} {how} with {facts.exemplars_counted} for {sized(trace.sizes, facts.noun)}"


def film(facts: MessageFacts) -> str:
    """Describe the film."""
    net = f" Net similarity {facts.net(-1)}." if not facts.trace.failure else " There are no clusters."
    return (
        f"Animated scatter plot of {rows_by(facts)}, where every {facts.noun[0]} links to the one that shall stand for "
        f"it: {result(facts)}, with {facts.setting}.{net}"
    )


def describe(trace: MessageTrace, keyframe: Keyframe) -> Description:
    """Say of one keyframe what a page says of it as a picture of its own."""
    facts = MessageFacts(trace)
    update = min(keyframe.step, trace.updates)
    seen = ""
    if update:
        count = len(trace.unlabelled[keyframe.step].exemplars)
        seen = (
            f" with links to their choices after {counted(update, ('update', 'updates'))}, {exemplars(count)}"
        )
    return Description(keyframe.phase, keyframe.text, f"{scatter(facts)}{seen}: {keyframe.text}")


def overview(trace: MessageTrace) -> Description:
    """Tell the whole run at once, for the figure that shows it in several panels."""
    facts = MessageFacts(trace)
    told = " ".join(captions.unsettled(facts) if trace.failure else captions.done(facts))
    return Description(
        "Step by step",
        f"The run in single pictures: every {facts.noun[0]} links to the one that shall stand for it, until all is "
        f"settled. {told}",
        f"Panels in order of time, each a scatter plot of {rows_by(facts)}, where {result(facts)}.",
    )


def notes(trace: MessageTrace) -> tuple[str, ...]:
    """Say where the preference comes from, and what is doubtful in the end."""
    facts, found, end = MessageFacts(trace), [], trace.unlabelled[-1]
    if facts.preference_words:
        found.append(
            f"No preference was given: {facts.preference} is {facts.preference_words} of all pairs."
            if trace.parameters.preference == "median"
            else f"The preference {facts.preference} is {facts.preference_words} of all pairs."
        )
    if trace.failure:
        found.append(
            f"There is no result: {trace.failure}. More damping, more rounds or another preference may give one."
        )
    elif end.without >= 0 or end.plus >= 0:
        found.append(
            "It has settled, but one exemplar "
            f"{'less' if end.without >= 0 else 'more'} would have a larger net similarity."
        )
    if trace.refined:
        count = len(trace.refined)
        found.append(
            f"In the end {counted(count, ('exemplar', 'exemplars'))} "
            f"{verb(count, 'was', 'were')} replaced by a member of the cluster with a larger sum of similarities."
        )
    return tuple(found)


def table(facts: MessageFacts, events: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    """Give the updates with news as a table; of many the last ones."""
    head = ("update", "turned", "exemplars", "net similarity")
    rows = [
        (
            f"{i:,}",
            f"{facts.trace.turned(i).size:,}",
            facts.listed(facts.exemplars(i).tolist()) if facts.exemplars(i).size else "none",
            facts.net(i) if facts.exemplars(i).size else "",
        )
        for i in events[-_TABLED:]
    ]
    return (head, *rows) if rows else ()


def short(trace: MessageTrace, keyframe: Keyframe) -> list[str]:
    """Say of one keyframe what matters in a few words, from rich to short, for small panels."""
    facts, step = MessageFacts(trace), keyframe.step
    if keyframe.kind == "data":
        return [facts.things(facts.n)]
    if keyframe.kind == "unsettled":
        return [trace.failure, "no clusters"]
    count = len(facts.exemplars(step))
    if keyframe.kind in ("links", "turn", "exemplars", "passes", "quiet", "settled", "refined", "done"):
        told = exemplars(count)
        return [f"{told}, net {facts.net(step)}", told] if count else [told]
    return []
