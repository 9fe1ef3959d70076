"""What an A/B test is worth over its length with a fourth of the sessions a day, as many, four and sixteen times."""

from __future__ import annotations

import numpy as np

from kmanim.plot.axes.plane import Box, Plane, tick_style, title_drop
from kmanim.plot.axes.ticks import round_ticks
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.notes import note_lines
from kmanim.plot.pages.sheet import LINE, MARGIN, Sheet
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import widest
from kmanim.plot.scenes.ab_test.axes import log_ticks, worth_ends
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import cluster_styles
from kmanim.simulate.machines.trials.trace import LengthTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.ab_test.facts import LengthFacts
from kmanim.story.figures import length_by_traffic as words

_HEIGHT = 310.0
_POINTS = 300
_ROW, _SIGN, _GAP = 22.0, 22.0, 7.0  # of the key, above the plot: no curve leaves room for it everywhere
_AROUND = 6.0  # how far the axis goes beyond the best lengths, as a factor


@as_figure
def length_by_traffic(trace: LengthTrace, *, look: Look | None = None) -> Sheet:
    """Draw what a test is worth over its length, for four numbers of sessions a day; the same are reached afterwards.

    Parameters
    ----------
    trace : LengthTrace
        A run of ``ab_test``, whose sessions a day are multiplied by 1/4, 1, 4 and 16.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide and some 400 px high.

    Returns
    -------
    Figure
        One axes labelled ``worth``; its ``curves`` are called as their sessions a day, over the logarithm to the base
        of ten of the length.

    Raises
    ------
    InputError
        If the run is of another algorithm.
    """
    facts = LengthFacts(need_trace("length_by_traffic", trace, LengthTrace))
    look = look or Look()
    head = heading(look, words.finding(facts), facts.subject)
    told = note_lines(words.notes(facts), look.style)
    foot = LINE * len(told) + 6
    sheet = Sheet(_HEIGHT + head.height + foot, look)
    head.draw(sheet)
    sheet.notes(told)
    theme, trials = sheet.theme, words.trials(facts.trial)
    said = [f"{words.sessions(trial)} a day" for trial in trials]
    tops = np.array([(trial.best / facts.size, float(trial.worth(trial.best))) for trial in trials])
    low, high = tops[-1, 0] / _AROUND, tops[0, 0] * _AROUND
    counts = np.geomspace(low, high, _POINTS)
    worths = [trial.worth(counts * facts.size) for trial in trials]
    bottom, top = worth_ends(min(float(curve.min()) for curve in worths), float(tops[:, 1].max()))
    y = round_ticks(bottom, top, 5)
    unit = facts.with_unit("").strip()
    left = 8 + theme.title_size + 6 + widest(y.labels, tick_style(theme)) + 8
    drop = title_drop(theme) + 12 + foot
    entry = (sheet.width - MARGIN - left) / len(said)  # two rows of the key, where one is too narrow
    columns = len(said) if _SIGN + 2 * _GAP + widest(said, sheet.style("name")) <= entry else 2
    rows = -(-len(said) // columns)
    box = Box(left, drop, sheet.width - left - 24, _HEIGHT + foot - drop - _ROW * rows)
    plane = Plane(
        box=box, low=np.array([np.log10(low), bottom]), high=np.array([np.log10(high), top]),
        x=log_ticks(low, high, box.width, theme), y=y,
        titles=(f"Length of the test ({facts.units})", f"Worth ({unit})" if unit else "Worth"),
    )  # fmt: skip
    plot = sheet.plot(plane, "worth")
    styles = cluster_styles(len(trials), theme)
    for trial, one, curve in zip(trials, styles, worths, strict=True):
        plot.line(np.log10(counts), curve, one.colour, theme.line, (), words.sessions(trial))

    def paint(pen: Pen) -> None:
        summits = plane.to_px(np.column_stack([np.log10(tops[:, 0]), tops[:, 1]]))
        for one, summit in zip(styles, summits, strict=True):
            with pen.role("best lengths"):
                pen.markers(one.shape, summit[None], 10, one.colour, theme.paper, 1)
        for place, (line, one) in enumerate(zip(said, styles, strict=True)):
            row, column = divmod(place, columns)
            x = box.left + column * (sheet.width - MARGIN - box.left) / columns
            y = box.top + 8 + _ROW * (rows - 1 - row)
            with pen.role("key"):
                pen.line(np.array([(x, y + 5), (x + _SIGN, y + 5)]), one.colour, theme.line)
                pen.markers(one.shape, np.array([(x + _SIGN / 2, y + 5)]), 10, one.colour, theme.paper, 1)
                pen.text(x + _SIGN + _GAP, y, line, sheet.style("name"))

    sheet.paint(paint)
    return sheet.with_alt(words.describe(trace).alt)
