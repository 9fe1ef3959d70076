"""How affinity propagation is told."""

from kmanim.simulate.machines.messages.trace import MessageTrace
from kmanim.simulate.runs.outcome import Outcome
from kmanim.story.affinity_propagation.facts import MessageFacts
from kmanim.story.affinity_propagation.film import tell
from kmanim.story.affinity_propagation.stills import describe, notes, overview, short
from kmanim.story.affinity_propagation.stills import result as _result
from kmanim.story.text.words import counted

FACTS = MessageFacts

__all__ = ["FACTS", "describe", "figures", "notes", "outcome", "overview", "result", "short", "tell"]


def result(trace: MessageTrace) -> str:
    """Say how a run ended: ``affinity propagation settles after 46 updates with 2 exemplars for 5 and 2 points``."""
    return _result(MessageFacts(trace))


def outcome(outcome: Outcome) -> str:
    """Say how a run went: ``46 updates``."""
    return counted(outcome.iterations, ("update", "updates"))


def figures(trace: MessageTrace) -> tuple[str, ...]:
    """Name the still figures of a post about a run."""
    return ("strip", *(("density", "joint") if trace.n_clusters() else ()), "solutions", "grid")
