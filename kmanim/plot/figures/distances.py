"""One row and its distances to the centroids, with the sum worked out."""

from __future__ import annotations

import numpy as np

from kmanim.data.find_row import row_of
from kmanim.errors import InputError
from kmanim.plot.film.frames import page_of
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.page import Page
from kmanim.plot.panels.worked_sums import worked_page
from kmanim.plot.scenes.kmeans.scene import CentroidScene
from kmanim.plot.style.look import Look
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.figures import distances as words
from kmanim.story.kmeans.captions import explain
from kmanim.story.kmeans.distances.worked_distance import formula
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.text.words import Caption, first_that_fits
from kmanim.story.timeline import Keyframe, Timeline


@as_figure
def distances(trace: CentroidTrace, row: int | str, *, iteration: int = 1, look: Look | None = None) -> Page:
    """Draw a row's distances to the centroids as they are when an iteration assigns it.

    The line to the nearest centroid is solid, the others are dashed, each with its value; the caption works
    the shortest one out, and the legs of its right triangle are drawn with their units. Where no plane shows all
    columns, bars show what each of them adds to the two shortest distances.

    Parameters
    ----------
    trace : CentroidTrace
        The run.
    row : int or str
        Number (0-based) or name of the row.
    iteration : int, default 1
        From 1 to ``trace.iterations``. In the first the other points are grey, later they wear the
        clusters of the iteration before.
    look : Look, optional
        Size, theme and sharpness, as for a film.

    Returns
    -------
    Figure
        As large as the look says, 600 x 450 px by default; the bars are 600 px wide, and as high as they need.

    Raises
    ------
    InputError
        If there is no such row or iteration.
    """
    need_trace("distances", trace, CentroidTrace)
    look = look or Look()
    number = row_of(trace.dataset, row)
    step = _assignment(trace, iteration) - 1
    alt = words.describe(trace, number, iteration).alt
    if words.is_worked_by_columns(trace):
        return worked_page(CentroidFacts(trace), number, step, iteration, look).with_alt(alt)
    caption = working(trace, number, step)

    def keyframe(kind: str) -> Keyframe:
        return Keyframe(
            step=step, kind=kind, phase="Distances", counter=f"round {iteration}", caption=caption,
            hold_ms=1000, rows=(number,), progress=0.0,
        )  # fmt: skip

    # What the points wear comes from the picture before.
    before = (keyframe("assign"),) if iteration > 1 else ()
    timeline = Timeline(
        title="", alt="", keyframes=(*before, keyframe("worked")), subject=CentroidFacts(trace).subject
    )
    return page_of(CentroidScene(trace, timeline, look), look, len(before)).with_alt(alt)


def working(trace: CentroidTrace, row: int, step: int) -> Caption:
    """Say which centroid of snapshot `step` a row is nearest to, and work its shortest distance out.

    Returns
    -------
    tuple of str
        Two lines, for example ``Mazda RX4 is nearer to centre 1: 192.2 against 314.6.`` and
        ``√((1188 − 1000)² + (110 − 150)²) = 192.2``, both in the units that are clustered; where columns are
        too many to work the sum out, what the film says.
    """
    facts = CentroidFacts(trace)
    nearest = int(np.argmin(trace.distances(step, row)))
    worked = formula(facts, step, row, nearest)
    found = [
        (f"{words.finding(facts, step, row, limit=limit, more=1, brief=brief)}.", worked)
        for brief in (False, True)
        for limit in (40, 24, 14)
    ]
    return first_that_fits([*found, explain(facts, row, step)])


def _assignment(trace: CentroidTrace, iteration: int) -> int:
    """Find the snapshot of an iteration's assignment."""
    index = trace.index_of("assign", iteration)
    if index is None:
        raise InputError(f"iteration must lie between 1 and {trace.iterations}, got {iteration!r}")
    return index
