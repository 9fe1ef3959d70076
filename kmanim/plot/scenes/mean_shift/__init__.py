"""The scene of mean shift."""

from kmanim.plot.scenes.mean_shift.scene import ClimbScene

SCENE = ClimbScene

__all__ = ["SCENE"]
