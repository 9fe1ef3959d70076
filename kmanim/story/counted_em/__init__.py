"""How EM on data in pieces is told: as EM is, from sums and counts of its rows."""

from kmanim.simulate.machines.mixture_passes.trace import CountedMixtureTrace
from kmanim.story.counted.spreads import SpreadInCells
from kmanim.story.em import describe, outcome, overview, result, short, tell
from kmanim.story.em import notes as notes_of_em
from kmanim.story.em.facts import EmFacts

__all__ = ["FACTS", "describe", "figures", "notes", "outcome", "overview", "result", "short", "tell"]


class CountedEmFacts(SpreadInCells, EmFacts):
    """The numbers and names of a run on data in pieces, whose components are spread as cells tell."""


FACTS = CountedEmFacts


def figures(trace: CountedMixtureTrace) -> tuple[str, ...]:
    """Name the still figures of a post: those that single rows would be needed for are left out."""
    told = trace.dataset.view.faithful and not trace.failure and trace.counts_of(-1).any()
    return ("strip", *(("density", "joint") if told else ()), "objective", "grid")


def notes(trace: CountedMixtureTrace) -> tuple[str, ...]:
    """Say what pictures are made of, as no row is kept, and what the colour of a cell is."""
    grid, many = trace.grid, trace.noun[1]
    cells = f"{grid.columns} x {grid.rows} cells" if grid.rows > 1 else f"{grid.columns} cells"
    whose = f"all {many} in a cell have the colour of its middle"
    if not trace.is_flat:
        whose = f"the colour of a cell lies between those of the two components that lead most of its {many}"
    drawn = f"Pictures are drawn from counts of all {many} in {cells}, not from a sample; {whose}."
    return (*notes_of_em(trace), drawn)
