"""How films about the length of an A/B test look."""

from kmanim.plot.scenes.ab_test.scene import LengthScene

SCENE = LengthScene

__all__ = ["SCENE"]
