"""Above the plot: what the film is of on the left, and on the right which step this is, of the loop and of the film."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.style.theme import TextStyle, Theme

ARROW = " → "
# Between the two sides, and between the steps and where we are; room for a tick.
_APART, _GAP, _TICK = 22.0, 14.0, 24.0
_SMALLEST = 13.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a header says.

    Attributes
    ----------
    subject : str
        Algorithm, parameter and data.
    phase : str
        The step that this is.
    cycle : tuple of str
        The steps that are done again and again.
    turn : int or None
        Which of them this is; None where it is none of them, and the phase stands alone.
    counter : str
        Where the run is: ``round 2``.
    place : str
        Where the film is: ``7/12``; empty on a still.
    mark : {"", "tick", "cross"}
        What stands after the phase where something was checked.
    """

    subject: str
    phase: str
    cycle: tuple[str, ...] = ()
    turn: int | None = None
    counter: str = ""
    place: str = ""
    mark: Literal["", "tick", "cross"] = ""

    @property
    def where(self) -> str:
        """Where run and film are, in one."""
        return " · ".join(part for part in (self.counter, self.place) if part)

    @property
    def steps(self) -> tuple[tuple[str, bool], ...]:
        """The words of the loop, each with whether it is the present one."""
        if self.turn is None:
            return ((self.phase, True),)
        pieces: list[tuple[str, bool]] = []
        for number, step in enumerate(self.cycle):
            pieces += [(ARROW, False)] if number else []
            pieces.append((step, number == self.turn))
        return tuple(pieces)


def draw_header(pen: Pen, header: Header, left: float, right: float, baseline: float, theme: Theme) -> None:
    """Write a header between two edges.

    Where both sides have no room, the subject becomes smaller first; then the steps that are not this one go, then
    the words are cut.
    """
    plain = TextStyle(size=theme.header_size, colour=theme.quiet_ink)
    bold = TextStyle(size=theme.header_size, colour=theme.ink, bold=True)
    subject_style = TextStyle(size=theme.header_size, colour=theme.ink)
    steps, where = header.steps, header.where
    room = right - left - _APART
    for style, shown in (
        (subject_style, steps),
        (replace(subject_style, size=_SMALLEST + 1), steps),
        (replace(subject_style, size=_SMALLEST), steps),
        (replace(subject_style, size=_SMALLEST), tuple(step for step in steps if step[1])),
    ):
        subject_style, steps = style, shown
        wide = _width(shown, where, header.mark, plain, bold)
        if text_width(header.subject, style) + wide <= room:
            break
    if wide > room * 0.7:  # a subject of a few letters would say nothing
        where = fitted(
            where, plain, max(0.0, room * 0.7 - _width(steps, "", header.mark, plain, bold) - _GAP)
        )
        wide = _width(steps, where, header.mark, plain, bold)
    with pen.role("subject"):
        pen.text(
            left, baseline, fitted(header.subject, subject_style, max(room - wide, room * 0.3)), subject_style
        )
    x = right - wide
    with pen.role("header"):
        for text, present in steps:
            style = bold if present else plain
            pen.text(x, baseline, text, style)
            x += text_width(text, style)
        if where:
            pen.text(right, baseline, where, plain, "right")
    if header.mark:
        _draw_mark(pen, header.mark, x + 9, baseline, theme)


def _width(
    steps: Sequence[tuple[str, bool]], where: str, mark: str, plain: TextStyle, bold: TextStyle
) -> float:
    words = sum(text_width(text, bold if present else plain) for text, present in steps)
    return words + (text_width(where, plain) + _GAP if where else 0.0) + (_TICK if mark else 0.0)


def _draw_mark(pen: Pen, mark: str, x: float, baseline: float, theme: Theme) -> None:
    with pen.role(f"{mark} mark"):
        if mark == "tick":
            corners = np.array([(x, baseline + 5.5), (x + 4.5, baseline + 0.5), (x + 14, baseline + 12)])
            pen.line(corners, theme.ink, 2.5, cap="round")
        else:
            low, high = baseline + 0.5, baseline + 11.5
            pen.line(np.array([(x, low), (x + 11, high)]), theme.ink, 2.5, cap="round")
            pen.line(np.array([(x, high), (x + 11, low)]), theme.ink, 2.5, cap="round")
