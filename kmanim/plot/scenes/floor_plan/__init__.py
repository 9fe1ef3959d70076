"""How the toy of floor plans looks."""

from kmanim.plot.scenes.floor_plan.scene import PlanScene

__all__ = ["SCENE"]

SCENE = PlanScene
