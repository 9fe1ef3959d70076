"""How EM on data in pieces is told: as EM is, from sums and counts of its rows."""

from kmanim.simulate.machines.mixture_passes.trace import CountedMixtureTrace
from kmanim.story.em import FACTS, describe, outcome, overview, result, short, tell
from kmanim.story.em import notes as notes_of_em

__all__ = ["FACTS", "describe", "figures", "notes", "outcome", "overview", "result", "short", "tell"]


def figures(trace: CountedMixtureTrace) -> tuple[str, ...]:  # noqa: ARG001 - all such runs have the same
    """Name the still figures of a post: those that single rows would be needed for are left out."""
    return ("strip", "objective", "grid")


def notes(trace: CountedMixtureTrace) -> tuple[str, ...]:
    """Say what pictures are made of, as no row is kept, and what the colour of a cell is."""
    grid, many = trace.grid, trace.noun[1]
    cells = f"{grid.columns} x {grid.rows} cells" if grid.rows > 1 else f"{grid.columns} cells"
    whose = f"all {many} in a cell have the colour of its middle"
    if not trace.is_flat:
        whose = f"the colour of a cell lies between those of the two components that lead most of its {many}"
    drawn = f"Pictures are drawn from counts of all {many} in {cells}, not from a sample; {whose}."
    return (*notes_of_em(trace), drawn)
