"""What an instant of the film shows of the climbs: which picture, which snapshot, how far on the way to it."""

from __future__ import annotations

from typing import NamedTuple

from kmanim.plot.film.easing import eased
from kmanim.plot.scene import is_end
from kmanim.story.mean_shift.told import ALL_KINDS, CLIMB_KINDS, moment
from kmanim.story.timeline import Keyframe, Timeline

# A passage of two seconds shows so many different pictures: what moves in them all is most of a film's bytes.
_PICTURES = 20
_STEPS = 8
"""So many has a move of all climbs."""


class Instant(NamedTuple):
    """An instant of the film.

    Attributes
    ----------
    key : Keyframe
        Whose picture it is: while yellow settles, that of the one before.
    number : int
        Of that keyframe.
    held : bool
        Whether it is the held picture.
    snapshot : int
        Which snapshot the climbs are at, or on their way to.
    share : float
        How much of the way to it they have gone, 1 at rest.
    settled : float
        How much of the yellow has settled, from 0 to 1.
    swept : float
        How much of the points wears the colours of clusters, from 0 to 1.
    """

    key: Keyframe
    number: int
    held: bool
    snapshot: int
    share: float = 1.0
    settled: float = 0.0
    swept: float = 1.0


def instant(timeline: Timeline, keyframe: int, tween: int | None, at: float) -> Instant:
    """Find what an instant shows; parameters as for `Scene.draw`."""
    key = timeline.keyframes[keyframe]
    if is_end(key, tween, at) or tween is None:
        return Instant(key, keyframe, held=True, snapshot=moment(key))
    kind = key.lead_in[tween].kind
    if kind == "recolour":
        before = timeline.keyframes[keyframe - 1]
        return Instant(before, keyframe - 1, held=False, snapshot=moment(before), settled=at)
    if kind == "sweep":
        return Instant(key, keyframe, held=False, snapshot=moment(key), swept=at)
    if kind == "forward" and key.kind in (*CLIMB_KINDS, *ALL_KINDS):
        stops = [index for index, _ in key.passing]
        on = round(at * max(_PICTURES, len(stops))) / max(_PICTURES, len(stops)) * len(stops)
        number = min(int(on), len(stops) - 1)
        return Instant(key, keyframe, held=False, snapshot=stops[number], share=min(on - number, 1.0) or 1e-9)
    if key.kind == "round":
        at = round(at * _STEPS) / _STEPS
    return Instant(key, keyframe, held=False, snapshot=moment(key), share=max(eased(at), 1e-9))
