"""How hierarchical clustering is told."""

from kmanim.simulate.machines.linkage.trace import MergeTrace
from kmanim.simulate.runs.outcome import Outcome
from kmanim.story.hierarchical.facts import MergeFacts
from kmanim.story.hierarchical.film import figures, tell
from kmanim.story.hierarchical.stills import describe, notes, overview, short
from kmanim.story.hierarchical.stills import result as _result
from kmanim.story.text.words import ranged, series

FACTS = MergeFacts
_SIZES = 6

__all__ = ["FACTS", "describe", "figures", "notes", "outcome", "overview", "result", "short", "tell"]


def result(trace: MergeTrace) -> str:
    """Say how a run ended: ``average linkage merges 7 points into one tree, cut into 6 and 1``."""
    return _result(MergeFacts(trace))


def outcome(outcome: Outcome) -> str:
    """Say how a run went: ``cut into 2: 12 and 20``."""
    sizes = series([f"{size:,}" for size in outcome.sizes])
    if len(outcome.sizes) > _SIZES:
        sizes = ranged(f"{min(outcome.sizes):,}", f"{max(outcome.sizes):,}")
    return f"cut into {outcome.facts['clusters']}: {sizes}"
