"""What helps to choose the number of clusters, on one page: clusterings, four curves over k, one k's silhouettes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.errors import need
from kmanim.plot.axes.plane import Box, Plane, fitted_title, tick_style, title_drop
from kmanim.plot.axes.ticks import NO_TICKS, Ticks, round_ticks
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import balanced, heading
from kmanim.plot.pages.notes import note_lines
from kmanim.plot.pages.sheet import LINE, MARGIN, WIDTH, Sheet, style
from kmanim.plot.panels.silhouette import draw_silhouettes
from kmanim.plot.panels.thumbnail import Thumbnails
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, widest
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import cluster_styles
from kmanim.simulate.choose_k.choice import Choice
from kmanim.story.figures import choose_k as words

_PLOT, _HEAD, _FOOT = 104.0, 46.0, 28.0
_BARS, _WORDS = 210.0, 126.0
_ACROSS, _STAMPS = 8, 16  # clusterings in a row, and in all
_GAP, _BELOW, _WIDEST = 8.0, 26.0, 92.0
_MARK, _RING = 8.0, 18.0
_CAP = np.array([(-3.0, 0.0), (3.0, 0.0)])
_MOST_TICKS = 9


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Curve:
    """One statistic: its values and errors by k, and which k its rule points at."""

    name: str
    values: FloatArray
    errors: FloatArray
    rings: int | None


@as_figure
def which_k(choice: Choice, k: int | None = None, *, look: Look | None = None) -> Sheet:
    """Draw W, average silhouette, gap statistic and Calinski-Harabasz for each k, and one k's silhouettes.

    What a rule points at is ringed. Bars are the standard errors of the gap statistic. Above them stand the clusterings
    themselves, up to 16, those in a strong frame that a rule points at.

    Parameters
    ----------
    choice : Choice
        The numbers.
    k : int, optional
        Whose silhouettes are shown, 2 or more; that of the largest average by default.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide and some 850 px high.

    Returns
    -------
    Figure
        Axes labelled ``W``, ``silhouette``, ``gap`` and ``calinski-harabasz``, whose `curves` hold a line of that
        name, and ``silhouettes``.

    Raises
    ------
    InputError
        If there are no silhouettes of this k.
    """
    need("which_k", choice, Choice, "kmanim.choose_k")
    shown = words.shown_k(choice) if k is None else k
    parts = choice.silhouettes(shown)
    look = look or Look()
    answer = balanced(words.sentence(choice), style(look.style, "title"), WIDTH - 2 * MARGIN, 3)
    answer = [] if words.all_agree(choice) else answer  # the heading says as much
    notes = note_lines(words.notes(choice), look.style)
    foot = 18 + LINE * len(notes) + title_drop(look.style)
    head = heading(look, words.finding(choice), words.subject(choice))
    small = words.shown_small(choice, shown, _STAMPS)
    stamps = _stamps(choice, small, look)
    above = -(-len(small) // _ACROSS) * (stamps.height + _BELOW)
    panels = 2 * (_HEAD + _PLOT + _FOOT) + 18
    height = foot + _BARS + _HEAD + panels + above + _answer_room(answer) + head.height
    sheet = Sheet(height, look)
    head.draw(sheet)
    top = sheet.height - head.height
    for i, line in enumerate(answer):
        sheet.text(MARGIN, top - 14 - LINE * i, line, sheet.style("title"))
    sheet.notes(notes)
    top -= _answer_room(answer)
    _draw_stamps(sheet, choice, small, stamps, top)
    top -= above
    curves = _curves(choice)
    # One edge for all that stand below each other.
    edges = [
        MARGIN + max(_room(sheet, choice, curve) for curve in curves[column::2]) + column * WIDTH / 2
        for column in (0, 1)
    ]
    for place, (curve, words_above) in enumerate(zip(curves, words.headings(choice), strict=True)):
        row, column = divmod(place, 2)
        bottom = top - row * (_HEAD + _PLOT + _FOOT) - _HEAD - _PLOT
        right = (column + 1) * WIDTH / 2 - 16
        box = Box(edges[column], bottom, right - edges[column], _PLOT)
        _draw(sheet, choice, curve, words_above, box, row == 1, MARGIN + column * WIDTH / 2)
    plane = Plane(
        box=Box(edges[0], foot, WIDTH - _WORDS - edges[0], _BARS),
        low=np.array([min(0.0, *(float(part.min()) for part in parts if part.size)) * 1.05, 0.0]),
        high=np.array([1.0, 1.0]),
        x=round_ticks(-1, 1, 10),
        y=NO_TICKS,
        titles=("Silhouette of each row; dashed: average", ""),
    )
    plane = replace(plane, x=_within(plane.x, float(plane.low[0])))
    sheet.plot(plane, "silhouettes")
    _title(sheet, MARGIN, plane.box.top, words.silhouette_heading(choice, shown), WIDTH - 2 * MARGIN)
    styles = cluster_styles(shown, sheet.theme)
    sheet.paint(lambda pen: draw_silhouettes(pen, parts, plane, styles, sheet.theme, WIDTH - 8))
    return sheet.with_alt(words.describe(choice, shown).alt)


def _answer_room(answer: list[str]) -> float:
    return LINE * len(answer) + 10 if answer else 6.0


def _stamps(choice: Choice, small: list[int], look: Look) -> Thumbnails:
    """Make thumbnails as wide as the row has room for."""
    across = min(len(small), _ACROSS)
    wide = min((WIDTH - 2 * MARGIN - _GAP * (across - 1)) / across, _WIDEST)
    return Thumbnails(choice.dataset, wide, 0.72 * wide, look.style)


def _draw_stamps(sheet: Sheet, choice: Choice, small: list[int], stamps: Thumbnails, top: float) -> None:
    """Draw the clusterings with their k; what some rule points at has a strong frame and is bold."""
    said, plain = words.said_by_any(choice), sheet.style("tick")

    def paint(pen: Pen) -> None:
        for place, k in enumerate(small):
            row, column = divmod(place, _ACROSS)
            left = MARGIN + column * (stamps.width + _GAP)
            bottom = top - row * (stamps.height + _BELOW) - stamps.height
            styles = cluster_styles(k, sheet.theme)
            stamps.draw(pen, left, bottom, choice.labels[choice.ks.index(k)], styles, framed=k in said)
            with pen.role("number of clusters"):
                bold = replace(plain, bold=k in said)
                pen.text(left + stamps.width / 2, bottom - 15, f"k = {k}", bold, "center")

    sheet.paint(paint)


def _curves(choice: Choice) -> list[_Curve]:
    none = np.zeros(len(choice.ks))
    return [
        _Curve(name="W", values=choice.inertia, errors=none, rings=choice.knee),
        _Curve(name="silhouette", values=choice.silhouette, errors=none, rings=choice.by_silhouette),
        _Curve(name="gap", values=choice.gap, errors=choice.gap_error, rings=choice.by_gap),
        _Curve(
            name="calinski-harabasz",
            values=choice.calinski_harabasz,
            errors=none,
            rings=choice.by_calinski_harabasz,
        ),
    ]


def _draw(
    sheet: Sheet, choice: Choice, curve: _Curve, head: tuple[str, str], box: Box, titled: bool, left: float
) -> None:
    """Draw one curve with its marks in a box, and what it is above, from `left` on."""
    theme = sheet.theme
    known = np.isfinite(curve.values)
    plane = _plane(choice, curve, box, titled)
    ks = np.asarray(choice.ks, np.float64)
    plot = sheet.plot(plane, curve.name)
    if known.any():
        plot.line(ks, curve.values, theme.ink, theme.line, (), curve.name)
    places = plane.to_px(np.column_stack([ks, curve.values]))[known]
    lower, upper = (
        plane.to_px(np.column_stack([ks, curve.values + sign * curve.errors]))[known] for sign in (-1, 1)
    )
    ringed = plane.to_px(np.column_stack([ks, curve.values]))[ks == (curve.rings or 0)]
    size = min(_MARK, 0.8 * plane.box.width / len(ks))

    def paint(pen: Pen) -> None:
        with pen.role("errors"):
            for low, high in zip(lower, upper, strict=True):
                if low[1] < high[1]:
                    pen.line(np.array([low, high]), theme.ink, 1)
                    for end in (low, high):
                        pen.line(end + _CAP, theme.ink, 1)
        with pen.role("values"):
            pen.markers("circle", places, size, theme.ink, theme.paper, 1)
        with pen.role(f"chosen by {curve.name}"):
            pen.markers("circle", ringed, _RING, None, theme.paper, theme.line + 2)
            pen.markers("circle", ringed, _RING, None, theme.ink, theme.line)

    sheet.paint(paint)
    _title(sheet, left, box.top, head, box.right + 8 - left, plane.y)


def _title(
    sheet: Sheet, left: float, top: float, head: tuple[str, str], room: float, ticks: Ticks = NO_TICKS
) -> None:
    """Write what a plot shows above it, and what to see there below that."""
    bold, quiet = replace(sheet.style("title"), bold=True), sheet.style("tick", quiet=True)
    sheet.text(left, top + 27, fitted_title(ticks, head[0], bold, room), bold)
    sheet.text(left, top + 10, fitted(head[1], quiet, room), quiet)


def _room(sheet: Sheet, choice: Choice, curve: _Curve) -> float:
    """Measure what the labels of a curve need on its left, in px."""
    labels = _plane(choice, curve, Box(0, 0, 100, _PLOT), False).y.labels
    return max(widest(labels, tick_style(sheet.theme)) + 8, 30)


def _plane(choice: Choice, curve: _Curve, box: Box, titled: bool) -> Plane:
    """Lay the plot out: all k across, the values and 0 upwards; the gap alone has an axis without 0."""
    known = np.isfinite(curve.values)
    ends = np.concatenate([(curve.values + sign * curve.errors)[known] for sign in (-1, 1)])
    low, high = (float(ends.min()), float(ends.max())) if ends.size else (0.0, 1.0)
    if not curve.errors.any():
        low, high = min(low, 0.0), max(high, 0.0)
    spare = 0.12 * ((high - low) or 1.0)
    bottom, top = low - spare if low < 0 or curve.errors.any() else 0.0, high + spare
    y = round_ticks(bottom, top, 4)
    if not known.any():
        y = NO_TICKS
    every = -(-len(choice.ks) // _MOST_TICKS)
    ks = np.asarray(choice.ks[::every], np.float64)
    return Plane(
        box=box,
        low=np.array([choice.ks[0] - 0.5, bottom]),
        high=np.array([choice.ks[-1] + 0.5, top]),
        x=Ticks(ks, tuple(f"{k:.0f}" for k in ks)),
        y=y,
        titles=("Number of clusters, k" if titled else "", ""),
    )


def _within(ticks: Ticks, low: float) -> Ticks:
    inside = ticks.places >= low
    labels = tuple(label for label, kept in zip(ticks.labels, inside, strict=True) if kept)
    return ticks._replace(places=ticks.places[inside], labels=labels)
