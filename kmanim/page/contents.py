"""What a page is written with: its tables, and what it begins with; `PageContents` of the scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kmanim.data.dataset import Dataset
from kmanim.page.builtin_tables import offered, offered_as
from kmanim.page.packed import packed

VERSION = 1


def contents(dataset: Dataset, first: Mapping[str, Any], *, called: str = "") -> dict[str, Any]:
    """Give all that a page carries; of whoever's data the whole table stands first, then those that are built in.

    Parameters
    ----------
    dataset : Dataset
        What is clustered, all columns of numbers.
    first : mapping
        What the page begins with.
    called : str
        What a command calls these data, such as ``points.csv``; the name of the data set by default.
    """
    own = offered_as(dataset)
    tables = dict(offered())
    name = own or called or dataset.name
    if not own:
        given = packed(dataset, name=name, source="given", note=" ".join(dataset.notes))
        tables = {name: given, **{other: table for other, table in tables.items() if other != name}}
    return {"version": VERSION, "tables": tables, "first": {**first, "data": name}}
