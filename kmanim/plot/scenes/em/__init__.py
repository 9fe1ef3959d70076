"""The scene of a mixture that is fitted."""

from kmanim.plot.scenes.em.scene import EmScene

SCENE = EmScene

__all__ = ["SCENE"]
