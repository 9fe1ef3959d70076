"""What a module must offer to be a story: the contract, for whoever writes one, and how one is found.

A story is a module on the shelf `story`, or a folder there, named as the family of its algorithms. It says which
pictures a film has, in which order and in which words, and draws nothing. Every number comes from the trace.

Write a function `tell` that chooses `Picture` after `Picture` and hands them to `kmanim.story.pace.timed`, which gives
them their times; take names and numbers from `Facts`, or from a subclass with what only such runs have. Two reasons to
write more than the five functions below: a figure of your own (a file each on the shelves `story/figures` and
`plot/figures`, whose name `figures` gives), and words that several functions share (a folder instead of one file).

Clusters may stand in captions as their marks: make lines of a `Phrase` (`kmanim.story.text.marked`), which is written
once and has both forms, the one that is drawn and the words that pages and readers get.

A story may offer four more. ``short(trace, keyframe)`` says what a small panel shows in one line of few words,
as a list from rich to short; without it, a panel has the first clause of the caption if that is short enough.
``tell_together(traces, titles, *, profile, pace, max_seconds, best)`` tells several runs of the family side by side on
one clock, as a `SideBySideStory` (`kmanim.story.comparisons.panels`); without it, each goes through its own pictures.
``titles(traces)`` names several runs of one algorithm by what differs, in few words; without it, or where it gives two
the same name, each option that differs is said.
``step_by_step(trace)`` gives the keyframes of a page that answers: every step, in the words that its scripts have, too.
"""

from __future__ import annotations

from typing import Any, Protocol, cast

from kmanim.simulate.registry import part_of
from kmanim.simulate.runs.outcome import Outcome
from kmanim.simulate.trace import Trace
from kmanim.story.description import Description
from kmanim.story.facts import Facts
from kmanim.story.timeline import Keyframe, Timeline


class Story(Protocol):
    """The module of a story.

    Attributes
    ----------
    FACTS : type
        What its numbers and names are taken from: `Facts`, or a subclass.
    """

    FACTS: type[Facts]

    def tell(
        self,
        trace: Any,
        *,
        profile: str = "walkthrough",
        pace: float = 1.0,
        max_seconds: float | None = None,
        **options: Any,
    ) -> Timeline:
        """Tell a run as a film: keyframes with captions and times, a title, an alternative text.

        Profile, pace and the time that the film may take are checked by `timed`; `fullest` chooses how much is told
        in that time. Where the algorithm has an objective, a `best` is handed over, too: the best value that is known,
        or None; `verdict_of` judges the end by it. `options` are the fields of the parameters' `story_options`, those
        that were given. The same trace is always told in the same words.
        """

    def describe(self, trace: Any, keyframe: Keyframe) -> Description:
        """Say of one keyframe what a page says of it as a picture of its own; its alternative text stands alone."""

    def overview(self, trace: Any) -> Description:
        """Say what the figure says that shows the whole run in several panels."""

    def result(self, trace: Any) -> str:
        """Say in one clause how a run ended: ``k-means stops after 4 rounds with 12 lighter and 20 heavier cars``."""

    def notes(self, trace: Any) -> tuple[str, ...]:
        """Say what a reader must know of such a run besides, one sentence each; empty as a rule."""

    def outcome(self, outcome: Outcome) -> str:
        """Say in a few words how a run went of which only the outcome is kept: ``2 clusters, 15 noise``."""

    def figures(self, trace: Any) -> tuple[str, ...]:
        """Name the still figures of a post about such a run, beside its steps, in their order.

        Each is the name of a file on the shelves of figures, with dashes for underscores. Those that compare runs are
        left out by themselves where there is one run alone.
        """


def facts_of(trace: Trace) -> Facts:
    """Give the numbers and names of a run, with what its family adds."""
    return story_of(trace).FACTS(trace)


def story_of(trace: Trace) -> Story:
    """Import the story that tells runs of this kind.

    Raises
    ------
    InputError
        If there is none.
    """
    return cast(Story, part_of(trace.parameters.family, "story", "kmanim.story"))
