"""One climb as a table, one line a move."""

from __future__ import annotations

from kmanim.story.mean_shift.facts import ClimbFacts

_LINES = 60


def climb_table(facts: ClimbFacts, climb: int) -> tuple[tuple[str, ...], ...]:
    """Tell a climb: where it is, how many rows are in reach, how high it is, how far it goes from there.

    The head comes first. Of very long climbs the first and the last moves are told.
    """
    trace = facts.trace
    path, counts = trace.path(climb), trace.counts_along(climb)
    heights, shifts = trace.heights_along(climb), trace.shifts(climb)
    where = "place" if facts.dataset.d <= 2 else ""
    head = (
        "move",
        *([where] if where else []),
        f"{facts.noun[1]} inside",
        "height of the hill",
        "moves on by",
    )
    lines = []
    for i in range(len(path)):
        if _LINES // 2 <= i < len(path) - _LINES // 2:
            continue
        on = facts.length(shifts[i]) if i < len(shifts) else "at rest" if trace.finished else ""
        spot = [facts.spot(path[i])] if where else []
        lines.append((str(i), *spot, f"{counts[i]:,}", facts.hill(heights[i]), on))
    return (head, *lines)
