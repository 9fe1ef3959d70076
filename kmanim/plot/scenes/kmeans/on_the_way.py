"""What is shown on the way from one keyframe to the next: sweeps, glides, moves, and snapshots that go by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from kmanim.arrays import NOBODY, FloatArray
from kmanim.plot.film.easing import eased, turned
from kmanim.plot.scenes.kmeans.lettering import Letters
from kmanim.plot.scenes.kmeans.plot_state import Glide, PlotState, judge_of
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.story.timeline import Timeline


class OnTheWay:
    """The states between those of the keyframes.

    Parameters
    ----------
    trace, timeline : CentroidTrace, Timeline
        What happened, and what is told of it.
    states : sequence of PlotState
        What is shown at every keyframe.
    letters : Letters
        Where letters stand there.
    stops : sequence of ndarray of shape (k, 2)
        The centroids of every snapshot, in px.
    passed : callable
        Says when the boundary passes each that switches, from the snapshots of two assignments: see `passed_at`.
    """

    def __init__(
        self,
        trace: CentroidTrace,
        timeline: Timeline,
        states: Sequence[PlotState],
        letters: Letters,
        stops: Sequence[FloatArray],
        passed: Callable[[int, int], FloatArray],
    ) -> None:
        self._trace, self._timeline, self._states = trace, timeline, states
        self._letters, self._stops, self._passed_at = letters, stops, passed
        self._left: dict[int, PlotState] = {}
        # By snapshot: when the boundary passes each row that switches.
        self._passed: dict[int, FloatArray] = {}

    def at(self, keyframe: int, tween: int, at: float) -> tuple[PlotState, FloatArray | None]:
        """Give what is shown on the way to a keyframe, and where the numbers of the centroids stand."""
        key = self._timeline.keyframes[keyframe]
        here = self._states[keyframe]
        before = self._states[keyframe - 1] if keyframe else PlotState()
        quiet = self._quiet(keyframe)
        passed = {t.kind for t in key.lead_in[:tween]}
        kind = key.lead_in[tween].kind
        numbers = self._letters.at(keyframe - 1).numbers if keyframe else None
        if kind == "sweep" and here.labels is not None:
            sweeping = replace(
                quiet,
                labels=here.labels,
                coloured=before.coloured or (),
                swept=int(np.ceil(at * self._trace.dataset.n)),
                centroids=here.centroids,
            )
            return sweeping, numbers
        if kind == "glide" and before.judged_by is not None and here.judged_by is not None:
            return self._gliding(keyframe, quiet, here, eased(at)), self._turned(
                keyframe, before, here, eased(at)
            )
        if kind == "forward" and here.centroids is not None:
            return self._passing(keyframe, here, key.passing_at(at)[0])
        if kind == "recolour":
            return replace(quiet, settled=at) if at < 1 else replace(
                quiet, switched=NOBODY, pills=()
            ), numbers
        if kind == "move" and before.centroids is not None and here.centroids is not None:
            share = eased(at)
            moving = replace(
                quiet,
                switched=NOBODY if "recolour" in passed else quiet.switched,
                centroids=before.centroids + share * (here.centroids - before.centroids),
                old=here.old,
                bound=here.centroids,
                magnified=here.magnified,
            )
            return moving, self._turned(keyframe, before, here, share)
        return quiet, numbers

    def _quiet(self, keyframe: int) -> PlotState:
        """Give what is left of the picture before while the next one comes; the same one whenever it is asked for."""
        if keyframe not in self._left:
            before = self._states[keyframe - 1] if keyframe else PlotState()
            pills = self._letters.at(keyframe - 1).pills if keyframe else ()
            self._left[keyframe] = replace(before, named=(), explained=None, emphasised=(), pills=pills)
        return self._left[keyframe]

    def _turned(self, keyframe: int, before: PlotState, here: PlotState, share: float) -> FloatArray | None:
        """Take the numbers of centroids from where they stood in the picture before to where they will stand."""
        numbers = self._letters.at(keyframe - 1).numbers if keyframe else None
        arriving = self._letters.at(keyframe).numbers
        if numbers is None or arriving is None or before.centroids is None or here.centroids is None:
            return numbers
        middle = before.centroids + share * (here.centroids - before.centroids)
        return middle + turned(numbers - before.centroids, arriving - here.centroids, share)

    def _passing(self, keyframe: int, here: PlotState, step: int) -> tuple[PlotState, FloatArray | None]:
        """Show a snapshot that goes by, numbers beside their centroids as they will stand in the end."""
        arriving, centroids = self._letters.at(keyframe).numbers, self._stops[step]
        numbers = None
        if arriving is not None and here.centroids is not None:
            numbers = arriving - here.centroids + centroids
        labels = step if here.labels is not None else None
        return replace(
            here, labels=labels, centroids=centroids, judged_by=judge_of(self._trace, step)
        ), numbers

    def _gliding(self, keyframe: int, quiet: PlotState, here: PlotState, share: float) -> PlotState:
        """Let the boundary glide, and the points that it has passed be yellow; those that switched are all in the end.

        What glides is what the centroids would divide on their straight way; nothing of it where no boundary is drawn,
        yet the points turn at the same moments.
        """
        assert quiet.judged_by is not None
        assert here.judged_by is not None
        key = self._timeline.keyframes[keyframe]
        if here.switched.size and key.step not in self._passed:
            self._passed[key.step] = self._passed_at(quiet.judged_by, key.step)
        return replace(
            quiet,
            glide=Glide(quiet.judged_by, here.judged_by, share),
            dimmed=False,
            magnified=None,
            becoming=here.labels,
            switched=here.switched,
            there=self._passed[key.step] <= share if here.switched.size else None,
            pills=self._letters.at(keyframe).pills,
        )
