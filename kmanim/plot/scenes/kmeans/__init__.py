"""The scene of k-means and its family."""

from kmanim.plot.scenes.kmeans.scene import CentroidScene

SCENE = CentroidScene

__all__ = ["SCENE"]
