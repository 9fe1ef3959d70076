"""The scene of gradient descent."""

from kmanim.plot.scenes.gradient_descent.scene import DescentScene

SCENE = DescentScene

__all__ = ["SCENE"]
