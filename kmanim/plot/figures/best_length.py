"""What an A/B test is worth over its length: the curve, its top, and the band that keeps 99 % of it."""

from __future__ import annotations

import numpy as np

from kmanim.plot.axes.plane import Box, Plane, tick_style, title_drop
from kmanim.plot.axes.ticks import round_ticks
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.notes import note_lines
from kmanim.plot.pages.sheet import LINE, Sheet
from kmanim.plot.render.pen import Dash, Pen
from kmanim.plot.render.text_width import text_width, widest
from kmanim.plot.scenes.ab_test.hill import TINT
from kmanim.plot.scenes.ab_test.scene import colour_of
from kmanim.plot.style.look import Look
from kmanim.simulate.machines.trials.trace import LengthTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.ab_test.facts import LengthFacts
from kmanim.story.figures import best_length as words

_HEIGHT = 290.0
_REACH = 5.0  # best lengths
_POINTS = 400
_DASH: Dash = (5, 4)


@as_figure
def best_length(trace: LengthTrace, *, look: Look | None = None) -> Sheet:
    """Draw what a test is worth over its length, the best length, and the lengths that keep 99 % of its worth.

    Parameters
    ----------
    trace : LengthTrace
        A run of ``ab_test``.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide and some 390 px high.

    Returns
    -------
    Figure
        One axes labelled ``worth``; its ``curves`` hold ``worth`` over the length, in days or in what the film counts.

    Raises
    ------
    InputError
        If the run is of another algorithm.
    """
    facts = LengthFacts(need_trace("best_length", trace, LengthTrace))
    look = look or Look()
    head = heading(look, words.finding(facts), facts.subject)
    told = note_lines(words.notes(facts), look.style)
    foot = LINE * len(told) + 6
    sheet = Sheet(_HEIGHT + head.height + foot, look)
    head.draw(sheet)
    sheet.notes(told)
    theme = sheet.theme
    # A step of the axis is a round share of the best length.
    end, top = _REACH * facts.best / facts.size, 1.1 * float(facts.trial.worth(facts.best))
    y = round_ticks(0.0, top, 5)
    unit = facts.with_unit("").strip()
    left = 8 + theme.title_size + 6 + widest(y.labels, tick_style(theme)) + 8
    bottom = title_drop(theme) + 12 + foot
    box = Box(left, bottom, sheet.width - left - 24, _HEIGHT + foot - bottom)
    plane = Plane(
        box=box, low=np.zeros(2), high=np.array([end, top]), x=round_ticks(0.0, end, 9), y=y,
        titles=(f"Length of the test ({facts.units})", f"Worth ({unit})" if unit else "Worth"),
    )  # fmt: skip
    colour = colour_of(theme)

    def paint_band(pen: Pen) -> None:
        low, high = np.clip([edge / facts.size for edge in facts.trace.band], 0, end)
        ends = plane.to_px(np.array([(low, 0.0), (high, 0.0)]))[:, 0]
        with pen.role("band"):
            pen.rectangle(ends[0], box.bottom, ends[1] - ends[0], box.height, colour, alpha=TINT)

    sheet.paint(paint_band, zorder=-0.5)
    plot = sheet.plot(plane, "worth")
    counts = np.linspace(0.0, end, _POINTS)
    counts = np.union1d(counts, np.geomspace(end * 1e-4, end, _POINTS))
    plot.line(counts, facts.trial.worth(counts * facts.size), theme.ink, theme.line, (), "worth")

    def paint(pen: Pen) -> None:
        tests = [s for s in trace.unlabelled if s.step == "test" and s.days / facts.size <= end]  # type: ignore[attr-defined]
        dots = plane.to_px(np.array([(s.days / facts.size, s.objective) for s in tests]))  # type: ignore[attr-defined]
        with pen.role("lengths"):
            pen.markers("circle", dots, 8, theme.ink, theme.paper, 1)
        x, summit = plane.to_px(np.array([(facts.best / facts.size, top / 1.1)]))[0]
        text = sheet.style("name", halo=2.5)
        low, high = facts.band_ends
        with pen.role("best length"):
            pen.line(np.array([(x, box.bottom), (x, summit)]), theme.ink, 1.5, _DASH)
            pen.markers("circle", np.array([(x, summit)]), 12, theme.paper, theme.ink, theme.line)
        lines = (f"best: {facts.best_text}", f"{low} to {high} {facts.units}: 99 % of it")
        # Beside the band, where there is room, else beside the line.
        edge = plane.to_px(np.array([(min(facts.trace.band.high / facts.size, end), 0.0)]))[0, 0]
        wide = max(text_width(line, text) for line in lines)
        at = next((left + 10 for left in (edge, x) if left + 10 + wide <= box.right), box.left + 6)
        with pen.role("words"):
            for number, line in enumerate(lines):
                pen.text(at, box.bottom + 34 - 20 * number, line, text)

    sheet.paint(paint)
    return sheet.with_alt(words.describe(trace).alt)
