"""The k-distance plot of a run of DBSCAN: how far every row has to its m-th neighbour, and the radius across."""

from __future__ import annotations

import numpy as np

from kmanim.plot.axes.plane import Box, Plane, tick_style, title_drop
from kmanim.plot.axes.ticks import round_ticks
from kmanim.plot.labels.free_room import FreeRoom
from kmanim.plot.labels.labels import draw_labels
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.notes import note_lines
from kmanim.plot.pages.sheet import LINE, Sheet
from kmanim.plot.render.pen import Dash, Pen
from kmanim.plot.render.text_width import widest
from kmanim.plot.style.look import Look
from kmanim.simulate.machines.neighbourhoods.trace import DbscanTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.dbscan.facts import DbscanFacts
from kmanim.story.figures import k_distance as words
from kmanim.story.text.words import ordinal, sentence_case

_HEIGHT = 300.0
_MARKED = 60  # of up to so many rows every distance has a mark
_BENDS = 80  # more places of the curve than these need not be known to words
_DASH: Dash = (7, 3)


@as_figure
def k_distance(trace: DbscanTrace, *, look: Look | None = None) -> Sheet:
    """Draw every row's distance to its m-th neighbour, itself counted, the farthest first, and the radius across.

    Rows on or below the line are the core points. Where the curve bends, distances begin to be unusual.

    Parameters
    ----------
    trace : DbscanTrace
        A run of DBSCAN; m is its ``min_samples``, or the number of rows if there are fewer.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide and some 400 px high.

    Returns
    -------
    Figure
        One axes labelled ``k-distance``; its ``curves`` hold ``distances``, against the number of the row in this
        order, and ``eps``. In the units that are clustered.

    Raises
    ------
    InputError
        If the run is of another algorithm.

    References
    ----------
    Ester, M., Kriegel, H.-P., Sander, J. and Xu, X. (1996). A density-based algorithm for discovering clusters in
    large spatial databases with noise. KDD-96, section 4.2.
    """
    facts = DbscanFacts(need_trace("k_distance", trace, DbscanTrace))
    look = look or Look()
    n, eps = trace.dataset.n, trace.eps
    head = heading(look, words.finding(facts), facts.subject)
    notes = note_lines(words.notes(facts, marked=n <= _MARKED), look.style)
    foot = LINE * len(notes) + 6
    sheet = Sheet(_HEIGHT + head.height + foot, look)
    head.draw(sheet)
    sheet.notes(notes)
    theme = sheet.theme
    # Whether a distance is eps was decided by squares: of equally far rows those that are no core points come first.
    order = np.lexsort([trace.core(), -trace.k_distances])
    distances, core = trace.k_distances[order], trace.core()[order]
    top = 1.12 * max(float(distances[0]), eps)
    y = round_ticks(0.0, top, 5)
    left = 8 + theme.title_size + 6 + widest(y.labels, tick_style(theme)) + 8
    bottom = title_drop(theme) + 12 + foot
    box = Box(left, bottom, sheet.width - left - 24, _HEIGHT + foot - bottom)
    plane = Plane(
        box=box,
        low=np.array([0.0, 0.0]),
        high=np.array([n + 1.0, top]),
        x=round_ticks(1.0, n + 1.0, 8, whole=True),
        y=y,
        titles=(
            f"{sentence_case(facts.noun[1])}, the farthest first",
            f"{ordinal(min(facts.min_samples, n))}-neighbour distance",
        ),
    )
    plot = sheet.plot(plane, "k-distance")
    x = np.arange(1.0, n + 1)
    plot.line(np.array([0.0, n + 1.0]), np.array([eps, eps]), theme.quiet_ink, theme.line, _DASH, "eps")
    plot.line(x, distances, theme.ink, theme.line, (), "distances")
    places = plane.to_px(np.column_stack([x, distances]))
    plain = sheet.style("name", halo=2.5)
    across = plane.to_px(np.array([[0.0, eps], [n + 1.0, eps]]))
    roomy = Box(box.left, box.bottom, box.width, box.height + 4)
    free = FreeRoom(roomy, Obstacles(places if n <= _MARKED else np.empty((0, 2)), roomy), 4.0)
    free.take_line(across)
    free.take_line(places[np.unique(np.linspace(0, n - 1, min(n, _BENDS)).round().astype(np.intp))])
    label = free.beside(across[0], across[1], f"eps = {facts.eps}", plain)

    def paint(pen: Pen) -> None:
        if n <= _MARKED:
            with pen.role("not core"):
                pen.markers("circle", places[~core], 8, theme.paper, theme.ink, theme.line)
            with pen.role("core"):
                pen.markers("circle", places[core], 8, theme.ink, theme.paper, 1)
        if label is not None:
            draw_labels(pen, [label], theme, "words")

    sheet.paint(paint)
    return sheet.with_alt(words.describe(trace).alt)
