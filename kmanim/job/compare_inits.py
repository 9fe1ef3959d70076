"""The ways of starting compared: a figure, and its numbers as a table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import cast

from kmanim.atomic import write_whole
from kmanim.export.pages.csv_table import csv_text
from kmanim.films.still_file import save_page
from kmanim.job.items import ASKED, Batch, Item, Shown
from kmanim.job.request import Request
from kmanim.plot.figures.compare_inits import inits
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.runs.compare_inits import Cell, compare_inits
from kmanim.story.figures import compare_inits as words
from kmanim.story.text.words import counted

# So many runs from each kind of start, and fewer where rows are many: a comparison takes seconds, not minutes.
_RUNS, _FEWEST, _ROWS = 1_000, 50, 5_000_000


class _Comparison:
    """The comparison that a request asks for, made when it is first drawn."""

    def __init__(self, request: Request) -> None:
        self.request = request

    @property
    def runs(self) -> int:
        """How many runs from each kind of start: as many as were asked for at least."""
        fair = max(_FEWEST, min(_RUNS, _ROWS // self.request.dataset.n))
        return max(fair, self.request.runs or 1)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """What they came to."""
        request = self.request
        further = {name: value for name, value in request.parameters.items() if name not in ("k", "init")}
        ks = request.compare_inits or (cast(CentroidTrace, request.picked).k,)
        return compare_inits(request.algorithm, request.dataset, ks, self.runs, seed=request.seed, **further)


def compared_inits(request: Request) -> Batch:
    """Give the figure and the table."""
    items = (Item(name=f"inits.{request.stills}", kind="still", lead=ASKED), Item(name="inits.csv"))
    return Batch(items, partial(_save, _Comparison(request)), weight=1_000)


def _save(compared: _Comparison, paths: Sequence[Path]) -> list[Shown | None]:
    request, (figure, table) = compared.request, paths
    algorithm = request.picked.parameters.title
    things = counted(request.dataset.n, request.dataset.noun)
    page = inits.page(compared.cells, algorithm, things, look=request.look)
    save_page(page, figure)
    head, *rows = words.table(compared.cells)
    write_whole(table, csv_text(list(head), [list(row) for row in rows]))
    across, up = (round(side / request.look.scale) for side in page.pixels)
    return [Shown(width=across, height=up, words=words.describe(compared.cells, algorithm, things)), None]
