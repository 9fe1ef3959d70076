"""The points of a run on data in pieces on a small plane."""

from __future__ import annotations

from dataclasses import replace

from kmanim.arrays import IntArray
from kmanim.plot.density.cell_clouds import CellClouds
from kmanim.plot.density.point_colours import Colouring
from kmanim.plot.labels.free_room import FreeRoom
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.marks.pills import draw_pills, pills_of
from kmanim.plot.marks.points import point_size
from kmanim.plot.render.pen import Pen
from kmanim.plot.small_multiples import PILL, Cloud
from kmanim.plot.style.palettes import cluster_styles
from kmanim.simulate.machines.passes.trace import CountedTrace


class CellsOn:
    """What is counted in cells, on the plane of a cloud."""

    def __init__(self, trace: CountedTrace, cloud: Cloud) -> None:
        self.n, self._cloud = trace.n, cloud
        styles = cluster_styles(trace.k, cloud.theme)
        self._clouds = CellClouds(trace, cloud.plane, styles, cloud.theme, opaque=False)

    def draw(self, pen: Pen, step: int | None, coloured: IntArray | None = None) -> None:
        """Draw the points as the clusters of a snapshot; all grey where there is none, or some alone are coloured."""
        self._clouds.draw(pen, Colouring(step if coloured is None else None))

    def draw_switched(self, pen: Pen, step: int, switched: IntArray) -> None:
        """Draw what switched in a snapshot, in yellow; a crowd is counted by one pill."""
        marks, theme, plane = self._clouds.switched(step, switched), self._cloud.theme, self._cloud.plane
        self._clouds.draw_switched(pen, step, switched)
        if marks.is_crowd:
            room = FreeRoom(
                plane.box, Obstacles(self._cloud.places, plane.box), point_size(self.n, theme) / 2
            )
            letters = replace(theme, name_size=PILL)
            draw_pills(pen, pills_of(room, marks, letters, most=1), letters)
