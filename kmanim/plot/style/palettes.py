"""From a count to colours and shapes that tell clusters apart, on light and on dark paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from kmanim.plot.style.colours import ALIKE, apart, contrast, is_dark, mixed
from kmanim.plot.style.theme import Theme

# Clusters 7 to 20, each the farthest from all before it, from the grey of unassigned points and the yellow of
# switched ones, at its worst in CIELAB as seen with normal, deuteranope and protanope eyes (Machado, Oliveira and
# Fernandes 2009). Nobody tells twenty colours apart at a glance: six shapes help.
_FURTHER_ON_LIGHT = (
    "#3333EE", "#662200", "#222288", "#9977FF", "#771166", "#BBAA55", "#CC4444", "#8800BB",
    "#883344", "#BB1100", "#BB0099", "#22BBCC", "#DD9999", "#9999FF",
)  # fmt: skip
_FURTHER_ON_DARK = (
    "#6655FF", "#AAEE88", "#DD2244", "#6688FF", "#33EEAA", "#44DDEE", "#DD9955", "#CC22BB",
    "#55DDBB", "#6699EE", "#BBAA77", "#BBDD55", "#CC6666", "#009900",
)  # fmt: skip

LEAST_CONTRAST = 3.0
LEAST_ON_DARK = 4.0  # so that 3:1 is left on a region's tint


class ClusterStyle(NamedTuple):
    """How one cluster is drawn.

    Attributes
    ----------
    colour : str
        ``#RRGGBB``, at least 4:1 on dark paper.
    shape : str
        One of the pen's shapes.
    edge : str or None
        Colour of the 1 px outline that a fill under 3:1 on the paper needs.
    """

    colour: str
    shape: str
    edge: str | None


@lru_cache(maxsize=64)
def cluster_styles(count: int, theme: Theme) -> tuple[ClusterStyle, ...]:
    """Give each of `count` clusters its colour and shape.

    The first six colours are the theme's, the next fourteen are this module's; shapes come round every six,
    so up to 20 clusters differ by colour and by (colour, shape). From the 21st on colours come round again
    with the next shape: 120 pairs of colour and shape, after which pairs repeat.

    Parameters
    ----------
    count : int
        Number of clusters.
    theme : Theme
        Its paper decides which colours are made lighter (dark paper) or outlined (light paper).

    Returns
    -------
    tuple of ClusterStyle, length `count`
    """
    dark = is_dark(theme.paper)
    further = _FURTHER_ON_DARK if dark else _FURTHER_ON_LIGHT
    colours = theme.clusters + tuple(
        c for c in further if all(apart(c, own) >= ALIKE for own in theme.clusters)
    )
    styles = []
    for number in range(count):
        colour = as_drawn(colours[number % len(colours)], theme.paper)
        shape = theme.shapes[(number % len(colours) + number // len(colours)) % len(theme.shapes)]
        edge = theme.outline if contrast(colour, theme.paper) < LEAST_CONTRAST else None
        styles.append(ClusterStyle(colour, shape, edge))
    return tuple(styles)


def as_drawn(colour: str, paper: str) -> str:
    """Make a colour as much lighter as it must be on dark paper."""
    while is_dark(paper) and contrast(colour, paper) < LEAST_ON_DARK:
        colour = mixed(colour, "#FFFFFF", 0.08)
    return colour


def as_others(theme: Theme, numbers: Sequence[int]) -> Theme:
    """Give a theme in which cluster i looks as the one numbered ``numbers[i]``, from 0, does in this one.

    So clusters of several runs look alike where they mean the same, whatever their numbers are. One numbered -1 looks
    as all do that are too many for a colour each.
    """
    styles = cluster_styles(max(numbers, default=-1) + 1, theme)
    rest = ClusterStyle(theme.rest, theme.shapes[0], None)
    own = [styles[number] if number >= 0 else rest for number in numbers]
    if not own:
        return theme
    return replace(theme, clusters=tuple(one.colour for one in own), shapes=tuple(one.shape for one in own))
