"""The numbers beside the plot: of one climb, and of all of them."""

from __future__ import annotations

import numpy as np

from kmanim.plot.axes.plane import Box
from kmanim.plot.layout import MARGIN
from kmanim.plot.panels.courses import Course, Courses
from kmanim.plot.style.theme import Theme
from kmanim.simulate.machines.climbs.trace import ClimbTrace
from kmanim.story.mean_shift.facts import ClimbFacts

_STEP = "Move"


def of_one(trace: ClimbTrace, climb: int, theme: Theme, room: Box) -> Courses:
    """Lay out how many are in the ball of a climb, how high it is, and how far each move goes."""
    facts = ClimbFacts(trace)
    counts, heights = trace.counts_along(climb), trace.heights_along(climb)
    shifts = np.append(np.nan, trace.shifts(climb))
    within = "inside" if facts.is_flat else f"within {facts.bandwidth}"
    least = 10.0**-facts.distance.decimals
    moved = [f"<{least:g}" if 0 < s < least / 2 else facts.distance(s) if s >= 0 else "" for s in shifts]
    courses = (
        Course(
            (f"{facts.noun[1]} {within}", within),
            counts.astype(np.float64),
            tuple(f"{c:,}" for c in counts),
            whole=True,
        ),
        Course(("hill: never falls", "the hill"), heights, tuple(facts.hill(h) for h in heights)),
        Course(("the move",), shifts, tuple(moved)),
    )
    return Courses(theme, room, courses, _STEP, MARGIN)


def of_all(trace: ClimbTrace, theme: Theme, room: Box) -> Courses:
    """Lay out at how many places all climbs are, and at how many of them they still move."""
    places = np.array([trace.places_at(i) for i in range(trace.rounds + 1)])
    moving = trace.on_the_way
    courses = tuple(
        Course(names, counts.astype(np.float64), tuple(f"{c:,}" for c in counts), whole=True)
        for names, counts in ((("different places", "places"), places), (("still moving", "moving"), moving))
    )
    return Courses(theme, room, courses, _STEP, MARGIN)
