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
_MANY = 1_000  # rows: "916 of 5,000" has no room beside its name
_LOSS, _RIGHT = 2.1, 1.0  # shares of the height


def dotted_steps(timeline: Timeline) -> list[int]:
    """Give the steps that a film shows, ascending."""
    return sorted({key.step for key in timeline.keyframes if key.kind not in UNDOTTED})


def loss_courses(
    trace: DescentTrace, timeline: Timeline, theme: Theme, room: Box, *, rights: bool = True
) -> Courses:
    """Lay out the loss of every step, and of classes how many are right, if that is wanted."""
    facts = DescentFacts(trace)
    values = trace.objective
    values = np.where(np.isfinite(values), values, np.nan)
    loss = Course(
        ("Loss",),
        values,
        tuple(facts.loss(index) for index in range(len(trace))),
        powers=trace.ending in _RUNS_AWAY,
        known=facts.best_loss,
        known_words=_known_words(facts),
        share=_LOSS,
    )
    courses = [loss]
    if trace.has_classes and rights:
        n = trace.dataset.n
        counts = [trace.right(index) for index in range(len(trace))]
        courses.append(
            Course(
                (f"Right of {n:,}", "Right") if n >= _MANY else ("Right",),
                np.array(counts, np.float64),
                tuple(f"{count:,}" if n >= _MANY else f"{count:,} of {n:,}" for count in counts),
                whole=True,
                share=_RIGHT,
            )
        )
    dotted = dotted_steps(timeline)
    return Courses(theme, room, courses, "Step", MARGIN, Doublings(np.array(dotted, np.intp)))


def _known_words(facts: DescentFacts) -> tuple[str, ...]:
    """Say what the dashed line is, from rich to short."""
    if facts.best_loss is None:
        return ()
    text = facts.loss_text(facts.best_loss)
    if facts.trace.is_separable:
        return ("never reached", "never")
    if facts.is_network:
        return (f"straight line {text}", "straight line", f"line {text}", "line")
    return (f"best known {text}", f"best {text}", "best")
