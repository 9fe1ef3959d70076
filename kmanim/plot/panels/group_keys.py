"""Who has a curve in a figure, and its key: a piece of its line with its marker. Noise is a group like any other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kmanim.arrays import FloatArray
from kmanim.plot.render.pen import Dash, Pen
from kmanim.plot.style.palettes import ClusterStyle, cluster_styles
from kmanim.plot.style.theme import Theme

# Line styles tell curves apart in grey print, where the markers do not.
DASHES: tuple[Dash, ...] = ((), (7, 3), (2, 2), (9, 3, 2, 3), (13, 3), (4, 2, 1.5, 2))
_NOISE_DASH: Dash = (4, 3)
_MARK = 9.0


class Group(NamedTuple):
    """A cluster, or the rows that are in none.

    Attributes
    ----------
    name : str
        ``1``, ``noise``.
    style : ClusterStyle
        The shape of noise is a cross, which is a line.
    dash : tuple of float
        Of its curve; none where the line is whole.
    """

    name: str
    style: ClusterStyle
    dash: Dash

    @property
    def is_noise(self) -> bool:
        """Whether these are the rows that are in no cluster."""
        return self.style.shape == "cross"


def groups_of(names: Sequence[str], k: int, theme: Theme) -> tuple[Group, ...]:
    """Style k clusters, and noise if there is one name more."""
    styles = cluster_styles(k, theme)
    noise = Group(names[-1], ClusterStyle(theme.noise, "cross", None), _NOISE_DASH)
    found = [Group(names[j], style, DASHES[j % len(DASHES)]) for j, style in enumerate(styles)]
    return (*found, noise) if len(names) > k else tuple(found)


def draw_mark(pen: Pen, places: FloatArray, group: Group) -> None:
    """Draw a group's marker at places of shape (m, 2)."""
    style = group.style
    if group.is_noise:
        pen.markers("cross", places, _MARK, None, style.colour, 2)
    else:
        pen.markers(style.shape, places, _MARK, style.colour, style.edge, 1)
