"""The pictures of bands."""

from __future__ import annotations

import numpy as np

from kmanim.plot.axes.places import Places
from kmanim.plot.marks.points import dots_of, draw_dots
from kmanim.plot.scene import Scene


class BandScene(Scene):
    def draw_plot(self, pen, keyframe, tween=None, at=1.0):
        key = self.timeline.keyframes[keyframe]
        plane = self.stage.plane
        places = Places(self.trace.dataset, plane)[:]
        labels = None if key.kind == "data" else self.trace.history.at(key.step)
        draw_dots(pen, dots_of(places, labels, self.styles, self.look.style))
        if self.options.get("front") and self.trace.unlabelled[key.step].row is not None:
            x = places[self.trace.unlabelled[key.step].row][0]
            with pen.role("front"):
                pen.line(np.array([(x, plane.box.bottom), (x, plane.box.top)]), self.look.style.merge, 2)


SCENE = BandScene
