"""How a run is told that anybody's generator yields."""

from kmanim.simulate.machines.yielded.trace import YieldedTrace
from kmanim.simulate.runs.outcome import Outcome
from kmanim.story.description import Description
from kmanim.story.recorded import captions
from kmanim.story.recorded.facts import YieldedFacts
from kmanim.story.recorded.film import kind_of, tell
from kmanim.story.text.words import counted
from kmanim.story.timeline import Keyframe

FACTS = YieldedFacts

__all__ = ["FACTS", "describe", "figures", "notes", "outcome", "overview", "result", "short", "tell"]


def describe(trace: YieldedTrace, keyframe: Keyframe) -> Description:
    """Say of one keyframe what a page says of it as a picture of its own."""
    facts = YieldedFacts(trace)
    return Description(
        keyframe.phase, keyframe.text, f"{kind_of(facts)}, {keyframe.counter}: {keyframe.text}"
    )


def overview(trace: YieldedTrace) -> Description:
    """Tell the whole run at once, for the figure that shows it in several panels."""
    facts = YieldedFacts(trace)
    over = " ".join(captions.done(facts))
    return Description(
        "Step by step",
        f"The run in single pictures. {over}",
        f"Panels in order of time, each a picture of {kind_of(facts)[:1].lower()}{kind_of(facts)[1:]}: {over}",
    )


def result(trace: YieldedTrace) -> str:
    """Say how a run ended: ``bubble sort ends after 14 steps: nothing was swapped``."""
    facts = YieldedFacts(trace)
    steps = counted(trace.iterations, ("step", "steps"))
    if trace.stopped == "max_steps reached" and not trace.finished:
        return f"{facts.algorithm} was stopped after {steps}"
    ends = "ends" if trace.finished else "is not done"
    return f"{facts.algorithm} {ends} after {steps}{f': {trace.stopped}' if trace.stopped else ''}"


def notes(trace: YieldedTrace) -> tuple[str, ...]:
    """Say that a limit has stopped the run, where it has."""
    if trace.finished or trace.stopped != "max_steps reached":
        return ()
    return (f"The generator would have gone on; max_steps stopped it after {trace.iterations:,} steps.",)


def short(trace: YieldedTrace, keyframe: Keyframe) -> list[str]:
    """Say of one keyframe what matters in a few words, from rich to short, for small panels."""
    facts, index = YieldedFacts(trace), keyframe.step
    if keyframe.kind == "data":
        several = trace.has_rows and facts.dataset.n > 1
        return [facts.things(facts.dataset.n)] if several else captions.short(facts, 0, 0)
    if keyframe.kind == "done":
        return [counted(trace.iterations, ("step", "steps"))]
    return captions.short(facts, max(0, index - 1), index)


def outcome(outcome: Outcome) -> str:
    """Say how a run went: ``14 steps``."""
    return counted(outcome.facts["steps"], ("step", "steps"))


def figures(trace: YieldedTrace) -> tuple[str, ...]:
    """Name the still figures of a post about a run."""
    has_groups = trace.stays and trace.has_rows and trace.parameters.shows == "points" and trace.has_labels
    return (
        "strip",
        *(("objective",) if len(trace.valued) > 1 else ()),
        *(("density",) if has_groups else ()),
    )
