"""Points that have just changed their cluster: yellow, outlined, twice the size, with a "!"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.plot.marks.points import point_size
from kmanim.plot.render.pen import Pen
from kmanim.plot.style.palettes import ClusterStyle, mixed
from kmanim.plot.style.theme import TextStyle, Theme

FEW, LEAST_OF_FEW, LEAST_OF_MANY = 30, 7 / 9, 1 / 3  # as shares of the theme's size
# Smaller marks have no room for a legible "!".
LEAST_MARKED = 10.0


def switched_size(n: int, switched: int, theme: Theme) -> float:
    """Diameter in px: twice a point's; in a film at least 14 for up to 30 points, and at least 6 for more."""
    twice = point_size(n, theme) * theme.switched_point / theme.point
    return max(twice, theme.switched_point * (LEAST_OF_FEW if switched <= FEW else LEAST_OF_MANY))


@dataclass(frozen=True, slots=True, eq=False)
class Switched:
    """Points that switched, each in the shape of its new cluster.

    Attributes
    ----------
    places : ndarray of shape (m, 2)
        In px, in the order of their rows.
    groups : tuple of (ClusterStyle, ndarray of shape (l, 2))
        The same by cluster.
    """

    places: FloatArray
    groups: tuple[tuple[ClusterStyle, FloatArray], ...]

    @classmethod
    def of(
        cls, places: FloatArray, labels: LabelArray | IntArray, styles: Sequence[ClusterStyle]
    ) -> Switched:
        """Sort places of shape (m, 2) by their new clusters, `labels` of shape (m,)."""
        groups = ((style, places[labels == cluster]) for cluster, style in enumerate(styles))
        return cls(places, tuple(group for group in groups if len(group[1])))


def draw_switched(
    pen: Pen, n: int, switched: Switched, theme: Theme, *, settled: float = 0.0, of: int | None = None
) -> None:
    """Draw switched points in the shape of their new cluster.

    Parameters
    ----------
    pen : Pen
        What draws.
    n : int
        How many points there are in all.
    switched : Switched
        Those that switched.
    theme : Theme
        Yellow, outline, sizes.
    settled : float, default 0
        From 0 (yellow, large) to 1 (an ordinary point of the new cluster); a crowd stays yellow.
    of : int, optional
        How many there were, if some of them are gone: the others keep their size.
    """
    count = len(switched.places) if of is None else of
    small, large = point_size(n, theme), switched_size(n, count, theme)
    size = large + (small - large) * settled
    width = min(theme.line, max(1.0, large / 9)) * (1 - settled)
    with pen.role("switched"):
        if count > FEW:
            # A crowd is outlined as one: outlines of its own would leave more ink than yellow.
            for style, mine in switched.groups:
                pen.markers(style.shape, mine, size + 2 * width, theme.switched_ink)
            for style, mine in switched.groups:
                pen.markers(style.shape, mine, size, theme.switched)
        else:
            for style, mine in switched.groups:
                fill = mixed(theme.switched, style.colour, settled)
                rim = mixed(theme.switched_ink, style.colour, settled)
                pen.markers(style.shape, mine, size, fill, rim, max(width, 0.8))
    if not settled and large >= LEAST_MARKED:
        mark = TextStyle(size=round(large * 0.78), colour=theme.switched_ink, bold=True)
        with pen.role("switched marks"):
            for x, y in switched.places:
                pen.text(x, y - mark.size * 0.365, "!", mark, "center")
