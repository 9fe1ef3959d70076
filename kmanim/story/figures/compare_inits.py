"""Words for the ways of starting, compared."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from kmanim.simulate.runs.compare_inits import Cell
from kmanim.story.description import Description
from kmanim.story.figures.solutions import empty_text, rounds_text
from kmanim.story.text.numbers import half_up, percent
from kmanim.story.text.sums import objectives
from kmanim.story.text.words import counted, sentence_case, series

NEAR = 0.05
"""Runs that end within this share of the best are told apart from worse ones."""

# Two shares of runs count as different from so many standard errors of their difference on.
_CLEAR = 2.0
# What readers call the kinds of starts; others go by their own names.
_NAMES = {"uniform": "anywhere", "sample": "random rows"}


def start(cell: Cell) -> str:
    """Name a kind of start for a reader: ``random rows``."""
    return _NAMES.get(cell.init, cell.init)


def parts(cell: Cell) -> tuple[int, int, int]:
    """Count the runs that came to the best, within 5 % of it, and to worse."""
    best, near = cell.reached, cell.within(NEAR)
    return best, near - best, cell.summary.runs - near


def rows(cells: Sequence[Cell]) -> list[Cell]:
    """Order kinds of starts within each k: those first that found the best most often."""
    ks = list(dict.fromkeys(cell.k for cell in cells))
    return [cell for k in ks for cell in sorted(_of(cells, k), key=lambda cell: -_share(cell))]


def numbers(cell: Cell) -> tuple[str, ...]:
    """Give what is written of a kind of start: share that reaches the best, mean over it, rounds, empties."""
    runs = cell.summary.runs
    return (
        percent(cell.reached, runs), half_up(cell.over, 3), rounds_text(cell.summary), empty_text(cell.summary),
    )  # fmt: skip


def table(cells: Sequence[Cell]) -> list[tuple[str, ...]]:
    """Make the table of starts, its head first: all cells are text."""
    symbol = cells[0].symbol
    head = ("k", "start", "runs", f"best {symbol} found", "reach it", f"mean {symbol} over it",
            "rounds: mean (most)", "with an empty cluster: round 1 / end")  # fmt: skip
    return [
        head,
        *(
            (str(cell.k), cell.init, str(cell.summary.runs), objectives([cell.best])[0], *numbers(cell))
            for cell in cells
        ),
    ]


def finding(cells: Sequence[Cell]) -> str:
    """Say from which start the best is found most often, and nothing where chance may have ranked them."""
    ks = list(dict.fromkeys(cell.k for cell in cells))
    ahead = {k: _leaders(_of(cells, k)) for k in ks}
    undecided = [k for k in ks if len(ahead[k]) == len(_of(cells, k))]
    decided = [k for k in ks if k not in undecided]
    if not decided:
        if all(cell.reached == cell.summary.runs for cell in cells):
            return "Every run finds the best, from whatever start"
        return "No start finds the best clearly more often than the others"
    common = [name for name in ahead[decided[0]] if all(name in ahead[k] for k in decided)]
    if not common:
        told = series([f"{series(ahead[k], 'or')} for k = {k}" for k in decided])
        return f"Which start finds the best most often depends on k: {told}"
    sure = [k for k in decided if len(ahead[k]) == 1]
    if len(common) > 1:
        return f"The best is found most often from {series(common, 'or')}, about equally often"
    where = "" if len(sure) == len(ks) else f", clearly so for k = {series([str(k) for k in sure])}"
    where = where if sure else ", but not clearly"
    return f"The best is found most often from {common[0]}{where}"


def subject(cells: Sequence[Cell], algorithm: str, things: str) -> str:
    """Say what was run on what: ``k-means, 1,000 runs a start · 32 cars``."""
    ks = list(dict.fromkeys(cell.k for cell in cells))
    of = f", k = {ks[0]}" if len(ks) == 1 else ""
    return f"{algorithm}{of}, {_runs(cells[0].summary.runs)} a row · {things}"


def describe(cells: Sequence[Cell], algorithm: str, things: str) -> Description:
    """Tell which starts came how near the best that was found, for each k; nothing beyond these runs is claimed.

    Parameters
    ----------
    cells : sequence of Cell
    algorithm : str
        As readers know it.
    things : str
        What was clustered: ``32 cars``.
    """
    ks = sorted({cell.k for cell in cells})
    each, symbol = cells[0].summary.runs, cells[0].symbol
    sentences = []
    for k in ks:
        row = _of(cells, k)
        lowest = min(half_up(cell.over, 3) for cell in row)
        first = [start(cell) for cell in row if half_up(cell.over, 3) == lowest]
        means = series([f"{half_up(cell.over, 3)} from {start(cell)}" for cell in row])
        which = f"least from {series(first)}" if len(first) < len(row) else "alike from all"
        sentences.append(f"k = {k}: mean {symbol} over the best found is {means}, {which}.")
    shown = series([str(k) for k in ks])
    told = []
    for cell in rows(cells):
        best, near, worse = (percent(part, each) for part in parts(cell))
        told.append(f"{sentence_case(start(cell))}, k = {cell.k}: {best}, {near}, {worse}")
    return Description(
        finding(cells),
        f"{_runs(each)} from each kind of start. {' '.join(sentences)} Other data may rank them otherwise.",
        f"Stacked bars of {_runs(each)} of {algorithm} on {things} from each kind of start, k = {shown}: how many "
        f"reach the best {symbol} found, come within {half_up(100 * NEAR)} % of it and end worse. {'. '.join(told)}.",
    )


def _runs(count: int) -> str:
    return counted(count, ("run", "runs"))


def _of(cells: Sequence[Cell], k: int) -> list[Cell]:
    return [cell for cell in cells if cell.k == k]


def _share(cell: Cell) -> float:
    return cell.reached / cell.summary.runs


def _leaders(row: Sequence[Cell]) -> list[str]:
    """Name the starts of one k that no other is clearly ahead of, the first one first."""
    ranked = sorted(row, key=lambda cell: -_share(cell))
    first = ranked[0]
    found = []
    for cell in ranked:
        spread = sum(_share(one) * (1 - _share(one)) / one.summary.runs for one in (first, cell))
        if _share(first) - _share(cell) <= _CLEAR * sqrt(spread):
            found.append(start(cell))
    return found
