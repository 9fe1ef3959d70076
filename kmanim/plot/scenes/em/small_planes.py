"""The end of a run of EM on a plane of any size, for figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kmanim.plot.density.shared_colours import codes_of, shared_styles
from kmanim.plot.marks.centroids import draw_centroids
from kmanim.plot.marks.ellipses import draw_ellipses
from kmanim.plot.marks.ground import CROWD, draw_ground
from kmanim.plot.render.pen import Pen
from kmanim.plot.scenes.em.course import Course
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.simulate.machines.mixtures.trace import MixtureTrace


def draw_result(
    pen: Pen,
    trace: MixtureTrace,
    cloud: Cloud,
    styles: Sequence[ClusterStyle],
    shared: Callable[[], None] | None = None,
) -> None:
    """Draw points as they are shared at the end, ellipses and means; all points grey where it is no result.

    `shared` draws the points, where those of the cloud are not all that there are.
    """
    theme, n = cloud.theme, trace.n
    now = Course(trace, cloud.plane).at(len(trace.states) - 1)
    many = n > CROWD

    def draw_points() -> None:
        if shared is not None:
            shared()
            return
        known = None if trace.failure else trace.responsibilities(len(trace) - 1)
        if known is None:
            cloud.draw(pen, None, styles)
        else:
            cloud.draw(pen, codes_of(known), shared_styles(styles, theme.unassigned))

    def points() -> None:
        if many:
            draw_points()
        draw_ellipses(pen, *now, styles, theme, over_many=many)
        if not many:
            draw_points()

    box = cloud.plane.box
    with pen.clipped(box.left + 0.5, box.bottom + 0.5, box.width - 0.5, box.height - 0.5):
        draw_ground(pen, points, n, now.means, styles, theme)
        draw_centroids(pen, now.means, styles, theme)
