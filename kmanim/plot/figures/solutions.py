"""How often each solution was reached by many runs, as bars in the order of W, beside the solutions in small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kmanim.errors import InputError, need
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.notes import note_lines
from kmanim.plot.pages.sheet import LINE, MARGIN, Sheet
from kmanim.plot.panels.thumbnail import Thumbnails
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width, widest
from kmanim.plot.scene import scene_of
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import TextStyle
from kmanim.simulate.runs.runs import Runs
from kmanim.story.contract import facts_of
from kmanim.story.figures import solutions as words
from kmanim.story.figures.solutions import TOLD, Line, empty_text, has_rounds, rounds_text
from kmanim.story.runs import reasons
from kmanim.story.text.numbers import percent

_HEAD = 44.0  # the titles of the columns
_ROW, _REST = 56.0, 27.0
_THUMB = (72.0, 48.0)
_BAR = 17.0
_GAP = 16.0


@as_figure
def solutions(runs: Runs, *, look: Look | None = None) -> Sheet:
    """Draw how often each solution was reached, the best first, with its W and the rounds that it took.

    The best dozen have a row each; where there are more, the last row sums up the others.

    Parameters
    ----------
    runs : Runs
        One or more.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide and as high as its rows.

    Returns
    -------
    Figure
        Bars of one scale: the length of each is the number of runs that ended there. The sum of several solutions
        has none, as it would dwarf the others. Each solution is shown by the first run that ended in it.
    """
    need("solutions", runs, Runs, "kmanim.run_many")
    if not runs.best.has_labels:
        raise InputError(
            f"solutions shows rows as runs leave them, and {runs.best.parameters.title} has none"
        )
    look, lines = look or Look(), words.lines(runs)
    notes = note_lines(_notes(runs, lines), look.style)
    head = heading(look, words.finding(runs), facts_of(runs.best).subject)
    rows = sum(_height(line) for line in lines)
    sheet = Sheet(head.height + _HEAD + rows + 14 + LINE * len(notes), look)
    head.draw(sheet)
    _rows(sheet, runs, lines, sheet.height - head.height - _HEAD)
    sheet.notes(notes)
    return sheet.with_alt(words.describe(runs).alt)


def _height(line: Line) -> float:
    return _REST if line.rest else _ROW


def _notes(runs: Runs, lines: Sequence[Line]) -> list[str]:
    count = len(runs.sound)
    notes = [
        f"{len(runs):,} runs, {count:,} {'solution' if count == 1 else 'solutions'}; shares are of all runs."
    ]
    if _has_empties(lines):
        notes.append("Empty: runs with an empty cluster, in round 1 / at the end.")
    if runs.objective:
        notes.append(f"{runs.objective.explained}.")
    if any(line.rest and not line.failed for line in lines):
        which = "last" if not lines[-1].failed else "second last"
        notes.append(f"The {which} row sums up all but the {TOLD} best; it has no bar.")
    if lines[-1].failed:
        notes.append("Failed runs are no result, whatever they came to: no bar.")
        notes.append(reasons(runs))
    return notes


def _value_end(line: Line, name: float, plain: TextStyle) -> float:
    """Say where the objective of a line ends at the least; the sum of others has no thumbnail, so more room."""
    left = MARGIN if line.rest else name
    return left + text_width(line.name, replace(plain, bold=True)) + _GAP + text_width(line.value, plain)


def _has_empties(lines: Sequence[Line]) -> bool:
    return any(line.summary.empty_first or line.summary.empty_last for line in lines)


def _rows(sheet: Sheet, runs: Runs, lines: Sequence[Line], top: float) -> None:
    """Lay out the columns: thumbnail, name, W, bar with its count, rounds, and empties where there are some."""
    plain, quiet = sheet.style("name"), sheet.style("tick", quiet=True)
    symbol = runs.objective.symbol if runs.objective else ""
    columns = []
    if has_rounds(runs):
        columns.append(("rounds: mean (max)", [rounds_text(line.summary) for line in lines]))
    if _has_empties(lines):
        columns.append(("empty: round 1 / end", [empty_text(line.summary) for line in lines]))
    name = MARGIN + _THUMB[0] + _GAP
    value = min(max(_value_end(line, name, plain) for line in lines), sheet.width * 0.5)
    right = sheet.width - MARGIN
    rights: list[float] = []
    for title, texts in reversed(columns):
        rights.insert(0, right)
        right -= max(widest([*title.split(": ")], quiet), widest(texts, plain)) + _GAP
    left = value + _GAP
    counts = [f"{line.summary.runs:,} · {percent(line.summary.runs, len(runs))}" for line in lines]
    unit = (right - left - widest(counts, plain) - 8) / max(
        (line.summary.runs for line in lines if not line.rest), default=1
    )

    def titles(pen: Pen, y: float) -> None:
        pen.text(MARGIN, y, "solution", quiet)
        pen.text(value, y, symbol, quiet, "right")
        count = "runs that end there"
        pen.text(left, y, count if text_width(count, quiet) <= right - left else "runs", quiet)
        for (title, _), at in zip(columns, rights, strict=True):
            above, below = title.split(": ")
            pen.text(at, y + 15, above, quiet, "right")
            pen.text(at, y, below, quiet, "right")

    scene = scene_of(runs[0])
    stamps = Thumbnails(runs.dataset, *_THUMB, sheet.theme, equal=scene.has_equal_axes(runs[0]))

    def paint(pen: Pen) -> None:
        with pen.role("titles"):
            titles(pen, top + 8)
        y = top
        for place, (line, count) in enumerate(zip(lines, counts, strict=True)):
            middle = y - _height(line) / 2
            y -= _height(line)
            base, ink = middle - 5, sheet.theme.ink if place == 0 else sheet.theme.secondary
            length = 0.0 if line.rest else max(unit * line.summary.runs, 1.0)
            if not line.rest:
                trace = runs.numbered(line.solutions[0].runs[0])
                own = scene.styles_of(trace, sheet.theme)
                stamps.draw(pen, MARGIN, middle - _THUMB[1] / 2, trace.labels, own, framed=place == 0)
                with pen.role("bars"):
                    pen.rectangle(left, middle - _BAR / 2, length, _BAR, fill=ink)
            with pen.role("rows"):
                pen.text(MARGIN if line.rest else name, base, line.name, replace(plain, bold=place == 0))
                pen.text(value, base, fitted(line.value, plain, value - MARGIN), plain, "right")
                pen.text(left + (length and length + 6), base, count, replace(plain, bold=place == 0))
                for (_, texts), at in zip(columns, rights, strict=True):
                    pen.text(at, base, texts[place], plain, "right")

    sheet.paint(paint)
