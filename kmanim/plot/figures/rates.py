"""A lesson in rates: the same run with steps of four sizes, too large ones among them, and every line on its way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kmanim.errors import InputError
from kmanim.plot.axes.plane import Box
from kmanim.plot.marks.curves import draw_levels
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.notes import note_lines
from kmanim.plot.pages.sheet import LINE, MARGIN, WIDTH, Sheet
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, widest
from kmanim.plot.scene import scene_of
from kmanim.plot.scenes.gradient_descent.told import Told
from kmanim.plot.small_multiples import Cloud, draw_axis_titles, lattice, muted, small
from kmanim.plot.style.look import Look
from kmanim.simulate.machines.descent.trace import DescentTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.figures import rates as words
from kmanim.story.gradient_descent.facts import DescentFacts

_ROW, _TITLE = 205.0, 44.0
_COLUMNS = 2
_LINES = 12  # so many steps leave a thin line


@as_figure
def rates(trace: DescentTrace, *, look: Look | None = None) -> Sheet:
    """Draw what the same run comes to with steps of four sizes around the largest that is stable.

    The line or boundary of the end is thick, those of the first steps are thin. One that has left the plot is told by
    arrowheads on its edge.

    Parameters
    ----------
    trace : DescentTrace
        A run of gradient descent, of a model that is linear in its weights.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide and some 540 px high.

    Returns
    -------
    Figure
        One axes a rate, labelled ``rate 0.5`` and so on, all with the same limits.

    Raises
    ------
    InputError
        If the run is of another algorithm, or it is not known how large a step may be.
    """
    need_trace("rates", trace, DescentTrace)
    if not words.wanted(trace):
        raise InputError(
            "rates compares steps around the largest that is stable, which of this model and optimizer is not known; "
            "it is for plain descent or momentum of lines, polynomials and logistic models"
        )
    look = look or Look()
    runs = words.runs_of(trace)
    told = words.words_of(runs)
    head = heading(look, words.finding(told), DescentFacts(trace).subject)
    notes = note_lines(words.notes(trace), look.style)
    rows = -(-len(runs) // _COLUMNS)
    foot = 24.0 + LINE * len(notes) + (4 if notes else 0)
    sheet = Sheet(rows * _ROW + 22 + foot + head.height, look)
    head.draw(sheet)
    sheet.notes(notes)
    theme = small(sheet.theme, 6.5, 13)
    scene = scene_of(trace)
    drawn = scene.drawn(trace)
    shown = np.vstack([scene.extent(trace), scene.extent_of_result(trace)])
    area = Box(0, foot, WIDTH, rows * _ROW + 22)
    planes = lattice(area, _COLUMNS, rows, theme, drawn.view.titles, shown, head=_TITLE, margin=12)
    first = Cloud(drawn, planes[0], theme)
    title, quiet = sheet.style("title"), sheet.style("tick", quiet=True)
    tried = [words.lines(told, brevity) for brevity in range(3)]
    below = next((lines for lines in tried if widest(lines, quiet) <= planes[0].box.width + 8), tried[-1])
    for place, (one, plane) in enumerate(zip(runs, planes, strict=False)):
        kept = muted(plane, theme, x=place + _COLUMNS >= len(runs), y=place % _COLUMNS == 0)
        sheet.plot(kept, told.names[place])
        cloud, told_there = Cloud(drawn, kept, theme, first), Told(one, kept)
        steps = [one.unlabelled[index].weights for index in range(min(_LINES, len(one) - 1))]

        def paint(
            pen: Pen,
            one: DescentTrace = one,
            cloud: Cloud = cloud,
            on: Told = told_there,
            steps: list[np.ndarray] = steps,
            name: str = told.names[place],
            line: str = below[place],
        ) -> None:
            box = cloud.plane.box
            with pen.clipped(*box):
                draw_levels(pen, [path for weights in steps for path in on.present(weights)], theme)
                scene.draw_result(pen, one, cloud)
            with pen.role("panel title"):
                bold = replace(title, bold=one.ending == "settled")
                pen.text(box.left, box.top + 10 + title.size, fitted(name, bold, box.width + 8), bold)
                pen.text(box.left, box.top + 7, fitted(line, quiet, box.width + 8), quiet)

        sheet.paint(paint)
    top, low = planes[0].box, planes[-1].box
    sheet.paint(
        lambda pen: draw_axis_titles(
            pen, planes, drawn.view.titles, sheet.theme, baseline=foot - 12, lowest=4,
            across=sheet.width - 2 * MARGIN, up=top.top - low.bottom + 40,
        )
    )  # fmt: skip
    return sheet.with_alt(words.describe(trace).alt)
