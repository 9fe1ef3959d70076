"""Which mark stands for which curve, in one line above a few of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import text_width
from kmanim.plot.style.theme import TextStyle, Theme

KEY = 17.0
"""Room that the line takes."""
MOST = 4
"""Of more curves than this each has its name where it ends."""
_DOT, _NEAR, _APART = 7.0, 4.0, 10.0


@dataclass(frozen=True, slots=True)
class CurveKey:
    """The marks of a few curves and what they stand for; the present one bold.

    Attributes
    ----------
    name : str
        What curves differ by; empty where it has no room.
    texts : tuple of str
        One a curve.
    theme : Theme
    """

    name: str
    texts: tuple[str, ...]
    theme: Theme

    @classmethod
    def of(cls, name: str, texts: Sequence[str], width: float, theme: Theme) -> CurveKey | None:
        """Make the key of some curves that fits into a width; None of one curve, of many, or where it never fits."""
        if not 2 <= len(texts) <= MOST:
            return None
        made = (cls(told, tuple(texts), theme) for told in (name, ""))
        return next((key for key in made if key.width <= width), None)

    @property
    def width(self) -> float:
        """How wide it is, in px."""
        bold = self._style(present=True)
        return self._head + sum(self._step(text, bold) for text in self.texts) - _APART

    @property
    def _head(self) -> float:
        return text_width(self.name, self._style(present=False)) + _APART if self.name else 0.0

    @staticmethod
    def _step(text: str, bold: TextStyle) -> float:
        return _DOT + _NEAR + text_width(text, bold) + _APART

    def _style(self, *, present: bool) -> TextStyle:
        plain = TextStyle(size=self.theme.tick_size, colour=self.theme.quiet_ink, font=self.theme.font)
        return replace(plain, bold=True, colour=self.theme.ink) if present else plain

    def draw(
        self,
        pen: Pen,
        left: float,
        baseline: float,
        colours: Sequence[str],
        shapes: Sequence[str],
        present: int,
    ) -> None:
        """Draw it, with the colour and the shape of each curve's marks."""
        bold, x = self._style(present=True), left + self._head
        up = baseline + 0.36 * bold.size
        if self.name:
            with pen.role("sweep second"):
                pen.text(left, baseline, self.name, self._style(present=False))
        for number, text in enumerate(self.texts):
            with pen.role("sweep names"):
                pen.markers(shapes[number], np.array([(x + _DOT / 2, up)]), _DOT, colours[number])
                pen.text(x + _DOT + _NEAR, baseline, text, self._style(present=number == present))
            x += self._step(text, bold)
