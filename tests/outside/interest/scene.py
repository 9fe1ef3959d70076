"""The pictures of interest."""

from __future__ import annotations

import numpy as np

from kmanim.plot.scene import Scene


class InterestScene(Scene):
    def draw_plot(self, pen, keyframe, tween=None, at=1.0):
        box, sums = self.stage.plane.box, self.trace.objective[: self.timeline.keyframes[keyframe].step + 1]
        across = box.left + box.width * (np.arange(len(sums)) + 1) / (len(self.trace) + 1)
        up = box.bottom + 0.9 * box.height * sums / self.trace.objective.max()
        with pen.role("sums"):
            for x, y in zip(across, up, strict=True):
                pen.line(np.array([(x, box.bottom), (x, y)]), self.look.style.merge, 6)


SCENE = InterestScene
