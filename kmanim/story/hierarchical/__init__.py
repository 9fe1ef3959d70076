"""How hierarchical clustering is told."""

from kmanim.simulate.linkage.trace import MergeTrace
from kmanim.simulate.runs.outcome import Outcome
from kmanim.story.hierarchical.facts import MergeFacts
from kmanim.story.hierarchical.film import figures, tell
from kmanim.story.hierarchical.stills import describe, notes, overview
from kmanim.story.hierarchical.stills import result as _result
from kmanim.story.text.words import counted

FACTS = MergeFacts

__all__ = ["FACTS", "describe", "figures", "notes", "outcome", "overview", "result", "tell"]


def result(trace: MergeTrace) -> str:
    """Say how a run ended: ``average linkage merges 7 points into one tree, cut into 6 and 1``."""
    return _result(MergeFacts(trace))


def outcome(outcome: Outcome) -> str:
    """Say how a run went: ``31 merges``."""
    return counted(outcome.iterations, ("merge", "merges"))
