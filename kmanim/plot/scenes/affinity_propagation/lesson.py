"""What is drawn where similarity, preference and messages are explained: a pair in the plane, its cells beside it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from kmanim.plot.axes.places import Places
from kmanim.plot.marks.rings import draw_ringed
from kmanim.plot.render.pen import Pen
from kmanim.plot.scenes.affinity_propagation.matrix_panel import MatrixPanel
from kmanim.plot.scenes.affinity_propagation.names import LETTERED
from kmanim.plot.style.theme import Theme
from kmanim.simulate.machines.messages.trace import MessageTrace
from kmanim.story.affinity_propagation.tutorial import Tried
from kmanim.story.timeline import Keyframe


def draw_pair(pen: Pen, key: Keyframe, trace: MessageTrace, places: Places, theme: Theme) -> None:
    """Show in the plane which pair of points a cell of a matrix is about."""
    n = len(places)
    if key.kind == "row":
        with pen.role("pair"):
            for other in range(n):
                pen.line(places[[key.rows[0], other]], theme.earlier, 1.2)
            draw_ringed(pen, places[list(key.rows)], n, theme)
    elif key.kind in ("similarity", "cell", "mirrored"):
        with pen.role("pair"):
            pen.line(places[list(key.rows)], theme.ink, 1.5 * theme.line)
            draw_ringed(pen, places[list(key.rows)], n, theme)
    elif key.kind == "responsibility":
        row, column = key.rows
        with pen.role("pair"):
            others = [i for i in range(n) if i not in key.rows]
            for other in others if n <= LETTERED else ():
                pen.line(places[[row, other]], theme.earlier, 1.0, (4, 3))
            pen.line(places[[row, column]], theme.ink, 2 * theme.line)
            draw_ringed(pen, places[[row]], n, theme)
    elif key.kind == "availability":
        (column,) = key.rows
        wanted = np.flatnonzero(trace.messages(1)[0][:, column] > 0)
        with pen.role("pair"):
            for other in wanted[wanted != column].tolist():
                pen.line(places[[other, column]], theme.ink, 1.5 * theme.line)
            draw_ringed(pen, places[[column]], n, theme)


def draw_explained(
    pen: Pen, key: Keyframe, trace: MessageTrace, panel: MatrixPanel, tried: Mapping[str, Tried]
) -> None:
    """Show beside the points the cells of a matrix that a picture is about."""
    n = trace.dataset.n
    match key.kind:
        case "similarity" | "mirrored":
            one, other = key.rows
            own = trace.preference if key.kind == "similarity" else 0.0
            panel.draw_similarities(pen, own, (panel.cells(one, other), panel.cells(other, one)))
        case "matrix":
            panel.draw_similarities(pen, 0.0)
        case "row":
            panel.draw_similarities(pen, 0.0, (panel.cells(key.rows[0], 0, 1, n),))
        case "cell":
            one, other = key.rows
            panel.draw_similarities(pen, 0.0, (panel.cells(one, other),))
        case "zeros":
            panel.draw_similarities(pen, 0.0, diagonal=True)
        case "preference" | "diagonal":
            panel.draw_similarities(pen, trace.preference, diagonal=True)
        case "median" | "low" | "high":
            panel.draw_similarities(pen, tried[key.kind].preference, diagonal=True)
        case "responsibility":
            row, column = key.rows
            panel.draw_message(pen, 0, panel.cells(row, 0, 1, n), panel.cells(row, column))
        case _:
            (column,) = key.rows
            panel.draw_message(pen, 1, panel.cells(0, column, n, 1), panel.cells(column, column))
