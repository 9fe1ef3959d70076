"""What a run of EM goes through: steps that gain much, plateaus, and the cliffs at which they break.

EM climbs fast, then slowly, and now and then it finds a way on where nobody expected one: gains that had become small
grow again, by tens or hundreds of times, while one component leaves a group of points to another. Who stops at the
plateau takes it for the end.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from kmanim.arrays import FloatArray

Kind = Literal["plain", "climb", "plateau", "break", "settle"]

# A gain that has grown so many times since its least is on the way to a cliff, if the cliff brings so large a share of
# all that is gained after the first step; the way begins where gains reach so large a share of the steepest one.
_GROWN, _SHARE, _FOOT = 2.0, 0.1, 0.2
# A plateau gains at most so large a share of what the cliff after it gains in a step.
_FLAT = 1 / 3
# What comes before it, with gains of at least so large a share of that, is none yet.
_STEEP, _LEAST, _FAR = 0.5, 2, 2.0


class Chapter(NamedTuple):
    """Steps that have one thing in common.

    Attributes
    ----------
    kind : {"plain", "climb", "plateau", "break", "settle"}
        Nothing special; they climb a cliff to which no plateau led; they gain little before a cliff; they climb
        that; they lead to the end.
    first, last : int
        Numbers of steps, from 1, both included.
    """

    kind: Kind
    first: int
    last: int


def cliffs(gains: FloatArray) -> list[tuple[int, int]]:
    """Find the steps in which gains grow again: from the first step of each cliff to its steepest, from 1.

    Parameters
    ----------
    gains : ndarray of shape (t,)
        Of the log-likelihood, in step 1, 2 and so on.
    """
    known = np.maximum(np.nan_to_num(np.asarray(gains, np.float64)), 0.0)
    whole = float(known[1:].sum())
    if known.size < 4 or whole <= 0:
        return []
    found: list[tuple[int, int]] = []
    least, place, rising, top = float(known[0]), 0, False, 0
    for i in range(1, known.size + 1):
        gain = float(known[i]) if i < known.size else -1.0
        if not rising:
            if gain > _GROWN * least and gain > 0:
                rising, top = True, i
            elif 0 <= gain <= least:
                least, place = gain, i
            continue
        if gain > known[top]:
            top = i
        elif gain < known[top] / _GROWN:
            brings = float(known[place + 1 : i].sum())
            if brings >= _SHARE * whole:
                foot = next(j for j in range(place + 1, top + 1) if known[j] >= _FOOT * known[top])
                found.append((foot + 1, top + 1))
            rising, least, place = False, max(gain, 0.0), i
    return found


def chapters(gains: FloatArray, first: int) -> list[Chapter]:
    """Divide the steps from `first` to the last, counted from 1, into chapters."""
    last = len(gains)
    found: list[Chapter] = []
    at = first
    for foot, top in cliffs(gains):
        if top < first:
            continue
        climbs = _rate(gains, foot, top)
        flat = _flat_from(gains, at, foot - 1, _STEEP * climbs)
        if foot <= at:
            found.append(Chapter("climb", at, top))
        elif _rate(gains, flat, foot - 1) <= _FLAT * climbs:
            found += [Chapter("plain", at, flat - 1)] if flat > at else []
            found += [Chapter("plateau", flat, foot - 1), Chapter("break", foot, top)]
        elif found:  # what lies between two cliffs is no plateau: they are one
            found[-1] = found[-1]._replace(last=top)
        else:
            continue
        at = top + 1
    if at <= last:
        found.append(Chapter("settle" if found else "plain", at, last))
    return found


def _flat_from(gains: FloatArray, first: int, last: int, steep: float) -> int:
    """Find where a plateau begins: after the last step that gains more than `steep`, if that is worth a picture."""
    above = np.flatnonzero(np.nan_to_num(gains[first - 1 : last]) > steep)
    at = min(first + int(above[-1]) + 1, last) if above.size else first
    return at if at - first >= _LEAST or (at > first and gains[first - 1] > _FAR * steep) else first


def _rate(gains: FloatArray, first: int, last: int) -> float:
    """Give what some steps gain each."""
    return float(np.nanmean(gains[first - 1 : last]))
