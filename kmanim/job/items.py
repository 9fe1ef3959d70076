"""The files of a job as data: what each is called, what is said of it, and which are made together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from kmanim.job.order import Order
from kmanim.simulate.trace import Trace

# Above so many numbers a trace is written as .npz instead of .json.
LARGEST_JSON = 20_000

# How wide and high a picture is, in CSS px.
Size = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One file of a job.

    Attributes
    ----------
    name : str
        Of the file.
    kind : {"film", "still", "other"}
        What it is to a page: others are not shown by themselves.
    title, caption, alt : str
        What pages say of a picture.
    run : int
        Whose film it is, from 1.
    """

    name: str
    kind: Literal["film", "still", "other"] = "other"
    title: str = ""
    caption: str = ""
    alt: str = ""
    run: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that are made in one go, as they show the same.

    Attributes
    ----------
    items : tuple of Item
        What they are.
    make : callable
        Writes them to as many paths, whatever other batches have been made; gives the size of the pictures.
    """

    items: tuple[Item, ...]
    make: Callable[[Sequence[Path]], Size | None]


def films(order: Order) -> Iterator[Batch]:
    """Give of each run its film, in each format, and the still that stands for it."""
    for trace in order.compared:
        stem, words = order.stem(trace), order.words_of_film(trace)
        items = [
            Item(
                name=f"{stem}.{suffix}", kind="film", run=trace.run,
                title=words.title, caption=words.caption, alt=words.alt,
            )
            for suffix in order.formats
        ]  # fmt: skip
        items.append(Item(name=f"{stem}.png"))
        if trace is order.picked:
            items.append(Item(name="poster.png"))
        yield Batch(tuple(items), partial(_save_film, order, trace))


def records(order: Order) -> Iterator[Batch]:
    """Give each run as data, to be loaded again."""
    suffix = "json" if order.dataset.points.size <= LARGEST_JSON else "npz"
    items = tuple(Item(name=f"{order.stem(trace)}.{suffix}") for trace in order.compared)
    yield Batch(items, partial(_save_traces, tuple(order.compared)))


def _save_film(order: Order, trace: Trace, paths: Sequence[Path]) -> Size:
    # The film is told anew and dropped afterwards: its scene knows every point.
    order.film(trace).save_all(paths, loop=order.loop, max_bytes=order.max_bytes)
    return order.look.width, order.look.height


def _save_traces(traces: Sequence[Trace], paths: Sequence[Path]) -> None:
    for trace, path in zip(traces, paths, strict=True):
        trace.save(path)
