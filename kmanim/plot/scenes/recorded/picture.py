"""One picture in the plot: curves below, then lines, then rows, with texts beside them."""

from __future__ import annotations

import numpy as np

from kmanim.plot.axes.plane import Plane
from kmanim.plot.marks.switched import single_reach
from kmanim.plot.render.pen import Pen
from kmanim.plot.scenes.recorded.course import draw_course
from kmanim.plot.scenes.recorded.curves import curve_looks, draw_curves
from kmanim.plot.scenes.recorded.names import draw_names
from kmanim.plot.scenes.recorded.rows import draw_bars, draw_links, draw_rows
from kmanim.plot.scenes.recorded.state import YieldedState
from kmanim.plot.scenes.recorded.tiles import TILED, draw_tiles
from kmanim.plot.style.palettes import cluster_styles
from kmanim.plot.style.theme import Theme
from kmanim.simulate.machines.yielded.trace import YieldedTrace


def is_bars(trace: YieldedTrace, marks: str = "auto") -> bool:
    """Tell whether rows are drawn as bars."""
    return trace.parameters.shows == "bars" if marks == "auto" else marks == "bars" and trace.has_rows


def draw_state(
    pen: Pen,
    trace: YieldedTrace,
    state: YieldedState,
    plane: Plane,
    theme: Theme,
    *,
    bars: bool,
    texts: list[str] | tuple[str, ...],
    alone: bool = False,
) -> None:
    """Draw one state on a plane: curves below, then lines, then rows, with texts beside them."""
    box, styles = plane.box, cluster_styles(trace.history.size, theme)
    looks = curve_looks(trace, theme)
    spots = {name: points for name, points in state.curves.items() if len(points) == 1}
    with pen.clipped(box.left + 0.5, box.bottom + 0.5, box.width - 0.5, box.height - 0.5):
        if trace.parameters.shows == "objective":
            draw_course(pen, trace, state.step, plane, theme)
        lines = {name: points for name, points in state.curves.items() if name not in spots}
        draw_curves(pen, lines, state.old_curves, looks, plane, theme)
        positions = state.positions
        if positions is None:
            pass
        elif bars:
            draw_bars(pen, state, plane, styles, theme, texts)
        else:
            view = trace.dataset.view
            places = plane.to_px(view.project(positions))
            old = None if state.old is None else plane.to_px(view.project(state.old))
            draw_links(pen, state, places, theme)
            room = box if alone else None
            draw_rows(pen, state, places, old, styles, theme, grouped=trace.has_labels, room=room)
        draw_curves(pen, spots, {}, looks, plane, theme)
    if trace.parameters.shows in TILED:  # which reach to the edges
        places = plane.to_px(trace.dataset.view.project(trace.dataset.points))
        draw_tiles(pen, state, places, styles, theme, texts)
    elif texts and positions is not None and not bars:
        large = np.zeros(len(positions), np.bool_)
        large[state.switched if state.settled < 1 else []] = True
        places = plane.to_px(trace.dataset.view.project(positions))
        draw_names(
            pen, places, texts, plane.box, theme, np.where(large, single_reach(len(places), theme) + 3, 10.0)
        )
