"""Above the plot: what the film is of on the left, and on the right which step this is, of the loop and of the film."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.story.text.words import sentence_case

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
        The step that this is; where it has no name the counter stands in its place.
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
        return " · ".join(part for part in (self.counts, self.place) if part)

    @property
    def counts(self) -> str:
        """Where the run is, if that is not what is said instead of a step."""
        return self.counter if self.phase or self.turn is not None else ""

    @property
    def steps(self) -> tuple[tuple[str, bool], ...]:
        """The words of the loop, each with whether it is the present one."""
        if self.turn is None:
            return ((self.phase or self.counter, True),)
        pieces: list[tuple[str, bool]] = []
        for number, step in enumerate(self.cycle):
            pieces += [(ARROW, False)] if number else []
            pieces.append((step, number == self.turn))
        return tuple(pieces)


class HeaderSize(NamedTuple):
    """What all headers of a film have in common, so that nothing jumps.

    Attributes
    ----------
    subject : float
        Size of the subject's letters, in px.
    whole : bool
        Whether the loop is written whole, or the present step alone.
    place : bool
        Whether the place in the film is written.
    left_out : int
        How many last parts the subject goes without: the count of rows first, then what the algorithm was told.
    """

    subject: float
    whole: bool
    place: bool
    left_out: int = 0


def header_size(headers: Iterable[Header], width: float, theme: Theme) -> HeaderSize:
    """Choose the largest size with which both sides of every header have room.

    The subject becomes smaller first; then the place in the film goes, which the bar at the lower edge shows, too; then
    the steps that are not the present one; then the count of rows, which the first picture says; then what the
    algorithm was told, the last of it first. What still has no room is cut.
    """
    choices = [
        *(HeaderSize(size, whole=True, place=True) for size in (theme.header_size, _SMALLEST + 1, _SMALLEST)),
        *(HeaderSize(_SMALLEST, whole=whole, place=False) for whole in (True, False)),
        *(HeaderSize(_SMALLEST, whole=False, place=False, left_out=parts) for parts in (1, 2, 3, 4)),
    ]
    worst = 0
    for header in headers:
        while worst < len(choices) - 1 and not _fits(header, choices[worst], width, theme):
            worst += 1
    return choices[worst]


def draw_header(
    pen: Pen, header: Header, left: float, right: float, baseline: float, theme: Theme, size: HeaderSize
) -> None:
    """Write a header between two edges."""
    plain, bold = _styles(theme)
    style = TextStyle(size=size.subject, colour=theme.ink, font=theme.font)
    steps, where = _steps(header, size), _where(header, size)
    room = right - left - _APART
    wide = _width(steps, where, header.mark, plain, bold)
    if wide > room * 0.7:  # a subject of a few letters would say nothing
        where = fitted(
            where, plain, max(0.0, room * 0.7 - _width(steps, "", header.mark, plain, bold) - _GAP)
        )
        wide = _width(steps, where, header.mark, plain, bold)
    with pen.role("subject"):
        pen.text(left, baseline, fitted(_subject(header, size), style, max(room - wide, room * 0.3)), style)
    x = right - wide
    with pen.role("header"):
        for text, present in steps:
            pen.text(x, baseline, text, bold if present else plain)
            x += text_width(text, bold if present else plain)
        if where:
            pen.text(right, baseline, where, plain, "right")
    if header.mark:
        _draw_mark(pen, header.mark, x + 9, baseline, theme)


def _styles(theme: Theme) -> tuple[TextStyle, TextStyle]:
    plain = TextStyle(size=theme.header_size, colour=theme.quiet_ink, font=theme.font)
    return plain, TextStyle(size=theme.header_size, colour=theme.ink, font=theme.font, bold=True)


def _steps(header: Header, size: HeaderSize) -> tuple[tuple[str, bool], ...]:
    if size.whole:
        return header.steps
    # A word alone is written as the phases that are no part of the loop.
    return tuple((sentence_case(text), True) for text, present in header.steps if present)


def _fits(header: Header, size: HeaderSize, width: float, theme: Theme) -> bool:
    subject = text_width(
        _subject(header, size), TextStyle(size=size.subject, colour=theme.ink, font=theme.font)
    )
    where = _where(header, size)
    return subject + _APART + _width(_steps(header, size), where, header.mark, *_styles(theme)) <= width


def _subject(header: Header, size: HeaderSize) -> str:
    told, dot, _ = header.subject.rpartition(" · ")
    if not dot or not size.left_out:  # a title of the user's own is no list
        return header.subject
    parts = told.split(", ")
    return ", ".join(parts[: max(1, len(parts) + 1 - size.left_out)])


def _where(header: Header, size: HeaderSize) -> str:
    return header.where if size.place else header.counts


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
