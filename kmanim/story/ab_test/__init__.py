"""How the best length of an A/B test is told."""

from kmanim.simulate.machines.trials.trace import LengthTrace
from kmanim.simulate.runs.outcome import Outcome
from kmanim.story.ab_test.facts import LengthFacts
from kmanim.story.ab_test.film import tell
from kmanim.story.ab_test.stills import describe, notes, overview, result, short
from kmanim.story.text.words import counted

FACTS = LengthFacts

__all__ = ["FACTS", "describe", "figures", "notes", "outcome", "overview", "result", "short", "tell"]


def outcome(outcome: Outcome) -> str:
    """Say how a run went: ``7 lengths``."""
    return counted(outcome.iterations, LengthTrace.turn)


def figures(_trace: LengthTrace) -> tuple[str, ...]:
    """Name the still figures of a post about a run."""
    return ("strip", "best-length", "wrong-belief", "best-length-grid", "length-by-traffic")
