"""The way of a run through the valley: contours of the loss over two weights, and every step on them."""

from __future__ import annotations

import numpy as np

from kmanim.errors import InputError
from kmanim.plot.axes.plane import Box, title_drop
from kmanim.plot.labels.free_room import FreeRoom
from kmanim.plot.labels.labels import draw_labels
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.layout import plane_in
from kmanim.plot.marks.curves import inside
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.notes import note_lines
from kmanim.plot.pages.sheet import LINE, WIDTH, Sheet
from kmanim.plot.render.pen import Pen
from kmanim.plot.scenes.gradient_descent.landscape import Landscape
from kmanim.plot.scenes.gradient_descent.weights_scene import WeightsScene, draw_way, weights_of
from kmanim.plot.style.look import Look
from kmanim.simulate.machines.descent.trace import DescentTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.figures import valley as words
from kmanim.story.gradient_descent.facts import DescentFacts

_HEIGHT = 340.0
_NAMED = 6  # steps that are named: 0, the last, and doublings between


@as_figure
def valley(trace: DescentTrace, *, look: Look | None = None) -> Sheet:
    """Draw the loss over the two weights of a model as contours, and the way that a run takes through it.

    Each contour lies twice as far above the lowest loss as the one inside it. A cross marks the best weights, where
    they are known; steps 0, 1, 2, 4, 8, ... are dots.

    Parameters
    ----------
    trace : DescentTrace
        A run of gradient descent, of a model with two weights.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide and some 440 px high.

    Returns
    -------
    Figure
        One axes labelled ``valley``; its ``curves`` hold the ``way``: the second weight against the first, by steps.

    Raises
    ------
    InputError
        If the run is of another algorithm, or its model has not two weights.
    """
    facts = DescentFacts(need_trace("valley", trace, DescentTrace))
    if not words.wanted(trace):
        raise InputError(
            f"valley shows the loss over two weights, and this model has {len(trace.names):,}; "
            "a line over one feature has two"
        )
    look = look or Look()
    head = heading(look, words.finding(facts), facts.subject)
    notes = note_lines(words.notes(facts), look.style)
    foot = LINE * len(notes) + 6
    sheet = Sheet(_HEIGHT + head.height + foot, look)
    head.draw(sheet)
    sheet.notes(notes)
    theme = sheet.theme
    bottom = title_drop(theme) + 12 + foot
    room = Box(0, bottom, WIDTH, _HEIGHT + foot - bottom)
    titles, equal = WeightsScene.drawn(trace).view.titles, WeightsScene.has_equal_axes(trace)
    plane = plane_in(room, theme, titles, WeightsScene.extent(trace), equal=equal)
    landscape, way = Landscape(trace, plane), weights_of(trace)
    plot = sheet.plot(plane, "valley")
    places = plane.to_px(way)
    near = np.clip(way, plane.low, plane.high)
    plot.line(near[:, 0], near[:, 1], theme.halo, 0.1, (), "way")
    last = len(trace) - 1
    stops = [step for step in (0, *(2**power for power in range(last.bit_length()))) if step <= last]
    free = FreeRoom(plane.box, Obstacles(places[stops], plane.box), 4.0)
    path = inside(places, plane.box) if len(places) > 1 else places[:0]
    for piece in np.split(path, np.flatnonzero(np.isnan(path[:, 0]))):
        if len(piece) > 2:
            free.take_line(piece[~np.isnan(piece[:, 0])])
    named = [*stops[:_NAMED], *([last] if last not in stops[:_NAMED] else [])]
    labels = [
        free.name(
            places[step],
            6.0,
            f"step {step:,}" if step in (0, last) else f"{step:,}",
            sheet.style("tick", halo=2.5),
        )
        for step in named
        if _is_inside(places[step], plane.box)
    ]

    def paint(pen: Pen) -> None:
        with pen.clipped(*plane.box):
            landscape.draw(pen, theme)
            draw_way(pen, places, places[stops], theme, plane)
            landscape.draw_best(pen, theme)
        draw_labels(pen, labels, theme, "steps")

    sheet.paint(paint)
    return sheet.with_alt(words.describe(trace).alt)


def _is_inside(place: np.ndarray, box: Box) -> bool:
    return bool(box.left <= place[0] <= box.right and box.bottom <= place[1] <= box.top)
