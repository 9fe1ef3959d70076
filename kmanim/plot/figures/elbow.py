"""The best W found for each number of clusters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.errors import InputError
from kmanim.plot.axes.plane import Box, Plane, tick_style, title_drop
from kmanim.plot.axes.ticks import Ticks, round_ticks
from kmanim.plot.labels.free_room import FreeRoom
from kmanim.plot.labels.labels import draw_labels
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.sheet import Sheet
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import widest
from kmanim.plot.style.look import Look
from kmanim.simulate.parameters._objective import Objective
from kmanim.simulate.registry import make_parameters
from kmanim.story.figures import elbow as words
from kmanim.story.text.sums import inertias
from kmanim.story.text.words import series

_VALUES = 12
_MARK = 9.0


@as_figure
def elbow(
    ks: Sequence[int], best: Sequence[float], *, algorithm: str = "kmeans", look: Look | None = None
) -> Sheet:
    """Draw the lowest objective that was found for each k: of k-means the within-cluster sum of squares, W.

    Parameters
    ----------
    ks : sequence of int
        Numbers of clusters, rising.
    best : sequence of float, as long as `ks`
        The best of each, for example ``[run_many("kmeans", data, 100, k=k).best.inertia for k in ks]``.
    algorithm : str, default "kmeans"
        Whose objective it is.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide and some 360 px high.
    ax : Axes, optional
        Axes of yours, that get the curve as a `Line2D`; then they are returned.

    Returns
    -------
    Figure
        One axes labelled ``W``, or as the objective is called; its ``curves`` hold the line ``elbow``. Up to 12 values
        are written beside their marks.

    Raises
    ------
    InputError
        If `ks` do not rise, the lengths differ or a value is not a finite number from 0 on.
    """
    numbers, values, objective = checked(ks, best, algorithm)
    look = look or Look()
    of = f"{make_parameters(algorithm, {}).title}, {objective.symbol}: {objective.name}"
    head = heading(look, words.finding([int(k) for k in ks], list(map(float, best)), objective.symbol), of)
    sheet = Sheet(300 + head.height, look)
    head.draw(sheet)
    theme = sheet.theme
    top = float(values.max()) * 1.12 or 1.0
    y = round_ticks(0.0, top, 5)
    left = 8 + theme.title_size + 6 + widest(y.labels, tick_style(theme)) + 8
    bottom = title_drop(theme) + 12
    every = -(-numbers.size // 20)
    plane = Plane(
        box=Box(left, bottom, sheet.width - left - 34, sheet.height - 14 - head.height - bottom),
        low=np.array([numbers[0] - 0.4, 0.0]),
        high=np.array([numbers[-1] + 0.6, top]),
        x=Ticks(numbers[::every], tuple(f"{k:.0f}" for k in numbers[::every])),
        y=y,
        titles=("Number of clusters, k", f"Best {objective.symbol} found"),
    )
    plot = sheet.plot(plane, objective.symbol)
    plot.line(numbers, values, theme.ink, theme.line, (), "elbow")
    places = plane.to_px(np.column_stack([numbers, values]))
    written = []
    if numbers.size <= _VALUES:
        room = Box(left, bottom, sheet.width - 6 - left, plane.box.height + 14)
        free = FreeRoom(room, Obstacles(places, room), _MARK / 2)
        free.take_line(places)
        style = sheet.style("tick", halo=2.5)
        written = [
            free.name(place, _MARK / 2 + 1, text, style)
            for place, text in zip(places, inertias(list(values)), strict=True)
        ]

    def paint(pen: Pen) -> None:
        with pen.role("values"):
            pen.markers("circle", places, _MARK if numbers.size <= 40 else 5, theme.ink, theme.paper, 1)
        draw_labels(pen, written, theme, "values")

    sheet.paint(paint)
    return sheet.with_alt(_alt(ks, best, objective.name))


def _alt(ks: Sequence[int], best: Sequence[float], objective: str) -> str:
    told = series([f"{text} for k = {k}" for k, text in zip(ks, inertias(list(best)), strict=True)])
    return f"Line chart of the lowest {objective} that was found for each k: {told}."


def checked(
    ks: Sequence[int], best: Sequence[float], algorithm: str
) -> tuple[FloatArray, FloatArray, Objective]:
    """Give both as numbers, and whose objective it is.

    Raises
    ------
    InputError
        If `ks` do not rise, the lengths differ or a value is not a finite number from 0 on.
    """
    numbers, values = np.asarray(ks, dtype=np.float64), np.asarray(best, dtype=np.float64)
    if numbers.ndim != 1 or numbers.shape != values.shape or not numbers.size:
        raise InputError(
            f"ks and best must be equally long and not empty, got {len(ks)} and {len(best)} values"
        )
    if not (np.diff(numbers) > 0).all() or numbers[0] < 1:
        raise InputError(f"ks must rise from 1 or more, got {list(ks)!r}"[:180])
    if not (np.isfinite(values) & (values >= 0)).all():
        raise InputError(
            "best must be finite and not negative; it is a sum of squares or of distances for each k"
        )
    objective = make_parameters(algorithm, {}).objective
    if objective is None:
        raise InputError(f"{algorithm} has no objective that could be drawn")
    return numbers, values, objective
