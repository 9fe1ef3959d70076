"""How often each solution was reached by many runs, as bars in the order of W."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kmanim.errors import need
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.sheet import LINE, MARGIN, Sheet
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width, widest
from kmanim.plot.style.look import Look
from kmanim.simulate.runs.runs import Runs
from kmanim.story.figures import solutions as words
from kmanim.story.figures.solutions import TOLD, Line, empty_text, has_rounds, rounds_text
from kmanim.story.text.numbers import percent

_HEAD = 84.0  # the heading, and the titles of the columns
_ROW = 27.0
_BAR = 15.0
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
        has none, as it would dwarf the others.
    """
    need("solutions", runs, Runs, "kmanim.run_many")
    lines = words.lines(runs)
    notes = _notes(runs, lines)
    sheet = Sheet(_HEAD + _ROW * len(lines) + 14 + LINE * len(notes), look or Look())
    sheet.heading("How often each solution is reached", _subject(runs))
    _rows(sheet, runs, lines)
    sheet.notes(notes)
    return sheet.with_alt(words.describe(runs).alt)


def _subject(runs: Runs) -> str:
    """Name the algorithm, and k where it is set."""
    k = getattr(runs[0].parameters, "k", None)
    return runs[0].parameters.title + (f", k = {k}" if k is not None else "")


def _notes(runs: Runs, lines: Sequence[Line]) -> list[str]:
    count = len(runs.solutions)
    notes = [
        f"{len(runs)} runs, {count} {'solution' if count == 1 else 'solutions'}; shares are of all runs."
    ]
    if _has_empties(lines):
        notes.append("Empty: runs with an empty cluster, in round 1 / at the end.")
    if lines[-1].rest:
        notes.append(f"The last row sums up all but the {TOLD} best; it has no bar.")
    return notes


def _has_empties(lines: Sequence[Line]) -> bool:
    return any(line.summary.empty_first or line.summary.empty_last for line in lines)


def _rows(sheet: Sheet, runs: Runs, lines: Sequence[Line]) -> None:
    """Lay out the columns: name, W, bar with its count, rounds, and empties where there are some."""
    plain, quiet = sheet.style("name"), sheet.style("tick", quiet=True)
    symbol = runs.objective.symbol if runs.objective else ""
    columns = []
    if has_rounds(runs):
        columns.append(("rounds: mean (max)", [rounds_text(line.summary) for line in lines]))
    if _has_empties(lines):
        columns.append(("empty: round 1 / end", [empty_text(line.summary) for line in lines]))
    names = [line.name for line in lines]
    value = (
        MARGIN
        + widest(names, replace(plain, bold=True))
        + _GAP
        + widest([line.value for line in lines], plain)
    )
    value = min(value, sheet.width * 0.45)
    right = sheet.width - MARGIN
    rights: list[float] = []
    for title, texts in reversed(columns):
        rights.insert(0, right)
        right -= max(widest([*title.split(": ")], quiet), widest(texts, plain)) + _GAP
    left = value + _GAP
    counts = [f"{line.summary.runs} · {percent(line.summary.runs, len(runs))}" for line in lines]
    unit = (right - left - widest(counts, plain) - 8) / max(
        line.summary.runs for line in lines if not line.rest
    )

    def titles(pen: Pen, y: float) -> None:
        if MARGIN + text_width("solution ", quiet) < value - text_width(symbol, quiet):
            pen.text(MARGIN, y, "solution", quiet)
        pen.text(value, y, symbol, quiet, "right")
        pen.text(left, y, fitted("runs that end there", quiet, right - left), quiet)
        for (title, _), at in zip(columns, rights, strict=True):
            above, below = title.split(": ")
            pen.text(at, y + 15, above, quiet, "right")
            pen.text(at, y, below, quiet, "right")

    def paint(pen: Pen) -> None:
        top = sheet.height - _HEAD
        with pen.role("titles"):
            titles(pen, top + 8)
        for place, (line, count) in enumerate(zip(lines, counts, strict=True)):
            middle = top - _ROW * (place + 0.5)
            y, ink = middle - 5, sheet.theme.ink if place == 0 else sheet.theme.secondary
            length = 0.0 if line.rest else max(unit * line.summary.runs, 1.0)
            if not line.rest:
                with pen.role("bars"):
                    pen.rectangle(left, middle - _BAR / 2, length, _BAR, fill=ink)
            with pen.role("rows"):
                pen.text(MARGIN, y, line.name, replace(plain, bold=place == 0))
                pen.text(value, y, fitted(line.value, plain, value - MARGIN), plain, "right")
                pen.text(left + (length and length + 6), y, count, replace(plain, bold=place == 0))
                for (_, texts), at in zip(columns, rights, strict=True):
                    pen.text(at, y, texts[place], plain, "right")

    sheet.paint(paint)
