"""The end of a run with one unit equally long on both axes: a strip, where one column spreads more."""

from __future__ import annotations

import numpy as np

from kmanim.plot.axes.places import extent_of
from kmanim.plot.axes.plane import Box, title_drop
from kmanim.plot.layout import plane_in
from kmanim.plot.marks.centroids import draw_centroids
from kmanim.plot.marks.ground import draw_ground
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.sheet import Sheet
from kmanim.plot.regions.divisions import walls_of
from kmanim.plot.render.pen import Pen
from kmanim.plot.small_multiples import Cloud, small
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import cluster_styles
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.contract import facts_of
from kmanim.story.figures import equal_scale as words

_BAND = 170.0
_TALLEST = 560.0


@as_figure
def level(trace: CentroidTrace, *, look: Look | None = None) -> Sheet:
    """Draw the final clusters at equal scale, as the algorithm sees them, with the boundaries.

    Parameters
    ----------
    trace : CentroidTrace
        The run.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide; some 230 px high for data that are a flat band, else
        as high as the data ask for, at most some 620 px.

    Returns
    -------
    Figure
        One axes, labelled ``equal scale``.
    """
    need_trace("level", trace, CentroidTrace)
    look = look or Look()
    dataset = trace.dataset
    view = dataset.view
    theme = small(look.style, 7, 15)
    centroids = trace.centroids_of(-1)
    everything = np.vstack([extent_of(dataset), view.project(centroids)])
    span = np.ptp(everything, axis=0)
    foot = title_drop(theme) + 10
    wanted = (520 * float(span[1] / span[0]) + 24) if span[0] > 0 else _TALLEST
    head = heading(look, words.finding(trace), facts_of(trace).subject)
    sheet = Sheet(min(max(_BAND, wanted + foot + 12), _TALLEST) + head.height, look)
    head.draw(sheet)
    room = Box(0, foot, sheet.width, sheet.height - foot - head.height)
    plane = plane_in(room, theme, view.titles, everything, equal=True, margin=12)
    sheet.plot(plane, "equal scale")
    cloud = Cloud(dataset, plane, theme)
    styles = cluster_styles(trace.k, theme)
    labels, ends = trace.labels, cloud.to_px(centroids)

    def paint(pen: Pen) -> None:
        cloud.draw_walls(pen, walls_of(trace, -1, cloud.plane))
        draw_ground(pen, lambda: cloud.draw(pen, labels, styles), dataset.n, ends, styles, theme)
        draw_centroids(pen, ends, styles, theme)

    sheet.paint(paint)
    return sheet.with_alt(words.describe(trace).alt)
