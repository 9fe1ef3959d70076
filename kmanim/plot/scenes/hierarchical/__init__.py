"""The scene of a tree that grows."""

from kmanim.plot.scenes.hierarchical.scene import TreeScene

SCENE = TreeScene

__all__ = ["SCENE"]
