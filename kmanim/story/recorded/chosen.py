"""Which steps have pictures: every one of a few, those with captions, 0, 1, 2, 4, 8 and so on, or evenly chosen."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from kmanim.simulate.machines.yielded.trace import YieldedTrace

# If so much of all that happens comes in this share of the steps, the first ones are told more closely.
_MOST, _EARLY = 0.5, 1 / 8
# Whoever captions so many steps, and not all, has chosen them.
_OWN_FILM = 4
_LOOKED_AT = 512  # steps, by which this is judged


def chosen(trace: YieldedTrace, most: int, how: str = "auto") -> list[int]:
    """Choose the snapshots that have pictures, the first and the last among them.

    Parameters
    ----------
    trace : YieldedTrace
    most : int
        How many at most, 2 or more.
    how : {"auto", "all", "doubling", "even"}
        As `RecordedStoryOptions` has it.
    """
    last = len(trace) - 1
    if how == "all" or (how == "auto" and last < most):
        return list(range(last + 1))
    told = [i for i, snapshot in enumerate(trace.unlabelled) if snapshot.caption]
    if how != "auto" or len(told) > last:
        told = []
    if len(told) >= _OWN_FILM:
        return thinned(sorted({0, *told, last}), most)
    room = max(2, most - len(set(told) - {0, last}))
    by_doubling = how == "doubling" or (how == "auto" and begins_fast(trace))
    steps = doubling(last, room) if by_doubling else thinned(list(range(last + 1)), room)
    return thinned(sorted({*told, *steps}), most)


def doubling(last: int, most: int) -> list[int]:
    """Give 0, 1, 2, 4, 8 and so on, and the last; where that is too many, every second or third of them."""
    for by in range(1, 64):
        found = [0, *(1 << power for power in range(0, last.bit_length(), by) if 1 << power < last), last]
        if len(set(found)) <= most:
            return sorted(set(found))
    return sorted({0, last})


def thinned(steps: list[int], most: int) -> list[int]:
    """Leave out of some steps as many as are too many, evenly; the first and the last stay."""
    if len(steps) <= most:
        return steps
    places = [place * (len(steps) - 1) // (most - 1) for place in range(most)]
    return [steps[place] for place in places]


def begins_fast(trace: YieldedTrace) -> bool:
    """Tell whether most of what happens comes at the beginning: in the objective, or in where the rows are."""
    steps = sorted({round(i) for i in np.linspace(0, len(trace) - 1, min(len(trace), _LOOKED_AT)).tolist()})
    values = trace.objective[steps]
    if np.isfinite(values).all() and values.size and np.ptp(values) > 0:
        news = np.abs(np.diff(values))
    else:
        places = [trace.positions_at(step) for step in steps]
        news = np.array(
            [
                0.0
                if before is None or now is None or before is now
                else float(np.hypot(*(now - before).T).sum())
                for before, now in pairwise(places)
            ]
        )
    whole = float(news.sum())
    return whole > 0 and float(news[: max(1, round(_EARLY * len(news)))].sum()) > _MOST * whole
