"""What is lost where an A/B test is planned with a wrong number: three flat hills over how wrong it is."""

from __future__ import annotations

import numpy as np

from kmanim.plot.axes.plane import Box, Plane, tick_style, title_drop
from kmanim.plot.axes.ticks import Ticks, round_ticks
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.notes import note_lines
from kmanim.plot.pages.sheet import LINE, Sheet
from kmanim.plot.render.pen import Dash, Pen
from kmanim.plot.render.text_width import text_width, widest
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import cluster_styles
from kmanim.simulate.machines.trials.trace import LengthTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.ab_test.facts import LengthFacts
from kmanim.story.figures import wrong_belief as words

_HEIGHT = 280.0
_POINTS = 121
_MARKED = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 10.0)
_LABELS = ("÷ 10", "÷ 4", "÷ 2", "right", "× 2", "× 4", "× 10")
_DASHES: tuple[Dash, ...] = ((), (7, 3), (2, 2.5))


@as_figure
def wrong_belief(trace: LengthTrace, *, look: Look | None = None) -> Sheet:
    """Draw which share of the worth is kept where sessions, effect or discount were believed too large or too small.

    Parameters
    ----------
    trace : LengthTrace
        A run of ``ab_test``: what is true.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide and some 400 px high.

    Returns
    -------
    Figure
        One axes labelled ``kept``; its ``curves`` hold ``per_day``, ``effect_sd`` and ``discount``: the share that is
        kept, in percent, over the logarithm to the base of ten of the factor.

    Raises
    ------
    InputError
        If the run is of another algorithm.
    """
    facts = LengthFacts(need_trace("wrong_belief", trace, LengthTrace))
    look = look or Look()
    head = heading(look, words.finding(facts), facts.subject)
    told = note_lines(words.notes(facts), look.style)
    foot = LINE * len(told) + 6
    sheet = Sheet(_HEIGHT + head.height + foot, look)
    head.draw(sheet)
    sheet.notes(told)
    theme = sheet.theme
    factors = np.geomspace(1 / words.WORST, words.WORST, _POINTS)
    kept = {
        what: 100 * np.array([words.kept(facts.trial, what, float(factor)) for factor in factors])
        for what in words.BELIEFS
    }
    lowest = min(float(curve.min()) for curve in kept.values())
    spread = max(100 - lowest, 1e-6)
    low, high = max(0.0, 100 - 1.1 * spread), 100 + 0.08 * spread
    y = round_ticks(low, min(high, 100.0), 6)
    left = 8 + theme.title_size + 6 + widest(y.labels, tick_style(theme)) + 8
    bottom = title_drop(theme) + 12 + foot
    box = Box(left, bottom, sheet.width - left - 24, _HEIGHT + foot - bottom)
    reach = np.log10(words.WORST) * 1.03
    plane = Plane(
        box=box, low=np.array([-reach, low]), high=np.array([reach, high]),
        x=Ticks(np.log10(np.array(_MARKED)), _LABELS), y=y,
        titles=("Believed too small, or too large", "Kept of the worth (%)"),
    )  # fmt: skip
    plot = sheet.plot(plane, "kept")
    styles = cluster_styles(len(kept), theme)
    for (what, curve), one, dash in zip(kept.items(), styles, _DASHES, strict=True):
        plot.line(np.log10(factors), curve, one.colour, theme.line + 0.5, dash, what)

    def paint(pen: Pen) -> None:
        text = sheet.style("name", halo=2.5)
        wide = max(text_width(said, text) for said in words.BELIEFS.values())
        x, y = box.left + (box.width - wide - 44) / 2, box.bottom + 14 + 20 * (len(kept) - 1)
        with pen.role("key"):
            for said, one, dash in zip(words.BELIEFS.values(), styles, _DASHES, strict=True):
                pen.line(np.array([(x, y + 5), (x + 34, y + 5)]), one.colour, theme.line + 0.5, dash)
                pen.text(x + 44, y, said, text)
                y -= 20

    sheet.paint(paint)
    return sheet.with_alt(words.describe(trace).alt)
