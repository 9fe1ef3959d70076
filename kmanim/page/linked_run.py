"""The run that a link is about, with the very steps of the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kmanim.data.builtin.catalogue import CATALOGUE, TABLES
from kmanim.data.column_names import find
from kmanim.data.dataset import Dataset
from kmanim.data.feature import Feature
from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.errors import InputError
from kmanim.page.choices import DEFAULTS
from kmanim.page.link import Link, checksum_of, decode_link
from kmanim.simulate.record import run
from kmanim.simulate.trace import Trace


def run_link(link: str | Link, data: object = None) -> Trace:
    """Run what a link is about.

    Parameters
    ----------
    link : str or Link
        What it leaves out, or has wrong, is as a page begins.
    data : Dataset, or whatever `kmanim.load` takes, optional
        Where the data are neither built in nor in the link: the table that it was made with.

    Raises
    ------
    InputError
        If the data are not here or are others, or not all centres are placed.
    """
    found = decode_link(link) if isinstance(link, str) else link
    choices = {**DEFAULTS, **found.choices}
    table = data_of(found, data)
    if choices["algorithm"] == "dbscan":
        order = choices["order"]
        known = choices["orderRows"] if order in ("random", "picked") else []
        if known or order == "picked":
            order = (*known, *sorted(set(range(table.n)) - set(known)))
        trace = run("dbscan", table, eps=choices["eps"], min_samples=choices["minSamples"], order=order)
        return _as_trace(trace)
    starts, k = choices["starts"], choices["k"]
    if len(starts) != k:
        raise InputError(f"the link has {len(starts)} of {k} centres; place them all on the page first")
    empty = choices["empty"]
    if empty == "resample" and choices["relocated"]:
        empty = ",".join(str(row + 1) for row in choices["relocated"])
    return _as_trace(run("kmeans", table, k=k, init=tuple(map(tuple, starts)), empty=empty))


def _as_trace(trace: Any) -> Trace:
    assert isinstance(trace, Trace)
    return trace


def data_of(link: Link, data: object = None) -> Dataset:
    """Give the two columns that a link is about, scaled as it says.

    Raises
    ------
    InputError
        If they are not here, or are others than those it was made with.
    """
    scale = link.choices.get("scale", "none")
    columns = link.choices.get("columns")
    name = link.choices.get("data", "")
    if link.points is not None:
        features = [Feature(column) for column in columns or ("x", "y")]
        return dataset(link.points, name=name, features=features, labels=link.names, scale=scale)
    if data is None and name not in CATALOGUE:
        raise InputError(
            f"the link is about {name or 'no data'!r}, which is not built in; give the data, too"
        )
    if data is None:
        found = load(name, columns=columns if name in TABLES else None, scale=scale)
    else:
        found = _of_columns(data, columns, scale)
    if link.checksum and link.checksum != checksum_of(found.points):
        raise InputError(f"{found.name!r} has other numbers than the link was made with; give the same data")
    rows = [row for key in ("startRows", "relocated", "orderRows") for row in link.choices.get(key, ())]
    if rows and max(rows) >= found.n:
        raise InputError(f"the link is about row {max(rows) + 1}, but {found.name!r} has {found.n} rows")
    return found


def _of_columns(data: object, columns: Sequence[str] | None, scale: str) -> Dataset:
    if not isinstance(data, Dataset):
        return load(data, columns=columns, scale=scale, missing="drop")
    names = [feature.name for feature in data.features]
    kept = find(columns or names[:2], names, repr(data.name))
    return dataset(
        data.points[:, kept], name=data.name, features=[data.features[place] for place in kept],
        labels=data.labels, noun=data.noun, scale=scale, rows=data.rows,
    )  # fmt: skip
