"""The scene of EM on data in pieces."""

from kmanim.plot.scenes.counted_em.scene import CountedEmScene

SCENE = CountedEmScene

__all__ = ["SCENE"]
