"""The scene of DBSCAN."""

from kmanim.plot.scenes.dbscan.scene import DbscanScene

SCENE = DbscanScene

__all__ = ["SCENE"]
