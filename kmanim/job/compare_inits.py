"""The ways of starting compared: a figure, and its numbers as a table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from kmanim.atomic import write_whole
from kmanim.export.pages.csv_table import csv_text
from kmanim.films.still_file import save_page
from kmanim.job.items import ASKED, Batch, Item, Shown
from kmanim.job.request import Request
from kmanim.plot.figures.compare_inits import inits
from kmanim.story.figures import compare_inits as words
from kmanim.story.text.words import counted


def compared_inits(request: Request) -> Batch:
    """Give the figure and the table."""
    items = (Item(name=f"inits.{request.stills}", kind="still", lead=ASKED), Item(name="inits.csv"))
    return Batch(items, partial(_save, request), weight=1_000)


def _save(request: Request, paths: Sequence[Path]) -> list[Shown | None]:
    compared, (figure, table) = request.inits, paths
    algorithm = request.picked.parameters.title
    things = counted(request.dataset.n, request.dataset.noun)
    page = inits.page(compared, algorithm, things, look=request.look)
    save_page(page, figure)
    head, *rows = words.table(compared)
    write_whole(table, csv_text(list(head), [list(row) for row in rows]))
    across, up = (round(side / request.look.scale) for side in page.pixels)
    return [Shown(width=across, height=up, words=words.describe(compared, algorithm, things)), None]
