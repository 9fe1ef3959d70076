"""The scene of DBSCAN on data in pieces."""

from kmanim.plot.scenes.counted_dbscan.scene import CellScene

SCENE = CellScene

__all__ = ["SCENE"]
