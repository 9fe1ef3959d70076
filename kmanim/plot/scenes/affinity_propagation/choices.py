"""Whom each row links to in a snapshot, and its links in the colours of their clusters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.plot.marks.links import draw_links
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import Theme
from kmanim.simulate.machines.messages.trace import MessageTrace
from kmanim.story.affinity_propagation.tutorial import KINDS

LESSONS = ("similarity", "preference", "responsibility", "availability", *KINDS)
WITHOUT_LINKS = ("data", *LESSONS, "messages", "unsettled")
"""Kinds of pictures that explain, and all that show no links."""


def labels_at(trace: MessageTrace, step: int) -> LabelArray | None:
    """Give the labels of a snapshot, None where nobody is in a cluster: then all are grey, and none is noise."""
    labels = trace.history.at(step)
    return labels if labels is not None and labels.max(initial=-1) >= 0 else None


def choices_at(trace: MessageTrace, step: int) -> IntArray | None:
    """Give whom each row links to: its choice, and in the end its exemplar; None where there are no links."""
    snapshot = trace.unlabelled[step]
    if snapshot.choices is not None:
        return np.asarray(snapshot.choices, np.intp)
    labels = trace.history.at(step)
    if not snapshot.exemplars.size or labels is None:
        return None
    return np.asarray(snapshot.exemplars, np.intp)[labels]


def draw_coloured(
    pen: Pen,
    places: FloatArray,
    choices: IntArray,
    rows: IntArray,
    labels: LabelArray | None,
    styles: Sequence[ClusterStyle],
    theme: Theme,
    width: float,
) -> None:
    """Draw links in the colours of their clusters; those between clusters, or without any, are grey."""
    if labels is None:
        draw_links(pen, places, choices, rows, theme.earlier, width)
        return
    within = labels[choices[rows]] == labels[rows]
    draw_links(pen, places, choices, rows[~within], theme.earlier, width)
    for cluster in np.unique(labels[rows]).tolist():
        own = rows[within & (labels[rows] == cluster)]
        draw_links(pen, places, choices, own, styles[cluster].colour, width)
