"""A sweep as files: its film, its figure, and its numbers as a table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from kmanim.atomic import write_whole
from kmanim.export.pages.csv_table import csv_text
from kmanim.job.items import Batch, Item, Shown
from kmanim.job.request import Request
from kmanim.simulate.sweeps.sweep import Sweep

STEM = "sweep"


def swept(request: Request) -> Batch:
    """Give the film in each format and the still that stands for it, the figure, and the tables."""
    names = [f"{STEM}.csv", f"{STEM}-beside.csv"][: len(request.plans)]
    items = [Item(name=name) for name in names]
    return Batch(tuple(items), partial(_save, request), weight=1_000)


def _save(request: Request, paths: Sequence[Path]) -> list[Shown | None]:
    tables = paths[-len(request.plans) :]
    for sweep, path in zip(request.sweeps, tables, strict=True):
        write_whole(path, table_text(sweep))
    return [None] * len(tables)


def table_text(sweep: Sweep) -> str:
    """Write a sweep as CSV: values, measures, sizes, why a run has failed, why it ended."""
    rows = sweep.table()
    return csv_text(list(rows[0]), [[_cell(value) for value in row.values()] for row in rows])


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    return "" if value is None else value
