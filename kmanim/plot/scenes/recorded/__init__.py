"""The scene of runs that a generator yields."""

from kmanim.plot.scenes.recorded.scene import YieldedScene

SCENE = YieldedScene

__all__ = ["SCENE"]
