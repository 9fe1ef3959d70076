"""Words for the ways of starting, compared."""

from __future__ import annotations

from collections.abc import Sequence

from kmanim.simulate.runs.compare_inits import Cell
from kmanim.story.description import Description
from kmanim.story.figures.solutions import empty_text, rounds_text
from kmanim.story.text.numbers import half_up, inertias, percent
from kmanim.story.text.words import series

_HEAD = ("k", "start", "runs", "best W found", "reach it", "mean W over it", "rounds: mean (most)",
         "with an empty cluster: round 1 / end")  # fmt: skip


def numbers(cell: Cell) -> tuple[str, ...]:
    """Give what is written of a kind of start: share that reaches the best, mean over it, rounds, empties."""
    runs = cell.summary.runs
    return (
        percent(cell.reached, runs), half_up(cell.over, 3), rounds_text(cell.summary), empty_text(cell.summary),
    )  # fmt: skip


def table(cells: Sequence[Cell]) -> list[tuple[str, ...]]:
    """Make the table of starts, its head first: all cells are text."""
    return [
        _HEAD,
        *(
            (str(cell.k), cell.init, str(cell.summary.runs), inertias([cell.best])[0], *numbers(cell))
            for cell in cells
        ),
    ]


def describe(cells: Sequence[Cell], algorithm: str, things: str) -> Description:
    """Tell which starts came how near the best W that was found, for each k; nothing beyond these runs is claimed.

    Parameters
    ----------
    cells : sequence of Cell
    algorithm : str
        As readers know it.
    things : str
        What was clustered: ``32 cars``.
    """
    ks = sorted({cell.k for cell in cells})
    each = cells[0].summary.runs
    sentences = []
    for k in ks:
        row = [cell for cell in cells if cell.k == k]
        lowest = min(half_up(cell.over, 3) for cell in row)
        first = [cell.init for cell in row if half_up(cell.over, 3) == lowest]
        means = series([f"{half_up(cell.over, 3)} from {cell.init}" for cell in row])
        which = f"least from {series(first)}" if len(first) < len(row) else "alike from all"
        sentences.append(f"k = {k}: mean W over the best found is {means}, {which}.")
    shown = series([str(k) for k in ks])
    return Description(
        "Starts compared",
        f"{each} runs from each kind of start. {' '.join(sentences)} Other data may rank them otherwise.",
        f"Dot chart of W over the best W found, for {each} runs of {algorithm} on {things} from each of "
        f"{series(list(dict.fromkeys(cell.init for cell in cells)))} starts, k = {shown}: the best is reached by "
        + series([f"{percent(cell.reached, each)} ({cell.init}, k = {cell.k})" for cell in cells])
        + ".",
    )
