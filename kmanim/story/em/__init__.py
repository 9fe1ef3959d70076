"""How expectation maximisation is told."""

from kmanim.simulate.machines.mixtures.trace import MixtureTrace
from kmanim.simulate.runs.outcome import Outcome
from kmanim.story.em import alt_text
from kmanim.story.em.facts import EmFacts
from kmanim.story.em.film import tell
from kmanim.story.em.stills import describe, notes, overview, short
from kmanim.story.text.words import counted

FACTS = EmFacts

__all__ = ["FACTS", "describe", "figures", "notes", "outcome", "overview", "result", "short", "tell"]


def result(trace: MixtureTrace) -> str:
    """Say how a run ended: ``EM stops after 20 steps with 6 and 6 points``."""
    return alt_text.result(EmFacts(trace))


def outcome(outcome: Outcome) -> str:
    """Say how a run went: ``20 steps``."""
    return counted(outcome.iterations - (outcome.end.step == "e_step"), ("step", "steps"))


def figures(trace: MixtureTrace) -> tuple[str, ...]:
    """Name the still figures of a post about a run."""
    spread = (
        ("density", "joint") if trace.n_clusters() and not trace.failure else ()
    )  # of clusters that are none
    return ("strip", *spread, "objective", "solutions", "grid")
