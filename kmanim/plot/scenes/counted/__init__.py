"""The scene of k-means on data in pieces."""

from kmanim.plot.scenes.counted.scene import CountedScene

SCENE = CountedScene

__all__ = ["SCENE"]
