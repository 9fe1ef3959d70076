"""How the best length of an A/B test is told."""

from typing import Any

from kmanim.simulate.machines.trials.trace import LengthTrace
from kmanim.simulate.runs.outcome import Outcome
from kmanim.story.ab_test.facts import LengthFacts, in_units
from kmanim.story.ab_test.film import tell
from kmanim.story.ab_test.stills import describe, notes, overview, result, short

FACTS = LengthFacts

__all__ = ["FACTS", "describe", "figures", "notes", "outcome", "overview", "result", "short", "tell"]


def outcome(outcome: Outcome) -> str:
    """Say how a run went: ``best 18.13 days``."""
    end: Any = outcome.end
    return f"best {in_units(end.days)}"


def figures(_trace: LengthTrace) -> tuple[str, ...]:
    """Name the still figures of a post about a run."""
    return ("strip", "best-length", "wrong-belief", "best-length-grid", "length-by-traffic")
