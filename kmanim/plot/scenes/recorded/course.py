"""The objective of a run that shows nothing else, step by step, and which steps have a dot."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Plane
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.theme import Theme
from kmanim.simulate.machines.yielded.trace import YieldedTrace
from kmanim.story.timeline import Timeline

_MOST_DOTS = 60


def valued_of(trace: YieldedTrace, timeline: Timeline) -> list[int]:
    """Choose the snapshots whose objective has a dot: all that have one, of many those that have pictures."""
    if len(trace.valued) <= _MOST_DOTS:
        return trace.valued
    told = {key.step for key in timeline.keyframes}
    return [step for step in trace.valued if step in told]


def draw_course(pen: Pen, trace: YieldedTrace, step: float, plane: Plane, theme: Theme) -> None:
    """Draw the objective up to a step, or to a share of the next one."""
    steps = np.array(trace.valued, np.float64)
    values = trace.objective[trace.valued]
    shown = steps <= step
    points = np.column_stack([steps[shown], values[shown]])
    if step % 1 and len(points) and not shown.all():
        points = np.vstack([points, [step, np.interp(step, steps, values)]])
    places = plane.to_px(points)
    with pen.role("objective"):
        if len(places) > 1:
            pen.line(_thinned(places), theme.ink, theme.line)
        pen.markers("circle", places[-1:], 11, theme.paper, theme.ink, theme.line)


def _thinned(places: FloatArray) -> FloatArray:
    """Leave the lowest and the highest place of a line in each px across: no eye sees the others."""
    columns = np.floor(places[:, 0])
    order = np.lexsort((places[:, 1], columns))
    ends = np.flatnonzero(np.diff(columns[order]))
    kept = np.concatenate([[0], order[ends], order[ends + 1], [order[0], order[-1], len(places) - 1]])
    thinned: FloatArray = places[np.unique(kept)]
    return thinned
