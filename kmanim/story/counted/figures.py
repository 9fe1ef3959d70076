"""What a post about a run on data in pieces has besides its film."""

from __future__ import annotations

from kmanim.simulate.machines.passes.trace import CountedTrace


def figures(trace: CountedTrace) -> tuple[str, ...]:
    """Name the still figures of a post: those that single rows would be needed for are left out.

    Cells of the plane tell how columns are spread where it shows all of them.
    """
    spread = ("density", "joint") if trace.dataset.view.faithful else ()
    return ("strip", *spread, "objective", "grid")


def notes(trace: CountedTrace) -> tuple[str, ...]:
    """Say what pictures are made of, as no row is kept."""
    grid = trace.grid
    cells = f"{grid.columns} x {grid.rows} cells" if grid.rows > 1 else f"{grid.columns} cells"
    return (f"Pictures are drawn from counts of all {trace.noun[1]} in {cells}, not from a sample.",)
