"""Axes of a figure of a page: they know where its plot lies, and what of it cannot be changed any more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from matplotlib.axes import Axes

from kmanim.arrays import FloatArray
from kmanim.errors import InputError
from kmanim.plot.axes.plane import Box


class PlotAxes(Axes):
    """Bare axes over a plot of a page, in units of its data, for more to be drawn; the plot itself is painted.

    Parameters
    ----------
    *args, box, **kwargs
        As for `Axes`; `box` is where it lies on the page, in px.
    """

    def __init__(self, *args: Any, box: Box, **kwargs: Any) -> None:
        self._is_laid = False
        self.box = box
        super().__init__(*args, **kwargs)

    def fix(self, low: FloatArray, high: FloatArray) -> None:
        """Set the limits for good."""
        self.set_axis_off()
        self.set_xlim(float(low[0]), float(high[0]))
        self.set_ylim(float(low[1]), float(high[1]))
        self._is_laid = True


def _painted(name: str) -> Callable[..., Any]:
    """Make a method of axes that works while they are made and says afterwards why it cannot."""
    own = getattr(Axes, name)

    def method(self: PlotAxes, *args: Any, **kwargs: Any) -> Any:
        if getattr(self, "_is_laid", False):
            raise InputError(
                f"{name} cannot change what is painted: words and limits of this plot are part of a picture; use "
                "figure.suptitle or figure.text, or draw on axes of your own with ax="
            )
        return own(self, *args, **kwargs)

    method.__name__, method.__doc__ = name, own.__doc__
    return method


for _name in (
    "set_xlim", "set_ylim", "set_xscale", "set_yscale", "set_aspect", "set_title", "set_xlabel", "set_ylabel",
):  # fmt: skip
    setattr(PlotAxes, _name, _painted(_name))
