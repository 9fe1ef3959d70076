"""The loss beside the plot, a dot for every step that the film shows; of classes, how many rows are told right."""

from __future__ import annotations

import numpy as np

from kmanim.plot.axes.plane import Box
from kmanim.plot.layout import MARGIN
from kmanim.plot.panels.courses import Course, Courses, Doublings
from kmanim.plot.scenes.gradient_descent.moment import UNDOTTED
from kmanim.plot.style.theme import Theme
from kmanim.simulate.machines.descent.trace import DescentTrace
from kmanim.story.gradient_descent.facts import DescentFacts
from kmanim.story.timeline import Timeline

_RUNS_AWAY = ("diverges", "infinite")
_LOSS, _RIGHT = 2.1, 1.0  # shares of the height


def loss_courses(trace: DescentTrace, timeline: Timeline, theme: Theme, room: Box) -> Courses:
    """Lay out the loss of every step, and of classes how many are right."""
    facts = DescentFacts(trace)
    values = trace.objective
    values = np.where(np.isfinite(values), values, np.nan)
    known, words = facts.known_line
    loss = Course(
        ("Loss",),
        values,
        tuple(facts.loss(index) for index in range(len(trace))),
        powers=trace.ending in _RUNS_AWAY,
        known=known,
        known_words=words,
        share=_LOSS,
    )
    courses = [loss]
    if trace.task.loss.has_chances:
        rights = [trace.right(index) for index in range(len(trace))]
        courses.append(
            Course(
                ("Right",),
                np.array(rights, np.float64),
                tuple(f"{count:,} of {trace.dataset.n:,}" for count in rights),
                whole=True,
                share=_RIGHT,
            )
        )
    dotted = sorted({key.step for key in timeline.keyframes if key.kind not in UNDOTTED})
    return Courses(theme, room, courses, "Step", MARGIN, Doublings(np.array(dotted, np.intp)))
