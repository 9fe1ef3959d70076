"""The step pictures: every keyframe of a film as a still, and the poster that stands for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from matplotlib.figure import Figure

from kmanim.plot.defaults import house_style
from kmanim.plot.look import Look
from kmanim.plot.scenes.kmeans import Scene
from kmanim.simulate.trace import Trace
from kmanim.story.figures import Told, still
from kmanim.story.kmeans import tell
from kmanim.story.timeline import Timeline


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Step:
    """One keyframe as a still.

    Attributes
    ----------
    slug : str
        Fit for a file name, in order of time: ``"05-assign"``.
    figure : Figure
        As large as the look says.
    told : Told
        Its title, caption and alternative text.
    """

    slug: str
    figure: Figure
    told: Told


def steps(trace: Trace, *, look: Look | None = None, timeline: Timeline | None = None) -> Iterator[Step]:
    """Draw every keyframe, one after another, so that no more than one need be kept.

    Parameters
    ----------
    trace : Trace
        The run.
    look : Look, optional
        Size, theme and sharpness, as for a film.
    timeline : Timeline, optional
        What is told; the walkthrough by default.

    Yields
    ------
    Step
    """
    scene = Scene(trace, timeline or tell(trace), look or Look())
    keyframes = scene.timeline.keyframes
    digits = max(2, len(str(len(keyframes))))
    for index, key in enumerate(keyframes):
        with house_style():
            figure = scene.still(index)
        yield Step(
            slug=f"{index + 1:0{digits}d}-{key.kind}",
            figure=figure,
            told=still(trace, key),
        )


def poster(trace: Trace, *, look: Look | None = None, timeline: Timeline | None = None) -> Figure:
    """Draw the last keyframe: final clusters, and the way of the centroids."""
    scene = Scene(trace, timeline or tell(trace), look or Look())
    with house_style():
        return scene.still(len(scene.timeline.keyframes) - 1)
