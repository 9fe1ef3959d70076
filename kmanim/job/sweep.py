"""A sweep as files: its film, its figure, and its numbers as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from kmanim.atomic import write_whole
from kmanim.export.pages.csv_table import csv_text
from kmanim.films.still_file import save_page
from kmanim.films.sweep import SweepFilm
from kmanim.job.items import ASKED, Batch, Item, Shown
from kmanim.job.request import Request
from kmanim.plot.figures.sweep_grid import sweep_grid
from kmanim.simulate.sweeps.sweep import Sweep
from kmanim.story.description import Description
from kmanim.story.figures import sweep_grid as words
from kmanim.story.text.words import cut, sentence_case

STEM = "sweep"


def swept(request: Request) -> tuple[Batch, ...]:
    """Give the film in each format and the still that stands for it, and of each data set the figure and the table."""
    films = [Item(name=f"{STEM}.{suffix}", kind="film", lead=ASKED) for suffix in request.formats]
    batches = [Batch((*films, Item(name=f"{STEM}.png")), partial(_save_film, request), weight=2_000)]
    # What the algorithm refuses is refused as the plans are made, before the long work.
    for number in range(len(request.plans)):
        stem = f"{STEM}-beside" if number else STEM
        figure = Item(name=f"{stem}-grid.{request.stills}", kind="still", lead=ASKED)
        items = (figure, Item(name=f"{stem}.csv"))
        batches.append(Batch(items, partial(_save_figure, request, number), weight=500))
    return tuple(batches)


def _save_film(request: Request, paths: Sequence[Path]) -> list[Shown | None]:
    first, *others = request.sweeps
    film = SweepFilm(
        first,
        beside=others[0] if others else None,
        profile=request.profile,
        pace=request.pace,
        max_seconds=request.max_seconds,
        look=request.look,
    )
    film.save_all(paths, loop=request.loop, fps=request.fps, max_bytes=request.max_bytes)
    told = Shown(
        width=request.look.width, height=request.look.height,
        words=Description(sentence_case(film.timeline.title), film.finding, film.alt),
        duration_ms=film.duration_ms, captions=film.captions,
    )  # fmt: skip
    return [*([told] * len(request.formats)), None]


def _save_figure(request: Request, number: int, paths: Sequence[Path]) -> list[Shown | None]:
    sweep, (figure, table) = request.sweeps[number], paths
    page = sweep_grid.page(sweep, look=request.look)
    save_page(page, figure)
    write_whole(table, table_text(sweep))
    across, up = (round(side / request.look.scale) for side in page.pixels)
    told = words.describe(sweep)
    if len(request.sweeps) > 1:
        told = replace(told, title=f"{cut(sweep.dataset.name, 40)}: {told.title}")
    return [Shown(width=across, height=up, words=told), None]


def table_text(sweep: Sweep) -> str:
    """Write a sweep as CSV: values, measures, sizes, why a run has failed, why it ended."""
    rows = sweep.table()
    return csv_text(list(rows[0]), [[_cell(value) for value in row.values()] for row in rows])


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    return "" if value is None else value
