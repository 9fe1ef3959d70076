"""The scene of k-means and its family."""

from kmanim.plot.scenes.kmeans.scene import Scene

__all__ = ["Scene"]
