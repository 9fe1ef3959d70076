"""How many points are in clusters and how many are noise so far, visit by visit, on axes that never change."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.plot.axes.plane import Box, Plane, tick_style
from kmanim.plot.axes.ticks import round_ticks
from kmanim.plot.render.pen import Dash, Pen
from kmanim.plot.render.text_width import fitted, widest
from kmanim.plot.style.theme import TextStyle, Theme

WORDS = 42.0  # room above the plot for two lines
_NOISE_DASH: Dash = (5, 3)
_DOT = 9.0


def counts_plane(
    theme: Theme, room: Box, visits: int, n: int, margin: float, *, across: str = "Visited"
) -> Plane:
    """Lay out axes for so many visits, or other steps, of n points in some room of the page, right margin included."""
    y = round_ticks(0.0, float(n), min(9, max(2, int(room.height / 42))), whole=True)
    left = 10 + theme.title_size + 6 + widest(y.labels, tick_style(theme)) + 8
    box = Box(room.left + left, room.bottom, room.width - left - margin, room.height - WORDS)
    label = max(44.0, widest([f"{visits:,}"], tick_style(theme)) + 12)
    x = round_ticks(0.0, float(max(visits, 2)), max(1, int(box.width / label)), whole=True)
    edge = max(visits, 2) * 10 / max(box.width - 20, 1)
    return Plane(
        box=box,
        low=np.array([-edge, -0.04 * n]),
        high=np.array([max(visits, 2) + edge, 1.06 * n]),
        x=x,
        y=y,
        titles=(across, "Points"),
    )


def draw_counts(
    pen: Pen, plane: Plane, visits: IntArray, reached: IntArray, noise: IntArray | None, theme: Theme
) -> None:
    """Draw both counts up to now, and say the last of them above.

    Parameters
    ----------
    pen : Pen
    plane : Plane
        By `counts_plane`.
    visits, reached, noise : ndarray of shape (m,)
        After so many visits, so many points were in clusters, and so many noise so far; at least one. Noise is None
        where nothing is known of it.
    theme : Theme
    """
    for role, values, colour, dash in (
        ("noise count", noise, theme.noise, _NOISE_DASH),
        ("reached count", reached, theme.ink, ()),
    ):
        if values is None:
            continue
        places: FloatArray = plane.to_px(np.column_stack([visits, values]).astype(np.float64))
        with pen.role(role):
            if len(places) > 1:
                pen.line(places, colour, theme.line, dash)
            shape = "circle" if role == "reached count" else "cross"
            fill, edge = (theme.paper, colour) if shape == "circle" else (None, colour)
            pen.markers(shape, places[-1:], _DOT, fill, edge, theme.line)
    style = TextStyle(size=theme.name_size, colour=theme.ink, font=theme.font)
    quiet = TextStyle(size=theme.name_size, colour=theme.quiet_ink, font=theme.font)
    # Above the plot there is room over the labels of its axis, too.
    right, room = plane.box.right, plane.box.width + 60
    with pen.role("counts"):
        told = fitted(f"{reached[-1]:,} in clusters", style, room)
        pen.text(right, plane.box.top + 27, told, style, "right")
        if noise is not None:
            pen.text(right, plane.box.top + 8, fitted(f"{noise[-1]:,} noise", quiet, room), quiet, "right")
