"""Rows as dots or bars: in the colour of their group, yellow where it is another, with where they were in grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.plane import Box, Plane
from kmanim.plot.labels.free_room import FreeRoom
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.marks.pills import draw_pills, pills_of
from kmanim.plot.marks.points import Dots, dots_of, draw_dots, point_size
from kmanim.plot.marks.rings import draw_ringed
from kmanim.plot.marks.switched import Switched, draw_switched
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import text_width
from kmanim.plot.scenes.recorded.state import YieldedState
from kmanim.plot.style.colours import mixed
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import TextStyle, Theme

# Up to so many rows without groups are drawn in ink, and may have their names beside them.
FEW = 30
_LARGER = 3.0  # px, of a few
_DASH = (4.0, 2.5)
# Of more rows that moved, and for shorter ways, nothing is left where they were.
_MOST_WAYS, _SHORTEST_WAY = 40, 10.0
_WIDE, _GAP = 0.82, 1.0  # of a bar, as a share of its place; and where bars are as narrow as that, in px
_MOST_LINKS = 5_000


def styles_with_none(styles: Sequence[ClusterStyle], theme: Theme) -> tuple[ClusterStyle, ...]:
    """Add how rows without a group look, at the place that -1 means."""
    return (*styles, ClusterStyle(theme.noise, "circle", None))


def draw_links(pen: Pen, state: YieldedState, places: FloatArray, theme: Theme) -> None:
    """Draw lines between rows."""
    with pen.role("links"):
        for pair in state.links[:_MOST_LINKS].tolist():
            pen.line(places[pair], theme.secondary, 1.5)


def draw_rows(
    pen: Pen,
    state: YieldedState,
    places: FloatArray,
    old: FloatArray | None,
    styles: Sequence[ClusterStyle],
    theme: Theme,
    *,
    grouped: bool,
    room: Box | None,
) -> None:
    """Draw rows as dots at places of shape (n, 2), in px.

    Parameters
    ----------
    pen, state, places, styles, theme
        What draws what, where, and how.
    old : ndarray of shape (n, 2) or None
        Where they were in the picture before.
    grouped : bool
        Whether rows are ever in groups; where they are, those that have none yet are grey.
    room : Box or None
        Where crowds of switched rows are counted; None where there is no room for that.
    """
    n = len(places)
    if old is not None and len(state.moved) <= _MOST_WAYS:
        _draw_ways(pen, old[state.moved], places[state.moved], n, theme)
    if state.labels is None and not grouped:
        few = n <= FEW
        size = point_size(n, theme) + _LARGER * few
        fill = theme.ink if few else theme.rest
        draw_dots(pen, [Dots("points", "circle", places, size, fill, theme.paper, 0.8)])
    else:
        more = _LARGER * (n <= FEW)
        dots = dots_of(places, state.labels, styles, theme)
        draw_dots(pen, [kind._replace(size=kind.size + more) for kind in dots])
    rows = state.switched
    if rows.size and state.labels is not None and state.former is not None:
        marks = Switched.of(
            places[rows], state.former[rows].astype(np.intp), state.labels[rows].astype(np.intp), n, theme
        )
        settled = 0.0 if marks.is_crowd else state.settled
        if not (marks.is_crowd and state.settled >= 0.5):
            draw_switched(pen, marks, n, styles_with_none(styles, theme), theme, settled=settled)
            if marks.is_crowd and room is not None:
                draw_pills(pen, pills_of(FreeRoom(room, Obstacles(places, room), 5.0), marks, theme), theme)
    if state.highlight.size:
        with pen.role("highlight"):
            draw_ringed(pen, places[state.highlight], n, theme)


def _draw_ways(pen: Pen, old: FloatArray, new: FloatArray, n: int, theme: Theme) -> None:
    far = np.hypot(*(new - old).T) >= _SHORTEST_WAY
    with pen.role("way"):
        for ends in zip(old[far], new[far], strict=True):
            pen.line(np.array(ends), theme.old_centroid, 1.5, _DASH)
    with pen.role("old place"):
        pen.markers("circle", old[far], point_size(n, theme), theme.paper, theme.old_centroid, 1.5)


def draw_bars(
    pen: Pen,
    state: YieldedState,
    plane: Plane,
    styles: Sequence[ClusterStyle],
    theme: Theme,
    texts: Sequence[str],
) -> None:
    """Draw rows as bars from 0; those that moved, or are looked at, are outlined and lie above the others.

    Parameters
    ----------
    pen, state, plane, styles, theme
        What draws what, where, and how.
    texts : sequence of str
        What stands above each bar; empty for nothing.
    """
    positions = state.positions
    assert positions is not None
    n = len(positions)
    pitch = plane.box.width / float(plane.high[0] - plane.low[0])
    wide = max(pitch * _WIDE, min(pitch, _GAP))
    feet = plane.to_px(np.column_stack([positions[:, 0], np.zeros(n)]))
    tops = plane.to_px(positions.copy())
    marked = np.zeros(n, np.bool_)
    marked[state.highlight if state.highlight.size else state.moved] = True
    switched = np.zeros(n, np.bool_)
    if state.former is not None:
        switched[state.switched] = True
    looks = styles_with_none(styles, theme)
    style = TextStyle(
        size=theme.tick_size, colour=theme.ink, font=theme.font, halo=2.5, halo_colour=theme.paper
    )
    sign = replace(style, bold=True, size=theme.name_size + 2)
    for row in (*np.flatnonzero(~marked).tolist(), *np.flatnonzero(marked).tolist()):
        label = None if state.labels is None else int(state.labels[row])
        fill = theme.rest if label is None or label < 0 else looks[label].colour
        left, (bottom, top) = (
            float(feet[row, 0]) - wide / 2,
            sorted((float(feet[row, 1]), float(tops[row, 1]))),
        )
        role = "bars" if label is None or label < 0 else f"bars group {label + 1}"
        edge, width = (theme.ink, 2.0) if marked[row] and wide > 5 else (None, 0.0)
        if switched[row] and state.settled < 1:
            role, fill = "switched", mixed(theme.switched, fill, state.settled)
            edge, width = theme.switched_ink, 1.25
        with pen.role(role):
            pen.rectangle(left, bottom, wide, max(top - bottom, 1.0), fill, edge, width)
        above = top if tops[row, 1] >= feet[row, 1] else bottom - style.size - 4
        if texts:
            with pen.role("names"):
                pen.text(float(feet[row, 0]), above + 4, texts[row], style, "center")
                above += style.size + 2
        if switched[row] and not state.settled and wide >= text_width("!", sign):
            with pen.role("switched marks"):
                pen.text(float(feet[row, 0]), above + 3, "!", sign, "center")
