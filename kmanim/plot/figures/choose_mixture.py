"""BIC and AIC of mixtures by number of components and kind of covariance, beside the mixture that BIC chooses."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.errors import need
from kmanim.plot.axes.plane import Box, Plane, fitted_title, tick_style
from kmanim.plot.axes.ticks import NO_TICKS, Ticks, round_ticks
from kmanim.plot.layout import plane_in
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.notes import note_lines
from kmanim.plot.pages.sheet import LINE, MARGIN, WIDTH, Sheet
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width, widest
from kmanim.plot.scene import scene_of
from kmanim.plot.small_multiples import Cloud, small
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import ClusterStyle, cluster_styles
from kmanim.simulate.choose_k.mixture_choice import MixtureChoice, MixtureEnd
from kmanim.simulate.parameters.em import COVARIANCES
from kmanim.story.figures import choose_mixture as words

_PLOT, _HEAD, _FOOT, _KEY = 168.0, 46.0, 30.0, 26.0
_AXIS = 14.0  # for the title of the lower axis
_MARK, _RING, _CROSS = 9.0, 20.0, 8.0
_LANE = 11.0  # between the crosses of kinds that failed at one k
_MOST_TICKS = 9
# The plots near the least show so many of the next best values, and what is not much worse in any case.
_NEXT, _MUCH = 8, 12.0


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Panel:
    """One plot of a criterion: its values (c, m), between which limits, and what is ringed."""

    name: str
    values: FloatArray
    low: float
    high: float
    ring: MixtureEnd | None


@as_figure
def which_mixture(choice: MixtureChoice, *, look: Look | None = None) -> Sheet:
    """Draw BIC over k for every kind of covariance, whole and near its least, AIC, and the mixture that BIC chooses.

    The least of each is ringed. Where every run failed there is a cross in the kind's colour above the plot, and no
    point of the curve.

    Parameters
    ----------
    choice : MixtureChoice
        The numbers.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide and some 640 px high.

    Returns
    -------
    Figure
        Axes labelled ``BIC``, ``near``, ``AIC`` and ``mixture``; the `curves` of the former hold a line a kind.
    """
    need("which_mixture", choice, MixtureChoice, "kmanim.choose_mixture")
    look = look or Look()
    notes = note_lines(words.notes(choice), look.style)
    foot = 18 + LINE * len(notes)
    head = heading(look, words.finding(choice), words.subject(choice))
    row = _HEAD + _PLOT + _FOOT
    sheet = Sheet(foot + 2 * row + _AXIS + _KEY + head.height, look)
    head.draw(sheet)
    sheet.notes(notes)
    styles = dict(zip(COVARIANCES, cluster_styles(len(COVARIANCES), sheet.theme), strict=True))
    top = sheet.height - head.height
    _draw_key(sheet, choice, styles, top)
    top -= _KEY
    told = words.headings(choice)
    panels = _panels(choice)
    edges = [
        MARGIN + max(_room(sheet, panel) for panel in panels[::2]),
        WIDTH / 2 + 4 + _room(sheet, panels[1]),
    ]
    for place, panel in enumerate(panels):
        down, across = divmod(place, 2)
        right = WIDTH / 2 - 16 if across == 0 else WIDTH - MARGIN
        box = Box(edges[across], top - down * row - _HEAD - _PLOT, right - edges[across], _PLOT)
        _draw(sheet, choice, panel, box, styles, titled=down == 1 or choice.by_bic is None)
        left, ticks = MARGIN if across == 0 else WIDTH / 2 + 4, _ticks(panel)
        _title(sheet, left, box.top, told[panel.name], WIDTH / 2 - 20, ticks)
    if choice.by_bic is not None:
        box = Box(WIDTH / 2 - 4, top - row - _HEAD - _PLOT, WIDTH / 2 + 4, _PLOT)
        _draw_mixture(sheet, choice.by_bic, box)
        _title(sheet, WIDTH / 2 + 4, box.top, told["mixture"], WIDTH / 2 - 4 - MARGIN)
    return sheet.with_alt(words.describe(choice).alt)


def _panels(choice: MixtureChoice) -> list[_Panel]:
    """Choose what is drawn between which limits: all of BIC, and both criteria near their least."""
    bic, aic = choice.bic, choice.aic
    whole = bic[np.isfinite(bic)]
    low, high = (float(whole.min()), float(whole.max())) if whole.size else (0.0, 1.0)
    spare = 0.06 * ((high - low) or 1.0)
    lanes = max(sum(bool(choice.end(kind, k).failure) for kind in choice.covariances) for k in choice.ks)
    return [
        _Panel(name="BIC", values=bic, low=low - spare, high=high + spare * (1 + lanes), ring=choice.by_bic),
        _Panel(name="near", values=bic, **_near(bic), ring=choice.by_bic),
        _Panel(name="AIC", values=aic, **_near(aic), ring=choice.by_aic),
    ]


def _near(values: FloatArray) -> dict[str, float]:
    """Give limits that show the least value and those that come next."""
    known = np.sort(values[np.isfinite(values)])
    if not known.size:
        return {"low": 0.0, "high": 1.0}
    span = max(float(known[min(_NEXT, known.size - 1)] - known[0]), _MUCH)
    return {"low": float(known[0]) - 0.25 * span, "high": float(known[0]) + 1.08 * span}


def _draw_key(sheet: Sheet, choice: MixtureChoice, styles: dict[str, ClusterStyle], top: float) -> None:
    """Say which mark is which kind."""
    named = sheet.style("tick")

    def paint(pen: Pen) -> None:
        x = MARGIN + _MARK / 2
        with pen.role("kinds"):
            for kind in choice.covariances:
                style = styles[kind]
                pen.markers(style.shape, np.array([[x, top - 8]]), _MARK, style.colour, sheet.theme.paper, 1)
                pen.text(x + 10, top - 12, kind, named)
                x += 30 + text_width(kind, named)

    sheet.paint(paint)


def _draw(
    sheet: Sheet,
    choice: MixtureChoice,
    panel: _Panel,
    box: Box,
    styles: dict[str, ClusterStyle],
    *,
    titled: bool,
) -> None:
    """Draw the curves of a criterion with their marks, the last kind below; those that leave the plot are cut."""
    theme = sheet.theme
    plane = _plane(choice, panel, box, titled)
    plot = sheet.plot(plane, panel.name)
    ks = np.asarray(choice.ks, np.float64)
    inside: list[tuple[ClusterStyle, FloatArray]] = []
    for kind, values in reversed(list(zip(choice.covariances, panel.values, strict=True))):
        style = styles[kind]
        plot.line(ks, values, style.colour, theme.line, (), kind)
        shown = np.isfinite(values) & (values <= panel.high)
        inside.append((style, plane.to_px(np.column_stack([ks, values])[shown])))
    lost = _lost(choice, plane) if panel.name == "BIC" else []
    ring, label = panel.ring, sheet.style("tick", halo=2.0)

    def paint(pen: Pen) -> None:
        with pen.role("values"):
            for style, places in inside:
                pen.markers(style.shape, places, _MARK, style.colour, theme.paper, 1)
        with pen.role("failed"):
            for kind, place in lost:
                pen.markers("cross", place[np.newaxis], _CROSS, None, styles[kind].colour, 1.8)
        if ring is None:
            return
        value = ring.aic if panel.name == "AIC" else ring.bic
        at = plane.to_px(np.array([[ring.k, value]]))
        with pen.role("chosen"):
            pen.markers("circle", at, _RING, None, theme.paper, theme.line + 2)
            pen.markers("circle", at, _RING, None, theme.ink, theme.line)
        if panel.name != "BIC":
            with pen.role("chosen in words"):
                text = f"{words.name_of(ring)}: {words.value_text(value)}"
                half = text_width(text, label) / 2
                x = float(np.clip(at[0, 0], box.left + half + 2, box.right - half - 2))
                pen.text(x, float(at[0, 1]) - _RING / 2 - 12, text, replace(label, bold=True), "center")

    sheet.paint(paint)


def _lost(choice: MixtureChoice, plane: Plane) -> list[tuple[str, FloatArray]]:
    """Place a cross at the upper edge for every mixture that came to nothing, those of one k below each other."""
    found = []
    for k in choice.ks:
        kinds = [kind for kind in choice.covariances if choice.end(kind, k).failure]
        across = float(plane.to_px(np.array([[k, plane.high[1]]]))[0, 0])
        found += [(kind, np.array([across, plane.box.top - 7 - _LANE * i])) for i, kind in enumerate(kinds)]
    return found


def _draw_mixture(sheet: Sheet, end: MixtureEnd, box: Box) -> None:
    """Draw the chosen mixture as its scene draws an end small."""
    trace = end.trace
    scene = scene_of(trace)
    theme = small(sheet.theme, 5, 12)
    shown = scene.extent_of_result(trace)
    titles, equal = trace.dataset.view.titles, scene.has_equal_axes(trace)
    plane = plane_in(box, sheet.theme, titles, shown, equal=equal, margin=9.0)
    sheet.plot(plane, "mixture")

    def paint(pen: Pen) -> None:
        with pen.clipped(*plane.box):
            scene.draw_result(pen, trace, Cloud(trace.dataset, plane, theme))

    sheet.paint(paint)


def _title(
    sheet: Sheet, left: float, top: float, head: tuple[str, str], room: float, ticks: Ticks = NO_TICKS
) -> None:
    """Write what a plot shows above it, and what to see there below that."""
    bold, quiet = replace(sheet.style("title"), bold=True), sheet.style("tick", quiet=True)
    sheet.text(left, top + 27, fitted_title(ticks, head[0], bold, room), bold)
    sheet.text(left, top + 10, fitted(head[1], quiet, room), quiet)


def _ticks(panel: _Panel) -> Ticks:
    return round_ticks(panel.low, panel.high, 4)


def _room(sheet: Sheet, panel: _Panel) -> float:
    """Measure what the labels of a plot need on its left, in px."""
    return max(widest(_ticks(panel).labels, tick_style(sheet.theme)) + 8, 30)


def _plane(choice: MixtureChoice, panel: _Panel, box: Box, titled: bool) -> Plane:
    """Lay a plot out: all k across, and the values between the panel's limits upwards."""
    every = -(-len(choice.ks) // _MOST_TICKS)
    ks = np.asarray(choice.ks[::every], np.float64)
    return Plane(
        box=box,
        low=np.array([choice.ks[0] - 0.5, panel.low]),
        high=np.array([choice.ks[-1] + 0.5, panel.high]),
        x=Ticks(ks, tuple(f"{k:.0f}" for k in ks)),
        y=_ticks(panel),
        titles=("Number of components, k" if titled else "", ""),
    )
