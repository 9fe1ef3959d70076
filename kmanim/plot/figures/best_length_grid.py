"""The best length of an A/B test over sessions a day and the discount, as a grid of numbers."""

from __future__ import annotations

import math

from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.notes import note_lines
from kmanim.plot.pages.sheet import LINE, MARGIN, WIDTH, Sheet
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted
from kmanim.plot.scenes.ab_test.scene import colour_of
from kmanim.plot.style.look import Look
from kmanim.simulate.machines.trials.trace import LengthTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.ab_test.facts import LengthFacts
from kmanim.story.figures import best_length_grid as words

_CELL, _HEAD, _SIDE = 40.0, 46.0, 130.0
_DEEPEST = 0.5  # how opaque the longest is


@as_figure
def best_length_grid(trace: LengthTrace, *, look: Look | None = None) -> Sheet:
    """Draw the best length for other numbers of sessions a day, and for other discounts, as a grid; darker is longer.

    Parameters
    ----------
    trace : LengthTrace
        A run of ``ab_test``, which has the framed cell.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide and some 370 px high.

    Returns
    -------
    Figure

    Raises
    ------
    InputError
        If the run is of another algorithm.
    """
    facts = LengthFacts(need_trace("best_length_grid", trace, LengthTrace))
    look = look or Look()
    head = heading(look, words.finding(facts), facts.subject)
    told = note_lines(words.notes(facts), look.style)
    foot = LINE * len(told) + 16
    grid = words.trials(facts.trial)
    count = len(grid)
    sheet = Sheet(head.height + _HEAD + _CELL * count + foot, look)
    head.draw(sheet)
    sheet.notes(told)
    theme, colour = sheet.theme, colour_of(sheet.theme)
    width = (WIDTH - MARGIN - _SIDE) / count
    longest, shortest = (math.log(trial.best) for trial in (grid[0][0], grid[-1][-1]))
    number, quiet, title = sheet.style("name"), sheet.style("tick", quiet=True), sheet.style("title")
    top = foot + _CELL * count

    def paint(pen: Pen) -> None:
        with pen.role("axis titles"):
            pen.text(_SIDE + width * count / 2, top + 26, "Sessions a day in each group", title, "center")
            pen.text(MARGIN, top + 8, "Discount a year", title)
        for i, row in enumerate(grid):
            bottom = top - _CELL * (i + 1)
            with pen.role("ticks"):
                pen.text(_SIDE - 10, bottom + _CELL / 2 - 5, words.yearly(row[0].discount), quiet, "right")
            for j, trial in enumerate(row):
                left = _SIDE + width * j
                if not i:
                    said = fitted(words.sessions(trial), quiet, width - 4)
                    pen.text(left + width / 2, top + 8, said, quiet, "center")
                depth = (math.log(trial.best) - shortest) / (longest - shortest)
                with pen.role("cells"):
                    pen.rectangle(left + 1, bottom + 1, width - 2, _CELL - 2, colour, alpha=_DEEPEST * depth)
                with pen.role("best lengths"):
                    said = fitted(facts.number(trial.best), number, width - 8)
                    pen.text(left + width / 2, bottom + _CELL / 2 - 5, said, number, "center")
        middle = count // 2
        with pen.role("this test"):
            pen.rectangle(
                _SIDE + width * middle, top - _CELL * (middle + 1), width, _CELL, None, theme.ink, 2.0
            )

    sheet.paint(paint)
    return sheet.with_alt(words.describe(trace).alt)
