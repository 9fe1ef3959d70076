"""What a film needs of whatever draws it."""

from __future__ import annotations

from typing import Protocol

from kmanim.plot.canvas import Drawable
from kmanim.plot.page import Page


class Pictures(Drawable, Protocol):
    """A scene: it draws every picture of a film, and lays single ones out as pages."""

    def page(self, keyframe: int) -> Page:
        """Make a page of one keyframe, to be saved as PNG, SVG or PDF."""
