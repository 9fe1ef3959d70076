"""EM on data in pieces: the pictures of EM, with points from what is counted in the cells of a grid."""

from __future__ import annotations

from typing import Any

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.density.point_colours import Colouring
from kmanim.plot.render.pen import Pen
from kmanim.plot.scenes.counted_em.cells import SharedCells
from kmanim.plot.scenes.em.points import Shared
from kmanim.plot.scenes.em.scene import EmScene
from kmanim.plot.scenes.em.small_planes import draw_result
from kmanim.plot.small_multiples import Cloud
from kmanim.simulate.machines.mixture_passes.trace import CountedMixtureTrace


class CountedEmScene(EmScene):
    """The pictures of a film of EM on data in pieces.

    Where EM marks rows that change sides, parts of cells are marked: those rows of one cell that go one way.
    """

    trace: CountedMixtureTrace

    def _clouds(self) -> SharedCells:
        opaque = not self.look.transparent
        return SharedCells(self._shared, self.stage.plane, self.styles, self.look.style, opaque=opaque)

    @classmethod
    def ends_of(cls, trace: Any) -> FloatArray:
        """Give the corners of the grid, shape (2, 2), in the view's units."""
        return np.array([trace.grid.low, trace.grid.high])

    # On a small plane

    @classmethod
    def draw_data(cls, pen: Pen, trace: Any, cloud: Cloud) -> None:
        """Draw all points grey."""
        _cells_on(cls, Shared(trace, ()), cloud).draw(pen, Colouring())

    @classmethod
    def draw_result(cls, pen: Pen, trace: Any, cloud: Cloud) -> None:
        """Draw the end of a run: cells as they are shared, ellipses and means; all grey where it is no result."""
        last = len(trace) - 1
        is_told = not trace.failure and trace.is_shared(last)
        shared = Shared(trace, (last,) if is_told else ())
        cells = _cells_on(cls, shared, cloud)
        colouring = shared.colouring(last if is_told else None)
        styles = cls.styles_of(trace, cloud.theme)
        draw_result(pen, trace, cloud, styles, lambda: cells.draw(pen, colouring))


def _cells_on(scene: type[CountedEmScene], shared: Shared, cloud: Cloud) -> SharedCells:
    styles = scene.styles_of(shared.trace, cloud.theme)
    return SharedCells(shared, cloud.plane, styles, cloud.theme, opaque=False)
