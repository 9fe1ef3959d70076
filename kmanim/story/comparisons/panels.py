"""What several runs side by side show in the trend of a film: a panel each, on one clock, and the page around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kmanim.arrays import IntArray
from kmanim.story.comparisons.objective_bars import ObjectiveBars
from kmanim.story.timeline import PASSES, Keyframe, Timeline

# Of more rows than this, rings would hide the points.
MOST_RINGED = 2_000

Mark = Literal["", "stop", "tick", "cross"]
"""What stands beside a run: nothing while it goes on, that it has ended, that it ended at the best that is known, that
it has failed.
"""


@dataclass(frozen=True, slots=True)
class Panel:
    """What one run shows in the trend of the film.

    Attributes
    ----------
    timeline : Timeline
        The run's own.
    places : tuple of int
        For each keyframe of the page, which of the run's own is shown, never going back.
    """

    timeline: Timeline
    places: tuple[int, ...]

    def instant(
        self, keyframe: int, key: Keyframe, tween: int | None, at: float
    ) -> tuple[int, int | None, float]:
        """Give the run's own keyframe, tween and share of its time for an instant of the page.

        While the page is on its way, a run that goes on by one picture goes its own way to it in the same time; one
        that stays, or goes on by more, stands still.
        """
        own, before = self.places[keyframe], self.places[max(keyframe - 1, 0)]
        if tween is None or own == before:
            return own, None, 1.0
        lead_in = self.timeline.keyframes[own].lead_in
        if own > before + 1 or not lead_in:
            return before, None, 1.0
        kinds = [one.kind for one in lead_in]
        if kinds == [one.kind for one in key.lead_in]:
            return own, tween, at
        whole = sum(one.duration_ms for one in key.lead_in)
        gone = sum(one.duration_ms for one in key.lead_in[:tween]) + at * key.lead_in[tween].duration_ms
        left = gone / whole * sum(one.duration_ms for one in lead_in)
        for number, one in enumerate(lead_in):
            if left <= one.duration_ms:
                return own, number, max(left / one.duration_ms, 1e-9)
            left -= one.duration_ms
        return own, None, 1.0

    def way(self, keyframe: int, tween: int | None, at: float) -> tuple[int, int, float]:
        """Give the snapshots between which an instant of the run's own lies, and the share of the way that has gone."""
        key = self.timeline.keyframes[keyframe]
        if tween is None:
            return key.step, key.step, 1.0
        if key.lead_in[tween].kind in PASSES:
            step = key.passing_at(at)[0]
            return step, step, 1.0
        before = self.timeline.keyframes[max(keyframe - 1, 0)].step
        whole = sum(one.duration_ms for one in key.lead_in)
        gone = sum(one.duration_ms for one in key.lead_in[:tween]) + at * key.lead_in[tween].duration_ms
        return before, key.step, gone / whole

    @property
    def end(self) -> int:
        """The first keyframe of the page at which the run is at its end."""
        return next(i for i, place in enumerate(self.places) if place == self.places[-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySideStory:
    """What is told of several runs.

    Attributes
    ----------
    timeline : Timeline
        Of the page: headers, captions, times. A keyframe's step is its place in the film.
    panels : tuple of Panel
        One a run.
    lines : tuple of tuple of str
        For each keyframe, below the title of each panel: how far it has come.
    shorter : tuple
        The same in fewer words, for narrower panels: from rich to short, each like `lines`.
    marks : tuple of tuple of str
        For each keyframe, which runs have ended.
    moved : ndarray of int
        Rows that end in clusters of different number, ascending; none where numbers do not mean alike.
    bars : ObjectiveBars or None
        What the runs come to; None where that cannot be compared.
    """

    timeline: Timeline
    panels: tuple[Panel, ...]
    lines: tuple[tuple[str, ...], ...]
    marks: tuple[tuple[Mark, ...], ...]
    moved: IntArray
    bars: ObjectiveBars | None = None
    shorter: tuple[tuple[tuple[str, ...], ...], ...] = ()
