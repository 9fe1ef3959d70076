"""The scene of affinity propagation."""

from kmanim.plot.scenes.affinity_propagation.scene import MessageScene

SCENE = MessageScene

__all__ = ["SCENE"]
