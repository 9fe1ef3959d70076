"""How k-means and its family are told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.runs.outcome import Outcome
from kmanim.story.kmeans import alt_text
from kmanim.story.kmeans.facts import CentroidFacts, centroid_facts
from kmanim.story.kmeans.film import figures, step_by_step, tell
from kmanim.story.kmeans.lesson import LESSONS
from kmanim.story.kmeans.stills import describe, overview, short
from kmanim.story.text.words import counted

if TYPE_CHECKING:
    from kmanim.story.comparisons.panels import SideBySideStory

FACTS = CentroidFacts

__all__ = [
    "FACTS",
    "describe",
    "figures",
    "notes",
    "outcome",
    "overview",
    "result",
    "short",
    "step_by_step",
    "tell",
    "tell_together",
]


def result(trace: CentroidTrace) -> str:
    """Say how a run ended: ``k-means stops after 4 rounds with 12 lighter and 20 heavier cars``."""
    return alt_text.result(centroid_facts(trace))


def notes(trace: CentroidTrace) -> tuple[str, ...]:
    """Say why k-means fails on the data sets that are there to show it."""
    known = trace.algorithm == "kmeans" and trace.dataset.lesson in LESSONS
    return (LESSONS[trace.dataset.lesson],) if known else ()


def outcome(outcome: Outcome) -> str:
    """Say how a run went: ``4 rounds``."""
    return counted(outcome.iterations, ("round", "rounds"))


def tell_together(traces: Sequence[CentroidTrace], titles: Sequence[str], **how: Any) -> SideBySideStory:
    """Tell several runs side by side, as `kmanim.story.kmeans.side_by_side` does; imported where it is wanted."""
    from kmanim.story.kmeans import side_by_side  # noqa: PLC0415

    return side_by_side.tell_together(traces, titles, **how)
